import Geography

/// One row of a run's table, the wanted columns only.
struct ReportRows {
  let file: String, number: Int
  let fields: [String]
  private let columns: [String]

  /// Reads a table row by row.
  ///
  /// - Throws: ``InputError`` when a column is missing or a row is short, and what the closure throws.
  static func read(file: String, columns: [String], _ body: (ReportRows) throws -> Void) throws {
    var parser = try CSVParser(InputFile.bytes(path: file, maximumBytes: ReportFolder.maximumBytes), path: file)
    var places: [Int] = []
    var width = 0
    try parser.forEachRow { row in
      guard !places.isEmpty else {
        width = row.fields.count
        return places = try columns.map { column in
          guard let place = row.fields.firstIndex(of: column) else {
            throw InputError(file, "the column \(column) is missing", remedy: ReportFolder.remedy)
          }
          return place
        }
      }
      guard row.fields.count == width else {
        throw InputError(
          file, "row \(row.number) has \(row.fields.count) fields, not \(width)", remedy: ReportFolder.remedy)
      }
      try body(ReportRows(file: file, number: row.number, fields: places.map { row.fields[$0] }, columns: columns))
    }
    if places.isEmpty { throw InputError(file, "is empty", remedy: ReportFolder.remedy) }
  }

  func amount(_ place: Int, atMost limit: Double = 1e15) throws -> Double {
    guard let value = Double(fields[place]), (0...limit).contains(value) else {
      throw expected(place, "a number from 0")
    }
    return value
  }

  func optionalAmount(_ place: Int) throws -> Double? { fields[place].isEmpty ? nil : try amount(place) }

  func degrees(_ place: Int) throws -> Double {
    guard let value = Double(fields[place]), (-180...180).contains(value) else { throw expected(place, "degrees") }
    return value
  }

  func count(_ place: Int) throws -> Int {
    guard let value = Int(fields[place]), (0...1_000_000_000_000).contains(value) else {
      throw expected(place, "a whole number from 0")
    }
    return value
  }

  func optionalCount(_ place: Int) throws -> Int? { fields[place].isEmpty ? nil : try count(place) }

  func flag(_ place: Int) throws -> Bool {
    switch fields[place] {
    case "true": true
    case "false": false
    default: throw expected(place, "true or false")
    }
  }

  func wrong(_ problem: String) -> InputError {
    InputError(file, "row \(number): \(problem)", remedy: ReportFolder.remedy)
  }

  private func expected(_ place: Int, _ what: String) -> InputError { wrong("\(columns[place]) is not \(what)") }
}
