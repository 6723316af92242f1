import Columns
import Geography

/// Line segments sorted into cells of about 50 m, to find those near a place.
///
/// Sparse: only cells that a segment passes cost memory, so one stray street far away does no harm. Should many long
/// segments fill too many cells, the longest are kept in a list that every query returns.
struct SegmentGrid: Sendable {
  private let frame: SegmentGridFrame
  private let cells: SegmentGridCells
  /// The segments of cell number n are `entries[firstEntry[n]..<firstEntry[n + 1]]`, ascending.
  private let firstEntry: Column<UInt32>
  private let entries: Column<UInt32>
  private let long: Column<UInt32>

  /// Sorts `count` segments in. Linear in the segments and the cells that they pass.
  init(count: Int, segment: (Int) -> (Coordinate, Coordinate)) {
    let zero = Coordinate(longitudeE7: 0, latitudeE7: 0)
    var bounds = CoordinateBox(southWest: zero, northEast: zero)
    for index in 0..<count {
      let (a, b) = segment(index)
      if index == 0 { bounds = CoordinateBox(southWest: a, northEast: a) }
      bounds.formUnion(with: a)
      bounds.formUnion(with: b)
    }
    let frame = SegmentGridFrame(bounds)
    var listing = Listing(frame, count: count, longestSpan: .max, segment: segment)
    var longestSpan = 1 << 20
    while listing.isOverfull {
      listing = Listing(frame, count: count, longestSpan: longestSpan, segment: segment)
      longestSpan /= 2
    }
    self.frame = frame
    cells = SegmentGridCells(listing.cells)
    long = Column(listing.long)
    let sorted = listing.sortedByCell()
    (firstEntry, entries) = (Column(sorted.firstEntry), Column(sorted.entries))
  }

  /// Calls `body` with every segment that may lie within a box given in 1e-7 degree, by cell; one may come twice.
  ///
  /// - Complexity: linear in the cells of the box, or those in use if fewer, and their segments.
  @inline(__always)
  func forEachSegment(
    west: Double, south: Double, east: Double, north: Double, _ body: (Int) -> Void
  ) {
    _ = hasSegment(west: west, south: south, east: east, north: north) { segment in
      body(segment)
      return false
    }
  }

  /// Whether one of the segments of ``forEachSegment(west:south:east:north:_:)`` is as wished; asks no more then.
  @inline(__always)
  func hasSegment(
    west: Double, south: Double, east: Double, north: Double, where isWanted: (Int) -> Bool
  ) -> Bool {
    if !long.isEmpty { for index in long where isWanted(Int(index)) { return true } }
    guard let window = frame.window(west: west, south: south, east: east, north: north) else { return false }
    let (entries, firstEntry) = (entries, firstEntry)
    guard window.cellCount <= cells.count else {
      for number in cells.numbers(in: window, of: frame) {
        for place in Int(firstEntry[number])..<Int(firstEntry[number + 1]) where isWanted(Int(entries[place])) {
          return true
        }
      }
      return false
    }
    for row in window.firstRow...window.lastRow {
      for column in window.firstColumn...window.lastColumn {
        guard let number = cells.number(of: frame.cell(row: row, column: column)) else { continue }
        for place in Int(firstEntry[number])..<Int(firstEntry[number + 1]) where isWanted(Int(entries[place])) {
          return true
        }
      }
    }
    return false
  }

  /// Segments noted once for each cell, in the order of the segments.
  private struct Listing {
    var cells = SegmentGridCells.Builder()
    private var numbers: [UInt32] = []
    private var segments: [UInt32] = []
    private(set) var long: [UInt32] = []
    /// Whether it was given up because the segments pass too many cells.
    private(set) var isOverfull = false

    init(
      _ frame: SegmentGridFrame, count: Int, longestSpan: Int, segment: (Int) -> (Coordinate, Coordinate)
    ) {
      let most = 64 * count + 65_536
      numbers.reserveCapacity(count + count / 2)
      segments.reserveCapacity(count + count / 2)
      // Neighbouring segments mostly lie in one cell.
      var last = (cell: UInt32.max, number: UInt32(0))
      for index in 0..<count {
        let (a, b) = segment(index)
        let window = frame.window(of: a, b)
        guard window.span <= longestSpan else {
          long.append(UInt32(index))
          continue
        }
        frame.forEachCell(of: a, b, in: window) { cell in
          if cell != last.cell { last = (cell, cells.insert(cell)) }
          numbers.append(last.number)
          segments.append(UInt32(index))
        }
        guard segments.count <= most else {
          isOverfull = true
          return
        }
      }
    }

    /// By cell, then by segment: a counting sort.
    func sortedByCell() -> (firstEntry: [UInt32], entries: [UInt32]) {
      var firstEntry = [UInt32](repeating: 0, count: cells.count + 1)
      for number in numbers { firstEntry[Int(number) + 1] += 1 }
      for cell in 0..<cells.count { firstEntry[cell + 1] += firstEntry[cell] }
      var next = firstEntry
      var entries = [UInt32](repeating: 0, count: segments.count)
      for place in segments.indices {
        let number = Int(numbers[place])
        entries[Int(next[number])] = segments[place]
        next[number] += 1
      }
      return (firstEntry, entries)
    }
  }
}

extension SegmentGrid {
  func put(into archive: inout ArchiveWriter) {
    frame.put(into: &archive)
    cells.put(into: &archive)
    archive.put(firstEntry)
    archive.put(entries)
    archive.put(long)
  }

  /// - Parameter count: how many segments there are.
  init(count: Int, from archive: inout ArchiveReader) throws {
    frame = try SegmentGridFrame(from: &archive)
    cells = try SegmentGridCells(from: &archive)
    firstEntry = try archive.column()
    entries = try archive.column()
    long = try archive.column()
    let grid = self
    archive.expectLater("segments") {
      grid.firstEntry.arePlaces(ofRuns: grid.cells.count, in: grid.entries.count) && grid.entries.areBelow(count)
        && grid.long.areBelow(count)
    }
  }
}
