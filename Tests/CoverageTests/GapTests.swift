import Foundation
import GEOS
import Geography
import PROJ
import TestSupport
import Testing

@testable import Coverage
@testable import Walking

/// Gaps: each home beyond the limit in exactly one, none around homes within it, nothing far from homes.
struct GapTests {
  private static let cities = ["monaco", "las_palmas", "helsinki"]
  private static let diagonal = 10 * 2.0.squareRoot()

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"), arguments: cities)
  func everyUncoveredHomeLiesInExactlyOneGap(name: String) throws {
    let test = try #require(try IsochroneTestCity.real(name))
    try Self.expectPartition(test)
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"))
  func clippingKeepsEveryHomeInItsGap() throws {
    let path = try #require(SharedData.path("geodata/extracts/las_palmas.osm.pbf"))
    let whole = try #require(try IsochroneTestCity.real("las_palmas"))
    let gap = try #require(whole.result.gaps.first)
    let box = try #require(CoordinateBox(around: gap.polygons.flatMap(\.exterior)))
    // A triangle through the largest gap cuts it.
    let east = box.northEast.longitudeE7
    let corners = [
      box.southWest, Coordinate(longitudeE7: east, latitudeE7: box.southWest.latitudeE7), box.northEast, box.southWest,
    ]
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gap-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let boundary = folder.appendingPathComponent("boundary.geojson")
    let ring = corners.map { "[\($0.longitude),\($0.latitude)]" }.joined(separator: ",")
    try Data("{\"type\":\"Polygon\",\"coordinates\":[[\(ring)]]}".utf8).write(to: boundary)
    var analysis = CoverageAnalysis(extract: path)
    analysis.boundaryPath = boundary.path
    let test = try IsochroneTestCity(analysis.searched())
    #expect(test.result.homes.count < whole.result.homes.count)
    #expect(!test.result.gaps.isEmpty)
    try Self.expectPartition(test)
    let geos = try GEOSContext()
    let area = try geos.geometry([GeographicPolygon(exterior: corners)])
    for gap in test.result.gaps {
      let beyond = try geos.geometry(gap.polygons).difference(area).geographicPolygons().areaInSquareMetres
      #expect(beyond < 1, "\(beyond) m² beyond the boundary")
    }
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"), arguments: cities)
  func gapsKeepToInhabitedLandBeyondTheLimit(name: String) throws {
    let test = try #require(try IsochroneTestCity.real(name))
    let geos = try GEOSContext()
    let projection = try test.projection()
    let limit = test.run.parameters.limit
    let covered = try projection.project(test.result.homes.filter { $0.time <= limit }.map(\.home.coordinate))
    var deep: [Double] = []
    var inside = 0
    for gap in test.result.gaps {
      let homes = try projection.project(gap.homes.map { test.result.homes[$0].home.coordinate })
      let rings = try gap.polygons.flatMap(\.rings).map { try projection.project($0) }
      for p in rings.joined() {
        let nearest = homes.map { hypot($0.x - p.x, $0.y - p.y) }.min() ?? .infinity
        #expect(nearest < 100 + Self.diagonal, "\(nearest) m from the gap's homes")
      }
      let land = try PreparedGeometry(
        geos.geometry(
          gap.polygons.map { polygon in
            ProjectedPolygon(
              exterior: try projection.project(polygon.exterior),
              holes: try polygon.holes.map { try projection.project($0) })
          }))
      for p in covered where try land.contains(x: p.x, y: p.y) {
        inside += 1
        deep.append(Self.distance(from: p, to: rings))
      }
    }
    let beyond = deep.filter { $0 > Self.diagonal }
    print("\(name): \(inside) covered homes of \(covered.count) in gaps, deepest \(deep.max() ?? 0) m, \(beyond)")
    #expect(beyond.count * 200 <= max(200, covered.count), "\(beyond)")
  }

  @Test(.enabled(if: SharedData.isPresent, "needs ../shared"), arguments: cities)
  func gapsAndTheBandHardlyOverlap(name: String) throws {
    let test = try #require(try IsochroneTestCity.real(name))
    let band = try #require(test.result.bands.last)
    let geos = try GEOSContext()
    let covered = try geos.geometry(band.polygons)
    var overlap = 0.0
    var whole = 0.0
    var worst = (share: 0.0, rank: 0)
    for gap in test.result.gaps {
      let both = try geos.geometry(gap.polygons).intersection(covered).geographicPolygons().areaInSquareMetres
      overlap += both
      whole += gap.areaInSquareMetres
      let share = both / gap.areaInSquareMetres
      if share > worst.share { worst = (share, gap.rank) }
    }
    print("\(name): gaps \(whole) m², \(overlap) m² also in the band, worst \(worst)")
    #expect(overlap <= 0.05 * whole + 2000)
  }

  @Test func aHouseBeyondTheLimitHasAGapOfItsOwn() throws {
    // One street of 3 km, the library at its west end: houses at 1 km are covered, those at 2 and 2.5 km are not, and
    // 500 m apart they are two gaps, each a disc of 100 m cut nowhere.
    var city = GridCity(rows: 1, columns: 7, blockInMetres: 500)
    city.venues = [.init(0, 0)]
    city.homes = [.init(0, 2, east: 0), .init(0, 4, east: 0), .init(0, 5, east: 0)]
    let test = try IsochroneTestCity.made(city.extract())
    #expect(test.result.gaps.map(\.homes).sorted { $0[0] < $1[0] } == [[1], [2]])
    for gap in test.result.gaps {
      #expect(abs(gap.areaInSquareMetres / (Double.pi * 100 * 100) - 1) < 0.01, "\(gap.areaInSquareMetres)")
    }
    try Self.expectPartition(test)
  }

  @Test func aGapEndsWhereTheLimitDoes() throws {
    // Houses along the street at 1150 m (covered) and 1250 m (not), 20 m off it: the gap starts at 1180 m, where walk
    // and leg make 1200, not 100 m before its house.
    var city = GridCity(rows: 1, columns: 7, blockInMetres: 500)
    city.venues = [.init(0, 0)]
    city.homes = [.init(0, 2, east: 150), .init(0, 2, east: 250)]
    let test = try IsochroneTestCity.made(city.extract())
    try #require(test.result.gaps.count == 1)
    #expect(test.result.gaps[0].homes == [1])
    let scale = Ellipsoid.LocalScale(latitude: city.plane.origin.latitude)
    let west =
      test.result.gaps[0].polygons.flatMap(\.exterior).filter { c in
        // Within 25 m of the houses' line: there the limit cuts, farther out the walk with its leg is longer anyway.
        abs(Double(c.latitudeE7 - city.coordinate(0, 0, north: 20).latitudeE7) * scale.northInMetres) < 25
      }.map { Double($0.longitudeE7 - city.plane.origin.longitudeE7) * scale.eastInMetres }.min() ?? 0
    #expect(west > 1200 - 50 && west < 1200, "\(west)")
    try Self.expectPartition(test)
  }

  @Test func everyoneCoveredMeansNoGap() throws {
    var city = GridCity(rows: 3, columns: 3, blockInMetres: 100)
    city.venues = [.init(1, 1)]
    city.homes = [.init(0, 0), .init(2, 1)]
    #expect(try IsochroneTestCity.made(city.extract()).result.gaps.isEmpty)
  }

  /// Every home beyond the limit is listed by one gap and lies in that one alone; weights add up; all is valid.
  private static func expectPartition(_ test: IsochroneTestCity) throws {
    let geos = try GEOSContext()
    let homes = test.result.homes
    let uncovered = Set(homes.indices.filter { homes[$0].time > test.run.parameters.limit })
    let listed = test.result.gaps.flatMap(\.homes)
    #expect(listed.count == uncovered.count && Set(listed) == uncovered)
    let lands = try test.result.gaps.map { gap -> PreparedGeometry in
      let geometry = try geos.geometry(gap.polygons)
      let reason = try geometry.invalidReason ?? "empty"
      #expect(try geometry.isValid && !geometry.isEmpty, "gap \(gap.rank): \(reason)")
      for polygon in gap.polygons { #expect(polygon == polygon.orientedByRightHandRule()) }
      #expect(gap.weight == gap.homes.reduce(0) { $0 + homes[$1].home.weight })
      return try PreparedGeometry(geometry)
    }
    for (number, gap) in test.result.gaps.enumerated() {
      for home in gap.homes {
        let place = homes[home].home.coordinate
        let holders = try lands.indices.filter {
          try lands[$0].covers(x: place.longitude, y: place.latitude)
        }
        #expect(holders == [number], "\(homes[home].home.id) lies in \(holders), listed by \(number)")
      }
    }
  }

  private static func distance(from p: ProjectedPoint, to rings: [[ProjectedPoint]]) -> Double {
    var best = Double.infinity
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst()) {
        let dx = b.x - a.x
        let dy = b.y - a.y
        let length = dx * dx + dy * dy
        let t = length > 0 ? max(0, min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length)) : 0
        best = min(best, hypot(a.x + t * dx - p.x, a.y + t * dy - p.y))
      }
    }
    return best
  }
}
