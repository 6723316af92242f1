import Foundation
import Geography
import Testing
import Walking

@testable import Coverage

/// The report's page against the run it tells of.
@Suite struct ReportTests {
  static let table: [any ReportPhrase] = {
    var all: [any ReportPhrase] = []
    all += HeadPhrase.allCases
    all += MapPhrase.allCases
    all += ChartPhrase.allCases
    all += AreaPhrase.allCases
    all += VenuePhrase.allCases
    all += GapPhrase.allCases
    all += CausePhrase.allCases
    all += EvidencePhrase.allCases
    all += MethodPhrase.allCases
    all += LimitPhrase.allCases
    all += BewarePhrase.allCases
    all += SourcePhrase.allCases
    return all
  }()

  static func slots(_ template: String) -> [String] {
    template.matches(of: /\{([a-z]+)\}/).map { String($0.output.1) }.sorted()
  }

  /// Both languages tell the same: the same slots, each of them one that can be filled.
  @Test func phrasesOfBothLanguagesHaveTheSameSlots() {
    for phrase in Self.table {
      let row = phrase.row
      #expect(!row.english.isEmpty && !row.chinese.isEmpty)
      #expect(Set(Self.slots(row.english)) == Set(Self.slots(row.chinese)), "\(row)")
      for slot in Self.slots(row.english) { #expect(ReportSlot(rawValue: slot) != nil, "\(row)") }
      let hasChinese = row.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
      // Signs, and slots joined by signs or a short word.
      let isSign = row.english.replacing(/\{[a-z]+\}/, with: "").count { $0.isLetter } <= 2
      #expect(hasChinese || isSign, "\(row)")
    }
  }

  /// Each phrase is on a page of some run, in each language, its slots filled; none shows an empty slot.
  @Test(arguments: ReportLanguage.allCases)
  func everyPhraseIsUsed(language: ReportLanguage) throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    let pages = try folders.pages(language)
    let bodies = pages.mapValues { page in
      page.components(separatedBy: "</style>").last.map { page.components(separatedBy: "</title>")[0] + $0 } ?? page
    }
    for phrase in Self.table {
      let template = phrase.row[language]
      let pattern = template.split(separator: /\{[a-z]+\}/, omittingEmptySubsequences: false)
        .map { NSRegularExpression.escapedPattern(for: MapText.escaped(String($0))) }.joined(separator: "[^<>]{1,300}?")
      let expression = try NSRegularExpression(pattern: pattern)
      let isUsed = bodies.values.contains {
        expression.firstMatch(in: $0, range: NSRange($0.startIndex..., in: $0)) != nil
      }
      #expect(isUsed, "\(phrase): \(template)")
    }
    for (name, body) in bodies {
      #expect(!body.contains(/\{[a-z]+\}/), "\(name) has an empty slot")
      #expect(!body.contains("nan") && !body.contains("inf\""), "\(name)")
    }
  }

  /// Nothing is left in English on a Chinese page but names.
  @Test func chinesePagesAreChinese() throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    let names: Set<String> = [
      "OpenStreetMap", "ODbL", "SHA", "circle", "openstreetmap", "org", "copyright", "Gridtown", "grid", "Grid", "town",
      "extract", "venues", "homes", "boundary", "other", "run", "json", "areas", "csv", "gaps", "geojson", "Museum",
      "Rot", "Blau", "Library", "North", "Sons", "Quarter", "West", "Land", "Centre", "population", "admin", "level",
      "rule", "profile", "city",
    ]
    for (name, page) in try folders.pages(.chinese) {
      let reader = try #require(ReportReader(page))
      let told = reader.text + reader.attributes.filter { $0.name == "aria-label" }.map(\.value).joined(separator: " ")
      for word in told.matches(of: /[A-Za-z]{3,}/).map({ String($0.output) }) where !names.contains(word) {
        // Digests are hexadecimal.
        #expect(word.allSatisfy { "abcdef".contains($0) }, "\(word) in \(name)")
      }
      #expect(page.contains("<html lang=\"zh-Hans\">"))
    }
  }

  /// One file that fetches nothing and runs nothing.
  @Test(arguments: ReportLanguage.allCases)
  func pagesAreSelfContained(language: ReportLanguage) throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    for (name, page) in try folders.pages(language) {
      let reader = try #require(ReportReader(page), "\(name) is not well-formed")
      for element in ["script", "link", "img", "image", "use", "iframe", "object", "embed", "base", "form", "animate"] {
        #expect(reader.elements[element] == nil, "\(element) in \(name)")
      }
      for (element, attribute, value) in reader.attributes {
        #expect(!attribute.lowercased().hasPrefix("on") && attribute != "src" && attribute != "style", "\(attribute)")
        if attribute == "href" { #expect(element == "a" && value == "https://www.openstreetmap.org/copyright") }
        #expect(!value.contains("url("))
      }
      #expect(!page.contains("url(") && !page.contains("@import"))
      #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
      #expect(page.contains("© OpenStreetMap") && page.contains("ODbL"))
    }
  }

  /// Head, table of walks and areas have the figures of run.json, homes.csv and areas.csv.
  @Test func figuresAreThoseOfTheRun() throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    let folder = try folders.write("run", SyntheticResult.result())
    let page = try #require(ReportReader(try ReportFolders.page(folder, .english)))
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: folder + "/run.json")))
        as? [String: Any])
    let totals = try #require(record["totals"] as? [String: Any])
    let weight = try #require(totals["dwellings"] as? Double)
    let covered = try #require(totals["dwellings_covered"] as? Double)
    // 64 of 96 homes of 2 dwellings: columns 0 to 7 of 12, as column 7 walks 840.001 s.
    #expect(weight == 192 && covered == 128)
    let cards = try #require(page.texts["b"])
    #expect(Array(cards.prefix(3)) == ["66.7\u{a0}%", "64", "18.0 min"])
    #expect(page.text.contains("128 of 192 dwellings") && page.text.contains("in 32 of 96 homes"))
    // Columns 10 and 11 have no way: 16 homes.
    #expect(page.text.contains("without any way to a venue: 16 homes, 32 dwellings"))
    let walks = try #require(page.tables["walks"])
    #expect(
      walks.dropFirst() == [
        ["within 5 min", "24", "48", "25.0\u{a0}%"], ["within 10 min", "40", "80", "41.7\u{a0}%"],
        ["within 15 min", "64", "128", "66.7\u{a0}%"], ["beyond 15 min", "32", "64", "33.3\u{a0}%"],
        ["of these, no way on foot to any venue", "16", "32", "16.7\u{a0}%"],
      ])
    let areas = try #require(page.tables["areas"])
    let table = try #require(CommaSeparated.rows(Array(Data(contentsOf: URL(fileURLWithPath: folder + "/areas.csv")))))
    #expect(areas.count == table.count && table[1][1] == areas[1][0] && table[1][3] == areas[1][2])
    #expect(areas[1] == ["西湖区, \"West\"", "8", "48", "96", "100.0\u{a0}%", "0", "2", "5.0 min", "10.0 min"])
    let gaps = try #require(page.tables["gaps"])
    #expect(gaps.count == 3 && gaps[1][0] == "1" && gaps[1][2].hasPrefix("44"))
    #expect(gaps[1][3].contains("18.5 min") && gaps[2][3] == "no way to a venue")
    #expect(page.text.contains("2 gaps"))
    let venues = try #require(page.tables["venues"])
    #expect(venues.dropFirst().map { $0[0] } == SyntheticResult.venues.map(\.venue.name))
    #expect(venues[1] == ["=Museum \"Rot, Blau\"", "museum", "20", "5.3"])
  }

  /// Areas come by the weight beyond the limit, and what is left out of the long tables is said.
  @Test func longTablesAreSortedAndCut() throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    let page = try #require(ReportReader(try ReportFolders.page(folders.write("run", ReportFolders.long()), .english)))
    let areas = try #require(page.tables["areas"]?.dropFirst())
    #expect(areas.count == 200 && areas.first?[0] == "Quarter 204" && areas.first?[5] == "51")
    #expect(page.text.contains("in areas.csv: 5 areas."))
    #expect(page.tables["gaps"]?.count == 61 && page.text.contains("5 gaps, 2.5 dwellings"))
    #expect(page.tables["venues"]?.count == 101 && page.text.contains("in venues.geojson: 8 venues."))
  }

  @Test func emptySectionsSaySo() throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    let pages = try folders.pages(.english)
    #expect(pages["homeless"]?.contains("No homes are known here, so there are no gaps") == true)
    #expect(pages["homeless"]?.contains("class=\"chart\"") == false)
    #expect(pages["venueless"]?.contains("There is no venue in the data") == true)
    #expect(pages["venueless"]?.contains("No administrative area lies whole") == true)
    #expect(pages["venueless"]?.contains("class=\"chart\"") == false)
    #expect(pages["gapless"]?.contains("There are no gaps: every home") == true)
    #expect(pages["gapless"]?.contains("<b>100.0\u{a0}%</b>") == true)
    #expect(pages["undrawn"]?.contains("Best site") == false)
    #expect(pages["causes"]?.contains("50.00110° N, 15.00210° E") == true)
  }

  /// Estimates are called estimates, and people are never called dwellings.
  @Test func weightsAreNamedForWhatTheyAre() throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    let (english, chinese) = (try folders.pages(.english), try folders.pages(.chinese))
    let people = try #require(ReportReader(english["people"] ?? ""))
    #expect(!people.text.contains("dwelling") && !people.text.contains("estimate"))
    #expect(people.text.contains("64") && people.text.contains("people live beyond 15 min"))
    let renmin = try #require(ReportReader(chinese["people"] ?? ""))
    #expect(!renmin.text.contains("估算") && !renmin.text.contains("住宅"))
    for (name, page) in english where !["people", "peopleless"].contains(name) {
      let reader = try #require(ReportReader(page))
      #expect(reader.text.contains("they are not people"), "\(name)")
      for head in reader.texts["th"] ?? [] where head.contains("wellings") {
        #expect(head.contains("(estimated)"), "\(head) in \(name)")
      }
      #expect(!(reader.texts["th"] ?? []).contains { $0.contains("People") }, "\(name)")
    }
  }

  /// Names of others stay texts, whatever they hold.
  @Test(arguments: ReportLanguage.allCases)
  func namesAreEscaped(language: ReportLanguage) throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    let evil = "<script>alert('x')</script>\"&<!-- {share} \u{202E}]]>"
    var result = ReportFolders.allCauses()
    result.studyArea.name = evil
    for index in result.venues.indices { result.venues[index].venue.name = evil }
    result.venues[0].weightOnlyHere = 3
    for index in result.gaps.indices {
      result.gaps[index].areaNames = [evil]
      result.gaps[index].facts?.airVenueName = evil
      result.gaps[index].facts?.home = evil
    }
    result.areas[0].area.name = evil
    let folder = try folders.write(
      "run", result, inputs: ["extract", "homes"], names: ["extract": "<script>'&.pbf", "homes": "<b>.csv"])
    let page = try ReportFolders.page(folder, language)
    let reader = try #require(ReportReader(page))
    #expect(reader.elements["script"] == nil && !page.contains("<script") && !page.contains("\u{202E}"))
    // A name is never looked into for slots.
    #expect(reader.text.contains("{share}"))
    #expect(reader.tables["areas"]?[1][0].hasPrefix("<script>alert('x')</script>\"&<!-- {share}") == true)
    #expect(
      String(decoding: try CoverageReport(run: folder).page(language: language, area: evil), as: UTF8.self) == page)
  }

  /// Equal runs give equal pages, though their timings differ; only the names of inputs are told, not where they lay.
  @Test(arguments: ReportLanguage.allCases)
  func equalRunsGiveEqualBytes(language: ReportLanguage) throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    var slow = SyntheticResult.result()
    slow.timings[0].wallSeconds = 9
    slow.parameters.workers = 64
    let first = try ReportFolders.page(folders.write("first", SyntheticResult.result()), language)
    let second = try ReportFolders.page(folders.write("second", slow), language)
    #expect(first == second)
    #expect(!first.contains(folders.path))
  }
}
