import Columns
import Geography

/// Where the cells of a ``SegmentGrid`` lie: rows from south to north, columns from west to east.
struct SegmentGridFrame: Sendable {
  private let west: Double
  private let south: Double
  private let columnStep: Double
  private let rowStep: Double
  private let columnsPerUnit: Double
  private let rowsPerUnit: Double
  private let lastColumn: Int
  private let lastRow: Int

  private static let cellInMetres = 50.0

  /// Cells of 50 m over a box, or so much larger that there are fewer than 2³¹.
  init(_ bounds: CoordinateBox) {
    let scale = Ellipsoid.LocalScale(latitude: bounds.centre.latitude)
    let width = Double(Int64(bounds.northEast.longitudeE7) - Int64(bounds.southWest.longitudeE7))
    let height = Double(Int64(bounds.northEast.latitudeE7) - Int64(bounds.southWest.latitudeE7))
    var rowStep = (Self.cellInMetres / scale.northInMetres).rounded(.down)
    var columnStep = min(Self.cellInMetres / max(scale.eastInMetres, 1e-6), 1e9).rounded(.down)
    while (width / columnStep + 1) * (height / rowStep + 1) >= 0x7FFF_0000 {
      rowStep *= 2
      columnStep *= 2
    }
    west = Double(bounds.southWest.longitudeE7)
    south = Double(bounds.southWest.latitudeE7)
    self.rowStep = rowStep
    self.columnStep = columnStep
    rowsPerUnit = 1 / rowStep
    columnsPerUnit = 1 / columnStep
    lastColumn = Int(width / columnStep)
    lastRow = Int(height / rowStep)
  }

  /// Cells between two rows and two columns, all included.
  struct Window {
    var firstRow: Int, lastRow: Int, firstColumn: Int, lastColumn: Int
    @inline(__always) var cellCount: Int { (lastRow - firstRow + 1) * (lastColumn - firstColumn + 1) }
    /// About how many cells a line across passes.
    @inline(__always) var span: Int { lastRow - firstRow + lastColumn - firstColumn + 1 }
  }

  /// The number of a cell, below 2³¹.
  @inline(__always)
  func cell(row: Int, column: Int) -> UInt32 { UInt32(truncatingIfNeeded: row &* (lastColumn + 1) &+ column) }

  /// Whether a window holds a cell.
  func isInside(_ cell: UInt32, _ window: Window) -> Bool {
    let (row, column) = Int(cell).quotientAndRemainder(dividingBy: lastColumn + 1)
    return row >= window.firstRow && row <= window.lastRow && column >= window.firstColumn
      && column <= window.lastColumn
  }

  // Monotone, so that what lies between two places lies between their cells.
  @inline(__always)
  private func column(_ longitudeE7: Double) -> Int {
    Int(max(0, min(Double(lastColumn), (longitudeE7 - west) * columnsPerUnit)))
  }
  @inline(__always)
  private func row(_ latitudeE7: Double) -> Int {
    Int(max(0, min(Double(lastRow), (latitudeE7 - south) * rowsPerUnit)))
  }

  /// The cells of a box in 1e-7 degree; `nil` when it lies beside the grid.
  @inline(__always)
  func window(west: Double, south: Double, east: Double, north: Double) -> Window? {
    guard east >= self.west, west < self.west + Double(lastColumn + 1) * columnStep, west <= east,
      north >= self.south, south < self.south + Double(lastRow + 1) * rowStep, south <= north
    else { return nil }
    return Window(firstRow: row(south), lastRow: row(north), firstColumn: column(west), lastColumn: column(east))
  }

  /// The cells of a segment's box.
  @inline(__always)
  func window(of a: Coordinate, _ b: Coordinate) -> Window {
    Window(
      firstRow: row(Double(min(a.latitudeE7, b.latitudeE7))), lastRow: row(Double(max(a.latitudeE7, b.latitudeE7))),
      firstColumn: column(Double(min(a.longitudeE7, b.longitudeE7))),
      lastColumn: column(Double(max(a.longitudeE7, b.longitudeE7))))
  }

  /// The cells that a segment passes, by row and column; a few beside it at most.
  @inline(__always)
  func forEachCell(of a: Coordinate, _ b: Coordinate, in window: Window, _ body: (UInt32) -> Void) {
    let isSlanted = window.firstRow < window.lastRow && window.firstColumn < window.lastColumn
    for row in window.firstRow...window.lastRow {
      let columns =
        isSlanted ? columns(of: a, b, row: row, in: window) : window.firstColumn...window.lastColumn
      for column in columns { body(cell(row: row, column: column)) }
    }
  }

  /// The columns that a slanted segment passes within a row, with a step of 1e-7 degree to spare.
  private func columns(of a: Coordinate, _ b: Coordinate, row: Int, in window: Window) -> ClosedRange<Int> {
    let (low, high) = a.latitudeE7 < b.latitudeE7 ? (a, b) : (b, a)
    let slope =
      (Double(high.longitudeE7) - Double(low.longitudeE7)) / (Double(high.latitudeE7) - Double(low.latitudeE7))
    let bottom = max(0, south + Double(row) * rowStep - 1 - Double(low.latitudeE7))
    let top = min(Double(high.latitudeE7), south + Double(row + 1) * rowStep + 1) - Double(low.latitudeE7)
    let first = Double(low.longitudeE7) + slope * bottom
    let last = Double(low.longitudeE7) + slope * top
    let west = max(window.firstColumn, column(min(first, last) - 1))
    let east = min(window.lastColumn, column(max(first, last) + 1))
    return west...max(west, east)
  }
}

extension SegmentGridFrame {
  func put(into archive: inout ArchiveWriter) {
    for number in [west, south, columnStep, rowStep, columnsPerUnit, rowsPerUnit] { archive.put(number) }
    archive.put(lastColumn)
    archive.put(lastRow)
  }

  init(from archive: inout ArchiveReader) throws {
    west = try archive.number()
    south = try archive.number()
    columnStep = try archive.number()
    rowStep = try archive.number()
    columnsPerUnit = try archive.number()
    rowsPerUnit = try archive.number()
    lastColumn = try archive.count()
    lastRow = try archive.count()
    let cells = (lastColumn + 1).multipliedReportingOverflow(by: lastRow + 1)
    try archive.expect(
      !cells.overflow && cells.partialValue < 1 << 31 && min(columnStep, rowStep, columnsPerUnit, rowsPerUnit) > 0,
      "cells")
  }
}
