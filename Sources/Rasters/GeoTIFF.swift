import CTIFF
import Geography

/// A GeoTIFF of one number a pixel: integers of 8 to 64 bits or floating point of 32 or 64, in strips or tiles, of either
/// byte order, packed as libtiff unpacks.
///
/// Only blocks that touch a window are unpacked. Further images of the file, such as overviews, are passed over.
public struct GeoTIFF: Raster {
  /// Where its pixels lie.
  public let grid: RasterGrid
  private let path: String
  private let file: TIFFFile
  private let sample: TIFFSample
  private let nodata: Double?

  /// Opens a file and reads its header.
  ///
  /// - Throws: `InputError` for what cannot be read or understood.
  public init(path: String) throws {
    self.path = path
    file = try TIFFFile(path: path)
    sample = try TIFFSample(of: file)
    if let text = file.text(Tag.metadata), text.contains("role=\"scale\"") || text.contains("role=\"offset\"") {
      throw file.problem("its values are scaled (GDAL_METADATA)", remedy: "unscale it, as by gdal_translate -unscale")
    }
    nodata = try Self.nodata(of: file)
    let keys = GeoKeys(of: file)
    guard
      let grid = RasterGrid(
        columns: file.columns, rows: file.rows, transform: try Self.transform(of: file, keys),
        reference: keys.reference)
    else { throw TIFFFile.unreadable(path) }
    self.grid = grid
  }

  private enum Tag {
    static let pixelScale: UInt32 = 33_550, tiepoints: UInt32 = 33_922, transformation: UInt32 = 34_264
    static let metadata: UInt32 = 42_112, nodata: UInt32 = 42_113
  }

  private static func nodata(of file: TIFFFile) throws -> Double? {
    guard let text = file.text(Tag.nodata)?.filter({ !$0.isWhitespace }), !text.isEmpty else { return nil }
    guard let value = Double(text) else {
      throw file.problem("GDAL_NODATA \"\(text.printable(limit: 20))\" is no number", remedy: "export it again")
    }
    return value.isNaN ? nil : value
  }

  /// ModelTransformation, or ModelPixelScale with one ModelTiepoint; shifted by half a pixel where these tell of centres.
  private static func transform(of file: TIFFFile, _ keys: GeoKeys) throws -> RasterTransform {
    let (matrix, scale) = (file.doubles(Tag.transformation), file.doubles(Tag.pixelScale))
    let tiepoints = file.doubles(Tag.tiepoints)
    var map: RasterTransform?
    let half = keys.isPixelPoint ? -0.5 : 0
    if scale.count >= 2, tiepoints.count == 6 {
      let (column, row) = (tiepoints[0] - half, tiepoints[1] - half)
      map = RasterTransform(
        originX: tiepoints[3] - column * scale[0], columnX: scale[0], originY: tiepoints[4] + row * scale[1],
        rowY: -scale[1])
    } else if matrix.count == 16 {
      map = RasterTransform(
        originX: matrix[3] + half * (matrix[0] + matrix[1]), columnX: matrix[0], rowX: matrix[1],
        originY: matrix[7] + half * (matrix[4] + matrix[5]), columnY: matrix[4], rowY: matrix[5])
    } else {
      let what = tiepoints.isEmpty ? "has no place on the Earth (no GeoTIFF tags)" : "is placed by control points only"
      throw file.problem(what, remedy: "export it as GeoTIFF with a pixel size, as by gdalwarp")
    }
    guard let map else { throw file.problem("its pixels have no area", remedy: "export it again") }
    return map
  }

  /// The numbers of a window row by row; not a number where the file has none.
  ///
  /// - Throws: `InputError` for a window or blocks over the limits, and for damaged blocks.
  /// - Complexity: linear in the blocks that touch the window.
  public func values(in window: RasterWindow) throws -> [Double] {
    guard window.count <= RasterLimits.mostCells else { throw RasterProblem.tooLarge(window, path: path) }
    let blocks = try file.blocks()
    let down = window.rows.lowerBound / blocks.rows...(window.rows.upperBound - 1) / blocks.rows
    let across = window.columns.lowerBound / blocks.columns...(window.columns.upperBound - 1) / blocks.columns
    let (total, isTooMuch) = (down.count * across.count).multipliedReportingOverflow(by: blocks.byteCount)
    guard !isTooMuch, total <= RasterLimits.mostUnpackedBytes else {
      throw file.problem(
        "the strips or tiles of the study area unpack to over \(RasterLimits.mostUnpackedBytes >> 30) GiB",
        remedy: "tile the file, as by gdal_translate -co TILED=YES, or cut it to the city")
    }
    var values = [Double](repeating: .nan, count: window.count)
    var bytes = [UInt8](repeating: 0, count: blocks.byteCount)
    for blockRow in down {
      for blockColumn in across {
        let number = blockRow * blocks.across + blockColumn
        // Blocks that were never written hold nothing.
        guard try file.read(block: number, of: blocks, into: &bytes) else { continue }
        copy(
          bytes, blocks, row: blockRow * blocks.rows, column: blockColumn * blocks.columns, into: &values, of: window)
      }
    }
    return values
  }

  /// Takes a block's part of the window.
  private func copy(
    _ bytes: [UInt8], _ blocks: TIFFBlocks, row firstRow: Int, column firstColumn: Int, into values: inout [Double],
    of window: RasterWindow
  ) {
    let rows = window.rows.clamped(to: firstRow..<firstRow + blocks.rows)
    let columns = window.columns.clamped(to: firstColumn..<firstColumn + blocks.columns)
    for row in rows {
      let start = (row - firstRow) * blocks.columns - firstColumn
      for column in columns {
        guard let place = window.index(column: column, row: row) else { continue }
        let value = sample.value(bytes, at: start + column)
        values[place] = isNodata(value) ? .nan : value
      }
    }
  }

  private func isNodata(_ value: Double) -> Bool {
    guard let nodata else { return false }
    return value == nodata || (sample.isSingle && Float(value) == Float(nodata))
  }
}
