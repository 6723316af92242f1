import Geography
import OpenStreetMap

/// A town of square blocks whose walking lengths follow from arithmetic.
///
/// Crossing (row, column) lies `row` blocks north and `column` blocks east of the plane's origin. Each row is one
/// way; each column is one way, or two when a river cuts it. Lengths are exact up to the rounding of coordinates:
/// a block is within 2 cm, a walk of n blocks within 2 n cm.
public struct GridCity: Sendable {
  /// A crossing.
  public struct Crossing: Hashable, Sendable {
    /// Blocks north of the first row.
    public var row: Int
    /// Blocks east of the first column.
    public var column: Int

    /// Makes a crossing.
    public init(_ row: Int, _ column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// A river between two rows; only the columns with a bridge go on across it.
  public struct River: Hashable, Sendable {
    /// The row south of the river.
    public var northOfRow: Int
    /// The columns with a bridge.
    public var bridges: Set<Int>

    /// Makes a river.
    public init(northOfRow: Int, bridges: Set<Int>) {
      self.northOfRow = northOfRow
      self.bridges = bridges
    }
  }

  /// A venue that stands at a crossing.
  public struct Venue: Hashable, Sendable {
    /// Where.
    public var crossing: Crossing
    /// Its tags.
    public var tags: [String: String]

    /// Makes a venue, a library unless told otherwise.
    public init(_ row: Int, _ column: Int, tags: [String: String] = ["amenity": "library"]) {
      crossing = Crossing(row, column)
      self.tags = tags
    }
  }

  /// A house of 10 m by 10 m, its middle some metres from a crossing.
  public struct Home: Hashable, Sendable {
    /// The crossing.
    public var crossing: Crossing
    /// Metres east and north of it.
    public var east: Double, north: Double

    /// Makes a house, 20 m north of the row's street and 40 m along it unless told otherwise.
    public init(_ row: Int, _ column: Int, east: Double = 40, north: Double = 20) {
      crossing = Crossing(row, column)
      self.east = east
      self.north = north
    }
  }

  /// Crossings north to south and west to east, at least 1 each and under 1000.
  public var rows: Int, columns: Int
  /// Metres between neighbouring crossings.
  public var blockInMetres: Double
  /// A river, drawn as `waterway=river`.
  public var river: River?
  /// Whether three nodes and two streets lie 1 km north of the last row, joined to nothing.
  public var hasIsland = false
  /// Crossings from which a dead end of half a block leads north-east.
  public var deadEnds: [Crossing] = []
  /// The venues, as nodes 10 000 001… in this order.
  public var venues: [Venue] = []
  /// The houses, as ways 20 000 001… in this order.
  public var homes: [Home] = []
  /// Where the town lies.
  public var plane = LocalPlane.standard

  /// Makes a town without river, venues or homes.
  public init(rows: Int, columns: Int, blockInMetres: Double) {
    self.rows = rows
    self.columns = columns
    self.blockInMetres = blockInMetres
  }

  /// The OSM id of a crossing's node: 1 + row · columns + column.
  public func id(_ row: Int, _ column: Int) -> Int64 { Int64(1 + row * columns + column) }

  /// Where a crossing lies, plus some metres east and north.
  public func coordinate(_ row: Int, _ column: Int, east: Double = 0, north: Double = 0) -> Coordinate {
    plane.coordinate(
      east: Double(column) * blockInMetres + east, north: Double(row) * blockInMetres + north)
  }

  /// Where the middle of a house lies.
  public func coordinate(of home: Home) -> Coordinate {
    coordinate(home.crossing.row, home.crossing.column, east: home.east, north: home.north)
  }

  /// Blocks of the shortest walk between two crossings, by arithmetic; `nil` when the river has no bridge.
  public func blocks(from a: Crossing, to b: Crossing) -> Int? {
    let rise = abs(a.row - b.row)
    guard let river, (a.row <= river.northOfRow) != (b.row <= river.northOfRow) else {
      return rise + abs(a.column - b.column)
    }
    let run = river.bridges.filter { (0..<columns).contains($0) }
      .map { abs(a.column - $0) + abs($0 - b.column) }.min()
    return run.map { $0 + rise }
  }

  /// Metres of the shortest walk between two crossings.
  public func metres(from a: Crossing, to b: Crossing) -> Double? {
    blocks(from: a, to: b).map { Double($0) * blockInMetres }
  }
}
