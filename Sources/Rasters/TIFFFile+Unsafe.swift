import CTIFF
import Geography

/// An open TIFF at its first image. All calls of libtiff are here.
///
/// **Unsafe code, kept here:** libtiff's handle, which only this object holds and closes, and lists that libtiff owns,
/// copied at once with the count that it gives. It is used by one thread: a raster is read by its opener.
final class TIFFFile {
  private let handle: OpaquePointer
  let path: String
  let columns: Int, rows: Int

  /// libtiff writes to standard error otherwise.
  private static let isSilent: Bool = {
    ctiff_be_silent()
    return true
  }()

  init(path: String) throws {
    _ = Self.isSilent
    // Without mapping: a file that is cut meanwhile must not end the program.
    guard let handle = TIFFOpen(path, "rm") else { throw Self.unreadable(path) }
    self.handle = handle
    self.path = path
    columns = Int(ctiff_long(handle, UInt32(TIFFTAG_IMAGEWIDTH)))
    rows = Int(ctiff_long(handle, UInt32(TIFFTAG_IMAGELENGTH)))
  }

  deinit { TIFFClose(handle) }

  func short(_ tag: UInt32) -> UInt16 { ctiff_short(handle, tag) }

  func doubles(_ tag: UInt32) -> [Double] {
    var count: UInt32 = 0
    return Array(UnsafeBufferPointer(start: ctiff_doubles(handle, tag, &count), count: Int(count)))
  }

  func shorts(_ tag: UInt32) -> [UInt16] {
    var count: UInt32 = 0
    return Array(UnsafeBufferPointer(start: ctiff_shorts(handle, tag, &count), count: Int(count)))
  }

  /// A text up to its first NUL.
  func text(_ tag: UInt32) -> String? {
    var count: UInt32 = 0
    guard let start = ctiff_text(handle, tag, &count) else { return nil }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(count)).prefix { $0 != 0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How the image is cut into blocks.
  ///
  /// - Throws: `InputError` when it is packed in a way libtiff lacks, or into blocks that are too large.
  func blocks() throws -> TIFFBlocks {
    let compression = short(UInt32(TIFFTAG_COMPRESSION))
    guard TIFFIsCODECConfigured(compression) != 0 else {
      throw problem(
        "is packed by method \(compression), which libtiff here cannot unpack",
        remedy: "convert it, as by gdal_translate -co COMPRESS=DEFLATE")
    }
    let isTiled = TIFFIsTiled(handle) != 0
    let width = isTiled ? Int(ctiff_long(handle, UInt32(TIFFTAG_TILEWIDTH))) : columns
    let height =
      isTiled
      ? Int(ctiff_long(handle, UInt32(TIFFTAG_TILELENGTH)))
      : min(rows, Int(ctiff_long(handle, UInt32(TIFFTAG_ROWSPERSTRIP))))
    let byteCount = isTiled ? TIFFTileSize64(handle) : TIFFVStripSize64(handle, UInt32(clamping: height))
    guard width > 0, height > 0, byteCount > 0 else { throw Self.unreadable(path) }
    guard byteCount <= UInt64(RasterLimits.largestBlockInBytes) else {
      throw problem(
        "declares strips or tiles of \(byteCount) bytes, over the limit of \(RasterLimits.largestBlockInBytes >> 20) MiB",
        remedy: "tile it, as by gdal_translate -co TILED=YES")
    }
    return TIFFBlocks(
      isTiled: isTiled, columns: width, rows: height, across: (columns + width - 1) / width, byteCount: Int(byteCount))
  }

  /// Unpacks a block; false for one that was never written.
  ///
  /// - Throws: `InputError` for a block that cannot be unpacked whole.
  func read(block number: Int, of blocks: TIFFBlocks, into bytes: inout [UInt8]) throws -> Bool {
    let count = blocks.isTiled ? TIFFNumberOfTiles(handle) : TIFFNumberOfStrips(handle)
    guard number < Int(count), let number = UInt32(exactly: number) else { throw damaged(number) }
    if TIFFGetStrileByteCount(handle, number) == 0 { return false }
    let lastRows = rows - Int(number) * blocks.rows
    let isCutShort = !blocks.isTiled && lastRows < blocks.rows
    let wanted = isCutShort ? Int(TIFFVStripSize64(handle, UInt32(clamping: lastRows))) : blocks.byteCount
    let got = bytes.withUnsafeMutableBytes { buffer in
      blocks.isTiled
        ? TIFFReadEncodedTile(handle, number, buffer.baseAddress, tmsize_t(buffer.count))
        : TIFFReadEncodedStrip(handle, number, buffer.baseAddress, tmsize_t(min(wanted, buffer.count)))
    }
    guard got >= wanted else { throw damaged(Int(number)) }
    return true
  }

  private func damaged(_ block: Int) -> InputError {
    problem("strip or tile \(block) cannot be unpacked: it is damaged or cut", remedy: "fetch or export it again")
  }

  static func unreadable(_ path: String) -> InputError {
    InputError(
      path.printable(limit: 200), "is a TIFF whose header cannot be read: it is damaged or cut",
      remedy: "fetch or export it again")
  }

  func problem(_ what: String, remedy: String) -> InputError {
    InputError(path.printable(limit: 200), what, remedy: remedy)
  }
}

/// How an image is cut: strips as wide as it, or tiles.
struct TIFFBlocks {
  let isTiled: Bool
  /// Pixels of a block, and blocks beside each other.
  let columns: Int, rows: Int, across: Int
  /// Bytes of a block, unpacked.
  let byteCount: Int
}
