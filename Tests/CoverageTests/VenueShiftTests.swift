import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// The detector of shifted lists (domain §9.2).
@Suite struct VenueShiftTests {
  /// A town of streets at random distances, and houses 5 to 15 m from them.
  private struct Town {
    var builder = ExtractBuilder()
    var houses: [Coordinate] = []
    let plane: LocalPlane

    init(_ generator: inout SeededGenerator, at origin: Coordinate, names: Bool, count: Int = 12) {
      plane = LocalPlane(origin: origin)
      var (columns, rows): ([Double], [Double]) = ([-3_000], [-3_000])
      while let last = columns.last, last < 3_000 { columns.append(last + generator.number(in: 300...650)) }
      while let last = rows.last, last < 3_000 { rows.append(last + generator.number(in: 300...650)) }
      func node(_ row: Int, _ column: Int) -> Int64 { Int64(row * columns.count + column + 1) }
      for row in rows.indices {
        for column in columns.indices {
          builder.addNode(node(row, column), at: plane.coordinate(east: columns[column], north: rows[row]))
        }
        builder.addWay(Int64(row + 1), columns.indices.map { node(row, $0) }, tags: ["highway": "residential"])
      }
      for column in columns.indices {
        builder.addWay(Int64(1_000 + column), rows.indices.map { node($0, column) }, tags: ["highway": "residential"])
      }
      for number in 0..<count {
        let place = plane.coordinate(
          east: generator.number(in: -1_500...1_500),
          north: rows[generator.integer(in: 2...rows.count - 3)] + generator.number(in: 5...15))
        houses.append(place)
        let tags = names ? ["building": "yes", "name": "杭州市博物馆\(number)（新馆）"] : ["building": "yes"]
        let corners = [(-9.0, -4.0), (9, -4), (9, 4), (-9, 4)]
        let first = Int64(100_000 + 10 * number)
        for (corner, offset) in corners.enumerated() {
          let degree = Coordinate(
            longitudeE7: place.longitudeE7 + Int32(offset.0 * 100), latitudeE7: place.latitudeE7 + Int32(offset.1 * 90))
          builder.addNode(first + Int64(corner), at: degree)
        }
        builder.addWay(Int64(10_000 + number), [0, 1, 2, 3, 0].map { first + $0 }, tags: tags)
      }
    }

    /// The houses as a list in a system, each up to some metres off.
    func list(in shift: ChineseShift?, jitter: Double, _ generator: inout SeededGenerator) -> String {
      var text = "name,kind,lon,lat\n"
      for (number, house) in houses.enumerated() {
        let scale = Ellipsoid.LocalScale(latitude: house.latitude)
        let place = GeographicPoint(
          longitude: house.longitude + generator.number(in: -jitter...jitter) / scale.eastInMetres * 1e-7,
          latitude: house.latitude + generator.number(in: -jitter...jitter) / scale.northInMetres * 1e-7)
        let shown = shift?.shifted(place) ?? place
        text += "博物馆\(number),museum,\(shown.longitude),\(shown.latitude)\n"
      }
      return text
    }
  }

  private static let hangzhou = Coordinate(longitudeE7: 1_201_600_000, latitudeE7: 302_700_000)

  private func shiftWarnings(_ town: Town, _ list: String, crs: String?) throws -> [Warning] {
    try Place.withFile(list) { path in
      var analysis = CoverageAnalysis(extract: "test")
      analysis.venuesPath = path
      analysis.formats.venues.crs = try crs.map { try SuppliedCRS($0, option: "--venues-crs") }
      let extract = town.builder.extract(CoverageAnalysis.selection)
      return try analysis.prepare(extract: extract, clock: StageClock { _ in }).warnings
        .filter { $0.message.contains("seem to be in") }
    }
  }

  private static let systems: [(name: String, shift: ChineseShift?)] = [
    ("wgs84", nil), ("gcj02", .gcj02), ("bd09", .bd09),
  ]

  /// Each system said and each meant: a warning that names the one meant exactly when they differ.
  @Test(arguments: 0..<8)
  func namesTell(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let town = Town(&generator, at: Self.hangzhou, names: true)
    for meant in Self.systems {
      let list = town.list(in: meant.shift, jitter: [0, 20, 60, 100][seed % 4], &generator)
      for said in Self.systems {
        let warnings = try shiftWarnings(town, list, crs: said.name)
        #expect(warnings.isEmpty == (said.name == meant.name), "\(meant.name) said to be \(said.name): \(warnings)")
        if let warning = warnings.first {
          #expect(warning.message.contains("--venues-crs \(meant.name)"), "\(warning.message)")
          #expect(warning.count == 12 && warning.message.count < 380)
        }
      }
    }
  }

  @Test(arguments: 20..<28)
  func streetsTellWithoutNames(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let town = Town(&generator, at: Self.hangzhou, names: false, count: 25)
    for meant in Self.systems {
      let list = town.list(in: meant.shift, jitter: 2, &generator)
      let warnings = try shiftWarnings(town, list, crs: nil)
      #expect(warnings.isEmpty == (meant.name == "wgs84"), "\(meant.name): \(warnings)")
      if let warning = warnings.first { #expect(warning.message.contains("--venues-crs \(meant.name)")) }
    }
  }

  /// Elsewhere no map is shifted, however the list lies.
  @Test func silentOutsideChina() throws {
    var generator = SeededGenerator(seed: 3)
    for origin in [Coordinate(longitudeE7: 150_000_000, latitudeE7: 500_000_000)] {
      var town = Town(&generator, at: origin, names: true)
      let moved = town.plane.coordinate(east: 450, north: -260)
      let (x, y) = (moved.longitudeE7 - origin.longitudeE7, moved.latitudeE7 - origin.latitudeE7)
      town.houses = town.houses.map {
        Coordinate(longitudeE7: $0.longitudeE7 + x, latitudeE7: $0.latitudeE7 + y)
      }
      let list = town.list(in: nil, jitter: 0, &generator)
      #expect(try shiftWarnings(town, list, crs: nil).isEmpty)
    }
  }

  /// A list of random places, and one shifted some other way, is no sign of anything.
  @Test(arguments: 40..<46)
  func silentWithoutAClearWinner(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var town = Town(&generator, at: Self.hangzhou, names: true)
    let plane = town.plane
    town.houses = town.houses.map { _ in
      plane.coordinate(east: generator.number(in: -1_500...1_500), north: generator.number(in: -1_500...1_500))
    }
    #expect(try shiftWarnings(town, town.list(in: nil, jitter: 0, &generator), crs: nil).isEmpty)
  }

  @Test func oneNamesakeIsNotEnough() throws {
    var generator = SeededGenerator(seed: 5)
    let town = Town(&generator, at: Self.hangzhou, names: true)
    let rows = town.list(in: .gcj02, jitter: 0, &generator).split(separator: "\n").prefix(2).joined(separator: "\n")
    #expect(try shiftWarnings(town, rows, crs: nil).isEmpty)
  }

  /// The planner's list of the issue: tells as it stands, silent when converted; a list of GeoJSON in WGS 84 is silent.
  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"))
  func hangzhouCentre() throws {
    let extract = try #require(SharedData.geodata("extracts/hangzhou_centre.osm.pbf")).path
    for (file, crs, warns) in [
      ("venues/hangzhou_venues.gcj02.csv", nil, true), ("venues/hangzhou_venues.gcj02.csv", "gcj02", false),
      ("venues/hangzhou_venues.gcj02.csv", "bd09", true), ("venues/hangzhou_osm_named_venues.geojson", nil, false),
      ("venues/hangzhou_osm_named_venues.geojson", "gcj02", true),
    ] as [(String, String?, Bool)] {
      var analysis = CoverageAnalysis(extract: extract)
      analysis.parameters.snapRadiusInMetres = 600
      analysis.venuesPath = try #require(SharedData.geodata(file)).path
      analysis.formats.venues.crs = try crs.map { try SuppliedCRS($0, option: "--venues-crs") }
      let found = try analysis.prepare().warnings.filter { $0.message.contains("seem to be in") }
      #expect(found.isEmpty == !warns, "\(file) \(crs ?? "-"): \(found)")
    }
  }

  /// Lists made of the cities' own venues raise no alarm.
  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"))
  func monacoItself() throws {
    let extract = try #require(SharedData.geodata("extracts/monaco.osm.pbf")).path
    let venues = try CoverageAnalysis(extract: extract).prepare().venues
    let rows = venues.map { "\"\($0.name)\",\($0.kind.rawValue),\($0.coordinate.longitude),\($0.coordinate.latitude)" }
    try Place.withFile((["name,kind,lon,lat"] + rows).joined(separator: "\n")) { path in
      var analysis = CoverageAnalysis(extract: extract)
      analysis.venuesPath = path
      #expect(try analysis.prepare().warnings.allSatisfy { !$0.message.contains("seem to be in") })
    }
  }
}
