import Columns
import Geography
import OpenStreetMap

/// What looking for venues found beside the venues: what was left out, counted and merged, kind by kind.
struct VenueCensus: Sendable {
  /// Of the extract, without its venues; `nil` when a list takes their place.
  var findings: VenueFindings?
  /// Of a supplied list: what to hear of and to know, and how many venues it has; `nil` without one.
  var list: (warnings: [Warning], notes: [String], count: Int)?
  /// How many records there were of each kind.
  var records: [VenueKind: Int] = [:]
  /// Each venue made of several records, and its kind; in the venues' order.
  var merges: [(kind: VenueKind, merge: VenueMerge)] = []

  /// The merges to log: those of a run with a list.
  func loggedMerges(kinds: [VenueKind]) -> [VenueMerge]? {
    list == nil ? nil : merges.filter { Self.counts($0.kind, among: kinds) }.map(\.merge)
  }

  /// Whether a venue counts when these kinds are asked for: a list without kinds means that all its rows do.
  static func counts(_ kind: VenueKind, among kinds: [VenueKind]) -> Bool {
    kind.alwaysCounts || kinds.contains(kind)
  }

  /// - Parameter merged: how many venues of these kinds there are.
  func messages(kinds: [VenueKind], merged: Int) -> CityMessages {
    var messages = CityMessages()
    if let findings {
      messages.warnings = findings.warnings(for: kinds)
      messages.notes = findings.notes(for: kinds)
      messages.counts = findings.counts.filter { kinds.contains($0.kind) }.map {
        ("venues_\($0.kind.rawValue)_\($0.type)s", $0.count)
      }
    }
    if let list {
      messages.warnings += list.warnings
      messages.notes += list.notes
      messages.counts.append(("venues_supplied", list.count))
    }
    let before = records.reduce(0) { Self.counts($1.key, among: kinds) ? $0 + $1.value : $0 }
    messages.counts.append(("venues_before_merging", before))
    messages.counts.append(("venues_after_merging", merged))
    let own = merges.filter { Self.counts($0.kind, among: kinds) }
    if !own.isEmpty {
      let shown = own.prefix(3).map { $0.merge.identifiers.joined(separator: " + ") }.joined(separator: ", ")
      messages.notes.append("venues merged as one and the same: \(own.count) (\(shown)\(own.count > 3 ? ", …" : ""))")
    }
    if merged == 0 {
      let names = kinds.map(\.rawValue).joined(separator: ", ")
      messages.warnings.append(Warning(count: 1, message: "no venue (\(names)) in the data: the whole city is a gap"))
    }
    return messages
  }

  func put(into archive: inout ArchiveWriter) {
    archive.put(optional: findings) { archive, findings in
      archive.put(findings.counts) {
        $0.put($1.kind.rawValue)
        $0.put($1.type.rawValue)
        $0.put($1.count)
      }
      archive.put(findings.dropped) {
        $0.put($1.id.type.rawValue)
        $0.put($1.id.number)
        $0.put(optional: $1.kind?.rawValue) { $0.put($1) }
        $0.put($1.reason.rawValue)
      }
    }
    archive.put(optional: list) {
      $0.put($1.warnings) { $1.put(into: &$0) }
      $0.put($1.notes) { $0.put($1) }
      $0.put($1.count)
    }
    archive.put(records.sorted { $0.key < $1.key }) {
      $0.put($1.key.rawValue)
      $0.put($1.value)
    }
    archive.put(merges) {
      $0.put($1.kind.rawValue)
      $0.put($1.merge.id)
      $0.put($1.merge.identifiers) { $0.put($1) }
      $0.put($1.merge.reasons) { $0.put($1.rawValue) }
      $0.put($1.merge.winner)
      $0.put(list: $1.merge.distancesInMetres)
    }
  }
}

extension VenueCensus {
  init(from archive: inout ArchiveReader) throws {
    findings = try archive.optional { archive in
      var findings = VenueFindings()
      findings.counts = try archive.list {
        VenueFindings.Count(kind: try $0.named(), type: try $0.numbered(), count: try $0.count())
      }
      findings.dropped = try archive.list {
        let id = ElementID(try $0.numbered(), try $0.value())
        return VenueFindings.Dropped(id: id, kind: try $0.optional { try $0.named() }, reason: try $0.named())
      }
      return findings
    }
    list = try archive.optional {
      (
        warnings: try $0.list { try Warning(from: &$0) }, notes: try $0.list { try $0.text() }, count: try $0.count()
      )
    }
    let pairs: [(VenueKind, Int)] = try archive.list { (try $0.named(), try $0.count()) }
    records = Dictionary(pairs, uniquingKeysWith: +)
    merges = try archive.list { archive in
      let kind: VenueKind = try archive.named()
      let merge = VenueMerge(
        id: try archive.text(), identifiers: try archive.list { try $0.text() },
        reasons: try archive.list { try $0.named() }, winner: try archive.text(), distancesInMetres: try archive.list())
      return (kind: kind, merge: merge)
    }
  }
}

extension VenueKind {
  /// Whether venues of this kind count whatever kinds are asked for: a list's venues of which nobody said what they are.
  public var alwaysCounts: Bool { self == .other }
}
