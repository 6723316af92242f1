import Geography

/// Opens rasters, told apart by content.
public enum RasterFile {
  /// What a file begins like.
  public enum Format: Hashable, Sendable {
    /// TIFF or BigTIFF of either byte order.
    case tiff
    /// An ESRI ASCII grid.
    case asciiGrid
  }

  /// The format of a file by its first bytes; `nil` for what is none, or cannot be read.
  public static func format(of path: String) -> Format? {
    let bytes = InputFile.beginning(path: path, count: 256)
    let marks: [[UInt8]] = [
      [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
    ]
    if marks.contains(where: { bytes.starts(with: $0) }) { return .tiff }
    return ASCIIGridHeader.isBegun(by: bytes) ? .asciiGrid : nil
  }

  /// Opens a raster and reads its header.
  ///
  /// - Throws: `InputError` for what is no raster, or one that is not understood.
  public static func open(_ path: String) throws -> any Raster {
    switch format(of: path) {
    case .tiff: return try GeoTIFF(path: path)
    case .asciiGrid: return try ASCIIGrid(path: path)
    case nil:
      try InputFile.check(path: path)
      throw InputError(
        path.printable(limit: 200), "is neither a GeoTIFF nor an ESRI ASCII grid",
        remedy: "convert it to GeoTIFF, as by gdal_translate")
    }
  }
}
