import Geography
import Walking

/// The page: its head, its three figures, and the sections one after another.
struct ReportPage {
  let run: ReportRun
  let words: ReportWords
  /// In place of the study area's name.
  var namedArea: String?

  var record: ReportRecord { run.record }
  var homes: ReportHomes { run.homes }
  /// The limit in a sentence, and in a label.
  var limit: String { words.limitInWords(record.limit) }
  var limitLabel: String { words.limit(record.limit) }
  var snap: String { words.metres(record.snap) }

  var markup: ReportMarkup {
    """
    <!DOCTYPE html>
    <html lang="\(words.language.rawValue)">
    <head>
    <meta charset="utf-8"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <title>\(title)</title>
    <style>
    \(drawing: ReportStyle.sheet)
    </style>
    </head>
    <body>
    <div class="cover">
    \(head)
    \(map)
    </div>
    <main>
    \(sections.lines())</main>
    \(foot)
    </body>
    </html>

    """
  }

  private var sections: [ReportMarkup] {
    rule + firmness + week + [chart, gaps, failing, areas, venues] + catchment + walkers + [method, beware, sources]
  }

  /// The name of the study area; of a whole extract the name of the area that holds most of it, or the file's.
  var areaName: String {
    if let namedArea { return SummaryText.oneLine(namedArea) }
    let name = SummaryText.oneLine(record.areaName)
    guard record.area == .extractBounds else { return name }
    let suffix = " (whole extract)"
    if name.hasSuffix(suffix) { return String(name.dropLast(suffix.count)) }
    guard let file = record.input("extract")?.name.split(separator: ".").first else {
      return words(HeadPhrase.wholeExtract)
    }
    let spaced = SummaryText.oneLine(String(file).replacing("_", with: " "))
    return spaced.prefix(1).uppercased() + spaced.dropFirst()
  }

  /// What the study area is.
  private var studyArea: String {
    switch record.area {
    case .extractBounds:
      guard let file = record.input("extract") else { return words(HeadPhrase.areaWhole) }
      return words(HeadPhrase.areaFile, [.file: SummaryText.oneLine(file.name)])
    case .relation: return words(HeadPhrase.areaNamed, [.area: SummaryText.oneLine(record.areaName)])
    case .boundaryFile: return words(HeadPhrase.areaOutline, [.file: record.input("boundary")?.name ?? areaName])
    }
  }

  private var title: String {
    let values: [ReportSlot: String] = [
      .area: areaName, .limit: words.limitInName(record.limit), .rule: record.rule.map { title(of: $0.rule) } ?? "",
    ]
    return withConditions(byRule(.title, else: HeadPhrase.title, values))
  }

  private var head: ReportMarkup {
    """
    <header>
    <h1>\(title)</h1>
    <p class="lead">\(lead)</p>
    <p class="faint">\(studyArea) \(dataDate)</p>
    \(cards)
    <p class="notice">\(weightNotice)</p>
    </header>
    """
  }

  private var lead: String {
    let values: [ReportSlot: String] = [
      .share: words.share(homes.weightCovered, of: homes.weight), .total: words.weight(homes.weight),
      .limit: limit, .kinds: words.anyOf(record.kinds), .speed: words.speed(record.speed),
      .rule: record.rule.map { title(of: $0.rule) } ?? "",
    ]
    guard homes.weight > 0 else { return words(HeadPhrase.leadNoHomes, values) }
    let told =
      record.rule == nil
      ? words(people: HeadPhrase.leadPeople, dwellings: .leadDwellings, values)
      : words(people: RulePhrase.leadPeople, dwellings: .leadDwellings, values)
    return words.joined([told] + selectionSentences)
  }

  private var dataDate: String {
    record.timestamp.map { words(HeadPhrase.mapDataOf, [.date: words.date($0)]) } ?? ""
  }

  private var weightNotice: String {
    words(
      people: HeadPhrase.supplied, dwellings: .estimated,
      [.file: record.input("homes")?.name ?? record.input("population")?.name ?? "–"])
  }

  private var cards: ReportMarkup {
    let covered = words(
      HeadPhrase.coveredDetail, [.weight: words.plainWeight(homes.weightCovered), .total: words.weight(homes.weight)])
    let count = record.homes - record.homesCovered
    let beyond = words(
      HeadPhrase.beyondDetail, [.count: words.number(count), .homes: words.count(.home, record.homes)])
    return """
      <div class="cards">
      <div class="card near"><b>\(words.share(homes.weightCovered, of: homes.weight))</b>\
      <span>\(coveredLabel)</span>\
      <small>\(covered)</small></div>
      <div class="card gap"><b>\(words.plainWeight(homes.weightBeyond))</b>\
      <span>\(beyondLabel)</span>\
      <small>\(beyond)</small></div>
      \(worstCard)
      </div>
      """
  }

  private var coveredLabel: String {
    record.rule == nil
      ? words(people: HeadPhrase.coveredPeople, dwellings: .coveredDwellings, [.limit: limitLabel])
      : words(people: RulePhrase.coveredPeople, dwellings: .coveredDwellings)
  }

  private var beyondLabel: String {
    record.rule == nil
      ? words(people: HeadPhrase.beyondPeople, dwellings: .beyondDwellings, [.limit: limitLabel])
      : words(people: RulePhrase.beyondPeople, dwellings: .beyondDwellings)
  }

  private var worstCard: ReportMarkup {
    var details: ReportMarkup = ""
    if let worst = homes.worst {
      let told = words(
        HeadPhrase.worstDetail,
        [
          .home: SummaryText.oneLine(worst.home),
          .place: words.place(longitude: worst.longitude, latitude: worst.latitude),
          .venue: name(worst.venue, id: worst.venueID),
        ])
      details += "<small>\(told)</small>"
    }
    if homes.withoutWay > 0 {
      let told = words(
        HeadPhrase.unreachable,
        [.homes: words.count(.home, homes.withoutWay), .weight: words.weight(homes.weightWithoutWay)])
      details += "<small>\(told)</small>"
    }
    let figure = homes.worst.map { words.walk(milliseconds: $0.milliseconds) } ?? words(HeadPhrase.noFigure)
    return """
      <div class="card"><b>\(figure)</b>\
      <span>\(words(homes.worst == nil ? HeadPhrase.worstNone : .worst))</span>\(details)</div>
      """
  }

  /// A venue's name on one line; its kind and id where it has none.
  func name(_ name: String, id: String) -> String {
    guard name.isEmpty else { return SummaryText.oneLine(name) }
    let kind = words.kind(run.venues.first { $0.id == id }?.kind ?? .other)
    return words(VenuePhrase.unnamed, [.kind: kind, .venue: SummaryText.oneLine(id)])
  }

  private var foot: ReportMarkup {
    """
    <footer>\(words(SourcePhrase.attribution)) \
    <a href="https://www.openstreetmap.org/copyright">openstreetmap.org/copyright</a> · \
    \(words(SourcePhrase.program, [.program: record.program]))</footer>
    """
  }
}
