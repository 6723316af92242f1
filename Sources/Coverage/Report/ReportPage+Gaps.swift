import Walking

extension ReportPage {
  /// The gaps with their causes, evidence and best sites.
  var gaps: ReportMarkup {
    """
    <section>
    <h2>\(words(GapPhrase.heading))</h2>
    \(run.gaps.isEmpty ? noGaps : listOfGaps)
    </section>
    """
  }

  private var noGaps: ReportMarkup {
    let misses = record.homes - record.homesCovered
    if record.homes == 0 { return "<p>\(words(GapPhrase.noHomes))</p>" }
    guard misses > 0 else { return "<p>\(byRule(.none, else: GapPhrase.none, [.limit: limit]))</p>" }
    let values: [ReportSlot: String] = [.limit: limit, .homes: words.count(.home, misses)]
    return "<p>\(byRule(.noneDrawn, else: GapPhrase.noneDrawn, values))</p>"
  }

  private var listOfGaps: ReportMarkup {
    let homes = run.gaps.reduce(0) { $0 + $1.homes }
    let values: [ReportSlot: String] = [
      .limit: limit, .gaps: words.count(.gap, run.gaps.count), .homes: words.count(.home, homes),
      .weight: words.weight(run.gaps.reduce(0) { $0 + $1.weight }),
      .land: words.land(run.gaps.reduce(0) { $0 + $1.area }),
    ]
    let intro =
      record.rule == nil
      ? words(people: GapPhrase.introPeople, dwellings: .introDwellings, values)
      : words(people: RulePhrase.gapsPeople, dwellings: .gapsDwellings, values)
    var table = ReportTableMarkup(
      "gaps",
      [
        .number(words(GapPhrase.number)), .text(words(GapPhrase.place)),
        .number(words(people: GapPhrase.people, dwellings: .dwellings)), .number(words(GapPhrase.walk)),
      ])
    for gap in run.gaps.prefix(Self.mostGaps) { table.append(cells(of: gap)) }
    return """
      <p>\(intro)</p>
      <ul class="causes">
      \(causes.lines())</ul>
      \(table.markup)
      \(leftOut)\(undrawn(homes))
      """
  }

  /// What the causes that occur mean, the one with most weight first.
  private var causes: [ReportMarkup] {
    let reach = words.metres(TravelTime.minutes(record.limit).seconds * record.speed / 3.6)
    let found = GapCause.allCases.map { cause in (cause: cause, gaps: run.gaps.filter { $0.cause == cause }) }
      .filter { !$0.gaps.isEmpty }
      .map { (cause: $0.cause, count: $0.gaps.count, weight: $0.gaps.reduce(0) { $0 + $1.weight }) }
      .enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element)
    return found.map { entry in
      let sentence = why(entry.cause, [.limit: limit, .length: reach, .snap: snap])
      let size = words(
        GapPhrase.causeSize, [.gaps: words.count(.gap, entry.count), .weight: words.weight(entry.weight)])
      return "<li><b>\(words(CausePhrase(entry.cause)))</b> \(words.joined([size, sentence]))</li>"
    }
  }

  private var leftOut: ReportMarkup {
    let left = run.gaps.dropFirst(Self.mostGaps)
    guard !left.isEmpty else { return "" }
    let weight = words.weight(left.reduce(0) { $0 + $1.weight })
    return "<p>\(words(GapPhrase.more, [.gaps: words.count(.gap, left.count), .weight: weight]))</p>\n"
  }

  /// Homes beyond the limit that no gap holds.
  private func undrawn(_ homesInGaps: Int) -> ReportMarkup {
    let left = record.homes - record.homesCovered - homesInGaps
    guard left > 0 else { return "" }
    let values: [ReportSlot: String] = [.limit: limit, .homes: words.count(.home, left)]
    return "<p>\(byRule(.undrawn, else: GapPhrase.undrawn, values))</p>"
  }

  private func cells(of gap: ReportGap) -> [ReportMarkup] {
    let area = gap.areaNames.last { !$0.isEmpty }.map(SummaryText.oneLine) ?? words(GapPhrase.unnamed)
    let place = words.place(longitude: gap.longitude, latitude: gap.latitude)
    return [
      "\(gap.rank)",
      """
      <p class="where">\(words(GapPhrase.somewhere, [.name: area, .place: place]))</p>\(why(gap))\(site(gap))
      """,
      "\(words.plainWeight(gap.weight))<br/><small>\(words.count(.home, gap.homes))<br/>\(words.land(gap.area))</small>",
      walk(gap),
    ]
  }

  private func walk(_ gap: ReportGap) -> ReportMarkup {
    guard let shortest = gap.shortest, let median = gap.median, let longest = gap.longest else {
      return "\(words(GapPhrase.noWalk))"
    }
    let middle = words(GapPhrase.walkMedian, [.walk: words.walk(minutes: median)])
    guard gap.homes > 1 else { return "\(words.walk(minutes: median))" }
    let range = words(GapPhrase.walkRange, [.walk: words.walk(minutes: shortest), .way: words.walk(minutes: longest)])
    return "\(middle)<br/><small>\(range)</small>"
  }

  private func why(_ gap: ReportGap) -> ReportMarkup {
    var told = [evidence(gap), failures(of: gap)].compactMap { $0 }
    if let id = gap.nearestVenueID {
      told.append(words(GapPhrase.nearest, [.venue: name(gap.nearestVenue ?? "", id: id)]))
    }
    let joined = words.joined(told)
    return "<p class=\"why\"><b>\(words(CausePhrase(gap.cause)))</b> · \(joined)</p>"
  }

  /// What was measured, as sentences; `nil` where the run tells nothing.
  private func evidence(_ gap: ReportGap) -> String? {
    guard let facts = gap.evidence else {
      if run.venues.isEmpty { return words(EvidencePhrase.noVenue) }
      return record.rule == nil ? nil : words(RulePhrase.tooFew)
    }
    var values: [ReportSlot: String] = [
      .home: SummaryText.oneLine(facts.home), .length: words.metres(facts.airInMetres), .snap: snap,
      .venue: name(facts.airVenueName, id: facts.airVenueID),
    ]
    var phrase = EvidencePhrase.noWay
    switch facts.walk {
    case .metres(let metres):
      values[.walk] = words.metres(metres)
      phrase = .walk
    case .noStreet: phrase = .noStreet
    case .noWay, .over: break
    }
    var told = [words(phrase, values)]
    if let (phrase, more) = clauseEvidence(facts) { told = [words(phrase, values.merging(more) { $1 })] }
    if let metres = facts.gatesOpenInMetres {
      told.append(words(EvidencePhrase.gatesOpen, [.walk: words.metres(metres)]))
    }
    if facts.barrier == ObstacleIndex.wallWords { told.append(words(EvidencePhrase.wall)) }
    if facts.barrier == ObstacleIndex.barrierWords { told.append(words(EvidencePhrase.water)) }
    if facts.isEdgeLimited { told.append(words(EvidencePhrase.dataEnd)) }
    return words.joined(told)
  }

  private func site(_ gap: ReportGap) -> ReportMarkup {
    guard let site = gap.site else { return "" }
    let told = words(
      people: GapPhrase.site, dwellings: .siteDwellings,
      [
        .place: words.place(longitude: site.longitude, latitude: site.latitude), .weight: words.weight(site.weight),
        .limit: limit,
      ])
    return "<p class=\"site\">\(told)</p>"
  }
}
