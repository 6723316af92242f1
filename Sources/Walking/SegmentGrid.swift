import Geography

/// Line segments sorted into cells of about 100 m, to find those near a place.
///
/// Sparse: only cells that hold a segment cost memory, so one stray street far away does no harm. Segments that span
/// more than 64 rows or columns are kept in a list that every query returns.
struct SegmentGrid: Sendable {
  private static let longestSpan = 64

  private let origin: Coordinate
  private let rowStep: Int64
  private let columnStep: Int64
  private let columns: Int64
  private let rows: Int64
  /// `cell << 32 | segment`, ascending.
  private let entries: [UInt64]
  private let long: [UInt32]

  /// Sorts `count` segments in. O(n log n).
  init(count: Int, segment: (Int) -> (Coordinate, Coordinate)) {
    var box: CoordinateBox?
    for index in 0..<count {
      let (a, b) = segment(index)
      if box == nil { box = CoordinateBox(southWest: a, northEast: a) }
      box?.formUnion(with: a)
      box?.formUnion(with: b)
    }
    let zero = Coordinate(longitudeE7: 0, latitudeE7: 0)
    let bounds = box ?? CoordinateBox(southWest: zero, northEast: zero)
    origin = bounds.southWest
    let scale = Ellipsoid.LocalScale(latitude: bounds.centre.latitude)
    var rowStep = Int64(100 / scale.northInMetres)
    var columnStep = Int64(min(100 / max(scale.eastInMetres, 1e-6), 1e9))
    func span(_ low: Int32, _ high: Int32, _ step: Int64) -> Int64 { (Int64(high) - Int64(low)) / step + 1 }
    while span(bounds.southWest.latitudeE7, bounds.northEast.latitudeE7, rowStep)
      * span(bounds.southWest.longitudeE7, bounds.northEast.longitudeE7, columnStep) >= 1 << 31
    {
      rowStep *= 2
      columnStep *= 2
    }
    self.rowStep = rowStep
    self.columnStep = columnStep
    rows = span(bounds.southWest.latitudeE7, bounds.northEast.latitudeE7, rowStep)
    columns = span(bounds.southWest.longitudeE7, bounds.northEast.longitudeE7, columnStep)
    (entries, long) = Self.sorted(
      count: count, segment: segment, origin: bounds.southWest, rowStep: rowStep, columnStep: columnStep,
      columns: columns)
  }

  private static func sorted(
    count: Int, segment: (Int) -> (Coordinate, Coordinate), origin: Coordinate, rowStep: Int64, columnStep: Int64,
    columns: Int64
  ) -> ([UInt64], [UInt32]) {
    var entries: [UInt64] = []
    var long: [UInt32] = []
    entries.reserveCapacity(count * 2)
    for index in 0..<count {
      let (a, b) = segment(index)
      let rows = cellRange(a.latitudeE7, b.latitudeE7, origin.latitudeE7, rowStep)
      let cols = cellRange(a.longitudeE7, b.longitudeE7, origin.longitudeE7, columnStep)
      guard rows.count <= longestSpan, cols.count <= longestSpan else {
        long.append(UInt32(index))
        continue
      }
      for row in rows {
        for column in cols { entries.append(UInt64(row * columns + column) << 32 | UInt64(index)) }
      }
    }
    entries.sort()
    return (entries, long)
  }

  private static func cellRange(_ a: Int32, _ b: Int32, _ origin: Int32, _ step: Int64) -> ClosedRange<Int64> {
    let low = (Int64(min(a, b)) - Int64(origin)) / step
    let high = (Int64(max(a, b)) - Int64(origin)) / step
    return low...high
  }

  /// Calls `body` with every segment that may lie within a box given in 1e-7 degree; a segment may come twice.
  ///
  /// - Complexity: a binary search a row plus the segments of the cells.
  func forEachSegment(
    west: Double, south: Double, east: Double, north: Double, _ body: (Int) -> Void
  ) {
    for index in long { body(Int(index)) }
    guard !entries.isEmpty else { return }
    let firstColumn = max(0, Int64(((west - Double(origin.longitudeE7)) / Double(columnStep)).rounded(.down)))
    let lastColumn = min(
      columns - 1, Int64(((east - Double(origin.longitudeE7)) / Double(columnStep)).rounded(.down)))
    let firstRow = max(0, Int64(((south - Double(origin.latitudeE7)) / Double(rowStep)).rounded(.down)))
    let lastRow = min(rows - 1, Int64(((north - Double(origin.latitudeE7)) / Double(rowStep)).rounded(.down)))
    guard firstColumn <= lastColumn, firstRow <= lastRow else { return }
    entries.withUnsafeBufferPointer { entries in
      for row in firstRow...lastRow {
        let low = UInt64(row * columns + firstColumn) << 32
        let high = UInt64(row * columns + lastColumn + 1) << 32
        var start = 0
        var end = entries.count
        while start < end {
          let middle = (start + end) / 2
          if entries[middle] < low { start = middle + 1 } else { end = middle }
        }
        while start < entries.count, entries[start] < high {
          body(Int(entries[start] & 0xFFFF_FFFF))
          start += 1
        }
      }
    }
  }
}
