/// Where the cells of a raster lie, and in which reference system; no values.
public struct RasterGrid: Hashable, Sendable {
  /// The count of cells from west to east and from north to south, both at least 1.
  public let columns: Int, rows: Int
  /// From cells to numbers of the reference system.
  public let transform: RasterTransform
  /// What the file says of its reference system.
  public var reference: RasterReference

  /// Makes a grid; `nil` without cells.
  public init?(columns: Int, rows: Int, transform: RasterTransform, reference: RasterReference) {
    guard columns > 0, rows > 0 else { return nil }
    self.columns = columns
    self.rows = rows
    self.transform = transform
    self.reference = reference
  }
}

/// What a raster's file says of its reference system.
public enum RasterReference: Hashable, Sendable {
  /// A CRS as PROJ takes it: an authority's code or WKT.
  case named(String)
  /// It says something that is not understood here: what.
  case unclear(String)
  /// It says nothing.
  case unsaid
}

/// The affine map from columns and rows, both counted from the raster's first corner, to x and y.
public struct RasterTransform: Hashable, Sendable {
  /// `x = originX + columnX · column + rowX · row`.
  public let originX: Double, columnX: Double, rowX: Double
  /// `y = originY + columnY · column + rowY · row`.
  public let originY: Double, columnY: Double, rowY: Double
  private let determinant: Double

  /// Makes a map; `nil` when it is not finite or makes cells without area.
  public init?(
    originX: Double, columnX: Double, rowX: Double = 0, originY: Double, columnY: Double = 0, rowY: Double
  ) {
    let determinant = columnX * rowY - rowX * columnY
    guard [originX, originY, columnX, columnY, rowX, rowY].allSatisfy(\.isFinite), determinant.isFinite,
      abs(determinant) > 1e-30
    else { return nil }
    (self.originX, self.columnX, self.rowX) = (originX, columnX, rowX)
    (self.originY, self.columnY, self.rowY) = (originY, columnY, rowY)
    self.determinant = determinant
  }

  /// The place of a corner, or of any point by fractions of cells.
  public func point(column: Double, row: Double) -> (x: Double, y: Double) {
    (originX + columnX * column + rowX * row, originY + columnY * column + rowY * row)
  }

  /// The column and row of a place, with fractions.
  public func cell(x: Double, y: Double) -> (column: Double, row: Double) {
    let (dx, dy) = (x - originX, y - originY)
    return ((dx * rowY - dy * rowX) / determinant, (dy * columnX - dx * columnY) / determinant)
  }
}

/// A rectangle of cells.
public struct RasterWindow: Hashable, Sendable {
  /// The columns and rows, counted from 0.
  public let columns: Range<Int>, rows: Range<Int>

  /// Makes a window.
  public init(columns: Range<Int>, rows: Range<Int>) {
    self.columns = columns
    self.rows = rows
  }

  /// The cells in it.
  public var count: Int { columns.count * rows.count }

  /// The place of a cell in an array of the window's values, row by row; `nil` outside.
  public func index(column: Int, row: Int) -> Int? {
    guard columns.contains(column), rows.contains(row) else { return nil }
    return (row - rows.lowerBound) * columns.count + column - columns.lowerBound
  }

  /// The cells that touch places given by columns and rows with fractions; `nil` when none does.
  public init?(around cells: some Sequence<(column: Double, row: Double)>, in grid: RasterGrid) {
    var (west, east, north, south) = (Double.infinity, -Double.infinity, Double.infinity, -Double.infinity)
    for cell in cells where cell.column.isFinite && cell.row.isFinite {
      (west, east) = (min(west, cell.column), max(east, cell.column))
      (north, south) = (min(north, cell.row), max(south, cell.row))
    }
    guard west <= east, east >= 0, west <= Double(grid.columns), south >= 0, north <= Double(grid.rows) else {
      return nil
    }
    func range(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
      let first = Int(max(0, min(Double(count - 1), low.rounded(.down))))
      return first..<Int(max(Double(first), min(Double(count - 1), high.rounded(.down)))) + 1
    }
    self.init(columns: range(west, east, grid.columns), rows: range(north, south, grid.rows))
  }
}

/// A raster of one number a cell in a file.
public protocol Raster {
  /// Where its cells lie.
  var grid: RasterGrid { get }

  /// The values of a window row by row; not a number where the file has none.
  ///
  /// - Throws: `InputError` for a damaged file, and for a window of over ``RasterLimits/mostCells``.
  mutating func values(in window: RasterWindow) throws -> [Double]
}

/// Bounds against files that unpack without end.
public enum RasterLimits {
  /// The most cells read at a time: a city of 400 km by 400 km in cells of 100 m.
  public static let mostCells = 1 << 24
  /// The most bytes a block (strip or tile) of a GeoTIFF may unpack to.
  public static let largestBlockInBytes = 256 << 20
  /// The most bytes that all blocks of a window may unpack to.
  public static let mostUnpackedBytes = 8 << 30
  /// The largest ESRI ASCII file, in bytes.
  public static let largestTextInBytes = 2 << 30
}
