/// A rule's clauses for all area types in one list, each once, so that homes can be marked clause by clause.
struct RuleSheet: Sendable {
  /// At most ``RuleReader/mostClauses`` an area type.
  let clauses: [RuleClause]
  private let urban: UInt32, rural: UInt32

  /// Linear.
  init(_ rule: CoverageRule) {
    var clauses: [RuleClause] = []
    func mask(_ type: AreaType) -> UInt32 {
      rule.clauses(for: type).reduce(0) { mask, clause in
        let place = clauses.firstIndex(of: clause) ?? clauses.count
        if place == clauses.count { clauses.append(clause) }
        return mask | 1 << UInt32(place)
      }
    }
    (urban, rural) = (mask(.urban), mask(.rural))
    self.clauses = clauses
  }

  /// The clauses asked of homes of an area type: bit i for clause i.
  func asked(of type: AreaType) -> UInt32 { type == .urban ? urban : rural }

  /// The clauses that ask for metres, as a mask.
  var askingForMetres: UInt32 {
    clauses.indices.reduce(0) { clauses[$1].limit.isLength ? $0 | 1 << UInt32($1) : $0 }
  }

  /// The clauses of a mask.
  func clauses(in mask: UInt32) -> [RuleClause] {
    clauses.indices.filter { mask & 1 << UInt32($0) != 0 }.map { clauses[$0] }
  }

  /// The names of clauses, each once: where towns and villages have one of a name, they share columns.
  var names: [String] { clauses.map(\.name).withoutRepeats }

  /// The columns of `homes.csv`, each once.
  var columns: [String] { clauses.map(\.column).withoutRepeats }
}

extension [String] {
  /// The texts in order, each at its first place.
  var withoutRepeats: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
