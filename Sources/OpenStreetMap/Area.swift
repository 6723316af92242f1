import Geography

/// A closed way or a multipolygon or boundary relation, assembled into polygons.
public struct Area: Sendable {
  /// The way or relation.
  public let id: ElementID
  /// The outer rings with their holes, none of which cross; counterclockwise outer rings, clockwise holes.
  ///
  /// Every ring is closed and begins at its westernmost (then southernmost) point; polygons and holes are sorted.
  /// So the value depends on the geometry only, not on the order or direction of ways.
  public let polygons: [GeographicPolygon]

  package init(id: ElementID, polygons: [GeographicPolygon]) {
    self.id = id
    self.polygons = polygons
  }
}

/// Why a way or relation makes no area.
public enum AreaProblem: Error, Hashable, Sendable {
  /// A node or member way is not in the extract: cut off by its edge.
  case incomplete
  /// The rings do not close, though nothing is missing.
  case openRing
  /// Fewer than three different points, or no extent.
  case degenerate
  /// Rings cross or overlap each other or themselves, or touch where they share no node.
  case crossing
}
