import Geography

/// Finds where one enters a venue (domain §7): the supplied door, else all public entrances on the outline, else the
/// point of the outline nearest a walkable edge, else the centroid.
public struct DoorResolver {
  /// The point on the rings nearest a street one may walk, or `nil` when none is near.
  public typealias NearestOnOutline = ([[Coordinate]]) -> Coordinate?

  private let entrances: DoorEntrances
  private let nearestOnOutline: NearestOnOutline

  /// An outline no wider than this has its door in its middle: coordinates are not truer than that, and the lists of
  /// planners draw points as tiny squares.
  static let smallestOutlineInMetres = 5.0

  /// Makes a resolver; the closure is asked only for outlines without a public entrance.
  public init(entrances: DoorEntrances, nearestOnOutline: @escaping NearestOnOutline) {
    self.entrances = entrances
    self.nearestOnOutline = nearestOnOutline
  }

  /// The doors of a venue, at least one, each place once.
  ///
  /// Of a venue merged from several records each record has its doors: two buildings have two.
  /// - Complexity: linear in the outlines.
  public func doors(of venue: Venue) -> [Door] {
    let single = Venue.Member(coordinate: venue.coordinate, outline: venue.outline, doors: venue.doors)
    return Door.unique((venue.members.isEmpty ? [single] : venue.members).flatMap { doors(of: $0) })
  }

  /// The ladder for one record.
  private func doors(of record: Venue.Member) -> [Door] {
    let supplied = record.doors.filter { $0.resolvedBy == .supplied }
    if !supplied.isEmpty { return supplied }
    if !record.outline.isEmpty {
      let onOutline = entrances.onOutline(record.outline)
      if !onOutline.isEmpty { return onOutline.map { Door(coordinate: $0, resolvedBy: .entrance) } + record.doors }
      if Self.isMoreThanAPoint(record.outline), let nearest = nearestOnOutline(record.outline.map(\.exterior)) {
        return [Door(coordinate: nearest, resolvedBy: .outline)] + record.doors
      }
    }
    return record.doors.isEmpty ? [Door(coordinate: record.coordinate, resolvedBy: .centroid)] : record.doors
  }

  private static func isMoreThanAPoint(_ outline: [GeographicPolygon]) -> Bool {
    guard let box = CoordinateBox(around: outline.lazy.flatMap(\.exterior)) else { return false }
    return Ellipsoid.lengthInMetres(from: box.southWest, to: box.northEast) > smallestOutlineInMetres
  }

  /// Sets the doors of all venues.
  public func resolve(_ venues: inout [Venue]) {
    for place in venues.indices { venues[place].doors = doors(of: venues[place]) }
  }
}

extension Door {
  /// Each place once, the first way of finding it kept, in order.
  static func unique(_ doors: [Door]) -> [Door] {
    var seen: Set<Coordinate> = []
    return doors.filter { seen.insert($0.coordinate).inserted }
  }
}
