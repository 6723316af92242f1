import Geography

/// A tile of the web map's pyramid: at zoom z the world is 2ᶻ × 2ᶻ tiles, counted from the north-west.
struct MapTile: Hashable, Sendable {
  /// Zooms that are made; viewers draw deeper ones from the deepest.
  static let zooms = 8...16

  /// The zoom.
  let zoom: Int
  /// Column from the west, row from the north.
  let column: Int, row: Int

  /// A tile; `nil` when the zoom is not made or the place is off the world.
  init?(zoom: Int, column: Int, row: Int) {
    guard Self.zooms.contains(zoom), (0..<1 << zoom).contains(column), (0..<1 << zoom).contains(row) else { return nil }
    self.zoom = zoom
    self.column = column
    self.row = row
  }

  /// World units across the tile.
  var size: Int64 { 1 << Int64(32 - zoom) }
  /// The north-west corner in world units.
  var west: Int64 { Int64(column) * size }
  /// See ``west``.
  var north: Int64 { Int64(row) * size }

  /// The tile's box with a margin, in world units.
  func box(margin: Int64) -> WorldBox {
    WorldBox(west: west - margin, north: north - margin, east: west + size + margin, south: north + size + margin)
  }
}

/// A place of the spherical Mercator map that web maps use: 2³² units around the equator (about a centimetre), x from
/// 180° W to the east, y from 85.05° N to the south.
struct WorldPoint: Hashable, Sendable {
  var x: UInt32
  var y: UInt32

  init(x: UInt32, y: UInt32) {
    self.x = x
    self.y = y
  }

  /// The place on the map; beyond 85.05° it is at the border.
  init(_ coordinate: Coordinate) {
    let world = 4_294_967_296.0
    let sine = Double.sine(ofDegrees: coordinate.latitude)
    let y = 0.5 - Double.naturalLogarithm((1 + sine) / (1 - sine)) / (4 * .pi)
    self.x = UInt32(clampingWorld: (coordinate.longitude / 360 + 0.5) * world)
    self.y = UInt32(clampingWorld: y * world)
  }
}

/// A box of world units, borders included.
struct WorldBox: Hashable, Sendable {
  var west: Int64
  var north: Int64
  var east: Int64
  var south: Int64

  init(west: Int64, north: Int64, east: Int64, south: Int64) {
    self.west = west
    self.north = north
    self.east = east
    self.south = south
  }

  /// The smallest box around points; an empty one, which touches nothing, when there are none.
  init(around points: some Sequence<WorldPoint>) {
    self.init(west: .max, north: .max, east: .min, south: .min)
    for point in points {
      west = min(west, Int64(point.x))
      east = max(east, Int64(point.x))
      north = min(north, Int64(point.y))
      south = max(south, Int64(point.y))
    }
  }

  func touches(_ other: WorldBox) -> Bool {
    west <= other.east && other.west <= east && north <= other.south && other.north <= south
  }

  mutating func formUnion(_ other: WorldBox) {
    west = min(west, other.west)
    east = max(east, other.east)
    north = min(north, other.north)
    south = max(south, other.south)
  }
}
