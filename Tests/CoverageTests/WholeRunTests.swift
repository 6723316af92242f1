import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// A run with everything at once: its files, what `columns.csv` says of them, and the GeoPackage of it all.
@Suite("A whole run: every column is told of, every table is in the GeoPackage")
struct WholeRunTests {
  /// A rule and one beside, walkers with both bounds, the band, groups, hours of the week, shared capacity, a merge and
  /// an area.
  private static func output() throws -> CoverageOutput {
    var parameters = CoverageParameters()
    parameters.rule = RuleTests.streetRule
    parameters.rulesBeside = [RuleTests.streetRule]
    parameters.rulesBeside[0].name = "second"
    parameters.walkers = try WalkerChoice(["wheelchair", "older"])
    parameters.profile = parameters.walkers.main(parameters.profile)
    parameters.tellsFirmness = true
    parameters.selection.isWeekly = true
    parameters.requiredPercentage = 95
    var run = try SearchedCity(RuleTests.street().extract(), parameters: parameters).run
    try run.draw()
    var result = run.result()
    result.parameters.catchment = .uniform
    var catchment = FloatingCatchment(
      .uniform, capacities: result.venues.map { _ in 10 }, homeCount: result.homes.count)
    catchment.add(venue: 0, homes: [(home: 0, weight: 1)]) { result.homes[$0].home.weight }
    result.catchment = catchment
    result.groups = HomeGroups(names: ["older"], people: [result.homes.map { $0.home.weight / 4 }])
    result.merges = [
      VenueMerge(
        id: result.venues[0].venue.id, identifiers: ["row 1"], reasons: [.near], winner: "row 1",
        distancesInMetres: [12.5])
    ]
    let square = GeographicPolygon(exterior: Place.square(0, 0, side: 100), holes: [])
    let sums = CoverageBandwidth(parameters).sums(of: result.homes)
    result.areas = [
      AreaResult(
        area: AdministrativeArea(id: "r1", name: "a", level: 8, polygons: [square]), homes: 3, weight: 3,
        homesCovered: 1, weightCovered: 1, venues: 0, groups: [GroupCount(people: 1, covered: 0)],
        failures: RuleFailure.sums(of: result.homes, RuleSheet(RuleTests.streetRule)),
        passesBeside: [HomeCount(homes: 1, weight: 1)], firmness: sums, capacity: 1)
    ]
    var output = CoverageOutput(result)
    output.formats = [.geoPackage]
    return output
  }

  private static func header(_ bytes: [UInt8]) throws -> [String] {
    var parser = try CSVParser(bytes, path: "table")
    return try #require(try parser.rows().first).fields
  }

  @Test func everyColumnIsToldOf() throws {
    let output = try Self.output()
    let files = try output.files()
    let tables = files.filter { $0.name.hasSuffix(".csv") }
    #expect(
      Set(tables.map(\.name)).isSuperset(of: [
        "homes.csv", "areas.csv", "failing.csv", "indicators.csv", "columns.csv", "merges.csv", "hours.csv",
        "profiles.csv", "survey.csv",
      ]))
    let entries = output.columnEntries
    for (name, bytes) in tables {
      #expect(try entries.filter { $0.file == name }.map(\.column) == Self.header(bytes), "\(name)")
    }
    let told = Set(entries.map(\.file))
    #expect(told.isSubset(of: Set(files.map(\.name))), "no word of files that are not there")
    for layer in [GeoPackageLayer.gaps, .venues, .areas] {
      let names = try #require(output.features(of: layer).first).properties.map(\.name)
      let known = entries.filter { $0.file == layer.file }.map(\.column)
      #expect(layer == .venues ? Array(names.prefix(known.count)) == known : names == known, "\(layer)")
    }
    #expect(entries.allSatisfy { !$0.meaning.isEmpty })
    let homes = try Self.header(try #require(tables.first { $0.name == "homes.csv" }).bytes)
    for name in [
      "rule_passed", "clause_three_metres", "rule_second_failed_clause", "firmness", "minutes_wheelchair_strict",
      "covered_optimistic", "people_older",
    ] { #expect(homes.contains(name), "\(name)") }
    let covered = try #require(entries.first { $0.file == "homes.csv" && $0.column == "covered" })
    #expect(covered.meaning.contains("street"))
  }

  /// Read back by SQLite's shell: the columns of each table are those of the file of its name, and so are its rows.
  @Test func everyTableIsInTheGeoPackage() throws {
    let output = try Self.output()
    let tables = try output.files().filter { $0.name.hasSuffix(".csv") && $0.name != "columns.csv" }
    try Place.withFile(Data(try output.geoPackage()), named: "run.gpkg") { path in
      guard let shell = try Self.shell(path, "SELECT 1") else { return }
      #expect(shell == ["1"])
      for (name, bytes) in tables {
        let table = String(name.dropLast(4))
        let columns = try Self.header(bytes)
        let found = try #require(try Self.shell(path, "SELECT name FROM pragma_table_info('\(table)')"))
        #expect(Set(columns).isSubset(of: Set(found)), "\(table): \(found)")
        #expect(!found.contains("id_"), "\(table)")
        var parser = try CSVParser(bytes, path: name)
        let count = try Self.shell(path, "SELECT count(*) FROM \(table)")
        #expect(count == ["\(try parser.rows().count - 1)"], "\(table)")
      }
      // Walks that nobody has are numbers all the same.
      let texts = try Self.shell(path, "SELECT name FROM pragma_table_info('homes') WHERE type = 'TEXT'")
      #expect(texts?.contains { $0.hasPrefix("minutes") || $0.hasPrefix("clause") } == false, "\(texts ?? [])")
      let passed = try Self.shell(path, "SELECT rule_passed, failed_clause FROM homes ORDER BY fid")
      let homes = output.result.homes
      #expect(passed?.map { $0.split(separator: "|")[0] == "1" } == homes.map { $0.rule?.passes })
      let firmness = try Self.shell(path, "SELECT firmness FROM homes ORDER BY fid")
      let band = CoverageBandwidth(output.result.parameters)
      #expect(firmness == homes.map { band.firmness(of: $0).rawValue })
      let run = try Self.shell(path, "SELECT name FROM run")
      for name in ["rule", "rules_beside", "walkers", "band", "hours_of_week", "required_percent"] {
        #expect(run?.contains(name) == true, "\(name)")
      }
      let title = try Self.shell(path, "SELECT description FROM gpkg_contents WHERE table_name = 'gaps'")
      #expect(title == ["Inhabited land failing street"])
    }
  }

  /// The lines that SQLite's shell answers; `nil` where there is none.
  private static func shell(_ path: String, _ query: String) throws -> [String]? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    guard let shell = folders.map({ "\($0)/sqlite3" }).first(where: FileManager.default.isExecutableFile) else {
      print("SKIPPED: sqlite3 is not installed, so the GeoPackage is not read back")
      return nil
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: shell)
    process.arguments = [path, query]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(query)")
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
