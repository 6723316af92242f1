import Foundation
import Geography
import Rasters
import TestSupport
import Testing

@Suite("ESRI ASCII grids")
struct ASCIIGridTests {
  static let header = "ncols 3\nnrows 2\nxllcorner 10\nyllcorner 20\ncellsize 0.5\nNODATA_value -9999\n"
  static let text = header + "1 2 -9999\n0.5 4e1 6\n"

  @Test("Header and values, whatever the blanks, the case and the order")
  func sound() throws {
    for text in [
      Self.text, Self.text.uppercased(), Self.text.replacing("\n", with: "\r\n"),
      Self.text.replacing("\n", with: "   \n\n").replacing("1 2", with: "\t1\n2 "),
      "NODATA_value -9999\ncellsize 0.5\nnrows 2\nncols 3\nyllcorner 20\nxllcorner 10\n1 2 -9999 0.5 40 6",
      "ncols 3\nnrows 2\nxllcenter 10.25\nyllcenter 20.25\ndx 0.5\ndy 0.5\nnodata_value -9999\n1 2 nan 0.5 40 6",
    ] {
      let (grid, values) = try RasterFolder.read(Array(text.utf8))
      #expect(values.map { $0.isNaN ? nil : $0 } == [1, 2, nil, 0.5, 40, 6], "\(text)")
      #expect(grid.transform.point(column: 0, row: 0) == (10, 21))
      #expect(grid.transform.point(column: 3, row: 2) == (11.5, 20))
      #expect(grid.reference == .unsaid)
    }
  }

  @Test("Windows hold the cells that the whole has there")
  func windows() throws {
    var random = SeededGenerator(seed: 3)
    let (columns, rows) = (17, 13)
    var text = "ncols \(columns)\nnrows \(rows)\nxllcorner 0\nyllcorner 0\ncellsize 1\n"
    for row in 0..<rows { text += (0..<columns).map { "\(row * columns + $0)" }.joined(separator: " ") + "\n" }
    for _ in 0..<60 {
      let (a, b) = (Int.random(in: 0..<columns, using: &random), Int.random(in: 0..<columns, using: &random))
      let (c, d) = (Int.random(in: 0..<rows, using: &random), Int.random(in: 0..<rows, using: &random))
      let window = RasterWindow(columns: min(a, b)..<max(a, b) + 1, rows: min(c, d)..<max(c, d) + 1)
      let expected = window.rows.flatMap { row in window.columns.map { Double(row * columns + $0) } }
      #expect(try RasterFolder.read(Array(text.utf8), window: window).1 == expected)
    }
  }

  @Test("The .prj beside it names the reference system")
  func reference() throws {
    try RasterFolder.with { folder in
      let wkt = "PROJCS[\"x\",\n  GEOGCS[\"y\"]]\n"
      try RasterFolder.write(Array(Self.text.utf8), folder + "/a.b.asc")
      try RasterFolder.write(Array(wkt.utf8), folder + "/a.b.prj")
      #expect(try RasterFile.open(folder + "/a.b.asc").grid.reference == .named("PROJCS[\"x\", GEOGCS[\"y\"]]"))
      try RasterFolder.write(Array(" \n".utf8), folder + "/a.b.prj")
      #expect(try RasterFile.open(folder + "/a.b.asc").grid.reference == .unsaid)
    }
  }

  @Test(
    "Malformed headers are refused in words",
    arguments: [
      ("ncols 3", "ncols"), ("ncols 3", "ncols three"), ("ncols 3", "ncols 0"), ("ncols 3", "ncols -3"),
      ("ncols 3", "ncols 2.5"), ("ncols 3", "ncols 99999999999999999999"), ("ncols 3", "ncols nan"),
      ("ncols 3\n", ""), ("nrows 2\n", ""), ("xllcorner 10\n", ""), ("yllcorner 20\n", ""), ("cellsize 0.5\n", ""),
      ("cellsize 0.5", "cellsize 0"), ("cellsize 0.5", "cellsize -1"), ("cellsize 0.5", "cellsize 1e999"),
      ("cellsize 0.5", "cellsize 0,5"), ("cellsize 0.5", "cellsize 1e-200"), ("xllcorner 10", "xllcorner inf"),
      ("xllcorner 10", "xllcorner 10\nxllcenter 10"), ("nrows 2", "nrows 2\nnrows 2"), ("nrows 2", "nrows 2\nbands 3"),
      ("nrows 2", "nrows 3"), ("nrows 2", "nrows 1"), ("ncols 3", "ncols 4"), ("0.5", "0,5"), ("4e1", "forty"),
      ("4e1", "0x10"), ("6\n", ""), ("6\n", "6 7\n"), ("4e1", String(repeating: "1", count: 100)),
    ])
  func malformed(_ change: (String, String)) throws {
    let text = Self.text.replacing(change.0, with: change.1, maxReplacements: change.0 == "0.5" ? 2 : 1)
    #expect(text != Self.text)
    try RasterFolder.refusal(Array(text.utf8), name: "a.asc", "\(change)")
  }

  @Test("A thousand million cells square that are not there")
  func bomb() throws {
    let text = "ncols 1000000000\nnrows 1000000000\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3\n"
    let told = try RasterFolder.refusal(Array(text.utf8), name: "a.asc", "bomb")
    #expect(told.contains("1000000000 rows"))
  }

  @Test("A header alone, cut words and other files")
  func others() throws {
    for count in 1..<Self.text.utf8.count - 2 {
      try RasterFolder.refusal(Array(Self.text.utf8.prefix(count)), name: "a.asc", "cut at \(count)")
    }
    for text in ["", "id,lon,lat,people\n", "{\"type\":\"FeatureCollection\"}", "II", "\u{0}\u{0}"] {
      #expect(try RasterFolder.refusal(Array(text.utf8), name: "a.asc", text).contains("neither"))
    }
  }
}
