import Columns
import Geography

/// The largest group of places that hang together on a grid of whole degrees.
///
/// Extracts hold stray streets: a node typed at 0°, 0°, or the edge of a cut that followed a ferry. What serves to
/// choose a plane to measure in must come from the city and not from the middle between it and the stray.
struct StreetCluster {
  /// The group's places.
  let members: Column<Coordinate>

  /// Finds the group; the westernmost, then southernmost, of equal ones.
  ///
  /// Cells that touch at a side or a corner hang together, also across 180°. Linear, plus a pass over the grid.
  init(of coordinates: Column<Coordinate>) {
    var counts = [Int](repeating: 0, count: Self.columns * Self.rows)
    for coordinate in coordinates { counts[Self.cell(of: coordinate)] += 1 }
    var groups = [Int](repeating: -1, count: counts.count)
    var largest = (group: -1, count: 0)
    for start in counts.indices where counts[start] > 0 && groups[start] < 0 {
      let count = Self.flood(from: start, counts, &groups)
      if count > largest.count { largest = (start, count) }
    }
    members =
      largest.count == coordinates.count
      ? coordinates : Column(coordinates.filter { groups[Self.cell(of: $0)] == largest.group })
  }

  private static let columns = 360
  private static let rows = 180

  /// Columns first, so that a lower number lies farther west.
  private static func cell(of coordinate: Coordinate) -> Int {
    let column = (Int(coordinate.longitudeE7) + 1_800_000_000) / 10_000_000
    let row = (Int(coordinate.latitudeE7) + 900_000_000) / 10_000_000
    return min(columns - 1, max(0, column)) * rows + min(rows - 1, max(0, row))
  }

  /// Marks all cells that hang together with one and counts their places.
  private static func flood(from start: Int, _ counts: [Int], _ groups: inout [Int]) -> Int {
    var open = [start]
    var count = 0
    groups[start] = start
    while let cell = open.popLast() {
      count += counts[cell]
      let (column, row) = cell.quotientAndRemainder(dividingBy: rows)
      for east in -1...1 {
        for north in -1...1 where (0..<rows).contains(row + north) {
          let neighbour = (column + east + columns) % columns * rows + row + north
          guard counts[neighbour] > 0, groups[neighbour] < 0 else { continue }
          groups[neighbour] = start
          open.append(neighbour)
        }
      }
    }
    return count
  }
}
