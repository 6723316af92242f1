import Foundation
import Geography
import TestSupport
import Testing

@testable import Rasters

/// What bad rasters are refused with, word for word.
@Suite("Rasters: messages")
struct RasterMessageTests {
  private static func read(_ path: String) throws {
    var raster = try RasterFile.open(path)
    let grid = raster.grid
    _ = try raster.values(in: RasterWindow(columns: 0..<min(grid.columns, 8), rows: 0..<min(grid.rows, 8)))
  }

  static let texts: [(old: String, new: String, says: String)] = [
    ("ncols 3\n" + ASCIIGridTests.text.dropFirst(8), "ncols", "it ends after ncols"),
    ("ncols 3", "ncols three", "line 1: ncols \"three\" is no number"),
    ("ncols 3", "ncols 0", "ncols 0.0 is no count of cells"),
    ("ncols 3", "ncols 2.5", "ncols 2.5 is no count of cells"), ("ncols 3\n", "", "the header has no ncols"),
    ("cellsize 0.5", "cellsize -1", "cellsize -1.0 is not over 0"),
    ("cellsize 0.5\n", "", "the header has no cellsize"),
    (
      "xllcorner 10", "xllcorner 10\nxllcenter 10", "the header has both xllcorner and xllcenter"
    ),
    ("nrows 2", "nrows 2\nnrows 2", "line 3: the header has nrows twice"),
    ("nrows 2", "nrows 2\nb\u{9B}3", "line 3: the header has the unknown name \"b?3\""),
    (
      "cellsize 0.5", "cellsize 1e-200",
      "its cells have no place: corner, cellsize and counts do not go together"
    ),
    (
      "nrows 2", "nrows 3",
      "it ends in row 3, column 1, where the header declares 3 rows of 3 columns"
    ),
    ("nrows 2", "nrows 1", "line 8: more values than the 1 rows of 3 columns of its header"),
    (
      "4e1", "40,5", "line 8: row 2, column 2: \"40,5\" is no number (write decimal points, not commas)"
    ),
    ("4e1", "forty", "line 8: row 2, column 2: \"forty\" is no number"),
  ]

  @Test("ESRI ASCII grids", arguments: texts.indices)
  func text(index: Int) throws {
    let (old, new, says) = Self.texts[index]
    let text = ASCIIGridTests.text.replacing(old, with: new, maxReplacements: 1)
    #expect(text != ASCIIGridTests.text)
    #expect(RefusalLine.of("a.asc", text, Self.read) == "a.asc: \(says); correct the grid or export it again")
  }

  @Test("Files that are no grid, or cannot be read")
  func files() throws {
    #expect(
      RefusalLine.of("a.asc", "id,lat,lon", Self.read)
        == "a.asc: is neither a GeoTIFF nor an ESRI ASCII grid; convert it to GeoTIFF, as by gdal_translate")
    #expect(
      RefusalLine.of("a.asc", "ncols \(String(repeating: "1", count: 65))", Self.read)
        == "a.asc: line 1: a word is longer than 64 letters; check that it is a text grid")
    // Gone since its first bytes were looked at, and of blanks without end.
    #expect(
      RefusalLine.of { _ = try ASCIIGrid(path: "/nowhere/a.asc") }
        == "/nowhere/a.asc: cannot be opened for reading; check the path and its permissions")
    #expect(
      RefusalLine.ofHoles("a.asc", bytes: 2 << 30 + 1) { _ = try ASCIIGrid(path: $0) }
        == "a.asc: is larger than 2 GiB; cut it to the city, or convert it to GeoTIFF")
    #expect(
      RefusalLine.of { try Self.read("/nowhere/a.asc") }
        == "/nowhere/a.asc: cannot open the file: No such file or directory; check the path and its permissions")
    #expect(RefusalLine.of { try Self.read("/") } == "/: is a directory, not a regular file; name a file on disk")
    #expect(
      RefusalLine.of("a.tif", [0x49, 0x49, 42, 0], Self.read)
        == "a.tif: is a TIFF whose header cannot be read: it is damaged or cut; fetch or export it again")
  }

  private static let unreadable =
    "is a TIFF whose header cannot be read: it is damaged or cut; fetch or export it again"

  static let changes: [(change: @Sendable (inout MadeTIFF) -> Void, says: String)] = [
    (
      { $0.texts[42_112] = "<Item role=\"offset\">1</Item>" },
      "its values are scaled (GDAL_METADATA); unscale it, as by gdal_translate -unscale"
    ),
    ({ $0.texts[42_113] = "no\u{7}ne" }, "GDAL_NODATA \"no?ne\" is no number; export it again"),
    ({ $0.place(west: 0, north: 0, width: 0, height: 1) }, "its pixels have no area; export it again"),
    ({ $0.longs[256] = 0 }, unreadable), ({ $0.longs[278] = 0 }, unreadable),
    (
      {
        $0.tile = (16, 16); $0.longs[322] = 0
      }, unreadable
    ),
    ({ $0.longs[277] = 3 }, "has 3 values a pixel; give one band, as by gdal_translate -b 1"),
    ({ $0.longs[258] = 12 }, "its pixels are of 12 bits in sample format 3; convert it to Float32 or Int32"),
    (
      { $0.doubles = [:] },
      "has no place on the Earth (no GeoTIFF tags); export it as GeoTIFF with a pixel size, as by gdalwarp"
    ),
    (
      { $0.doubles = [33_922: [0, 0, 0, 1, 2, 0, 5, 5, 0, 3, 4, 0]] },
      "is placed by control points only; export it as GeoTIFF with a pixel size, as by gdalwarp"
    ),
    (
      { $0.packing = (34_666, { $0 }) },
      "is packed by method 34666, which libtiff here cannot unpack; "
        + "convert it, as by gdal_translate -co COMPRESS=DEFLATE"
    ),
    (
      { $0.packing = (8, { $0.map { $0 ^ 0x5A } }) },
      "strip or tile 0 cannot be unpacked: it is damaged or cut; fetch or export it again"
    ),
    (
      { $0.longs = [256: 100_000_000, 278: 23] },
      "declares strips or tiles of 400000000 bytes, over the limit of 256 MiB; "
        + "tile it, as by gdal_translate -co TILED=YES"
    ),
  ]

  @Test("GeoTIFF", arguments: changes.indices)
  func tiff(index: Int) throws {
    var tiff = GeoTIFFTests.made()
    Self.changes[index].change(&tiff)
    let line = RefusalLine.of("a.tif", tiff.bytes, Self.read)
    #expect(line == "a.tif: " + Self.changes[index].says)
  }

  @Test("Windows of too many cells, in too large blocks")
  func windows() throws {
    func says(_ longs: [UInt16: UInt32], _ columns: Int, _ rows: Int) -> String {
      var tiff = GeoTIFFTests.made()
      tiff.longs = longs
      return RefusalLine.of("a.tif", tiff.bytes) { path in
        _ = try GeoTIFF(path: path).values(in: RasterWindow(columns: 0..<columns, rows: 0..<rows))
      }
    }
    #expect(
      says([256: 5000, 257: 5000], 4097, 4096)
        == "a.tif: has 4097 by 4096 cells in the study area, over the limit of 16777216; "
        + "narrow the study area, or use a coarser grid")
    #expect(
      says([256: 60_000_000, 257: 100, 278: 1], 1, 40)
        == "a.tif: the strips or tiles of the study area unpack to over 8 GiB; "
        + "tile the file, as by gdal_translate -co TILED=YES, or cut it to the city")
  }
}
