import Geography
import Walking

/// A site answer as text for a terminal.
package struct SiteTable {
  private let answer: SiteAnswer
  private var city: PreparedCity { answer.city }
  private var unit: String { city.weightUnit.rawValue }
  private var limit: String { OutputText.minutesLabel(answer.limit) }

  /// Makes the table of an answer.
  package init(_ answer: SiteAnswer) { self.answer = answer }

  /// The text, lines ended by line feeds.
  package var text: String {
    var lines = [heading] + (city.selectionText.map { [$0] } ?? [])
    if answer.effects.count > 1 { lines += [""] + ranking }
    for (rank, one) in answer.effects.enumerated().prefix(Self.mostDetails) {
      lines += [""] + details(one.effect, rank: rank + 1)
    }
    if let closing = answer.closing { lines += [""] + closure(closing) }
    if let together = answer.together { lines += [""] + all(together) }
    return lines.map { $0.trimmedRight + "\n" }.joined()
  }

  /// A list of hundreds is read in its table.
  private static let mostDetails = 5

  private var heading: String {
    let speed = OutputText.shortDecimal(city.parameters.profile.speed.kilometresPerHour)
    let today = answer.effects.first?.effect.change ?? answer.closing
    let share = today.map { change in
      let before = change.before
      let passing = change.rule.map {
        " within \(limit), \(OutputText.percentage($0.before.covered.weight, of: $0.before.all.weight)) pass "
          + SummaryText.oneLine($0.name)
      }
      return "today \(OutputText.percentage(before.covered.weight, of: before.all.weight)) of "
        + "\(OutputText.grouped(before.all.weight)) \(unit)\(passing ?? "")"
    }
    return
      "\(SummaryText.oneLine(city.studyArea.name)) · \(limit) at \(speed) km/h\(city.walkerName.map { " (\($0))" } ?? "") · "
      + OutputText.counted(city.venues.count, "venue") + (share.map { " · " + $0 } ?? "")
  }

  private var ranking: [String] {
    let isRuled = answer.effects.contains { $0.effect.change.rule != nil }
    var rows = [
      ["", "site"] + (isRuled ? ["come to pass"] : []) + [
        "gains \(unit)", "homes", "reaches", "overlap", "saves min", isRuled ? "within" : "covered",
      ]
    ]
    for (rank, (place, effect)) in answer.effects.enumerated() {
      let after = effect.change.after
      let passing = effect.change.rule.map { [OutputText.grouped($0.gained.weight)] } ?? []
      rows.append(
        ["\(rank + 1)", label(effect.site, place: place)] + passing + [
          OutputText.grouped(effect.gained.weight),
          OutputText.grouped(Double(effect.gained.homes)), OutputText.grouped(effect.reached.weight),
          OutputText.grouped(effect.overlap.weight), OutputText.grouped(effect.change.savedMinutes),
          OutputText.percentage(after.covered.weight, of: after.all.weight),
        ])
    }
    return SummaryText.aligned(rows)
  }

  private func label(_ site: CandidateSite, place: Int) -> String {
    site.name.isEmpty ? "site \(place + 1)" : SummaryText.oneLine(site.name)
  }

  private func details(_ effect: SiteEffect, rank: Int) -> [String] {
    let site = effect.site
    let place = answer.effects.first { $0.effect.site == site }?.place ?? 0
    let where_ =
      "\(OutputText.decimal(site.coordinate.longitude, places: 6)),"
      + "\(OutputText.decimal(site.coordinate.latitude, places: 6))"
    let snap = effect.legInMetres.map {
      "\(OutputText.decimal($0, places: 1)) m from its street" + (effect.crossesObstacle ? ", across an obstacle" : "")
    }
    var lines = [
      "\(label(site, place: place))  \(where_)  \(snap ?? "no street near")",
      "  " + SiteVerdict(effect, city: city, limit: answer.limit).english,
      "  reaches  \(counts(effect.reached)), of whom \(counts(effect.overlap)) within \(limit) of a venue today",
      "  gains    \(counts(effect.gained))" + kindGain(effect),
      "  saves    \(OutputText.grouped(effect.change.savedMinutes)) minutes a walk in all, for \(counts(effect.change.nearer))",
    ]
    if effect.change.connected.homes > 0 {
      lines.append("  connects \(counts(effect.change.connected)) that had no way to any venue")
    }
    lines += rule(effect.change) + areas(effect.change)
    return lines
  }

  private func kindGain(_ effect: SiteEffect) -> String {
    guard let kind = answer.kind, let gained = effect.gainedOfKind else { return "" }
    return "; as a \(kind.rawValue) the first within \(limit) for \(counts(gained))"
  }

  private func counts(_ count: HomeCount) -> String {
    "\(OutputText.grouped(count.weight)) \(unit) in \(OutputText.grouped(Double(count.homes))) homes"
  }

  /// The narrowest areas that gain or lose most.
  private func areas(_ change: CoverageChange) -> [String] {
    let deepest = change.areas.map { city.areas[$0.area].level }.max() ?? 0
    let changed = change.areas.filter { city.areas[$0.area].level == deepest }
      .sorted { ($1.gained.weight + $1.lost.weight, $0.area) < ($0.gained.weight + $0.lost.weight, $1.area) }
    guard !changed.isEmpty else { return [] }
    let parts = changed.prefix(4).map { area in
      let gained = area.gained.homes > 0 ? " +\(OutputText.grouped(area.gained.weight))" : ""
      let lost = area.lost.homes > 0 ? " −\(OutputText.grouped(area.lost.weight))" : ""
      return SummaryText.oneLine(city.areas[area.area].name) + gained + lost
    }
    return [
      "  areas    " + (change.rule == nil ? "" : "within \(limit): ") + parts.joined(separator: ", ")
        + (changed.count > 4 ? ", …" : "")
    ]
  }

  private func closure(_ change: CoverageChange) -> [String] {
    let names = answer.closed.map { SummaryText.oneLine(city.venues[$0].displayName) }.joined(separator: ", ")
    let lost =
      change.lost.homes == 0
      ? "nobody falls out of \(limit)" : "\(counts(change.lost)) fall out of \(limit)"
    return [
      "closing \(names)",
      "  \(lost): \(shares(change))",
      "  adds     \(OutputText.grouped(change.addedMinutes)) minutes a walk in all, for \(counts(change.farther))",
    ] + (change.disconnected.homes > 0 ? ["  leaves   \(counts(change.disconnected)) without a way to any venue"] : [])
      + rule(change) + areas(change)
  }

  private func all(_ change: CoverageChange) -> [String] {
    [
      "all together",
      "  gains    \(counts(change.gained)), loses \(counts(change.lost)): \(shares(change))",
      "  saves    \(OutputText.grouped(change.savedMinutes)) minutes a walk in all, adds "
        + OutputText.grouped(change.addedMinutes),
    ] + rule(change) + areas(change)
  }

  /// Who comes to pass the rule, and for whom each clause fails, before and after.
  private func rule(_ change: CoverageChange) -> [String] {
    guard let rule = change.rule else { return [] }
    let lost = rule.lost.homes > 0 ? ", \(counts(rule.lost)) no longer" : ""
    let shares =
      "\(OutputText.percentage(rule.before.covered.weight, of: rule.before.all.weight)) to "
      + OutputText.percentage(rule.after.covered.weight, of: rule.after.all.weight)
    return ["  rule     \(counts(rule.gained)) come to pass \(SummaryText.oneLine(rule.name))\(lost): \(shares)"]
      + rule.clauses.map { clause in
        "           \(clause.clause.name) (\(clause.clause.text)): fails for "
          + "\(OutputText.grouped(clause.failingBefore.weight)), then \(OutputText.grouped(clause.failingAfter.weight)) \(unit)"
      }
  }

  private func shares(_ change: CoverageChange) -> String {
    "\(OutputText.percentage(change.before.covered.weight, of: change.before.all.weight)) to "
      + "\(OutputText.percentage(change.after.covered.weight, of: change.after.all.weight)) "
      + (change.rule == nil ? "covered" : "within \(limit)")
  }
}
