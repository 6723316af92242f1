import Geography

/// A place where a venue could open.
public struct CandidateSite: Hashable, Sendable {
  /// `FILE:row` or `FILE:feature` of a list; empty for a place typed or clicked.
  public var id: String
  /// What it is called; empty when it has no name.
  public var name: String
  /// Its door.
  public var coordinate: Coordinate
  /// What it costs, in the list's own money; `nil` when that is not known.
  public var cost: Double?

  /// Makes a site.
  public init(id: String = "", name: String = "", coordinate: Coordinate, cost: Double? = nil) {
    self.id = id
    self.name = name
    self.coordinate = coordinate
    self.cost = cost
  }
}
