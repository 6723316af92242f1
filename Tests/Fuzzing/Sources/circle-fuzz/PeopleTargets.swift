import Geography
import Rasters

@testable import Coverage

/// Files that tell how many people live where.
enum PeopleTargets {
  /// About 15° east, 50° north, where the seeds lie.
  static let box = CoordinateBox(
    southWest: Coordinate(longitudeE7: 149_000_000, latitudeE7: 499_000_000),
    northEast: Coordinate(longitudeE7: 151_000_000, latitudeE7: 501_000_000))

  /// A window of a raster is a part of a larger one, and its values are the same the next time.
  static func raster(_ bytes: UnsafeRawBufferPointer) {
    let file = MemoryFile(bytes)
    guard let raster = Outcome({ try RasterFile.open(file.path).grid }).value else { return }
    let (columns, rows) = (min(raster.columns, 40), min(raster.rows, 40))
    let whole = values(RasterWindow(columns: 0..<columns, rows: 0..<rows), of: file.path)
    if let whole = whole.value {
      promise(whole.count == rows * columns, "\(whole.count) values of \(rows) rows of \(columns)")
      let part = RasterWindow(columns: columns / 2..<columns, rows: rows / 3..<rows)
      let expected = part.rows.flatMap { row in part.columns.map { whole[row * columns + $0] } }
      promise(values(part, of: file.path) == .value(expected), "a part of a window has other values")
    }
    // The last cell, wherever the file says it is.
    _ = values(
      RasterWindow(columns: raster.columns - 1..<raster.columns, rows: raster.rows - 1..<raster.rows), of: file.path)
    population(file)
  }

  /// The values as bits: not a number is equal to itself.
  private static func values(_ window: RasterWindow, of path: String) -> Outcome<[UInt64]> {
    Outcome {
      var raster = try RasterFile.open(path)
      return try raster.values(in: window).map { $0.isNaN ? .max : $0.bitPattern }
    }
  }

  /// People are counted in full, or the file is refused.
  static func people(_ bytes: UnsafeRawBufferPointer) { population(MemoryFile(bytes), isGrid: false) }

  /// - Parameter file: stays open meanwhile.
  private static func population(_ file: borrowing MemoryFile, isGrid: Bool = true) {
    let path = file.path
    let zones = Outcome { () throws -> [Double] in
      if isGrid {
        let grid = try PopulationGrid(PopulationRequest(path: path), around: box)
        expectPrintable(grid.warnings)
        return counts(grid.zones)
      }
      let list = try PopulationList(path: path, groups: nil, crs: nil, touching: box)
      expectPrintable(list.warnings)
      promise(list.points.allSatisfy { $0.home.coordinate.isValid }, "a home off the Earth")
      return counts(list.zones) + list.points.flatMap { [$0.home.weight] + $0.groups }
    }
    let isSound = zones.value?.allSatisfy { (0...HomeList.mostPeople).contains($0) } ?? true
    promise(isSound, "people out of range")
  }

  private static func counts(_ zones: PopulationZones) -> [Double] { zones.people + zones.groups.joined() }

  /// Areas have land and ids of their own; so have those of the same file named a second time.
  static func areas(_ bytes: UnsafeRawBufferPointer) {
    let file = MemoryFile(bytes)
    func read(_ taken: Set<String>) -> Outcome<[String]> {
      Outcome {
        let list = try AreaList(path: file.path, overlapping: box, taken: taken)
        expectPrintable(list.messages.warnings)
        for area in list.areas {
          let land = area.polygons.reduce(0) { $0 + Ellipsoid.areaInSquareMetres(of: $1) }
          promise(land > 0 && land < 5.2e14, "an area of \(land) m²")
        }
        return list.areas.map(\.id)
      }
    }
    guard let ids = read([]).value else { return }
    promise(Set(ids).count == ids.count, "two areas of one id")
    guard let more = read(Set(ids)).value else { violated("a file of areas that is refused the second time") }
    promise(Set(ids + more).count == 2 * ids.count, "a file named twice has areas of one id")
  }
}
