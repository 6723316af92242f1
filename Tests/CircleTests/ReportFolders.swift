import Foundation
import Geography
import Walking

@testable import Coverage

/// Folders of made-up runs, and the pages made of them.
struct ReportFolders {
  let path = FileManager.default.temporaryDirectory.path + "/circle-report-\(UUID().uuidString)"

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a run's folder.
  func write(
    _ name: String, _ result: CoverageResult, inputs roles: [String] = ["extract"], names: [String: String] = [:]
  ) throws -> String {
    let inputs = try roles.map { role in
      let file = path + "/" + (names[role] ?? "grid_town.\(role)")
      try Data("\(role) of a made-up city".utf8).write(to: URL(fileURLWithPath: file))
      var input = try RunInput(role: role, path: file)
      // As of a pipe.
      if role == "other" { (input.sha256, input.bytes) = (nil, nil) }
      return input
    }
    let folder = path + "/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in try CoverageOutput(result, inputs: inputs).files() {
      try Data(file.bytes).write(to: URL(fileURLWithPath: folder + "/" + file.name))
    }
    return folder
  }

  /// Replaces a text in a file of a folder; every time it occurs.
  static func edit(_ folder: String, _ file: String, _ old: String, _ new: String) throws {
    let url = URL(fileURLWithPath: folder + "/" + file)
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    try Data(text.replacing(old, with: new).utf8).write(to: url)
  }

  static func page(_ folder: String, _ language: ReportLanguage) throws -> String {
    String(decoding: try CoverageReport(run: folder).page(language: language), as: UTF8.self)
  }

  // MARK: Runs

  static let site = Coordinate(longitudeE7: 150_021_000, latitudeE7: 500_011_000)

  static func facts(
    _ walk: GapEvidence.Walk, gate: Double? = nil, barrier: String? = nil, isAtEdge: Bool = false
  ) -> GapEvidence {
    GapEvidence(
      home: "w9", airInMetres: 700, airVenueID: "r3", airVenueName: "Library <North> & Sons", walk: walk,
      gatesOpenInMetres: gate, barrier: barrier, isEdgeLimited: isAtEdge)
  }

  /// One gap a cause, with all kinds of evidence.
  static func allCauses() -> CoverageResult {
    var result = SyntheticResult.result()
    result.parameters.profile.allowsTrunk = true
    result.parameters.profile.gates = .open
    result.graphReport.unknownBarriers = 4
    result.counts = [("homes_estimated", 5), ("homes_on_islands", 6), ("venues_without_street", 1)]
    result.venues[1].doorLegsInMetres = [nil]
    result.venues[1].weightOnlyHere = 0
    result.venues[2].weightOnlyHere = 0
    result.venues[2].venue.name = ""
    let evidence: [GapEvidence?] = [
      facts(.metres(1900), isAtEdge: true), facts(.metres(1901), barrier: ObstacleIndex.wallWords),
      facts(.metres(1300), gate: 1100), facts(.metres(1250), barrier: ObstacleIndex.barrierWords), facts(.noStreet),
      facts(.noWay),
    ]
    result.gaps = GapCause.allCases.enumerated().map { index, cause in
      let (x, y) = (Double(index), Double(index % 3))
      var gap = SyntheticResult.gap(
        index + 1, [SyntheticResult.rectangle(x, y, x + 0.8, y + 0.8)], weight: 10 - Double(index),
        median: index == 5 ? nil : .minutes(20))
      gap.cause = cause
      gap.facts = evidence[index]
      gap.areaNames = index == 3 ? [] : ["Land", "Quarter \(index)"]
      return gap
    }
    // Twelve homes in gaps, twenty beyond the limit.
    return result
  }

  /// People and lists in place of dwellings and buildings.
  static func people() -> CoverageResult {
    var result = SyntheticResult.result()
    result.weightUnit = .people
    result.parameters.profile.gates = .closed
    result.studyArea.source = .relation
    result.header.timestamp = nil
    result.areas[0].area.layer = "街区"
    result.venues[1].weightOnlyHere = 0
    return result
  }

  /// Nothing but homes: no venue, no area, a whole extract.
  static func withoutVenues() -> CoverageResult {
    var result = SyntheticResult.result()
    result.venues = []
    result.bands = []
    result.areas = []
    result.studyArea.source = .extractBounds
    result.studyArea.name = "The whole extract"
    for home in result.homes.indices {
      result.homes[home].time = .unreachable
      result.homes[home].venue = nil
      result.homes[home].venueLeg = nil
    }
    result.gaps = [SyntheticResult.gap(1, result.gaps[0].polygons, weight: 192, median: nil)]
    return result
  }

  /// All homes within the limit.
  static func withoutGaps() -> CoverageResult {
    var result = SyntheticResult.result()
    result.homes = (0..<8).flatMap { row in (0..<8).map { SyntheticResult.home($0, row) } }
    for home in result.homes.indices { result.homes[home].isEdgeLimited = false }
    result.gaps = []
    for venue in result.venues.indices { result.venues[venue].weightOnlyHere = 0 }
    result.warnings = []
    result.reading.waysWithMissingNodes = 0
    result.studyArea.source = .extractBounds
    result.studyArea.name = "Gridtown (whole extract)"
    return result
  }

  static func withoutHomes(_ unit: WeightUnit = .dwellings) -> CoverageResult {
    var result = withoutGaps()
    result.homes = []
    result.areas = []
    result.weightUnit = unit
    return result
  }

  /// Homes beyond the limit, none of them drawn.
  static func undrawn() -> CoverageResult {
    var result = SyntheticResult.result()
    result.gaps = []
    return result
  }

  /// More of everything than a page lists.
  static func long() -> CoverageResult {
    var result = SyntheticResult.result()
    result.gaps = (1...65).map {
      SyntheticResult.gap($0, [SyntheticResult.rectangle(9, 1, 9.2, 1.2)], weight: 0.5, median: .minutes(20))
    }
    let area = result.areas[0]
    result.areas = (0..<205).map { number in
      var area = area
      area.area.id = "r\(number)"
      area.area.name = number == 200 ? "" : "Quarter \(number)"
      // The last ones are the worst; one of them has no name and no walks, one a home without a way.
      if number == 200 { area.homes = 0 }
      area.weightCovered = area.weight - Double(number) / 4
      if number == 200 { (area.worst, area.median) = (nil, nil) }
      if number == 201 { area.worst = .unreachable }
      if number == 202 { (area.area.id, area.area.name, area.isUnassigned) = ("unassigned:quarters", "", true) }
      if number == 203 {
        (area.area.id, area.area.name, area.isUnassigned) = ("unassigned:街区:8:r204", "", true)
        (area.area.layer, area.parent) = ("街区", "r204")
      }
      return area
    }
    result.venues += (10..<115).map { SyntheticResult.venue("n\($0)", .culturalCentre, "Centre \($0)", 3, 3) }
    return result
  }

  /// Pages of all runs in a language, by the run's name.
  func pages(_ language: ReportLanguage) throws -> [String: String] {
    let runs: [(String, CoverageResult, [String])] = [
      ("plain", SyntheticResult.result(), ["extract", "boundary"]),
      ("causes", Self.allCauses(), ["extract", "other", "rule", "areas", "profile", "city"]),
      ("people", Self.people(), ["extract", "venues", "homes"]), ("venueless", Self.withoutVenues(), []),
      ("gapless", Self.withoutGaps(), ["extract"]), ("homeless", Self.withoutHomes(), ["extract"]),
      ("undrawn", Self.undrawn(), ["extract"]), ("long", Self.long(), ["extract"]),
      ("peopleless", Self.withoutHomes(.people), ["extract", "population"]),
    ]
    var pages: [String: String] = [:]
    for (name, result, inputs) in runs {
      var result = result
      for gap in result.gaps.indices { result.gaps[gap].bestSite = GapSite(coordinate: Self.site, weight: 7.25) }
      let folder = try write("\(name)-\(language.rawValue)", result, inputs: inputs)
      pages[name] = try Self.page(folder, language)
    }
    return pages
  }
}
