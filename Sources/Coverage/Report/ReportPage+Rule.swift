import Geography
import Walking

extension ReportPage {
  /// The rule's title, in the page's language where it comes with the program.
  func title(of rule: CoverageRule) -> String {
    RulePhrase(titleOf: rule).map { words($0) } ?? SummaryText.oneLine(rule.title)
  }

  /// One of two phrases, by whether the run follows a rule.
  func byRule(_ rule: RulePhrase, else usual: some ReportPhrase, _ values: [ReportSlot: String] = [:]) -> String {
    record.rule == nil ? words(usual, values) : words(rule, values)
  }

  /// The rule, clause by clause; nothing without one.
  var rule: [ReportMarkup] {
    guard let rule = record.rule else { return [] }
    var table = ReportTableMarkup(
      "clauses",
      [
        .text(words(RulePhrase.clause)), .text(words(RulePhrase.asks)), .number(words(RulePhrase.asked)),
        .number(words(people: RulePhrase.failingPeople, dwellings: .failingDwellings)),
        .number(words(RulePhrase.failingShare)),
      ])
    for clause in rule.clauses where clause.homesAsked > 0 {
      table.append([
        "\(name(of: clause))", "\(asks(clause.clause))", "\(words.number(clause.homesAsked))",
        "\(words.plainWeight(clause.weightFailing))", "\(words.share(clause.weightFailing, of: clause.weightAsked))",
      ])
    }
    let source = source(of: rule.rule)
    let told = words(
      RulePhrase.source, [.rule: title(of: rule.rule), .document: source.document, .clause: source.clause])
    return [
      """
      <section>
      <h2>\(words(RulePhrase.heading))</h2>
      <p>\(told)</p>
      \(table.markup)
      \(hopeless(rule).lines())\(beside(rule))
      </section>
      """
    ]
  }

  /// The clauses that ask for more venues than there are, of the rule and of those beside it. Of kinds that only a rule
  /// beside counts the run's files hold no venues: of these its record alone tells.
  private func hopeless(_ rule: ReportRule) -> [ReportMarkup] {
    let told = ([rule.rule] + rule.beside.map(\.rule)).enumerated().flatMap { number, asked in
      RuleSheet(asked).clauses.compactMap { clause -> String? in
        guard clause.kinds.allSatisfy(record.kinds.contains) else { return nil }
        let found = run.venues.count { VenueCensus.counts($0.kind, among: clause.kinds) }
        guard found < clause.count else { return nil }
        let values: [ReportSlot: String] = [
          .clause: SummaryText.oneLine(clause.name), .rule: title(of: asked),
          .count: words.count(.venue, clause.count), .venues: words.count(.venue, found),
        ]
        return words(number == 0 ? RulePhrase.hopeless : .hopelessBeside, values)
      }
    }
    return told.withoutRepeats.map { "<p class=\"notice\">\($0)</p>" }
  }

  private func beside(_ rule: ReportRule) -> ReportMarkup {
    guard !rule.beside.isEmpty else { return "" }
    var table = ReportTableMarkup(
      "clauses", [.text(words(RulePhrase.beside)), .number(words(RulePhrase.passes))])
    for (other, weight) in rule.beside {
      table.append(["\(title(of: other))", "\(words.share(weight, of: record.weight))"])
    }
    return table.markup
  }

  private func name(of clause: ReportRule.Clause) -> String {
    let name = SummaryText.oneLine(clause.clause.name)
    switch clause.type {
    case .urban: return words(RulePhrase.urban, [.name: name])
    case .rural: return words(RulePhrase.rural, [.name: name])
    case nil: return name
    }
  }

  private func asks(_ clause: RuleClause) -> String {
    let values: [ReportSlot: String] = [
      .count: words.count(.venue, clause.count), .kinds: words.list(clause.kinds),
    ]
    switch clause.limit {
    case .minutes(let minutes):
      return words(RulePhrase.asksMinutes, values.merging([.limit: words.limitInWords(minutes)]) { $1 })
    case .metres(let metres):
      return words(RulePhrase.asksMetres, values.merging([.length: words.metres(metres)]) { $1 })
    }
  }

  /// By which clauses a gap's homes fail.
  func failures(of gap: ReportGap) -> String? {
    guard record.rule != nil, !gap.failedClauses.isEmpty else { return nil }
    let told = gap.failedClauses.map { clause in
      words.language == .english
        ? "\(SummaryText.oneLine(clause.name)) (\(words.weight(clause.weight)))"
        : "\(SummaryText.oneLine(clause.name))（\(words.weight(clause.weight))）"
    }
    return words(
      RulePhrase.failed, [.clause: told.joined(separator: words.language == .english ? ", " : "、")])
  }

  /// What a cause means.
  func why(_ cause: GapCause, _ values: [ReportSlot: String]) -> String {
    let usual = CausePhrase.why(cause)
    guard record.rule != nil else { return words(usual, values) }
    switch cause {
    case .noVenue: return words(RulePhrase.noVenueWhy, values)
    case .missingLink: return words(RulePhrase.missingLinkWhy, values)
    case .gate: return words(RulePhrase.gateWhy, values)
    case .justOver: return words(RulePhrase.justOverWhy, values)
    case .noPathData: return words(usual, values)
    case .far: return words(RulePhrase.farWhy, values)
    }
  }

  /// What was measured at a home that fails a clause, and the values that it needs more.
  func clauseEvidence(_ facts: GapEvidence) -> (phrase: RulePhrase, values: [ReportSlot: String])? {
    guard let clause = facts.clause else { return nil }
    let name: [ReportSlot: String] = [.clause: SummaryText.oneLine(clause.name)]
    switch facts.walk {
    case .metres(let metres): return (.evidenceWalk, name.merging([.walk: words.metres(metres)]) { $1 })
    case .over(let metres): return (.evidenceOver, name.merging([.walk: words.metres(metres)]) { $1 })
    case .noStreet: return (.evidenceNoStreet, name)
    case .noWay: return (.evidenceNoWay, name)
    }
  }
}

extension ReportPage {
  /// What was asked of venues, in a few words.
  private var conditions: String? {
    record.selection.map { words.language == .english ? $0.asked.words.english : $0.asked.words.chinese }
  }

  /// A title with the hour, day, fee or access that was asked for.
  func withConditions(_ title: String) -> String {
    guard let conditions else { return title }
    return words(SelectionPhrase.title, [.name: title, .conditions: conditions])
  }

  /// Which venues count and how sure that is, as sentences; none where all do.
  var selectionSentences: [String] {
    guard let selection = record.selection, let conditions else { return [] }
    var told = [words(SelectionPhrase.lead, [.conditions: conditions])]
    if selection.doubtful > 0, let shares = selection.shares {
      told.append(
        words(
          SelectionPhrase.doubt,
          [
            .count: words.count(.venue, selection.certain), .doubt: words.count(.venue, selection.doubtful),
            .out: words.count(.venue, selection.leftOut), .low: words.share(shares.low, of: 1),
            .high: words.share(shares.high, of: 1),
          ]))
    }
    if selection.asked.moment != nil {
      told.append(words(selection.asked.unknownHours == .open ? SelectionPhrase.openUnknown : .closedUnknown))
    }
    return told
  }
}
