import Geography

/// A CSV file with a header whose columns are known by name.
struct SuppliedTable {
  let path: String
  /// The rows after the header.
  let rows: [CSVRow]
  /// What one may like to know of how it was read.
  let notes: [String]
  private let header: [String]
  private let places: [String: Int]
  /// The columns of a row's place, and of its door.
  private let position: Position, doorPosition: Position
  private let placer: SuppliedPlacer

  /// Two columns that give a place.
  private struct Position {
    let x: Column, y: Column
    static let degrees = Position(x: .longitude, y: .latitude), metres = Position(x: .east, y: .north)
    static let doorDegrees = Position(x: .doorLongitude, y: .doorLatitude)
    static let doorMetres = Position(x: .doorEast, y: .doorNorth)
  }

  /// Reads a header and rows.
  ///
  /// Places are degrees in the columns lat and lon; where a coordinate system is named, x and y will do, and in a
  /// projected one they must.
  /// - Parameters:
  ///   - format: what the file's columns are called and in which system its places are.
  ///   - placer: what turns places into WGS 84.
  /// - Throws: ``InputError`` naming the file, and the column or row: neither UTF-8 nor GB18030, a column twice, no
  ///   latitude or longitude column, a row with fewer or more fields than the header (empty ones at its end may be missing from
  ///   neither).
  init(
    _ bytes: [UInt8], path: String, columns: [Column], format: SuppliedFormat = .usual, placer: SuppliedPlacer? = nil
  ) throws {
    self.path = path
    self.placer = try placer ?? (format.crs ?? .wgs84).placer(near: nil)
    var parser = try CSVParser(bytes, path: path)
    notes = parser.isGB18030 ? ["\(SuppliedFile.name(of: path)) is read as GB18030, as it is not UTF-8"] : []
    let all = try parser.rows()
    guard let first = all.first else {
      throw InputError(path, "is empty: it has blank lines only", remedy: "give a header and rows")
    }
    header = first.fields.map { NameNormalisation.folded($0) }
    rows = Array(all.dropFirst())
    let isNamed = format.crs != nil
    let columns =
      columns.filter { !Column.metres.contains($0) } + [.latitude, .longitude] + (isNamed ? Column.metres : [])
    let places = try Self.places(of: columns, in: header, named: format.columns, path: path)
    self.places = places
    let isProjected = format.crs?.isProjected ?? false
    // Without a system named, numbers called x and y may be anything.
    func isInMetres(_ degrees: Position, _ metres: Position) -> Bool {
      let hasDegrees = places[degrees.x.title] != nil && places[degrees.y.title] != nil
      let hasMetres = places[metres.x.title] != nil && places[metres.y.title] != nil
      return isProjected || (!hasDegrees && hasMetres)
    }
    position = isInMetres(.degrees, .metres) ? .metres : .degrees
    doorPosition = isInMetres(.doorDegrees, .doorMetres) ? .doorMetres : .doorDegrees
    for column in [position.y, position.x] where places[column.title] == nil {
      let row = SuppliedFile.quoted(first.fields.joined(separator: ","))
      throw InputError(
        path, "the header has no column \(column.title) (row 1: \(row))",
        remedy: isProjected
          ? "name the columns x (east) and y (north)" : "name the columns lat and lon in WGS 84 degrees")
    }
    guard (places[doorPosition.x.title] == nil) == (places[doorPosition.y.title] == nil) else {
      throw InputError(
        path, "the header has one of \(doorPosition.y.title) and \(doorPosition.x.title) only",
        remedy: "give both or neither")
    }
    for row in rows { try checkFieldCount(row) }
  }

  /// Whether the header has a column.
  func has(_ column: Column) -> Bool { places[column.title] != nil }

  /// The text of a row's column, without blanks around it; empty when the column is absent.
  func text(_ column: Column, _ row: CSVRow) -> String {
    guard let place = places[column.title], place < row.fields.count else { return "" }
    return row.fields[place].trimmedOfBlanks
  }

  /// The number in a row's column.
  ///
  /// - Throws: ``InputError`` naming row and column for anything but a plain decimal number in the range.
  func number(_ column: Column, _ row: CSVRow, in range: ClosedRange<Double>) throws -> Double {
    let text = text(column, row)
    guard let value = SuppliedNumber.parse(text) else {
      let remedy =
        text.contains(",") ? "write decimal points, not commas" : "write a plain number such as 30.274"
      throw problem(row, "\(column.title) \(SuppliedFile.quoted(text)) is no number", remedy: remedy)
    }
    guard range.contains(value) else {
      throw problem(
        row,
        "\(column.title) \(SuppliedFile.quoted(text)) is out of range, \(range.lowerBound) to \(range.upperBound)",
        remedy: "check the row")
    }
    return value
  }

  /// The row's place.
  func coordinate(_ row: CSVRow) throws -> Coordinate { try coordinate(position, row) }

  /// The row's door, if it has one.
  func door(_ row: CSVRow) throws -> Coordinate? {
    text(doorPosition.x, row).isEmpty && text(doorPosition.y, row).isEmpty ? nil : try coordinate(doorPosition, row)
  }

  private func coordinate(_ position: Position, _ row: CSVRow) throws -> Coordinate {
    let isProjected = placer.crs.isProjected
    let y = try number(position.y, row, in: isProjected ? -1e8...1e8 : -90...90)
    let x = try number(position.x, row, in: isProjected ? -1e8...1e8 : -180...180)
    guard let coordinate = placer.coordinate(x: x, y: y) else {
      let system = isProjected ? placer.crs.text.printable(limit: 40) : "Earth"
      throw problem(
        row, "\(position.y.title) and \(position.x.title) are no place on \(system)", remedy: "check the row")
    }
    return coordinate
  }

  /// An error about a row.
  func problem(_ row: CSVRow, _ what: String, remedy: String) -> InputError {
    InputError(path, "row \(row.number): \(what)", remedy: remedy)
  }

  private func checkFieldCount(_ row: CSVRow) throws {
    let surplus = row.fields.dropFirst(header.count)
    guard row.fields.count >= header.count, surplus.allSatisfy({ $0.trimmedOfBlanks.isEmpty }) else {
      throw problem(
        row, "has \(row.fields.count) fields where the header has \(header.count)",
        remedy: "fill in the row, and put names that hold the separator in quotes")
    }
  }

  private static func places(
    of columns: [Column], in header: [String], named: [String: String], path: String
  ) throws -> [String: Int] {
    var places: [String: Int] = [:]
    for column in columns {
      // Of different names for one column the best is taken; the same name twice is a fault.
      let given = named[column.title].map(NameNormalisation.folded)
      guard let name = given ?? column.names.first(where: header.contains) else { continue }
      let found = header.indices.filter { header[$0] == name }
      guard let place = found.first else {
        let shown = SuppliedFile.quoted(named[column.title] ?? name)
        throw InputError(
          path, "the header has no column \(shown) for \(column.title)", remedy: "correct --columns, or the header")
      }
      guard found.count == 1 else {
        throw InputError(
          path, "the header has the column \(name.printable(limit: 40)) twice", remedy: "keep one of them")
      }
      places[column.title] = place
    }
    return places
  }
}

extension String {
  /// Without blanks at its ends, the full-width and the no-break blank among them.
  var trimmedOfBlanks: String {
    guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
    return String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
