import Geography

/// Boxes by cells of 0.005°: rows in a table from the southernmost on, the cells of a row ascending.
struct PlaceBoxGrid: Sendable {
  private static let cellSizeE7: Int64 = 50_000
  private let firstRow: Int64
  /// The cells of row r are `columns[rowStarts[r]..<rowStarts[r + 1]]`.
  private let rowStarts: [UInt32]
  private let columns: [Int32]
  /// The areas of cell c are `areas[firstArea[c]..<firstArea[c + 1]]`.
  private let firstArea: [UInt32]
  /// The numbers of the areas, ascending within a cell.
  let areas: [UInt32]

  /// How many cells a box touches.
  static func cellCount(of box: CoordinateBox) -> Int64 {
    let (low, high) = (PlaceCell(box.southWest, sizeE7: cellSizeE7), PlaceCell(box.northEast, sizeE7: cellSizeE7))
    return (high.column - low.column + 1) * (high.row - low.row + 1)
  }

  /// Lists the boxes in their cells. n log n in the cells that they touch.
  init(_ boxes: [(area: UInt32, box: CoordinateBox)]) {
    // Row, column and area in one integer: there are fewer than 2¹⁷ columns and 2¹⁶ rows.
    var keys: [UInt64] = []
    for (area, box) in boxes {
      let low = PlaceCell(box.southWest, sizeE7: Self.cellSizeE7)
      let high = PlaceCell(box.northEast, sizeE7: Self.cellSizeE7)
      for row in low.row...high.row {
        for column in low.column...high.column { keys.append(UInt64(row << 17 | column) << 31 | UInt64(area)) }
      }
    }
    keys.sort()
    let low = keys.first.map { Int64($0 >> 48) } ?? 0
    let high = keys.last.map { Int64($0 >> 48) } ?? -1
    var rowStarts: [UInt32] = []
    var columns: [Int32] = []
    var firstArea: [UInt32] = []
    var cell = UInt64.max
    for (place, key) in keys.enumerated() where key >> 31 != cell {
      cell = key >> 31
      while low + Int64(rowStarts.count) <= Int64(cell >> 17) { rowStarts.append(UInt32(columns.count)) }
      columns.append(Int32(cell & 0x1FFFF))
      firstArea.append(UInt32(place))
    }
    while low + Int64(rowStarts.count) <= high + 1 { rowStarts.append(UInt32(columns.count)) }
    firstArea.append(UInt32(keys.count))
    firstRow = low
    self.rowStarts = rowStarts
    self.columns = columns
    self.firstArea = firstArea
    areas = keys.map { UInt32($0 & 0x7FFF_FFFF) }
  }

  /// The places in ``areas`` of the boxes that touch a coordinate's cell. O(log n).
  func entries(at point: Coordinate) -> Range<Int> {
    let cell = PlaceCell(point, sizeE7: Self.cellSizeE7)
    let place = lowerBound(row: cell.row, column: cell.column)
    guard place.first < place.end, Int64(columns[place.first]) == cell.column else { return 0..<0 }
    return Int(firstArea[place.first])..<Int(firstArea[place.first + 1])
  }

  /// Whether a cell that a box touches lists an area as wished.
  func hasEntry(in box: CoordinateBox, where isWanted: (UInt32) -> Bool) -> Bool {
    let low = PlaceCell(box.southWest, sizeE7: Self.cellSizeE7)
    let high = PlaceCell(box.northEast, sizeE7: Self.cellSizeE7)
    for row in low.row...high.row {
      var (place, end) = lowerBound(row: row, column: low.column)
      while place < end, Int64(columns[place]) <= high.column {
        for entry in Int(firstArea[place])..<Int(firstArea[place + 1]) where isWanted(areas[entry]) { return true }
        place += 1
      }
    }
    return false
  }

  /// The first cell of a row from a column on, and where the row ends.
  private func lowerBound(row: Int64, column: Int64) -> (first: Int, end: Int) {
    let number = Int(row - firstRow)
    guard number >= 0, number + 1 < rowStarts.count else { return (0, 0) }
    let end = Int(rowStarts[number + 1])
    var (low, high) = (Int(rowStarts[number]), end)
    while low < high {
      let middle = (low + high) / 2
      if Int64(columns[middle]) < column { low = middle + 1 } else { high = middle }
    }
    return (low, end)
  }
}

/// A cell of a grid of longitudes and latitudes.
struct PlaceCell: Hashable, Comparable {
  let column: Int64
  let row: Int64

  init(column: Int64, row: Int64) {
    self.column = column
    self.row = row
  }

  /// The cell that holds a coordinate in a grid of square cells.
  init(_ coordinate: Coordinate, sizeE7: Int64) {
    self.init(coordinate, widthE7: sizeE7, heightE7: sizeE7)
  }

  /// The cell that holds a coordinate; sizes in 1e-7 degree.
  init(_ coordinate: Coordinate, widthE7: Int64, heightE7: Int64) {
    column = (Int64(coordinate.longitudeE7) + 1_800_000_000) / widthE7
    row = (Int64(coordinate.latitudeE7) + 900_000_000) / heightE7
  }

  static func < (a: PlaceCell, b: PlaceCell) -> Bool {
    a.row != b.row ? a.row < b.row : a.column < b.column
  }
}
