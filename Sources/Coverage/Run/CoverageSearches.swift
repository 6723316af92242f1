import Columns
import Geography
import Parallel
import Walking

/// The nearest venue of every place, by kind and of any kind.
struct CoverageSearches: Sendable {
  /// The doors' joins as sources, venue by venue, door by door; `venue` is the source's own number.
  let sources: [SearchSource]
  /// Venue of each source.
  let venueOfSource: [Int]
  /// One multi-source search a kind, in the order of the parameters' kinds.
  let byKind: [NearestSourceSearch]
  /// One multi-source search over all doors.
  let any: NearestSourceSearch

  /// - Parameter doors: the joins of each door of each venue.
  init(_ city: CityModel, venues: [Venue], doors: [[[Join]]], kinds: [VenueKind], workers: Int) {
    self.init(city.graph, venues: venues, doors: doors, kinds: kinds, workers: workers)
  }

  /// - Parameter doors: the joins of each door of each venue.
  init(_ graph: SearchGraph, venues: [Venue], doors: [[[Join]]], kinds: [VenueKind], workers: Int) {
    let (sources, venueOfSource) = Self.sources(of: doors)
    (self.sources, self.venueOfSource) = (sources, venueOfSource)
    let groups = kinds.map { kind in sources.filter { venues[venueOfSource[Int($0.venue)]].kind == kind } }
    let rest = sources.filter { !kinds.contains(venues[venueOfSource[Int($0.venue)]].kind) }
    let passes = groups + (rest.isEmpty ? [] : [rest])
    let searches = concurrentMap(count: passes.count, workers: workers) { number in
      NearestSourceSearch(graph, sources: passes[number])
    }
    any = NearestSourceSearch(lowestOf: searches, graph: graph, sources: sources)
    byKind = Array(searches.prefix(kinds.count))
  }

  /// The doors' joins as sources, venue by venue, door by door, with the venue of each.
  static func sources(of doors: [[[Join]]]) -> (sources: [SearchSource], venueOfSource: [Int]) {
    var venueOfSource: [Int] = []
    var sources: [SearchSource] = []
    for (venue, joined) in doors.enumerated() {
      for join in joined.joined() {
        sources.append(join.source(number: sources.count))
        venueOfSource.append(venue)
      }
    }
    return (sources, venueOfSource)
  }

  func put(into archive: inout ArchiveWriter) {
    archive.put(byKind) { $1.put(into: &$0) }
    any.put(into: &archive)
  }

  /// Takes the answers for these doors out of a file of columns. Linear in the doors.
  init(_ city: CityModel, doors: [[[Join]]], from archive: inout ArchiveReader) throws {
    (sources, venueOfSource) = Self.sources(of: doors)
    let count = sources.count
    byKind = try archive.list { try NearestSourceSearch(city.graph, sourceCount: count, from: &$0) }
    any = try NearestSourceSearch(city.graph, sourceCount: count, from: &archive)
  }

  /// The quickest walk from a place to a source.
  struct Walk {
    /// Door to door.
    var time: TravelTime
    /// Which of the place's joins it uses.
    var join: Join
    /// Number of the source it ends at.
    var source: Int
  }

  /// The quickest walk over the place's joins; ties go to the lowest source, then to the first join.
  static func nearest(_ search: NearestSourceSearch, _ joins: some Collection<Join>) -> Walk? {
    var best: (key: UInt64, walk: Walk)?
    for join in joins {
      let key = search.key(edge: Int(join.snap.edge), offset: join.snap.offset)
      guard key != .max else { continue }
      let time = TravelTime(milliseconds: UInt32(key >> 32)) + join.leg
      guard time.isReachable else { continue }
      let source = key & 0xFFFF_FFFF
      let whole = UInt64(time.milliseconds) << 32 | source
      if best.map({ whole < $0.key }) ?? true { best = (whole, Walk(time: time, join: join, source: Int(source))) }
    }
    return best?.walk
  }

  /// The same of many places, in their order. Linear in their joins.
  static func nearest(_ search: NearestSourceSearch, _ places: JoinTable, workers: Int) -> [Walk?] {
    concurrentMap(count: places.count, inChunksOf: 2048, workers: workers, workspace: { () }) { place, _ in
      nearest(search, places[place])
    }
  }
}

extension Join {
  /// The place as a source of searches.
  func source(number: Int) -> SearchSource {
    SearchSource(edge: snap.edge, offset: snap.offset, leg: leg.milliseconds, venue: UInt32(number))
  }
}
