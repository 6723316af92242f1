import Geography
import Walking

/// The page: its head, its three figures, and the sections one after another.
struct ReportPage {
  let run: ReportRun
  let words: ReportWords

  var record: ReportRecord { run.record }
  var limit: String { words.limit(record.limit) }
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
    \(head)
    <main>
    \([map, chart, gaps, areas, venues, method, beware, sources].lines())</main>
    \(foot)
    </body>
    </html>

    """
  }

  /// The name of the study area; a made-up one in the page's language.
  var areaName: String {
    let name = SummaryText.oneLine(record.areaName)
    guard record.isWholeExtract else { return name }
    let suffix = " (whole extract)"
    guard name.hasSuffix(suffix) else { return words(HeadPhrase.wholeExtract) }
    return words(HeadPhrase.wholeExtractOf, [.area: String(name.dropLast(suffix.count))])
  }

  private var title: String {
    words(HeadPhrase.title, [.area: areaName, .limit: words.limitInName(record.limit)])
  }

  private var head: ReportMarkup {
    """
    <header>
    <h1>\(title)</h1>
    <p class="lead">\(lead)</p>
    \(cards)
    <p class="notice">\(weightNotice)</p>
    </header>
    """
  }

  private var lead: String {
    let values: [ReportSlot: String] = [
      .share: words.share(record.weightCovered, of: record.weight), .total: words.weight(record.weight),
      .limit: limit, .kinds: words.anyOf(record.kinds), .speed: words.speed(record.speed),
    ]
    guard record.homes > 0, record.weight > 0 else { return words(HeadPhrase.leadNoHomes, values) }
    return words(people: HeadPhrase.leadPeople, dwellings: .leadDwellings, values)
  }

  private var weightNotice: String {
    words(
      people: HeadPhrase.supplied, dwellings: .estimated, [.file: record.input("homes")?.name ?? "–"])
  }

  private var cards: ReportMarkup {
    let covered = words(
      HeadPhrase.coveredDetail, [.weight: words.plainWeight(record.weightCovered), .total: words.weight(record.weight)])
    let count = record.homes - record.homesCovered
    let beyond = words(
      HeadPhrase.beyondDetail, [.count: words.number(count), .homes: words.count(.home, record.homes)])
    return """
      <div class="cards">
      <div class="card near"><b>\(words.share(record.weightCovered, of: record.weight))</b>\
      <span>\(words(people: HeadPhrase.coveredPeople, dwellings: .coveredDwellings, [.limit: limit]))</span>\
      <small>\(covered)</small></div>
      <div class="card gap"><b>\(words.plainWeight(max(0, record.weight - record.weightCovered)))</b>\
      <span>\(words(people: HeadPhrase.beyondPeople, dwellings: .beyondDwellings, [.limit: limit]))</span>\
      <small>\(beyond)</small></div>
      \(worstCard)
      </div>
      """
  }

  private var worstCard: ReportMarkup {
    var details: ReportMarkup = ""
    let homes = run.homes
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

  /// A name of others on one line, its id where it has none.
  func name(_ name: String, id: String) -> String { SummaryText.oneLine(name.isEmpty ? id : name) }

  private var foot: ReportMarkup {
    let date = record.timestamp.map { " · " + words(HeadPhrase.mapDataOf, [.date: words.date($0)]) } ?? ""
    return """
      <footer>\(words(SourcePhrase.attribution)) \
      <a href="https://www.openstreetmap.org/copyright">openstreetmap.org/copyright</a>\(date) · \
      \(words(SourcePhrase.program, [.program: record.program]))</footer>
      """
  }
}
