import Geography

/// A CSV file with a header whose columns are known by name.
struct SuppliedTable {
  /// A column and the names it goes by, folded, the best first. A bare x and y may be metres of any grid: refused.
  struct Column: Hashable {
    let title: String
    let names: [String]

    init(_ title: String, _ names: [String]) {
      self.title = title
      self.names = names
    }

    static let identifier = Column("id", ["id", "identifier", "编号", "序号", "代码"])
    static let name = Column("name", ["name", "title", "venue", "名称", "场馆名称", "场馆", "名字"])
    static let kind = Column("kind", ["kind", "type", "class", "category", "类型", "类别", "场馆类型", "种类"])
    static let latitude = Column("lat", ["lat", "latitude", "纬度", "wgs84_lat", "lat_wgs84"])
    static let longitude = Column("lon", ["lon", "lng", "long", "longitude", "经度", "wgs84_lon", "lng_wgs84"])
    static let doorLatitude = Column("door_lat", ["door_lat", "door_latitude", "entrance_lat", "入口纬度", "门纬度"])
    static let doorLongitude = Column(
      "door_lon", ["door_lon", "door_lng", "door_longitude", "entrance_lon", "entrance_lng", "入口经度", "门经度"])
    static let people = Column(
      "people", ["people", "population", "persons", "inhabitants", "residents", "weight", "pop", "人口", "人数", "居民"])
  }

  let path: String
  /// The rows after the header.
  let rows: [CSVRow]
  private let header: [String]
  private let places: [String: Int]

  /// Reads a header and rows.
  ///
  /// - Throws: ``InputError`` naming the file, and the column or row: not UTF-8, a column twice, no latitude or
  ///   longitude column, a row with fewer or more fields than the header (empty ones at its end may be missing from
  ///   neither).
  init(_ bytes: [UInt8], path: String, columns: [Column]) throws {
    self.path = path
    var parser = try CSVParser(bytes, path: path)
    let all = try parser.rows()
    guard let first = all.first else {
      throw InputError(path, "is empty: it has blank lines only", remedy: "give a header and rows")
    }
    header = first.fields.map { NameNormalisation.folded($0) }
    rows = Array(all.dropFirst())
    places = try Self.places(of: columns, in: header, path: path)
    for column in [Column.latitude, .longitude] where places[column.title] == nil {
      throw InputError(
        path,
        "the header has no column \(column.title) (row 1: \(SuppliedFile.quoted(first.fields.joined(separator: ","))))",
        remedy: "name the columns lat and lon in WGS 84 degrees")
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

  /// The place in two columns.
  func coordinate(_ latitude: Column, _ longitude: Column, _ row: CSVRow) throws -> Coordinate {
    let y = try number(latitude, row, in: -90...90)
    let x = try number(longitude, row, in: -180...180)
    guard let coordinate = Coordinate(longitude: x, latitude: y) else {
      throw problem(row, "lat and lon are no place on Earth", remedy: "check the row")
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

  private static func places(of columns: [Column], in header: [String], path: String) throws -> [String: Int] {
    var places: [String: Int] = [:]
    for column in columns {
      // Of different names for one column the best is taken; the same name twice is a fault.
      guard let name = column.names.first(where: header.contains) else { continue }
      let found = header.indices.filter { header[$0] == name }
      guard found.count == 1 else {
        throw InputError(path, "the header has the column \(name) twice", remedy: "keep one of them")
      }
      places[column.title] = found[0]
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
