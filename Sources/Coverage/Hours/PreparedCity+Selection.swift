import Geography
import Walking

/// Some of a city's venues.
struct VenueChoice: Sendable {
  var venues: [Venue]
  /// The joins of each door of each.
  var doors: [[[Join]]]
}

/// What a selection of venues made of a city.
struct SelectionFindings: Sendable {
  /// What was asked.
  var asked: VenueSelection
  /// Venues that certainly count.
  var certain = 0
  /// Venues left out and venues in doubt, by reason.
  var out: [VenueSelection.Reason: Int] = [:], unknown: [VenueSelection.Reason: Int] = [:]
  /// Venues that are not in the city.
  var leftOut = 0
  /// Whether none are.
  var isEmpty = false
  /// The venues if none of the doubtful counts, and if all do; `nil` where these are the city's own.
  var certainOnly: VenueChoice?, withDoubtful: VenueChoice?
  /// Venues whose hours name public holidays.
  var mentionHolidays = 0
  /// Venues whose hours are told and not understood.
  var notUnderstood = 0

  /// For `run.json` and the user.
  var messages: CityMessages {
    var messages = CityMessages()
    for reason in VenueSelection.Reason.allCases {
      if let count = out[reason] { messages.counts.append(("venues_out_by_\(reason.rawValue)", count)) }
      if let count = unknown[reason] { messages.counts.append(("venues_unknown_\(reason.rawValue)", count)) }
    }
    if asked.date == nil, let count = out[.dates] {
      messages.notes.append("temporary venues left out: \(count); they count in runs with --date")
    }
    if notUnderstood > 0 {
      let count = asked.unknownHours == .open ? "open" : "closed"
      messages.warnings.append(
        Warning(
          count: notUnderstood,
          message: "opening hours are told and not understood: unknown, taken as \(count) (circle inspect lists them)"))
    }
    if mentionHolidays > 0 {
      messages.notes.append(
        "venues whose hours differ on public holidays: \(mentionHolidays); no holiday is known here, all days are usual"
      )
    }
    if isEmpty, leftOut > 0 {
      messages.warnings.append(Warning(count: 1, message: "no venue counts then: the whole city is a gap"))
    }
    return messages
  }
}

extension PreparedCity {
  /// The city with the venues that count; the same city when none is left out and none was asked for.
  ///
  /// - Complexity: a search a kind over the whole city.
  func selecting(_ selection: VenueSelection, workers: Int) -> PreparedCity {
    let verdicts = venues.map { selection.verdict(on: $0) }
    guard selection.isAsked || selection.isWeekly || verdicts.contains(where: { $0 != .counts }) else { return self }
    var findings = SelectionFindings(asked: selection)
    var certain: [Int] = [], possible: [Int] = [], kept: [Int] = []
    for (venue, verdict) in verdicts.enumerated() {
      switch verdict {
      case .counts: certain.append(venue)
      case .isOut(let reason):
        findings.out[reason, default: 0] += 1
        continue
      case .isUnknown(let reason):
        findings.unknown[reason, default: 0] += 1
        if reason != .hours || selection.unknownHours == .open { kept.append(venue) }
      }
      possible.append(venue)
      if verdict == .counts { kept.append(venue) }
    }
    findings.certain = certain.count
    (findings.leftOut, findings.isEmpty) = (venues.count - kept.count, kept.isEmpty)
    if selection.moment != nil || selection.isWeekly {
      let times = venues.map(VenueTimes.init)
      findings.mentionHolidays = possible.count { times[$0].hours?.mentionsHolidays ?? false }
      findings.notUnderstood = times.count(where: \.isNotUnderstood)
    }
    func choice(_ chosen: [Int]) -> VenueChoice? {
      // Each holds the one before it: certain, kept, possible.
      guard chosen.count != kept.count else { return nil }
      return VenueChoice(venues: chosen.map { venues[$0] }, doors: chosen.map { doors[$0] })
    }
    (findings.certainOnly, findings.withDoubtful) = (choice(certain), choice(possible))
    var city = kept.count == venues.count ? self : keeping(kept, kinds: parameters.kinds, workers: workers)
    city.selection = findings
    return city
  }
}
