import Foundation
import Geography
import Rasters
import TestSupport
import Testing

@Suite("GeoTIFF")
struct GeoTIFFTests {
  /// Whole numbers that every kind of sample holds.
  static func made(_ columns: Int = 37, _ rows: Int = 23) -> MadeTIFF {
    var tiff = MadeTIFF(
      columns: columns, rows: rows, values: (0..<columns * rows).map { Double($0 * 7 % 101) })
    tiff.place(west: 100, north: 50, width: 0.5, height: 0.25)
    tiff.setKeys([1024: 2, 1025: 1, 2048: 4326])
    return tiff
  }

  @Test("Every kind of number, byte order, strips and tiles, packed and not", arguments: MadeTIFF.Sample.allCases)
  func samples(_ sample: MadeTIFF.Sample) throws {
    for isBigEndian in [false, true] {
      for isBigTIFF in [false, true] {
        for tile: (columns: Int, rows: Int)? in [nil, (columns: 16, rows: 32)] {
          for isPacked in [false, true] {
            var tiff = Self.made()
            (tiff.sample, tiff.isBigEndian, tiff.isBigTIFF, tiff.tile) = (sample, isBigEndian, isBigTIFF, tile)
            if isPacked { tiff.packing = (8, RasterFolder.zlib) }
            let (grid, values) = try RasterFolder.read(tiff.bytes)
            #expect(grid.columns == 37 && grid.rows == 23)
            #expect(values == tiff.values, "\(sample) \(isBigEndian) \(isBigTIFF) \(isPacked)")
            #expect(grid.reference == .named("EPSG:4326"))
          }
        }
      }
    }
  }

  @Test("Negative and fractional numbers")
  func signs() throws {
    let cases: [(MadeTIFF.Sample, [Double])] = [
      (.int8, [-128.0, 127, -1, 0]), (.int16, [-32768, 32767, -200, 5]),
      (.int32, [-2_147_483_648, 2_147_483_647, -1, 3]), (.float64, [-0.1, 1e-9, 123_456.789, -99_999]),
      (.float32, [0.25, -0.5, 1_048_576.5, 3]), (.uint32, [4_294_967_295, 0, 1, 2]),
    ]
    for (sample, values) in cases {
      var tiff = MadeTIFF(columns: 2, rows: 2, values: values)
      tiff.sample = sample
      tiff.place(west: 0, north: 0, width: 1, height: 1)
      #expect(try RasterFolder.read(tiff.bytes).1 == values)
    }
  }

  @Test("Windows hold the cells that the whole has there")
  func windows() throws {
    var random = SeededGenerator(seed: 7)
    for isTiled in [false, true] {
      var tiff = Self.made(61, 50)
      if isTiled { tiff.tile = (32, 16) }
      for _ in 0..<30 {
        let (a, b) = (Int.random(in: 0..<61, using: &random), Int.random(in: 0..<61, using: &random))
        let (c, d) = (Int.random(in: 0..<50, using: &random), Int.random(in: 0..<50, using: &random))
        let window = RasterWindow(columns: min(a, b)..<max(a, b) + 1, rows: min(c, d)..<max(c, d) + 1)
        let expected = window.rows.flatMap { row in window.columns.map { tiff.values[row * 61 + $0] } }
        #expect(try RasterFolder.read(tiff.bytes, window: window).1 == expected)
      }
    }
  }

  @Test("No data: the declared value, also where 32 bits round it, not a number, and blocks never written")
  func nodata() throws {
    var tiff = MadeTIFF(columns: 3, rows: 2, values: [-3.4028234663852886e38, 1, .nan, 0.1, -200, 2])
    tiff.place(west: 0, north: 0, width: 1, height: 1)
    tiff.texts[42_113] = "-3.40282346638529e+38"
    func pattern(_ values: [Double]) -> [Double?] { values.map { $0.isNaN ? nil : $0 } }
    #expect(pattern(try RasterFolder.read(tiff.bytes).1) == [nil, 1, nil, Double(Float(0.1)), -200, 2])
    tiff.texts[42_113] = "-200"
    #expect(pattern(try RasterFolder.read(tiff.bytes).1)[4] == nil)
    tiff.texts[42_113] = "0.1"
    #expect(pattern(try RasterFolder.read(tiff.bytes).1)[3] == nil)
    tiff.rowsPerStrip = 1
    tiff.missingBlocks = [1]
    #expect(pattern(try RasterFolder.read(tiff.bytes).1)[3...].allSatisfy { $0 == nil })
    tiff.texts[42_113] = "none"
    try RasterFolder.refusal(tiff.bytes, "nodata in words")
  }

  @Test("Where pixels lie: scale and tiepoint, matrix, centres")
  func places() throws {
    var tiff = Self.made()
    var grid = try RasterFolder.read(tiff.bytes).0
    #expect(grid.transform.point(column: 0, row: 0) == (100, 50))
    #expect(grid.transform.point(column: 2, row: 4) == (101, 49))
    let cell = grid.transform.cell(x: 101, y: 49)
    #expect(cell == (2, 4))
    tiff.doubles[33_922] = [10, 20, 0, 105, 45, 0]
    grid = try RasterFolder.read(tiff.bytes).0
    #expect(grid.transform.point(column: 10, row: 20) == (105, 45))
    tiff.setKeys([1024: 2, 1025: 2, 2048: 4326])
    grid = try RasterFolder.read(tiff.bytes).0
    #expect(grid.transform.point(column: 10.5, row: 20.5) == (105, 45))
    tiff.doubles[33_550] = nil
    tiff.doubles[33_922] = nil
    tiff.doubles[34_264] = [0, 2, 0, 7, -3, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1]
    tiff.setKeys([1024: 2, 1025: 1, 2048: 4326])
    grid = try RasterFolder.read(tiff.bytes).0
    #expect(grid.transform.point(column: 1, row: 1) == (9, 6))
    let back = grid.transform.cell(x: 9, y: 6)
    #expect(back == (1, 1))
  }

  @Test("Reference systems: codes, Mollweide by name, WKT in a citation, none, unclear")
  func references() throws {
    func reference(_ numbers: [UInt16: UInt16], _ citation: (UInt16, String)? = nil) throws -> RasterReference {
      var tiff = Self.made()
      tiff.setKeys(numbers, citation: citation.map { (key: $0.0, text: $0.1) })
      return try RasterFolder.read(tiff.bytes).0.reference
    }
    #expect(try reference([1024: 1, 3072: 3035]) == .named("EPSG:3035"))
    #expect(try reference([1024: 1, 3072: 54_009]) == .named("ESRI:54009"))
    #expect(try reference([1024: 2, 2048: 4490]) == .named("EPSG:4490"))
    #expect(try reference([1024: 1, 3072: 32_767, 2048: 4326], (1026, "World_Mollweide")) == .named("ESRI:54009"))
    let wkt = "PROJCS[\"World_Mollweide\",GEOGCS[]]"
    #expect(
      try reference([1024: 1, 3072: 32_767], (3073, "ESRI PE String = " + wkt)) == .named(wkt))
    #expect(try reference([1024: 1, 3072: 32_767], (3073, "Old town grid")) == .unclear("Old town grid"))
    #expect(try reference([1024: 2, 2048: 32_767], (1026, "Mollweide")) == .unclear("Mollweide"))
    var tiff = Self.made()
    tiff.shorts[34_735] = nil
    #expect(try RasterFolder.read(tiff.bytes).0.reference == .unsaid)
    // A directory that lies about its length, and texts beyond the end.
    tiff.shorts[34_735] = [1, 1, 0, 9000, 1024, 0, 1, 1, 3072, 0, 1, 3035, 1026, 34_737, 60_000, 50_000]
    tiff.texts[34_737] = "a|"
    #expect(try RasterFolder.read(tiff.bytes).0.reference == .named("EPSG:3035"))
  }

  @Test("Files cut anywhere are refused in words or read as far as they are whole")
  func cut() throws {
    for isBigTIFF in [false, true] {
      var tiff = Self.made()
      tiff.isBigTIFF = isBigTIFF
      tiff.packing = (8, RasterFolder.zlib)
      let bytes = tiff.bytes
      // The directory stands at the end: whatever lacks is lacking there.
      for count in stride(from: 8, to: bytes.count, by: 37) {
        try RasterFolder.with { folder in
          try RasterFolder.write(Array(bytes.prefix(count)), folder + "/a.tif")
          do {
            var raster = try RasterFile.open(folder + "/a.tif")
            let values = try raster.values(in: RasterWindow(columns: 0..<37, rows: 0..<23))
            #expect(values == tiff.values)
          } catch let error as InputError {
            #expect(!error.description.contains("\n"))
          }
        }
      }
    }
  }

  @Test("Damaged blocks are refused")
  func damaged() throws {
    var tiff = Self.made()
    tiff.packing = (8, { Array(RasterFolder.zlib($0).dropLast(8)) })
    #expect(try RasterFolder.refusal(tiff.bytes, "cut blocks").contains("cannot be unpacked"))
    tiff.packing = (8, { _ in [1, 2, 3] })
    try RasterFolder.refusal(tiff.bytes, "no zlib")
    tiff.packing = (5, { $0.map { $0 ^ 0x5A } })
    try RasterFolder.refusal(tiff.bytes, "no LZW")
  }

  @Test("What is not read is refused in words")
  func unread() throws {
    var tiff = Self.made()
    tiff.shorts[277] = nil
    tiff.longs[277] = 3
    #expect(try RasterFolder.refusal(tiff.bytes, "three bands").contains("3 values a pixel"))
    tiff = Self.made()
    tiff.longs[258] = 1
    #expect(try RasterFolder.refusal(tiff.bytes, "one bit").contains("1 bits"))
    tiff = Self.made()
    tiff.packing = (34_666, { $0 })
    try RasterFolder.refusal(tiff.bytes, "unknown packing")
    tiff = Self.made()
    tiff.doubles = [:]
    #expect(try RasterFolder.refusal(tiff.bytes, "no place").contains("no place on the Earth"))
    tiff.doubles[33_922] = [0, 0, 0, 1, 2, 0, 5, 5, 0, 3, 4, 0]
    #expect(try RasterFolder.refusal(tiff.bytes, "control points").contains("control points"))
    for scale in [0, .nan, .infinity] as [Double] {
      tiff.place(west: 0, north: 0, width: scale, height: 1)
      try RasterFolder.refusal(tiff.bytes, "scale \(scale)")
    }
    tiff = Self.made()
    tiff.texts[42_112] = "<GDALMetadata><Item name=\"SCALE\" sample=\"0\" role=\"scale\">0.1</Item></GDALMetadata>"
    #expect(try RasterFolder.refusal(tiff.bytes, "scaled").contains("scaled"))
  }

  @Test("Files that declare more than there is in the world")
  func bombs() throws {
    // A thousand million pixels square, in strips of one row, in one strip, and in tiles.
    for fields: [UInt16: UInt32] in [
      [256: 1_000_000_000, 257: 1_000_000_000, 278: 1],
      [256: 1_000_000_000, 257: 1_000_000_000, 278: 1_000_000_000],
      [256: 4_294_967_295, 257: 4_294_967_295, 278: 4_294_967_295],
      [256: 37, 257: 4_294_967_295, 278: 1], [278: 0],
    ] {
      var tiff = Self.made()
      tiff.longs = fields
      try RasterFolder.refusal(tiff.bytes, "\(fields)")
      tiff.packing = (8, RasterFolder.zlib)
      try RasterFolder.refusal(tiff.bytes, "packed \(fields)")
    }
    for side: UInt32 in [65_536, 1 << 20, 1 << 30, 4_294_967_280] {
      var tiff = Self.made()
      tiff.tile = (16, 16)
      tiff.longs = [256: 1_000_000_000, 257: 1_000_000_000, 322: side, 323: side]
      try RasterFolder.refusal(tiff.bytes, "tiles of \(side)")
    }
    let grid = try RasterFolder.with { folder in
      var tiff = Self.made()
      tiff.longs = [256: 1_000_000_000, 257: 1_000_000_000, 278: 1_000_000_000]
      try RasterFolder.write(tiff.bytes, folder + "/a.tif")
      var raster = try GeoTIFF(path: folder + "/a.tif")
      let error = #expect(throws: InputError.self) {
        try raster.values(in: RasterWindow(columns: 0..<1_000_000_000, rows: 0..<1_000_000_000))
      }
      #expect(error?.problem.contains("over the limit of 16777216") == true)
      return raster.grid
    }
    #expect(grid.columns == 1_000_000_000)
  }

  @Test("Random bytes after a TIFF's mark never trap")
  func noise() throws {
    var random = SeededGenerator(seed: 11)
    let sound = Self.made().bytes
    try RasterFolder.with { folder in
      for round in 0..<400 {
        var bytes = sound
        for _ in 0..<Int.random(in: 1...8, using: &random) {
          // The directory and its lists stand at the end.
          let place = Int.random(in: max(8, bytes.count - 500)..<bytes.count, using: &random)
          bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
        try RasterFolder.write(bytes, folder + "/\(round).tif")
        do {
          var raster = try RasterFile.open(folder + "/\(round).tif")
          let grid = raster.grid
          _ = try raster.values(
            in: RasterWindow(columns: 0..<min(8, grid.columns), rows: 0..<min(8, grid.rows)))
        } catch is InputError {}
      }
    }
  }
}
