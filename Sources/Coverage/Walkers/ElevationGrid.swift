import Geography
import PROJ
import Rasters
import Walking

/// What is asked of a model of heights.
public struct ElevationRequest: Hashable, Sendable {
  /// The GeoTIFF or ESRI ASCII grid, in metres.
  public var path: String
  /// The reference system named for it, as PROJ takes it; `nil` for the file's own.
  public var crs: String?

  /// Makes a request.
  public init(path: String, crs: String? = nil) {
    self.path = path
    self.crs = crs
  }
}

/// The heights of a raster over a city.
///
/// Between the middles of cells heights are interpolated bilinearly. A place's height is the mean of 25 points 7.5 m apart,
/// 30 m by 30 m around it: the noise of a model would be slopes otherwise, and a plane stays what it is.
struct ElevationGrid: ElevationModel {
  /// Points each way from the place, and metres between them.
  private static let arms = 2, stepInMetres = 7.5
  /// So far off the local scale of cells is measured.
  private static let baseInMetres = 1000.0
  /// Heights on Earth, with room; what lies outside is no height.
  private static let plausible = -500.0...9000.0

  private let grid: RasterGrid
  private let window: RasterWindow?
  private let heights: [Float]
  /// `nil` where the cells are in degrees of WGS 84.
  private let definition: ProjectionDefinition?
  /// The reference system's name; empty for WGS 84.
  let crs: String
  /// Cells over the city, and those without a height, and with one that cannot be.
  let cells: Int, empty: Int, implausible: Int

  /// Reads the cells over a box.
  ///
  /// - Throws: ``InputError`` naming the file: no raster, no known reference system, too many cells over the box.
  init(_ request: ElevationRequest, over box: CoordinateBox) throws {
    var raster = try RasterFile.open(request.path)
    grid = raster.grid
    (crs, definition, _) = try PopulationCells.reference(
      of: grid, path: request.path, named: request.crs, option: "--dem-crs", around: box)
    // Room for the points around places at the edge.
    window = try PopulationCells.window(
      around: SuppliedPlaces.grown(box, byMetres: 50), in: grid, definition: definition)
    guard let window else {
      throw InputError(
        request.path, "does not touch the city", remedy: "give heights of the city, and check --dem-crs")
    }
    let values = try raster.values(in: window)
    var implausible = 0
    heights = values.map { value in
      if value.isFinite, Self.plausible.contains(value) { return Float(value) }
      if value.isFinite { implausible += 1 }
      return .nan
    }
    (cells, self.implausible) = (values.count, implausible)
    empty = values.count(where: \.isNaN)
    guard empty + implausible < cells else {
      throw InputError(
        request.path, "has no height over the city", remedy: "give heights of the city, and check --dem-crs")
    }
  }

  func heights(at places: [Coordinate]) throws -> [Double] {
    // The place, and one east and one north of it, for the scale of cells there.
    let points = places.flatMap { place -> [Coordinate] in
      let scale = Ellipsoid.LocalScale(latitude: place.latitude)
      let base = Self.base(scale)
      return [
        place, Self.moved(place, east: base.east, north: 0), Self.moved(place, east: 0, north: base.north),
      ]
    }
    let cells = try PopulationCells.cells(of: points, in: grid, definition: definition)
    return places.indices.map { index in
      let scale = Ellipsoid.LocalScale(latitude: places[index].latitude)
      let base = Self.base(scale)
      // The share of the base, which is rounded, that is a step.
      let east = Self.stepInMetres / scale.eastInMetres / Double(base.east)
      let north = Self.stepInMetres / scale.northInMetres / Double(base.north)
      let place = cells[3 * index]
      func step(_ cell: Cell, _ share: Double) -> Cell {
        ((cell.column - place.column) * share, (cell.row - place.row) * share)
      }
      return mean(at: place, east: step(cells[3 * index + 1], east), north: step(cells[3 * index + 2], north))
    }
  }

  /// The base in 1e-7 degree.
  private static func base(_ scale: Ellipsoid.LocalScale) -> (east: Int64, north: Int64) {
    (Int64(min(1e8, baseInMetres / max(scale.eastInMetres, 1e-9))), Int64(baseInMetres / scale.northInMetres))
  }

  private static func moved(_ place: Coordinate, east: Int64, north: Int64) -> Coordinate {
    Coordinate(
      longitudeE7: Int32(clamping: Int64(place.longitudeE7) + east),
      latitudeE7: Int32(clamping: Int64(place.latitudeE7) + north))
  }

  private typealias Cell = (column: Double, row: Double)

  /// The mean around a place, by steps east and north; its own height where one of the points around has none. Sums of differences, so that the
  /// mean of equal heights is that height.
  private func mean(at place: Cell, east: Cell, north: Cell) -> Double {
    let own = height(column: place.column, row: place.row)
    var sum = 0.0
    for right in -Self.arms...Self.arms {
      for up in -Self.arms...Self.arms {
        let (a, b) = (Double(right), Double(up))
        sum +=
          height(
            column: place.column + a * east.column + b * north.column,
            row: place.row + a * east.row + b * north.row) - own
      }
    }
    let side = Double(2 * Self.arms + 1)
    return sum.isNaN ? own : own + sum / (side * side)
  }

  /// The height at a place given by column and row with fractions, between the middles of four cells; not a number
  /// outside, or where a cell that counts has none.
  private func height(column: Double, row: Double) -> Double {
    guard column >= 0, row >= 0, column <= Double(grid.columns), row <= Double(grid.rows) else { return .nan }
    // Between the outermost middles and the raster's edge the outermost heights go on.
    let x = min(max(column - 0.5, 0), Double(grid.columns - 1)), y = min(max(row - 0.5, 0), Double(grid.rows - 1))
    let (west, north) = (Int(x), Int(y))
    let (right, down) = (x - Double(west), y - Double(north))
    let (east, south) = (right > 0 ? west + 1 : west, down > 0 ? north + 1 : north)
    let (nw, ne) = (value(west, north), value(east, north))
    let (sw, se) = (value(west, south), value(east, south))
    let (upper, lower) = (nw + (ne - nw) * right, sw + (se - sw) * right)
    return upper + (lower - upper) * down
  }

  private func value(_ column: Int, _ row: Int) -> Double {
    window?.index(column: column, row: row).map { Double(heights[$0]) } ?? .nan
  }

  /// What a user should hear of.
  func warnings(_ path: String) -> [Warning] {
    guard implausible > 0 else { return [] }
    let file = SuppliedFile.name(of: path)
    return [Warning(count: implausible, message: "heights of \(file) outside -500 to 9000 m: taken as none")]
  }
}
