/// How far two spellings are apart.
enum NameDistance {
  /// Edit distance (Levenshtein 1966): fewest insertions, deletions and substitutions of characters.
  ///
  /// - Complexity: O(a · b); names beyond 100 characters are cut.
  static func edits(_ a: String, _ b: String) -> Int {
    let a = Array(a.prefix(100)), b = Array(b.prefix(100))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let substitution = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, min(row[j], row[j + 1]) + 1)
      }
    }
    return row[b.count]
  }

  /// The names most like the wanted one, best first: those that hold it or that it holds, then by edits, then by
  /// text; those that share nothing (more edits than half the longer name) left out.
  static func nearest(to wanted: String, among names: [String], limit: Int) -> [String] {
    let target = NameNormalisation.folded(wanted)
    let scored = Set(names).compactMap { name -> (score: Int, name: String)? in
      let folded = NameNormalisation.folded(name)
      guard !folded.isEmpty, !target.isEmpty else { return nil }
      let edits = edits(target, folded)
      let isPart = folded.contains(target) || target.contains(folded)
      guard isPart || edits * 2 <= max(target.count, folded.count) else { return nil }
      return (isPart ? edits : edits + 1000, name)
    }
    return scored.sorted { ($0.score, $0.name) < ($1.score, $1.name) }.prefix(limit).map(\.name)
  }
}
