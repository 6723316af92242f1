import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage
@testable import OpenStreetMap
@testable import Walking

/// Slopes by a model of heights.
@Suite("Slopes")
struct SlopeTests {
  /// Heights by a formula of metres east and north of the tests' origin.
  private struct Land: ElevationModel {
    var height: @Sendable (_ east: Double, _ north: Double) -> Double
    func heights(at places: [Coordinate]) -> [Double] {
      let origin = LocalPlane.standard.origin
      let scale = Ellipsoid.LocalScale(latitude: origin.latitude)
      return places.map { place in
        height(
          (Double(place.longitudeE7) - Double(origin.longitudeE7)) * scale.eastInMetres,
          (Double(place.latitudeE7) - Double(origin.latitudeE7)) * scale.northInMetres)
      }
    }
  }

  /// Seconds of the walk over 20 m a character, by a walker over land.
  private static func walk(
    _ drawing: String, _ ways: [String: [String: String]], from home: Character = "1", to venue: Character = "2",
    by name: String = "standard", isStrict: Bool = false,
    over height: @escaping @Sendable (_ east: Double, _ north: Double) -> Double
  ) throws -> Double? {
    let map = AsciiMap(drawing, spacingInMetres: 20)
    var profile = try NamedProfile(name).profile
    profile.usesHeights = true
    let extract = try map.extract(ways)
    guard let streets = try? StreetGraph(extract, profile: profile, heights: Land(height: height), workers: 1) else {
      return nil  // Nothing is open to the walker.
    }
    #expect(streets.checkInvariants() == [])
    let graph = SearchGraph(streets, gates: .resident, isStrict: isStrict)
    let snaps = SnapIndex(graph, obstacles: ObstacleIndex(Obstacles()), radiusInMetres: 15)
    let (from, to) = (snaps.snaps(try map.coordinate(home)).first, snaps.snaps(try map.coordinate(venue)).first)
    guard let from, let to else { return nil }
    let source = SearchSource(edge: to.edge, offset: to.offset, leg: 0)
    let key = NearestSourceSearch(graph, sources: [source]).key(edge: Int(from.edge), offset: from.offset)
    return key == .max ? nil : Double(key >> 32) / 1000
  }

  private static let path = ["highway": "footway"]
  /// 400 m from 1 in the west to 2.
  private static let line = "1---------h---------2"

  private static func isNear(_ a: Double?, _ b: Double, _ within: Double = 0.05) -> Bool { abs((a ?? 0) - b) < within }

  @Test("A tilted plane: Tobler's factor by its value on the flat, up and down, home to venue")
  func plane() throws {
    func walk(_ slope: Double, _ a: Character, _ b: Character) throws -> Double? {
      try Self.walk(Self.line, ["1h2": Self.path], from: a, to: b) { east, north in slope * east + 0.7 * north + 50 }
    }
    // 400 m at 4.8 km/h are 300 s. Up one in ten e^0.35 times that, down as on the flat; down one in twenty e^-0.175.
    #expect(Self.isNear(try walk(0.1, "1", "2"), 300 * 1.419_068))
    #expect(Self.isNear(try walk(0.1, "2", "1"), 300))
    #expect(Self.isNear(try walk(0.05, "2", "1"), 300 * 0.839_457))
    #expect(Self.isNear(try walk(0.05, "1", "2"), 300 * 1.191_246))
    #expect(Self.isNear(try walk(0.2, "2", "1"), 300 * 1.419_068))
    // Part of the way takes its share, each way: half of 400 m.
    #expect(Self.isNear(try walk(0.1, "1", "h"), 150 * 1.419_068))
    #expect(Self.isNear(try walk(0.05, "2", "h"), 150 * 0.839_457))
    // A cliff counts as one in one.
    #expect(Self.isNear(try walk(3, "1", "2"), 300 * 33.115_452, 0.5))
  }

  @Test("A place inside a street takes its share of the slope, both ways")
  func inside() throws {
    // The street is one segment from 1 to 2; the places lie a fifth from its ends, at a and b, off it by nothing.
    func walk(_ a: Character, _ b: Character) throws -> Double? {
      try Self.walk("1---a-----------b---2", ["12": Self.path], from: a, to: b) { east, _ in 0.05 * east }
    }
    #expect(Self.isNear(try walk("a", "b"), 180 * 1.191_246))
    #expect(Self.isNear(try walk("b", "a"), 180 * 0.839_457))
    #expect(Self.isNear(try walk("a", "2"), 240 * 1.191_246))
    #expect(Self.isNear(try walk("a", "1"), 60 * 0.839_457))
  }

  @Test("A hill between the ends of one segment counts; over a bridge, in a tunnel and on steps it does not")
  func hill() throws {
    func walk(_ tags: [String: String]) throws -> Double? {
      // Up one in ten to the middle and down again.
      try Self.walk(Self.line, ["12": Self.path.merging(tags) { $1 }]) { east, _ in 20 - abs(east - 200) * 0.1 }
    }
    // Fourteen pieces: the top lies between two of them.
    #expect(Self.isNear(try walk([:]), 150 * 1.419_068 + 150))
    for tags in [["bridge": "yes"], ["tunnel": "yes"], ["bridge": "viaduct"]] {
      #expect(Self.isNear(try walk(tags), 300))
    }
    #expect(Self.isNear(try walk(["bridge": "no"]), 150 * 1.419_068 + 150))
    #expect(Self.isNear(try walk(["highway": "steps"]), 600))
    #expect(Self.isNear(try walk(["tunnel": "building_passage"]), 150 * 1.419_068 + 150))
  }

  @Test("Where no height is known the street is level, and counted")
  func unknown() throws {
    let map = AsciiMap("1----A----2", spacingInMetres: 20)
    var profile = WalkingProfile.standard
    profile.usesHeights = true
    let land = Land { east, _ in east > 110 ? .nan : 0.1 * east }
    let streets = try StreetGraph(try map.extract(["1A2": Self.path]), profile: profile, heights: land, workers: 1)
    #expect(streets.report.slopes.sloping == 1 && streets.report.slopes.withoutHeight == 1)
    #expect(Self.isNear(streets.report.slopes.metresWithoutHeight, 100, 0.1))
    #expect(Self.isNear(Double(max(streets.edgeTime(0), streets.edgeBackTime(0))) / 1000, 75 * 1.419_068 + 75))
    #expect(Self.isNear(Double(min(streets.edgeTime(0), streets.edgeBackTime(0))) / 1000, 150))
  }

  @Test("Slopes close a street to those who cannot climb it, unless its tags say otherwise")
  func tooSteep() throws {
    func walk(_ tags: [String: String], _ slope: Double, isStrict: Bool = false) throws -> Double? {
      let known = ["highway": "footway", "surface": "asphalt", "smoothness": "good", "width": "2"]
      return try Self.walk(
        Self.line, ["12": known.merging(tags) { $1 }], by: "wheelchair", isStrict: isStrict
      ) { east, _ in slope * east }
    }
    // 8.33 % is the most; on the flat 400 s.
    #expect(try walk([:], 0.09) == nil)
    #expect(Self.isNear(try walk([:], 0.08), 400 * 1.323_130))
    // The heights say what the tags did not: strictness is content.
    #expect(Self.isNear(try walk([:], 0.08, isStrict: true), 400 * 1.323_130))
    #expect(try walk(["incline": "9%"], 0) == nil)
    #expect(try walk(["incline": "3%"], 0.09) != nil)
    #expect(try walk(["wheelchair": "yes"], 0.09) != nil)
  }

  // MARK: Files

  private static func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "heights-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "dem.asc").path)
  }

  private static let box = CoordinateBox(
    southWest: Coordinate(longitudeE7: 149_990_000, latitudeE7: 499_990_000),
    northEast: Coordinate(longitudeE7: 150_100_000, latitudeE7: 500_100_000))

  @Test("Heights of a file: the mean around a place, bilinear between cells, none where there are none")
  func file() throws {
    try Self.inFolder { path in
      // A hole about 70 m across in the middle of the places.
      let made = MadeHeights { east, north in
        hypot(east - 0.005, north - 0.005) < 0.0006 ? .nan : 100 + 20 * sin(400 * east) * cos(300 * north)
      }
      try made.write(to: path)
      let grid = try ElevationGrid(ElevationRequest(path: path), over: Self.box)
      var random = SeededGenerator(seed: 3)
      let places = (0..<500).map { _ in
        Coordinate(
          longitudeE7: Int32(random.integer(in: 149_990_000...150_100_000)),
          latitudeE7: Int32(random.integer(in: 499_990_000...500_100_000)))
      }
      for (place, height) in zip(places, try grid.heights(at: places)) {
        let expected = made.height(at: place)
        #expect(expected == nil ? height.isNaN : abs(height - (expected ?? 0)) < 1e-4)
      }
      #expect(grid.empty > 0 && grid.implausible == 0 && grid.crs == "")
      // A plane stays a plane, to what a single's precision leaves.
      try MadeHeights { east, north in 3000 * east - 1000 * north }.write(to: path)
      let plane = try ElevationGrid(ElevationRequest(path: path), over: Self.box)
      for (place, height) in zip(places, try plane.heights(at: places)) {
        #expect(abs(height - (3000 * (place.longitude - 15) - 1000 * (place.latitude - 50))) < 1e-4)
      }
    }
  }

  @Test("A flat model, however high, changes no byte", arguments: UInt64(1)...6)
  func flat(_ seed: UInt64) throws {
    let extract = RandomCity(seed: seed).extract()
    try Self.inFolder { path in
      try MadeHeights { _, _ in 123.456 }.write(to: path)
      var parameters = CoverageParameters(workers: 1)
      let none = try CoverageAnalysis(extract: "test", parameters: parameters).searched(extract)
      parameters.profile.usesHeights = true
      var analysis = CoverageAnalysis(extract: "test", parameters: parameters)
      analysis.elevation = ElevationRequest(path: path)
      let flat = try analysis.searched(extract)
      #expect(!flat.city.streets.isDirectional)
      #expect(Array(flat.city.streets.shapeTimes) == Array(none.city.streets.shapeTimes))
      #expect(Array(flat.city.graph.arcs.map(\.packed)) == Array(none.city.graph.arcs.map(\.packed)))
      #expect(flat.homeResults.map(\.time) == none.homeResults.map(\.time))
    }
  }

  @Test("What is no model of the city's heights is refused")
  func refused() throws {
    try Self.inFolder { path in
      func problem(_ crs: String? = nil) -> String {
        do {
          _ = try ElevationGrid(ElevationRequest(path: path, crs: crs), over: Self.box)
          return ""
        } catch let error as InputError { return "\(error.problem); \(error.remedy)" } catch { return "\(error)" }
      }
      try MadeHeights { _, _ in .nan }.write(to: path)
      #expect(problem().contains("has no height over the city"))
      try MadeHeights { _, _ in 1 }.write(to: path)
      #expect(problem() == "")
      #expect(problem("EPSG:32633").contains("does not touch the city"))
      #expect(problem("EPSG:nothing") != "")
      try "not a grid".write(toFile: path, atomically: false, encoding: .utf8)
      #expect(problem().contains("neither a GeoTIFF nor an ESRI ASCII grid"))
    }
  }
}
