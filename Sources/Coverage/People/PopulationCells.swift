import Geography
import PROJ
import Rasters

/// Reads the cells of a population grid that touch a box, with people in them.
struct PopulationCells {
  /// Values that stand for no data by custom, where the file does not declare them.
  private static let customaryNodata: Set<Double> = [-200, -9999, -99_999, -32_768, -2_147_483_648]

  let path: String
  private let grid: RasterGrid
  /// `nil` where the cells are in degrees of WGS 84.
  private let definition: ProjectionDefinition?
  private let raster: any Raster
  /// The reference system's name; empty for WGS 84.
  let crs: String
  /// Whether its datum shift is left out, which PROJ does not have.
  let leavesShiftOut: Bool
  /// Cells whose undeclared value stands for no data by custom.
  private(set) var customary = 0

  /// Opens a grid.
  ///
  /// - Parameters:
  ///   - crs: the reference system the user names.
  ///   - box: where cells are wanted.
  init(path: String, crs named: String?, around box: CoordinateBox) throws {
    self.path = path
    raster = try RasterFile.open(path)
    grid = raster.grid
    (crs, definition, leavesShiftOut) = try Self.reference(of: grid, path: path, named: named, around: box)
  }

  /// The reference system that the user names, else the file's, else WGS 84 where the numbers are degrees.
  ///
  /// - Parameter option: the option that names one, for messages.
  static func reference(
    of grid: RasterGrid, path: String, named: String?, option: String = "--population-crs",
    around box: CoordinateBox
  ) throws -> (String, ProjectionDefinition?, leavesShiftOut: Bool) {
    func known(_ crs: String, _ subject: String) throws -> (String, ProjectionDefinition?, leavesShiftOut: Bool) {
      if crs.uppercased() == "EPSG:4326" { return ("", nil, false) }
      let remedy = "name one such as EPSG:3035\(named == nil ? " by --population-crs" : "")"
      let conversion = try SuppliedReference(crs, option: subject, remedy: remedy).conversion(near: box)
      return (crs, conversion.definition, conversion.leavesShiftOut)
    }
    if let named { return try known(named, option) }
    switch grid.reference {
    case .named(let crs): return try known(crs, path)
    case .unsaid where isInDegrees(grid): return ("", nil, false)
    case .unsaid:
      throw InputError(
        path, "does not say its reference system, and its numbers are no degrees",
        remedy: "name it by \(option), such as EPSG:3035")
    case .unclear(let what):
      throw InputError(
        path, "its reference system is not understood: \(what.printable(limit: 60))",
        remedy: "name it by \(option), such as ESRI:54009")
    }
  }

  private static func isInDegrees(_ grid: RasterGrid) -> Bool {
    let corners = [(0, 0), (grid.columns, 0), (0, grid.rows), (grid.columns, grid.rows)].map {
      grid.transform.point(column: Double($0.0), row: Double($0.1))
    }
    return corners.allSatisfy { abs($0.x) <= 180.001 && abs($0.y) <= 90.001 }
  }

  /// Whether another grid has the same cells.
  func hasCells(of other: PopulationCells) -> Bool {
    grid.columns == other.grid.columns && grid.rows == other.grid.rows && grid.transform == other.grid.transform
      && crs == other.crs
  }

  /// The cells around a box; `nil` when there are none.
  func window(around box: CoordinateBox) throws -> RasterWindow? {
    try Self.window(around: box, in: grid, definition: definition)
  }

  /// The cells of a grid around a box; `nil` when there are none.
  static func window(
    around box: CoordinateBox, in grid: RasterGrid, definition: ProjectionDefinition?
  ) throws -> RasterWindow? {
    let steps = (0...20).map { Double($0) / 20 }
    let places = steps.flatMap { across in
      steps.map { up in
        Coordinate(
          longitudeE7: between(box.southWest.longitudeE7, box.northEast.longitudeE7, across),
          latitudeE7: between(box.southWest.latitudeE7, box.northEast.latitudeE7, up))
      }
    }
    let cells = try Self.cells(of: places, in: grid, definition: definition).flatMap { cell in
      // A curved side may bulge beyond the places looked at.
      [(cell.column - 1, cell.row - 1), (cell.column + 1, cell.row + 1)].map { (column: $0.0, row: $0.1) }
    }
    return RasterWindow(around: cells, in: grid)
  }

  private static func between(_ a: Int32, _ b: Int32, _ share: Double) -> Int32 {
    Int32((Double(a) + share * (Double(b) - Double(a))).rounded())
  }

  /// The column and row of each place, with fractions; not finite where the reference system has no such place.
  func cells(of places: [Coordinate]) throws -> [(column: Double, row: Double)] {
    try Self.cells(of: places, in: grid, definition: definition)
  }

  /// The same in a grid.
  ///
  /// - Parameter definition: `nil` where the cells are in degrees of WGS 84.
  static func cells(
    of places: [Coordinate], in grid: RasterGrid, definition: ProjectionDefinition?
  ) throws -> [(column: Double, row: Double)] {
    guard let definition else {
      return places.map { grid.transform.cell(x: $0.longitude, y: $0.latitude) }
    }
    return try definition.makeProjection().places(of: places).map { place in
      place.map { grid.transform.cell(x: $0.x, y: $0.y) } ?? (.nan, .nan)
    }
  }

  /// The people of a window's cells; not a number where there are none.
  ///
  /// - Throws: ``InputError`` naming the cell for a negative or impossible count.
  mutating func people(in window: RasterWindow) throws -> [Double] {
    var raster = raster
    var values = try raster.values(in: window)
    for place in values.indices where !(0...HomeList.mostPeople).contains(values[place]) {
      let value = values[place]
      if value.isNaN { continue }
      guard value <= -3e38 || Self.customaryNodata.contains(value) else {
        let row = window.rows.lowerBound + place / window.columns.count
        let column = window.columns.lowerBound + place % window.columns.count
        throw InputError(
          path,
          "row \(row + 1), column \(column + 1): \(value) people are out of range, 0 to \(Int(HomeList.mostPeople))",
          remedy: "correct the grid, or declare the value as its nodata")
      }
      customary += 1
      values[place] = .nan
    }
    return values
  }

  /// The corners of the cells of a row, west to east: those above and those below; `nil` where there is no such place.
  private func corners(ofRow row: Int, _ columns: Range<Int>, _ projection: Projection?) -> [Coordinate?] {
    let points = (columns.lowerBound...columns.upperBound).map {
      let point = grid.transform.point(column: Double($0), row: Double(row))
      return ProjectedPoint(x: point.x, y: point.y)
    }
    guard let projection else { return points.map { Coordinate(longitude: $0.x, latitude: $0.y) } }
    if let all = try? projection.unproject(points) { return all }
    return points.map { try? projection.unproject($0) }
  }

  /// The zones of a window's cells with people that touch a box.
  ///
  /// - Parameters:
  ///   - people: of each cell of the window; not a number for none.
  ///   - groups: the same for each group.
  /// - Returns: the zones, and for each cell of the window its zone, or −1.
  func zones(
    _ window: RasterWindow, people: [Double], groups: [[Double]], touching box: CoordinateBox
  ) throws -> (zones: PopulationZones, zoneOfCell: [Int32]) {
    let projection = try definition?.makeProjection()
    var zones = PopulationZones(groupCount: groups.count)
    var zoneOfCell = [Int32](repeating: -1, count: window.count)
    var above = corners(ofRow: window.rows.lowerBound, window.columns, projection)
    for row in window.rows {
      let below = corners(ofRow: row + 1, window.columns, projection)
      for (step, column) in window.columns.enumerated() {
        let place = (row - window.rows.lowerBound) * window.columns.count + step
        let own = groups.map { $0[place].isNaN ? 0 : $0[place] }
        guard people[place] > 0 || own.contains(where: { $0 > 0 }), let a = above[step], let b = above[step + 1],
          let c = below[step + 1],
          let d = below[step], let extent = CoordinateBox(around: [a, b, c, d]), extent.intersects(box)
        else { continue }
        zoneOfCell[place] = Int32(zones.count)
        zones.append(
          name: "c\(column + 1)r\(row + 1)", people: people[place].isNaN ? 0 : people[place], groups: own,
          outline: [GeographicPolygon(exterior: [a, d, c, b, a])])
      }
      above = below
    }
    return (zones, zoneOfCell)
  }
}
