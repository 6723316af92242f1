import Geography
import PROJ
import Parallel
import TestSupport
import Testing

@testable import Coverage
@testable import Walking

/// Areas of isochrones against a 5 m raster: each of its points asked by itself, without lattice or contours.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared"))
struct IsochroneAreaTests {
  private static let step = 5.0
  /// Square metres from which an area is judged. Smaller ones have fewer than 4 000 of the raster's cells, and
  /// what these cut off or add along the outline comes near a per cent by itself.
  private static let smallestArea = 100_000.0

  @Test(arguments: ["monaco", "helsinki"])
  func areasAreThoseOfARaster(name: String) throws {
    let test = try #require(try IsochroneTestCity.real(name))
    let venues = Array(test.drawnVenues.prefix(10))
    let counted = try Self.count(test, venues)
    print("\(name): venue, minutes, m², m² of the raster, %")
    var sums = [Double](repeating: 0, count: 3)
    var rasterSums = sums
    for (venue, counts) in zip(venues, counted) {
      for (number, isochrone) in test.result.venues[venue].isochrones.enumerated() {
        let raster = Double(counts[number]) * Self.step * Self.step
        let difference = (isochrone.areaInSquareMetres / raster - 1) * 100
        sums[number] += isochrone.areaInSquareMetres
        rasterSums[number] += raster
        print(
          "\(test.result.venues[venue].venue.id), \(isochrone.cutoff.minutes), \(Int(isochrone.areaInSquareMetres)), "
            + "\(Int(raster)), \((difference * 100).rounded() / 100)")
        if raster > Self.smallestArea {
          let limit = isochrone.cutoff == .minutes(15) ? 0.5 : 1
          #expect(abs(difference) < limit, "\(test.result.venues[venue].venue.id) by \(difference) %")
        }
      }
    }
    print("\(name) sums: \(zip(sums, rasterSums).map { (($0 / $1 - 1) * 10_000).rounded() / 100 }) %")
  }

  /// Raster points within each cutoff, venue by venue.
  private static func count(_ test: IsochroneTestCity, _ venues: [Int]) throws -> [[Int]] {
    let projection = try test.projection()
    let oracle = IsochroneOracle(test)
    let searches = venues.map { test.search($0) }
    let points = venues.map { venue in
      test.result.venues[venue].isochrones.last?.polygons.flatMap(\.exterior) ?? []
    }
    let boxes = try points.map { Box(try projection.project($0)) }
    var whole = boxes[0]
    for box in boxes { whole.form(box) }
    let frame = whole
    let limits = test.run.parameters.cutoffs.map { UInt64($0.milliseconds) }
    var counts = venues.map { _ in limits.map { _ in 0 } }
    let rows = Int((frame.north - frame.south) / step)
    let columns = Int((frame.east - frame.west) / step)
    let definition = test.run.prepared.projection
    let chunk = 64
    for start in stride(from: 0, to: rows, by: chunk) {
      // Ways onto the network in parallel, searches (not to be shared) one after another.
      let lines = concurrentMap(count: min(chunk, rows - start), workers: 2) { row -> [[IsochroneOracle.Way]] in
        let y = frame.south + (Double(start + row) + 0.5) * step
        let line = (0..<columns).map { ProjectedPoint(x: frame.west + (Double($0) + 0.5) * step, y: y) }
        guard let places = try? definition.makeProjection().unproject(line) else { return [] }
        return zip(line, places).map { p, place in
          boxes.contains { $0.contains(p) } ? oracle.ways(place) : []
        }
      }
      for line in lines {
        #expect(line.count == columns)
        for ways in line where !ways.isEmpty {
          for (number, search) in searches.enumerated() {
            let time = oracle.time(ways, search)
            for (cutoff, limit) in limits.enumerated() where time <= limit { counts[number][cutoff] += 1 }
          }
        }
      }
    }
    return counts
  }

  private struct Box: Sendable {
    var west = Double.infinity, south = Double.infinity, east = -Double.infinity, north = -Double.infinity

    init(_ points: [ProjectedPoint]) {
      for p in points {
        west = min(west, p.x - 50)
        south = min(south, p.y - 50)
        east = max(east, p.x + 50)
        north = max(north, p.y + 50)
      }
    }

    mutating func form(_ other: Box) {
      west = min(west, other.west)
      south = min(south, other.south)
      east = max(east, other.east)
      north = max(north, other.north)
    }

    func contains(_ p: ProjectedPoint) -> Bool { p.x >= west && p.x <= east && p.y >= south && p.y <= north }
  }
}
