/// A box of longitudes and latitudes, borders included. It never spans the antimeridian.
@frozen
public struct CoordinateBox: Hashable, Sendable {
  /// The south-west corner.
  public var southWest: Coordinate
  /// The north-east corner.
  public var northEast: Coordinate

  /// Makes a box from its two corners.
  @inlinable
  public init(southWest: Coordinate, northEast: Coordinate) {
    self.southWest = southWest
    self.northEast = northEast
  }

  /// The smallest box around the coordinates; `nil` when there are none. Linear.
  @inlinable
  public init?(around coordinates: some Sequence<Coordinate>) {
    var iterator = coordinates.makeIterator()
    guard let first = iterator.next() else { return nil }
    self.init(southWest: first, northEast: first)
    while let next = iterator.next() { formUnion(with: next) }
  }

  /// Grows the box to hold a coordinate.
  @inlinable
  public mutating func formUnion(with coordinate: Coordinate) {
    southWest.longitudeE7 = min(southWest.longitudeE7, coordinate.longitudeE7)
    southWest.latitudeE7 = min(southWest.latitudeE7, coordinate.latitudeE7)
    northEast.longitudeE7 = max(northEast.longitudeE7, coordinate.longitudeE7)
    northEast.latitudeE7 = max(northEast.latitudeE7, coordinate.latitudeE7)
  }

  /// Whether the coordinate lies in the box or on its border.
  @inlinable
  public func contains(_ coordinate: Coordinate) -> Bool {
    coordinate.longitudeE7 >= southWest.longitudeE7 && coordinate.longitudeE7 <= northEast.longitudeE7
      && coordinate.latitudeE7 >= southWest.latitudeE7 && coordinate.latitudeE7 <= northEast.latitudeE7
  }

  /// Whether the two boxes share at least a point.
  @inlinable
  public func intersects(_ other: CoordinateBox) -> Bool {
    southWest.longitudeE7 <= other.northEast.longitudeE7 && other.southWest.longitudeE7 <= northEast.longitudeE7
      && southWest.latitudeE7 <= other.northEast.latitudeE7 && other.southWest.latitudeE7 <= northEast.latitudeE7
  }

  /// The middle of the box.
  @inlinable
  public var centre: Coordinate {
    Coordinate(
      longitudeE7: Int32((Int64(southWest.longitudeE7) + Int64(northEast.longitudeE7)) / 2),
      latitudeE7: Int32((Int64(southWest.latitudeE7) + Int64(northEast.latitudeE7)) / 2))
  }
}
