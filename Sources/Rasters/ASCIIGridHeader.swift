import Geography

/// The header of an ESRI ASCII grid: names and numbers, in any order, before the values.
struct ASCIIGridHeader {
  private enum Key: String, CaseIterable {
    case ncols, nrows, xllcorner, yllcorner, xllcenter, yllcenter, cellsize, dx, dy
    case nodata = "nodata_value"
  }

  let path: String
  private var numbers: [Key: Double] = [:]

  init(path: String) { self.path = path }

  /// Whether a file begins with a name of the header.
  static func isBegun(by bytes: [UInt8]) -> Bool {
    let word = bytes.drop { ASCIIGridTokens.isBlank($0) }.prefix { !ASCIIGridTokens.isBlank($0) }
    return Key(rawValue: String(decoding: word, as: UTF8.self).lowercased()) != nil
  }

  /// Takes a name; false for the first token that is none and begins the values.
  ///
  /// - Throws: `InputError` for a name that is not known, comes twice, or has no number after it.
  mutating func take(_ name: ASCIIGridTokens.Token, _ tokens: inout ASCIIGridTokens) throws -> Bool {
    guard let first = name.text.utf8.first, first >= UInt8(ascii: "A"), !name.isNotANumber else { return false }
    guard let key = Key(rawValue: name.text.lowercased()) else {
      throw problem("line \(name.line): the header has the unknown name \"\(name.text.printable(limit: 20))\"")
    }
    guard numbers[key] == nil else { throw problem("line \(name.line): the header has \(key.rawValue) twice") }
    guard let value = try tokens.next() else { throw problem("it ends after \(key.rawValue)") }
    guard let number = value.number else {
      throw problem("line \(value.line): \(key.rawValue) \"\(value.text.printable(limit: 20))\" is no number")
    }
    numbers[key] = number
    return true
  }

  /// The value that stands for none.
  var nodata: Double? { numbers[.nodata] }

  /// The grid, for the rows that follow.
  func grid(reference: RasterReference) throws -> RasterGrid {
    let (columns, rows) = (try count(.ncols), try count(.nrows))
    let width = try size(.dx), height = try size(.dy)
    let west = try edge(.xllcorner, .xllcenter, cell: width)
    let south = try edge(.yllcorner, .yllcenter, cell: height)
    let north = south + Double(rows) * height
    guard
      let transform = RasterTransform(originX: west, columnX: width, originY: north, rowY: -height),
      let grid = RasterGrid(columns: columns, rows: rows, transform: transform, reference: reference)
    else { throw problem("its cells have no place: corner, cellsize and counts do not go together") }
    return grid
  }

  private func count(_ key: Key) throws -> Int {
    guard let number = numbers[key] else { throw missing(key.rawValue) }
    guard number >= 1, number <= Double(Int32.max), number == number.rounded() else {
      throw problem("\(key.rawValue) \(number) is no count of cells")
    }
    return Int(number)
  }

  private func size(_ key: Key) throws -> Double {
    guard let size = numbers[key] ?? numbers[.cellsize] else { throw missing("cellsize") }
    guard size > 0 else { throw problem("cellsize \(size) is not over 0") }
    return size
  }

  private func edge(_ corner: Key, _ centre: Key, cell: Double) throws -> Double {
    switch (numbers[corner], numbers[centre]) {
    case (let corner?, nil): return corner
    case (nil, let centre?): return centre - cell / 2
    case (nil, nil): throw missing(corner.rawValue)
    default: throw problem("the header has both \(corner.rawValue) and \(centre.rawValue)")
    }
  }

  private func missing(_ name: String) -> InputError { problem("the header has no \(name)") }

  func problem(_ what: String) -> InputError {
    InputError(path.printable(limit: 200), what, remedy: "correct the grid or export it again")
  }
}
