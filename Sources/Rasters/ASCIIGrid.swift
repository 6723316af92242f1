import Foundation
import Geography

/// An ESRI ASCII grid, with its reference system from a `.prj` file beside it.
///
/// The file is read from its beginning at each question; nothing but the window is kept.
struct ASCIIGrid: Raster {
  let grid: RasterGrid
  private let path: String
  private let nodata: Double?

  /// Reads the header.
  init(path: String) throws {
    self.path = path
    var tokens = try ASCIIGridTokens(path: path)
    let (header, _) = try Self.header(&tokens)
    grid = try header.grid(reference: try Self.reference(besides: path))
    nodata = header.nodata
  }

  /// The header, and the first value.
  private static func header(_ tokens: inout ASCIIGridTokens) throws -> (ASCIIGridHeader, ASCIIGridTokens.Token?) {
    var header = ASCIIGridHeader(path: tokens.path)
    while let token = try tokens.next() {
      guard try header.take(token, &tokens) else { return (header, token) }
    }
    return (header, nil)
  }

  func values(in window: RasterWindow) throws -> [Double] {
    guard window.count <= RasterLimits.mostCells else { throw RasterProblem.tooLarge(window, path: path) }
    var tokens = try ASCIIGridTokens(path: path)
    let (header, first) = try Self.header(&tokens)
    var values: [Double] = []
    values.reserveCapacity(window.count)
    // The header's end is known by the first value.
    var read = 0
    func pass(to wanted: Int) throws {
      guard read < wanted else { return }
      if read == 0, first != nil { read = 1 }
      read += try tokens.skip(wanted - read)
      guard read == wanted else { throw ending(after: read, header) }
    }
    for row in window.rows {
      try pass(to: row * grid.columns + window.columns.lowerBound)
      for column in window.columns {
        guard let token = read == 0 ? first : try tokens.next() else { throw ending(after: read, header) }
        read += 1
        values.append(try value(of: token, header, row: row, column: column))
      }
    }
    try pass(to: grid.rows * grid.columns)
    if let surplus = try tokens.next() {
      throw header.problem(
        "line \(surplus.line): more values than the \(grid.rows) rows of \(grid.columns) columns of its header")
    }
    return values
  }

  private func ending(after read: Int, _ header: ASCIIGridHeader) -> InputError {
    header.problem(
      "it ends in row \(read / grid.columns + 1), column \(read % grid.columns + 1), where the header declares "
        + "\(grid.rows) rows of \(grid.columns) columns")
  }

  private func value(
    of token: ASCIIGridTokens.Token, _ header: ASCIIGridHeader, row: Int, column: Int
  ) throws -> Double {
    if token.isNotANumber { return .nan }
    guard let value = token.number else {
      let remark = token.text.contains(",") ? " (write decimal points, not commas)" : ""
      throw header.problem(
        "line \(token.line): row \(row + 1), column \(column + 1): \"\(token.text.printable(limit: 20))\" is no "
          + "number\(remark)")
    }
    return value == nodata ? .nan : value
  }

  /// The WKT of the file beside the grid.
  private static func reference(besides path: String) throws -> RasterReference {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let stem = name.lastIndex(of: ".").map { path.dropLast(name.distance(from: $0, to: name.endIndex)) } ?? path[...]
    for suffix in [".prj", ".PRJ"] {
      let beside = stem + suffix
      guard FileManager.default.fileExists(atPath: String(beside)) else { continue }
      let bytes = try InputFile.bytes(path: String(beside), maximumBytes: 1 << 16)
      let text = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return text.isEmpty ? .unsaid : .named(text)
    }
    return .unsaid
  }
}

/// Errors that rasters of all formats share.
enum RasterProblem {
  static func tooLarge(_ window: RasterWindow, path: String) -> InputError {
    InputError(
      path.printable(limit: 200),
      "has \(window.columns.count) by \(window.rows.count) cells in the study area, over the limit of "
        + "\(RasterLimits.mostCells)",
      remedy: "narrow the study area, or use a coarser grid")
  }
}
