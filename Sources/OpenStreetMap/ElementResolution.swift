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
  var id: Int64
  var batch: Int
  var row: Int
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

  /// All rows of a type by ascending id. Linear where the file is sorted, as most are.
  static func sortedRows(_ batches: [ElementBatch], _ ids: KeyPath<ElementBatch, [Int64]>) -> [BatchRow] {
    var rows: [BatchRow] = []
    rows.reserveCapacity(batches.reduce(0) { $0 + $1[keyPath: ids].count })
    var isSorted = true
    for (batch, content) in batches.enumerated() {
      let column = content[keyPath: ids]
      for (row, id) in column.enumerated() {
        if let last = rows.last, last.id > id { isSorted = false }
        rows.append(BatchRow(id: id, batch: batch, row: row))
      }
    }
    if !isSorted { rows.sort { ($0.id, $0.batch, $0.row) < ($1.id, $1.batch, $1.row) } }
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
