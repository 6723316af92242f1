import Geography

/// Where a home's position and weight come from.
public enum HomeSource: String, Hashable, Sendable, CaseIterable {
  /// A building tagged as residential.
  case residential
  /// `building=yes` inside `landuse=residential`.
  case inferred
  /// A point along a street of `landuse=residential` without mapped homes, or with few.
  case estimated
  /// A supplied list.
  case supplied
  /// A point along a street of a cell or polygon of people without a home on the map.
  case street
  /// The middle of a cell or polygon of people without a home or such a street.
  case middle
}

/// A place where people live (a demand point).
public struct Home: Hashable, Sendable {
  /// `w1`, `r1`, `FILE:row`, `LANDUSE/n` for an estimated point, `FILE:ZONE/n` for one along a street of a zone of people,
  /// `FILE:ZONE` for a zone's middle.
  public var id: String
  /// The centroid of the building, or the point.
  public var coordinate: Coordinate
  /// People of a supplied list or grid, else estimated dwellings; see ``WeightUnit``.
  public var weight: Double
  /// Where it comes from.
  public var source: HomeSource

  /// Makes a home.
  public init(id: String, coordinate: Coordinate, weight: Double, source: HomeSource) {
    self.id = id
    self.coordinate = coordinate
    self.weight = weight
    self.source = source
  }
}

/// What the weights of homes count.
public enum WeightUnit: String, Hashable, Sendable {
  /// People of a supplied list or grid.
  case people
  /// Dwellings estimated from floor area and levels.
  case dwellings
}
