/// Why batches do not make an extract.
enum AssemblyProblem: Error {
  /// Elements occur twice with different content, or deleted: decode again with versions.
  case needsVersions
  /// The versions do not tell which of two contents counts.
  case conflict(ElementID, version: Int32)
  /// More elements than the tables can number.
  case tooMany(String)
}

/// Where an element is: the number of its batch and its row there.
struct BatchRow {
  let id: Int64
  private let place: (batch: UInt32, row: UInt32)

  init(id: Int64, batch: Int, row: Int) {
    self.id = id
    // A batch has fewer rows than a blob has bytes; an XML file's rows are bounded by its tables.
    place = (UInt32(truncatingIfNeeded: batch), UInt32(truncatingIfNeeded: row))
  }

  var batch: Int { Int(place.batch) }
  var row: Int { Int(place.row) }
}

/// Chooses one of the copies of each element: the highest version, which must be said once or alike.
struct ElementResolution {
  let type: ElementType
  let hasVersions: Bool
  private(set) var duplicates = 0
  private(set) var deleted = 0

  init(_ type: ElementType, hasVersions: Bool) {
    self.type = type
    self.hasVersions = hasVersions
  }

  /// Whether the batches' ids ascend strictly, from each batch to the next: no element comes twice then.
  static func areAscending(_ columns: [[Int64]]) -> Bool {
    var last: Int64?
    for column in columns {
      for id in column {
        if let last, last >= id { return false }
        last = id
      }
    }
    return true
  }

  /// All rows of a type by ascending id. Linear where the file is sorted, as most are.
  static func sortedRows(_ columns: [[Int64]]) -> [BatchRow] {
    var rows: [BatchRow] = []
    rows.reserveCapacity(columns.reduce(0) { $0 + $1.count })
    for (batch, column) in columns.enumerated() {
      for (row, id) in column.enumerated() { rows.append(BatchRow(id: id, batch: batch, row: row)) }
    }
    if !areAscending(columns) { rows.sort { ($0.id, $0.batch, $0.row) < ($1.id, $1.batch, $1.row) } }
    return rows
  }

  /// The rows that count, by ascending id.
  ///
  /// - Parameters:
  ///   - version: the version of a row, 0 or less for none; and whether it says the element is deleted.
  ///   - isEqual: whether two rows have the same content.
  ///   - isRicher: whether the first of two such rows says more, so that it counts in any order.
  mutating func resolve(
    _ rows: [BatchRow], version: (BatchRow) -> (number: Int32, isDeleted: Bool),
    isEqual: (BatchRow, BatchRow) -> Bool, isRicher: (BatchRow, BatchRow) -> Bool = { _, _ in false }
  ) throws -> [BatchRow] {
    var kept: [BatchRow] = []
    kept.reserveCapacity(rows.count)
    var begin = 0
    while begin < rows.count {
      var end = begin + 1
      while end < rows.count, rows[end].id == rows[begin].id { end += 1 }
      let winner = end == begin + 1 ? rows[begin] : try choose(rows[begin..<end], version, isEqual, isRicher)
      duplicates += end - begin - 1
      if version(winner).isDeleted { deleted += 1 } else { kept.append(winner) }
      begin = end
    }
    return kept
  }

  private func choose(
    _ rows: ArraySlice<BatchRow>, _ version: (BatchRow) -> (number: Int32, isDeleted: Bool),
    _ isEqual: (BatchRow, BatchRow) -> Bool, _ isRicher: (BatchRow, BatchRow) -> Bool
  ) throws -> BatchRow {
    var winner = rows[rows.startIndex]
    for row in rows where version(row).number > version(winner).number { winner = row }
    for row in rows where version(row).number == version(winner).number {
      guard version(row).isDeleted == version(winner).isDeleted, isEqual(row, winner) else {
        guard hasVersions else { throw AssemblyProblem.needsVersions }
        throw AssemblyProblem.conflict(ElementID(type, row.id), version: version(winner).number)
      }
      if isRicher(row, winner) { winner = row }
    }
    return winner
  }
}
