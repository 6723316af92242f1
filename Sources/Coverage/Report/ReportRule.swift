import Geography

/// What a run's record says of the rule that it was held to.
struct ReportRule {
  /// A clause, and for whom it fails.
  struct Clause {
    var clause: RuleClause
    /// The area type whose clause it is; `nil` where it is asked of all homes.
    var type: AreaType?
    var homesAsked: Int, weightAsked: Double, homesFailing: Int, weightFailing: Double
  }

  let rule: CoverageRule
  let clauses: [Clause]
  /// Rules that are told of beside, with the weight that passes.
  let beside: [(rule: CoverageRule, weight: Double)]

  /// Reads the rule of a record; `nil` where there is none.
  ///
  /// - Throws: ``InputError`` when it is broken.
  init?(of parameters: ReportJSON, totals: ReportJSON, unit: WeightUnit) throws {
    guard let asked = parameters.optional("rule") else { return nil }
    let rule = try Self.rule(asked)
    self.rule = rule
    clauses = try zip(RuleSheet(rule).clauses, totals.member("clauses").list()).map { clause, counts in
      guard try counts.member("clause").text() == clause.name else {
        throw counts.expected("the clause \(clause.name)")
      }
      let types = AreaType.allCases.filter { rule.clauses(for: $0).contains(clause) }
      return Clause(
        clause: clause, type: types.count == 1 ? types[0] : nil, homesAsked: try counts.member("homes_asked").count(),
        weightAsked: try counts.member("\(unit.rawValue)_asked").amount(),
        homesFailing: try counts.member("homes_failing").count(),
        weightFailing: try counts.member("\(unit.rawValue)_failing").amount())
    }
    let others = try parameters.optional("rules_beside")?.list().prefix(20).map(Self.rule) ?? []
    let passes = try totals.optional("rules_beside")?.list() ?? []
    beside = try zip(others, passes).map { ($0, try $1.member("\(unit.rawValue)_passing").amount()) }
  }

  private static func rule(_ value: ReportJSON) throws -> CoverageRule {
    guard case .object(let members) = value.value else { throw value.expected("a rule") }
    let bytes = OutputEncoder.document(.object(members.filter { $0.name != "name" }), pretty: false)
    var reader = RuleReader(bytes, name: try value.member("name").text().printable(limit: 80), path: value.file)
    do {
      return try reader.rule()
    } catch is InputError {
      throw value.expected("a rule")
    }
  }
}

/// Which venues counted in a run that left some out.
struct ReportSelection {
  let asked: VenueSelection
  let certain: Int, doubtful: Int, leftOut: Int
  /// The covered share if none of the doubtful counts, and if all do; `nil` where nobody lives.
  let shares: (low: Double, high: Double)?

  /// Reads the selection of a record; `nil` where there is none.
  ///
  /// - Throws: ``InputError`` when it is broken.
  init?(of parameters: ReportJSON, totals: ReportJSON) throws {
    var selection = VenueSelection()
    if let date = parameters.optional("date") {
      guard let day = CivilDate(try date.text()) else { throw date.expected("a day") }
      selection.date = day
    }
    if let at = parameters.optional("at") {
      guard let moment = WeekMoment(try at.text()) else { throw at.expected("a time of the week") }
      selection.moment = moment
      let unknown = try parameters.member("unknown_hours")
      guard let state = VenueSelection.UnknownHours(rawValue: try unknown.text()) else {
        throw unknown.expected("open or closed")
      }
      selection.unknownHours = state
    }
    selection.needsFree = parameters.optional("fee") != nil
    selection.needsPublic = parameters.optional("access") != nil
    guard selection.isAsked else { return nil }
    asked = selection
    certain = try totals.member("venues_certain").count()
    doubtful = try totals.member("venues_in_doubt").count()
    leftOut = try totals.member("venues_left_out").count()
    let low = try totals.optional("share_without_doubtful")?.amount(atMost: 1)
    let high = try totals.optional("share_with_doubtful")?.amount(atMost: 1)
    if let low, let high { shares = (low, high) } else { shares = nil }
  }
}
