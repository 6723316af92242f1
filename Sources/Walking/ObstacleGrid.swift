/// The obstacles around one tile in cells, row by row: those in neighbouring cells of a row lie one after another, so a
/// leg looks at one range a row that it passes.
struct ObstacleGrid {
  /// Where it lies.
  final class Scratch {
    let starts = ScratchBuffer<UInt32>()
    let entries = ScratchBuffer<UInt32>()
  }

  private static let cellInMetres = 16.0
  private static let mostCellsAcross = 256.0
  /// A line's box of so few cells is looked at whole: to find those along the line would take longer.
  private static let mostCellsUncut = 12
  /// Metres around lines, far more than doubles err by.
  private static let margin = 0.01

  private let scratch: Scratch
  /// The entries of cell c are `entries[starts[c]..<starts[c + 1]]`.
  private let starts: UnsafeMutablePointer<UInt32>
  private let entries: UnsafeMutablePointer<UInt32>
  /// Cells along a side.
  private let across: Int
  private let cell: Double
  private let cellsPerMetre: Double
  /// Metres west and south from the tile's middle to the first cell.
  private let extent: Double

  /// Sorts obstacles in by the cells that they pass.
  ///
  /// - Parameter extent: metres from the tile's middle along each axis within which legs lie.
  /// - Complexity: linear in the cells passed, 256 a side at most: a counting sort.
  init(_ obstacles: UnsafePointer<TileObstacle>, count: Int, extent: Double, scratch: Scratch) {
    self.scratch = scratch
    self.extent = extent
    cell = max(Self.cellInMetres, 2 * extent / Self.mostCellsAcross)
    cellsPerMetre = 1 / cell
    across = count == 0 ? 0 : Int(2 * extent / cell) + 1
    let cells = across * across
    scratch.starts.reserve(cells + 2)
    starts = scratch.starts.base
    guard count > 0 else {
      entries = scratch.entries.base
      return
    }
    // Counted one place further on, so that each end becomes the start as the cell is filled.
    let next = starts + 1
    starts.update(repeating: 0, count: cells + 2)
    let frame = Frame(extent: extent, cell: cell, cellsPerMetre: cellsPerMetre, across: across)
    for number in 0..<count {
      frame.forEachRow(of: obstacles[number].line, in: frame.box(of: obstacles[number].line)) { row, columns in
        for place in columns { next[row * frame.across + place + 1] += 1 }
        return true
      }
    }
    for place in 0..<cells { next[place + 1] += next[place] }
    scratch.entries.reserve(Int(next[cells]))
    let entries = scratch.entries.base
    for number in 0..<count {
      frame.forEachRow(of: obstacles[number].line, in: frame.box(of: obstacles[number].line)) { row, columns in
        for column in columns {
          let place = row * frame.across + column
          entries[Int(next[place])] = UInt32(truncatingIfNeeded: number)
          next[place] += 1
        }
        return true
      }
    }
    self.entries = entries
  }

  /// Whether there is no obstacle around the tile at all.
  var isEmpty: Bool { across == 0 }

  /// Whether any obstacle may lie within so many metres of (x, y) along both axes.
  func hasAny(around x: Double, _ y: Double, within metres: Double) -> Bool {
    guard across > 0 else { return false }
    let frame = Frame(extent: extent, cell: cell, cellsPerMetre: cellsPerMetre, across: across)
    let (first, last) = (frame.cell(x - metres), frame.cell(x + metres))
    for row in frame.cell(y - metres)...frame.cell(y + metres)
    where starts[row * across + first] < starts[row * across + last + 1] {
      return true
    }
    return false
  }

  /// One of the obstacles in the cells of a line that is as wished, looked for from the line's first end on.
  @inline(__always)
  func first(along line: PlanarLine, where isWanted: (Int) -> Bool) -> Int? {
    let frame = Frame(extent: extent, cell: cell, cellsPerMetre: cellsPerMetre, across: across)
    let box = frame.box(of: line)
    var found: Int?
    /// Looks at some neighbouring cells of a row; whether none is as wished.
    func lacks(_ row: Int, _ first: Int, _ last: Int) -> Bool {
      let end = Int(starts[row &* across &+ last &+ 1])
      var place = Int(starts[row &* across &+ first])
      while place < end {
        let number = Int(entries[place])
        if isWanted(number) {
          found = number
          return false
        }
        place &+= 1
      }
      return true
    }
    if box.count <= Self.mostCellsUncut {
      let step = line.a.y <= line.b.y ? 1 : -1
      var row = step > 0 ? box.south : box.north
      for _ in box.south...box.north {
        if !lacks(row, box.west, box.east) { break }
        row &+= step
      }
    } else {
      frame.forEachRow(of: line, in: box) { lacks($0, $1.lowerBound, $1.upperBound) }
    }
    return found
  }

  /// Rows and columns of cells.
  private struct Box {
    var west: Int
    var east: Int
    var south: Int
    var north: Int

    var count: Int { (east &- west &+ 1) &* (north &- south &+ 1) }
  }

  /// Where the cells lie.
  private struct Frame {
    let extent: Double
    let cell: Double
    let cellsPerMetre: Double
    let across: Int

    /// The row or column of a place; never falls as it grows, those beyond the grid in its outermost cells.
    @inline(__always)
    func cell(_ metres: Double) -> Int {
      Int(max(0, min(Double(across - 1), (metres + extent) * cellsPerMetre)))
    }

    /// The rows and columns that a line's box passes.
    @inline(__always)
    func box(of line: PlanarLine) -> Box {
      let (a, b) = (line.a, line.b)
      return Box(
        west: cell(min(a.x, b.x) - ObstacleGrid.margin), east: cell(max(a.x, b.x) + ObstacleGrid.margin),
        south: cell(min(a.y, b.y) - ObstacleGrid.margin), north: cell(max(a.y, b.y) + ObstacleGrid.margin))
    }

    /// The columns that a line passes, row by row from its first end on, until `body` says no.
    @inline(__always)
    func forEachRow(of line: PlanarLine, in box: Box, _ body: (Int, ClosedRange<Int>) -> Bool) {
      let (a, b) = (line.a, line.b)
      let (low, high) = (min(a.y, b.y), max(a.y, b.y))
      let (south, north) = (box.south, box.north)
      let columns = box.west...box.east
      let isSlanted = south < north && columns.count > 1 && high - low > ObstacleGrid.margin
      let slope = isSlanted ? (b.x - a.x) / (b.y - a.y) : 0
      let step = a.y <= b.y ? 1 : -1
      var row = step > 0 ? south : north
      for _ in south...north {
        var passed = columns
        if isSlanted {
          let bottom = max(low, Double(row) * cell - extent - ObstacleGrid.margin)
          let top = min(high, Double(row + 1) * cell - extent + ObstacleGrid.margin)
          let (from, to) = (a.x + slope * (bottom - a.y), a.x + slope * (top - a.y))
          // Beyond the grid lies what belongs to its outermost rows.
          if row > 0, row < across - 1 {
            let first = max(columns.lowerBound, cell(min(from, to) - ObstacleGrid.margin))
            passed = first...max(first, min(columns.upperBound, cell(max(from, to) + ObstacleGrid.margin)))
          }
        }
        if !body(row, passed) { return }
        row += step
      }
    }
  }
}
