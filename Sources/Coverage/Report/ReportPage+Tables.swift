import Walking

extension ReportPage {
  /// The longest tables; what is left out is said.
  static let mostAreas = 200, mostGaps = 60, mostVenues = 100

  func milliseconds(_ minutes: Double) -> Int { Int(TravelTime.minutes(minutes).milliseconds) }

  /// The curve of walks, and the same in numbers.
  var chart: ReportMarkup {
    let heading = words(people: ChartPhrase.headingPeople, dwellings: .headingDwellings)
    guard homes.weight > 0 else {
      return "<section>\n<h2>\(heading)</h2>\n<p>\(words(ChartPhrase.none))</p>\n</section>"
    }
    return """
      <section>
      <h2>\(heading)</h2>
      \(homes.walks.isEmpty ? "<p>\(words(ChartPhrase.noWalks))</p>" : curve)
      \(walks.markup)
      <p class="faint">\(words.joined(notes))</p>
      </section>
      """
  }

  private var notes: [String] {
    (record.rule == nil ? [] : [words(RulePhrase.chart)]) + [words(ChartPhrase.cumulative)]
  }

  private var curve: ReportMarkup {
    "<figure>\n\(ReportChart(homes: homes, limit: record.limit, words: words).drawing)\n</figure>"
  }

  private var walks: ReportTableMarkup {
    var table = ReportTableMarkup(
      "walks",
      [
        .text(words(ChartPhrase.walk)), .number(words(ChartPhrase.homes)),
        .number(words(people: AreaPhrase.people, dwellings: .dwellings)), .number(words(ChartPhrase.share)),
      ])
    func row(_ name: String, _ count: Int, _ weight: Double, _ rowClass: String = "") {
      table.append(
        [
          "\(name)", "\(words.number(count))", "\(words.plainWeight(weight))",
          "\(words.share(weight, of: homes.weight))",
        ], class: rowClass)
    }
    for cutoff in record.cutoffs {
      let within = homes.within(milliseconds: milliseconds(cutoff))
      row(words(ChartPhrase.within, [.limit: words.limit(cutoff)]), within.homes, within.weight)
    }
    let covered = homes.within(milliseconds: milliseconds(record.limit))
    row(
      words(ChartPhrase.beyond, [.limit: limitLabel]), homes.homes - covered.homes,
      record.rule == nil ? homes.weightBeyond : homes.weight - covered.weight)
    if homes.withoutWay > 0 { row(words(ChartPhrase.noWay), homes.withoutWay, homes.weightWithoutWay, "part") }
    return table
  }

  /// The areas, those with most beyond the limit first.
  var areas: ReportMarkup {
    let heading = words(AreaPhrase.heading)
    guard !run.areas.isEmpty else {
      return "<section>\n<h2>\(heading)</h2>\n<p>\(words(AreaPhrase.none))</p>\n</section>"
    }
    var table = ReportTableMarkup(
      "areas",
      [
        .text(words(AreaPhrase.name)), .number(words(AreaPhrase.level)), .number(words(AreaPhrase.homes)),
        .number(words(people: AreaPhrase.people, dwellings: .dwellings)), .number(words(AreaPhrase.covered)),
        .number(beyondColumn),
        .number(words(AreaPhrase.venues)), .number(words(AreaPhrase.median)), .number(words(AreaPhrase.longest)),
      ])
    for area in run.areas.prefix(Self.mostAreas) { table.append(cells(of: area)) }
    let left = run.areas.count - Self.mostAreas
    let more: ReportMarkup =
      left > 0 ? "<p class=\"faint\">\(words(AreaPhrase.more, [.count: words.count(.area, left)]))</p>" : ""
    return """
      <section>
      <h2>\(heading)</h2>
      <p>\(byRule(.areas, else: AreaPhrase.intro, [.limit: limit, .areas: words(areaSource)]))</p>
      \(table.markup)
      \(more)
      </section>
      """
  }

  /// Where the areas are from, by their layers.
  private var areaSource: AreaPhrase {
    let own = run.areas.count { $0.layer == "no admin_level" || $0.layer.hasPrefix("admin_level ") }
    return own == run.areas.count ? .own : own > 0 ? .both : .supplied
  }

  /// The heading of the weight that is not covered.
  var beyondColumn: String {
    record.rule == nil
      ? words(people: AreaPhrase.beyondPeople, dwellings: .beyondDwellings)
      : words(people: RulePhrase.failingPeople, dwellings: .failingDwellings)
  }

  /// What an area is called; for a row of those in no area of a layer, that.
  ///
  /// - Parameter parent: the id of the area that it lies in; empty without.
  func areaName(_ name: String, id: String, layer: String, parent: String = "") -> String {
    if id.hasPrefix("unassigned:") {
      let values: [ReportSlot: String] = [.name: SummaryText.oneLine(layer)]
      guard !parent.isEmpty else { return words(AreaPhrase.unassigned, values) }
      let known = run.areas.first { $0.id == parent }
      let place = areaName(known?.name ?? "", id: parent, layer: known?.layer ?? "")
      return words(AreaPhrase.unassignedIn, values.merging([.place: place]) { $1 })
    }
    return name.isEmpty ? words(AreaPhrase.unnamed, [.name: SummaryText.oneLine(id)]) : SummaryText.oneLine(name)
  }

  private func cells(of area: ReportArea) -> [ReportMarkup] {
    func walk(_ minutes: Double?) -> String {
      minutes.map(words.walk(minutes:)) ?? words(area.homes > 0 ? AreaPhrase.noWay : .noWalk)
    }
    let name = areaName(area.name, id: area.id, layer: area.layer, parent: area.parent)
    return [
      "\(name)", "\(SummaryText.oneLine(area.level))", "\(words.number(area.homes))",
      "\(words.plainWeight(area.weight))", "\(words.share(area.weightCovered, of: area.weight))",
      "\(words.plainWeight(area.beyond))", "\(words.number(area.venues))", "\(walk(area.median))",
      "\(area.hasUnreachable ? words(AreaPhrase.noWay) : walk(area.worst))",
    ]
  }

  /// The venues that are somebody's only one, and how many are not.
  var venues: ReportMarkup {
    let heading = words(people: VenuePhrase.headingPeople, dwellings: .headingDwellings)
    guard !run.venues.isEmpty else {
      return
        "<section>\n<h2>\(heading)</h2>\n<p>\(record.selection == nil ? words(VenuePhrase.none) : words(SelectionPhrase.noneCounts))</p>\n</section>"
    }
    let alone = run.venues.filter { $0.onlyHere > 0 }
    let offNetwork = run.venues.count { !$0.isOnNetwork }
    let others = run.venues.count - alone.count - offNetwork
    func told(_ count: Int, _ phrase: VenuePhrase) -> ReportMarkup {
      guard count > 0 else { return "" }
      return "<p>\(words(phrase, [.venues: words.count(.venue, count), .limit: limit, .snap: snap]))</p>"
    }
    return """
      <section>
      <h2>\(heading)</h2>
      \(alone.isEmpty ? told(1, .noneAlone) : table(of: alone))
      \(told(alone.count - Self.mostVenues, .more))
      \(alone.isEmpty ? "" : told(others, words.unit == .people ? .othersPeople : .othersDwellings))
      \(told(offNetwork, .offNetwork))
      </section>
      """
  }

  private func table(of venues: [ReportVenue]) -> ReportMarkup {
    let values: [ReportSlot: String] = [.limit: limitLabel]
    var table = ReportTableMarkup(
      "venues",
      [
        .text(words(VenuePhrase.name)), .text(words(VenuePhrase.kind)),
        .number(words(people: VenuePhrase.reachedPeople, dwellings: .reachedDwellings, values)),
        .number(words(people: VenuePhrase.onlyPeople, dwellings: .onlyDwellings, values)),
      ])
    for venue in venues.prefix(Self.mostVenues) {
      table.append([
        "\(name(venue.name, id: venue.id))", "\(words.kind(venue.kind))", "\(words.plainWeight(venue.reached))",
        "\(words.plainWeight(venue.onlyHere))",
      ])
    }
    return """
      <p>\(words(people: VenuePhrase.introPeople, dwellings: .introDwellings, [.limit: limit]))</p>
      \(table.markup)
      """
  }
}
