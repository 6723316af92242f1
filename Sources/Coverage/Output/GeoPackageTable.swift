import Geography
import SQLite

/// One table of a GeoPackage: features of one kind of geometry, or rows without any.
struct GeoPackageTable {
  /// What a table's geometries are.
  enum Shape: String { case point = "POINT", polygons = "MULTIPOLYGON" }

  /// A column and the property that it holds.
  private struct Column {
    var property: String, name: String, type: String
  }

  let name: String, title: String
  let shape: Shape?
  private let columns: [Column]
  /// Places on the map have a column of their features' ids; rows without one have the columns of their CSV file.
  private var hasID: Bool { shape != nil }

  /// - Parameters:
  ///   - known: columns that are there also without a feature; they tell numbers from texts where no value does.
  ///   - features: looked at for their properties: each becomes a column, of a type that all values have.
  init(
    _ name: String, title: String, shape: Shape?, known: [ColumnDictionary.Entry] = [],
    features: some Sequence<GeoJSONFeature>
  ) {
    (self.name, self.title, self.shape) = (name, title, shape)
    let numbers = Set(known.lazy.filter(\.isNumber).map(\.column))
    var names = known.map(\.column).withoutRepeats
    var types = Dictionary(uniqueKeysWithValues: names.map { ($0, "") })
    var repeatsID = shape != nil
    for feature in features {
      for member in feature.properties {
        if types[member.name] == nil { names.append(member.name) }
        let known = types[member.name] ?? ""
        types[member.name] = Self.type(known, Self.type(of: member.value, isNumber: numbers.contains(member.name)))
        if member.name == "id", member.value != feature.id.map(JSONValue.string) { repeatsID = false }
      }
    }
    if repeatsID { names.removeAll { $0 == "id" } }
    for name in names where types[name] == "" { types[name] = numbers.contains(name) ? "REAL" : "TEXT" }
    // SQLite's names do not differ by case alone.
    var taken: Set<String> = shape == nil ? ["fid"] : ["fid", "geom", "id"]
    columns = names.map { property in
      // SQL text ends at the first NUL.
      var name = property.isEmpty ? "_" : property.replacing("\0", with: "_")
      while !taken.insert(name.lowercased()).inserted { name += "_" }
      return Column(property: property, name: name, type: types[property] ?? "TEXT")
    }
  }

  /// - Parameter isNumber: whether a text is a number with its decimals.
  private static func type(of value: JSONValue, isNumber: @autoclosure () -> Bool) -> String {
    switch value {
    case .null: ""
    case .bool: "BOOLEAN"
    case .integer: "INTEGER"
    case .number, .decimal: "REAL"
    case .string(let text) where isNumber(): text.isEmpty ? "" : Double(text) == nil ? "TEXT" : "REAL"
    case .string, .array, .object: "TEXT"
    }
  }

  /// The type that holds values of both.
  private static func type(_ a: String, _ b: String) -> String {
    if a.isEmpty || a == b { return b }
    if b.isEmpty { return a }
    return Set([a, b]) == ["INTEGER", "REAL"] ? "REAL" : "TEXT"
  }

  /// A name as SQL takes it.
  static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

  /// Creates the table, fills it and enters it in the lists of contents.
  ///
  /// - Throws: ``SQLiteError``.
  func write(_ features: some Sequence<GeoJSONFeature>, to database: SQLiteDatabase) throws {
    let table = Self.quoted(name)
    let parts =
      ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"] + (shape.map { ["geom \($0.rawValue)"] } ?? [])
      + (hasID ? ["id TEXT"] : []) + columns.map { "\(Self.quoted($0.name)) \($0.type)" }
    try database.run("CREATE TABLE \(table) (\(parts.joined(separator: ", ")))")
    let places = [String](repeating: "?", count: parts.count).joined(separator: ", ")
    let insert = try database.statement("INSERT INTO \(table) VALUES (\(places))")
    let index = try shape.map { _ in try makeIndex(database) }
    var all: (west: Double, east: Double, south: Double, north: Double)?
    for (number, feature) in features.enumerated() {
      let geometry = feature.geometry.flatMap(GeoPackageGeometry.init)
      var values: [SQLiteValue] = [.integer(Int64(number + 1))]
      if shape != nil { values.append(geometry.map { .blob($0.bytes) } ?? .null) }
      if hasID { values.append(feature.id.map(SQLiteValue.text) ?? .null) }
      values += self.values(of: feature)
      try insert.run(values)
      guard let box = geometry?.box else { continue }
      try index?.run([
        .integer(Int64(number + 1)), .real(box.west), .real(box.east), .real(box.south), .real(box.north),
      ])
      all = all.map { (min($0.0, box.0), max($0.1, box.1), min($0.2, box.2), max($0.3, box.3)) } ?? box
    }
    try enter(all, database)
  }

  /// A feature's values, column by column; its properties are mostly in the columns' order.
  private func values(of feature: GeoJSONFeature) -> [SQLiteValue] {
    let members = feature.properties
    var next = 0
    return columns.map { column in
      if next >= members.count || members[next].name != column.property {
        guard let place = members.firstIndex(where: { $0.name == column.property }) else { return .null }
        next = place
      }
      defer { next += 1 }
      return Self.value(members[next].value, type: column.type)
    }
  }

  private static func value(_ value: JSONValue, type: String) -> SQLiteValue {
    if type == "TEXT", value != .null {
      if case .string(let text) = value { return .text(text) }
      return .text(String(decoding: value.encoded(), as: UTF8.self))
    }
    switch value {
    case .null, .array, .object: return .null
    case .bool(let flag): return .integer(flag ? 1 : 0)
    case .integer(let number): return type == "REAL" ? .real(Double(number)) : .integer(Int64(number))
    case .number(let number): return .real(number)
    // As it is written elsewhere: with so many decimals.
    case .decimal(let number, let places):
      return Double(OutputText.decimal(number, places: places)).map(SQLiteValue.real) ?? .null
    case .string(let text): return Double(text).map(SQLiteValue.real) ?? .null
    }
  }

  private func makeIndex(_ database: SQLiteDatabase) throws -> SQLiteStatement {
    let index = Self.quoted("rtree_\(name)_geom")
    try database.run("CREATE VIRTUAL TABLE \(index) USING rtree(id, minx, maxx, miny, maxy)")
    return try database.statement("INSERT INTO \(index) VALUES (?, ?, ?, ?, ?)")
  }

  private func enter(
    _ box: (west: Double, east: Double, south: Double, north: Double)?, _ database: SQLiteDatabase
  ) throws {
    let sides: [SQLiteValue] =
      box.map { [.real($0.west), .real($0.south), .real($0.east), .real($0.north)] } ?? [.null, .null, .null, .null]
    try database.statement("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").run(
      [
        .text(name), .text(shape == nil ? "attributes" : "features"), .text(name), .text(title),
        .text(GeoPackage.timestamp),
      ] + sides + [shape == nil ? .null : .integer(4326)])
    guard let shape else { return }
    try database.statement("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)").run([
      .text(name), .text(shape.rawValue),
    ])
    try database.statement("INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')").run([
      .text(name), .text("http://www.geopackage.org/spec120/#extension_rtree"),
    ])
    for trigger in GeoPackageTrigger.all(table: name) { try database.run(trigger) }
  }
}
