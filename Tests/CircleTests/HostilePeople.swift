import TestSupport

/// Bad counts of people, by hand: GeoTIFF, ESRI ASCII grids, CSV, GeoJSON.
enum HostilePeople {
  private typealias Case = HostileOptionTests.Case

  static let table = tiffs + grids + lists

  private static func tiff(_ name: String, _ mention: String, _ change: (inout MadeTIFF) -> Void)
    -> HostileOptionTests.Case
  {
    var tiff = MadeTIFF(columns: 4, rows: 3, values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    tiff.place(west: 14.999, north: 50.004, width: 0.001, height: 0.001)
    change(&tiff)
    return Case("--population", name + ".tif", bytes: tiff.bytes, mention)
  }

  private static let good: [UInt8] = {
    var tiff = MadeTIFF(columns: 4, rows: 3, values: [Double](repeating: 1, count: 12))
    tiff.place(west: 14.999, north: 50.004, width: 0.001, height: 0.001)
    return tiff.bytes
  }()

  private static let tiffs: [HostileOptionTests.Case] = [
    Case("--population", "mark.tif", bytes: Array(good.prefix(4)), "damaged or cut"),
    Case("--population", "cut.tif", bytes: Array(good.prefix(60)), "damaged or cut"),
    Case(
      "--population", "loop.tif", bytes: Array(good.prefix(4)) + [4, 0, 0, 0] + good.dropFirst(8), "damaged or cut"),
    Case(
      "--population", "big.tif", bytes: Array("II+\0".utf8) + [8, 0, 0, 0] + [UInt8](repeating: 255, count: 8), "header"
    ),
    tiff("strips_1e9", "header cannot be read") { $0.longs = [257: 1_000_000_000, 278: 1] },
    tiff("wide_4g", "over the limit of 256 MiB") {
      $0.doubles[33_550] = [1e-8, 0.001, 0]
      $0.longs = [256: .max]
    },
    tiff("past_end", "cannot be unpacked") {
      $0.rowsPerStrip = 3
      $0.longs = [273: 1_000_000_000]
    },
    tiff("garbage", "cannot be unpacked") { $0.packing = (8, { [0x78, 0x9C] + $0 }) },
    tiff("method", "packed by method 65000") { $0.packing = (65_000, { $0 }) },
    tiff("infinite", "inf people are out of range") { $0.values[5] = .infinity },
    tiff("negative", "row 2, column 2: -1.0 people") { $0.values[5] = -1 },
    tiff("placeless", "no place on the Earth") { $0.doubles = [:] },
    tiff("pixels_nan", "no area") { $0.doubles[33_550] = [.nan, 1, 0] },
    tiff("pixels_tiny", "no area") { $0.doubles[33_550] = [1e-300, 1e-300, 0] },
    tiff("nodata", "is no number") { $0.texts[42_113] = "\u{1B}none" },
    tiff("scaled", "are scaled") { $0.texts[42_112] = "<Item role=\"scale\">2</Item>" },
    tiff("code", "--population-crs") { $0.setKeys([1024: 1, 3072: 65_000]) },
    tiff("vertical", "neither geographic nor projected") { $0.setKeys([1024: 1, 3072: 5773]) },
  ]

  private static func grid(_ name: String, _ old: String, _ new: String, _ mention: String) -> HostileOptionTests.Case {
    let good = """
      ncols 4
      nrows 3
      xllcorner 14.999
      yllcorner 50
      cellsize 0.001
      1 2 3 4
      5 6 7 8
      9 10 11 12

      """
    return Case("--population", name + ".asc", good.replacing(old, with: new), mention)
  }

  private static let grids: [HostileOptionTests.Case] = [
    grid("short", " 12", "", "it ends in row 3, column 4"), grid("long", "12\n", "12 13\n", "line 8: more values"),
    grid("infinite", " 7 ", " inf ", "row 2, column 3: \"inf\""), grid("comma", " 7 ", " 7,5 ", "decimal points"),
    grid("people_1e308", " 7 ", " 1e308 ", "out of range"),
    grid("word", " 7 ", " \(String(repeating: "7", count: 70)) ", "64"),
    grid("columns_1e400", "ncols 4", "ncols 1e400", "no number"), grid("columns_0", "ncols 4", "ncols 0", "no count"),
    grid("columns_2g", "ncols 4", "ncols 2147483647", "does not say its reference"),
    grid("cell_0", "0.001", "0", "not over 0"), grid("cell_1e308", "0.001", "1e308", "no place"),
    grid("twice", "nrows 3", "nrows 3\nnrows 3", "nrows twice"),
    grid("unknown", "nrows 3", "nrows 3\nfoo 1", "\"foo\""),
    grid("corners", "nrows 3", "nrows 3\nxllcenter 1", "both"), grid("no_cell", "cellsize 0.001\n", "", "no cellsize"),
    grid("no_corner", "xllcorner 14.999\n", "", "no xllcorner"), grid("ended", "nrows 3", "nrows", "nrows \"xll"),
  ]

  private static let lists: [HostileOptionTests.Case] = [
    Case("--population", "none.csv", "lat,lon\n50,15\n", "no column people"),
    Case("--population", "negative.csv", "lat,lon,people,older\n50,15,3,-1\n", "older"),
    Case("--population", "named.csv", "lat,lon,people\n50,15,3\n", "\"older\"", ["--groups", "older"]),
    Case("--population", "word.geojson", feature("\"many\""), "\"many\" is no number"),
    Case("--population", "over.geojson", feature("1e9"), "out of range"),
    Case("--population", "none.geojson", feature("null"), "no feature has a number"),
    Case("--population", "zone.kml", "<kml/>", "header"),
  ]

  private static func feature(_ people: String) -> String {
    #"{"type":"Feature","properties":{"people":"# + people + #"},"geometry":{"type":"Point","coordinates":[15,50]}}"#
  }
}
