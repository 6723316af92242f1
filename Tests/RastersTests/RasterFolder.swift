import CDeflate
import Foundation
import Geography
import Rasters
import TestSupport
import Testing

/// Files of a test, gone after it.
enum RasterFolder {
  static func with<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rasters-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  static func write(_ bytes: [UInt8], _ path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

  /// The whole raster of a file's bytes.
  static func read(_ bytes: [UInt8], window: RasterWindow? = nil) throws -> (RasterGrid, [Double]) {
    try with { folder in
      try write(bytes, folder + "/a.tif")
      var raster = try RasterFile.open(folder + "/a.tif")
      let grid = raster.grid
      let whole = RasterWindow(columns: 0..<grid.columns, rows: 0..<grid.rows)
      return (grid, try raster.values(in: window ?? whole))
    }
  }

  /// The error that reading gives, which must be one line, short and name the file.
  @discardableResult
  static func refusal(_ bytes: [UInt8], name: String = "a.tif", _ hint: String) throws -> String {
    try with { folder in
      try write(bytes, folder + "/\(name)")
      let error = #expect(throws: InputError.self, "\(hint)") {
        var raster = try RasterFile.open(folder + "/\(name)")
        let grid = raster.grid
        let window = RasterWindow(columns: 0..<min(grid.columns, 8), rows: 0..<min(grid.rows, 8))
        _ = try raster.values(in: window)
      }
      guard let error else { return "" }
      #expect(error.subject.hasSuffix(name))
      let text = "\(error.problem); \(error.remedy)"
      #expect(text.utf8.count < 300 && !text.contains("\n"), "\(text)")
      return text
    }
  }

  static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    let compressor = libdeflate_alloc_compressor(6)
    defer { libdeflate_free_compressor(compressor) }
    var packed = [UInt8](repeating: 0, count: bytes.count + 1000)
    let size = libdeflate_zlib_compress(compressor, bytes, bytes.count, &packed, packed.count)
    return Array(packed.prefix(size))
  }
}
