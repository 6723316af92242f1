import Geography

/// The doors that a clause counts, from south to north, for its n-th nearest venue as the crow flies.
struct ClauseDoors: Sendable {
  /// Less than a step of 1e-7 degree of latitude spans anywhere (110,574 m a degree at the equator).
  private static let northInMetres = 0.011

  private struct Door: Sendable {
    var coordinate: Coordinate
    var venue: Int
  }

  private let doors: [Door]
  /// How many venues they belong to.
  let venueCount: Int

  /// n log n in the doors.
  init(_ venues: [Venue], kinds: [VenueKind]) {
    let counted = venues.indices.filter { VenueCensus.counts(venues[$0].kind, among: kinds) }
    venueCount = counted.count
    doors = counted.flatMap { venue in venues[venue].doors.map { Door(coordinate: $0.coordinate, venue: venue) } }
      .sorted {
        let (a, b) = ($0.coordinate, $1.coordinate)
        return (a.latitudeE7, a.longitudeE7, $0.venue) < (b.latitudeE7, b.longitudeE7, $1.venue)
      }
  }

  /// The n-th nearest venue by its nearest door, of several as near the lower one; `nil` when there are fewer within reach.
  ///
  /// - Parameter reach: metres, inclusive; `nil` for any distance.
  /// - Complexity: a look at each door in the reach's band of latitude, and a measurement for those in its box.
  func nearest(
    _ number: Int, to place: Coordinate, within reach: Double?
  ) -> (metres: Double, venue: Int, door: Coordinate)? {
    let rows = reach.map { Int64(min($0 / Self.northInMetres, 2e9)) + 1 } ?? 2_000_000_000
    let (south, north) = (Int64(place.latitudeE7) - rows, Int64(place.latitudeE7) + rows)
    let columns = reach.map { Self.columns(within: $0, of: place) } ?? .max
    var found: [Int: (metres: Double, door: Coordinate)] = [:]
    for door in doors[firstDoor(from: south)...] {
      guard Int64(door.coordinate.latitudeE7) <= north else { break }
      let away = abs(Int64(door.coordinate.longitudeE7) - Int64(place.longitudeE7))
      guard min(away, 3_600_000_000 - away) <= columns else { continue }
      let metres = Ellipsoid.lengthInMetres(from: place, to: door.coordinate)
      guard metres <= reach ?? .infinity, metres < found[door.venue]?.metres ?? .infinity else { continue }
      found[door.venue] = (metres, door.coordinate)
    }
    guard found.count >= number else { return nil }
    let sorted = found.sorted { ($0.value.metres, $0.key) < ($1.value.metres, $1.key) }
    return (sorted[number - 1].value.metres, sorted[number - 1].key, sorted[number - 1].value.door)
  }

  /// Steps of 1e-7 degree of longitude that no place within reach is beyond: with a fifth to spare, and none near a pole.
  private static func columns(within reach: Double, of place: Coordinate) -> Int64 {
    guard abs(place.latitude) < 85, reach < 50_000 else { return .max }
    return Int64(reach * 1.2 / Ellipsoid.LocalScale(latitude: place.latitude).eastInMetres) + 1
  }

  private func firstDoor(from south: Int64) -> Int {
    var (low, high) = (0, doors.count)
    while low < high {
      let middle = (low + high) / 2
      if Int64(doors[middle].coordinate.latitudeE7) < south { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
