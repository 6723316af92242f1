import Geography
import Parallel
import Walking

/// The nearest venue of every place, by kind and of any kind.
struct CoverageSearches: Sendable {
  /// Venue of each door, in the order of the doors.
  let venueOfDoor: [Int]
  /// One multi-source search a kind, in the order of the parameters' kinds.
  let byKind: [NearestSourceSearch]
  /// One multi-source search over all doors.
  let any: NearestSourceSearch
  /// The doors' sources, `venue` being the door's number.
  let sources: [SearchSource]
  /// The legs of the doors; `nil` for a door that joins no street.
  let doors: [[JoinedPlace?]]

  init(_ city: CityModel, venues: [Venue], doors: [[JoinedPlace?]], kinds: [VenueKind], workers: Int) {
    self.doors = doors
    var venueOfDoor: [Int] = []
    var sources: [SearchSource] = []
    for (venue, joined) in doors.enumerated() {
      for door in joined {
        if let door { sources.append(door.source(number: venueOfDoor.count)) }
        venueOfDoor.append(venue)
      }
    }
    self.venueOfDoor = venueOfDoor
    self.sources = sources
    let groups: [[SearchSource]] =
      [sources]
      + kinds.map { kind in sources.filter { venues[venueOfDoor[Int($0.venue)]].kind == kind } }
    let graph = city.graph
    let searches = concurrentMap(count: groups.count, workers: workers) { NearestSourceSearch(graph, sources: groups[$0]) }
    any = searches[0]
    byKind = Array(searches.dropFirst())
  }

  /// Time and door nearest to a joined place, its own leg included.
  static func nearest(_ search: NearestSourceSearch, _ place: JoinedPlace) -> (time: TravelTime, door: Int)? {
    let key = search.key(edge: Int(place.snap.edge), offset: place.snap.offset)
    guard key != .max else { return nil }
    let time = TravelTime(milliseconds: UInt32(key >> 32)) + place.leg
    return time.isReachable ? (time, Int(key & 0xFFFF_FFFF)) : nil
  }
}

extension JoinedPlace {
  /// The place as a source of searches.
  func source(number: Int) -> SearchSource {
    SearchSource(edge: snap.edge, offset: snap.offset, leg: leg.milliseconds, venue: UInt32(number))
  }
}
