import Parallel
import Walking

/// The searches behind a rule: clauses that count the same kinds the same way share one, which finds as many venues as
/// the greediest of them wants.
struct RuleSearches: Sendable {
  /// What clauses must have in common.
  private struct Group: Hashable {
    var kinds: [VenueKind]
    var isLength: Bool
  }

  let sheet: RuleSheet
  /// By clause of the sheet its search.
  private let searchOfClause: [Int]
  /// By search its clauses, and how many venues each of them wants; apart from the sheet, whose clauses are costly to pass
  /// on.
  private let clausesOfSearch: [[(place: Int, count: Int)]]
  private let searches: [NearestVenuesSearch]
  private let isLength: [Bool]
  /// The streets in millimetres, where a clause asks for metres.
  let lengths: StreetLengths?
  /// By clause of the sheet its limit as its search measures, and whether it is asked at all.
  private let limits: [UInt32?]

  /// - Parameters:
  ///   - graph: the streets and what gates allow.
  ///   - doors: the joins of each door of each venue.
  ///   - reach: how far to look, in limits: 1 tells who passes, more how far others are from it.
  ///   - pace: the pace of the graph and the joins (``StreetPace``), where that is not the usual one: clauses that ask for
  ///     metres, which hang on none, are then not asked.
  /// - Complexity: a bounded search for each group of clauses; one more look at all streets where metres are asked for.
  init(
    _ sheet: RuleSheet, graph: SearchGraph, venues: [Venue], doors: [[[Join]]], reach: UInt32,
    at pace: Firmness.Pace? = nil, workers: Int
  ) {
    self.sheet = sheet
    limits = sheet.clauses.map { clause in
      guard let pace else { return clause.limit.cost }
      return clause.limit.isLength ? nil : clause.limit.cost.multipliedSaturating(by: UInt32(pace.rawValue))
    }
    let limits = limits
    var groups: [Group] = []
    searchOfClause = sheet.clauses.map { clause in
      let group = Group(kinds: clause.kinds, isLength: clause.limit.isLength)
      if let known = groups.firstIndex(of: group) { return known }
      groups.append(group)
      return groups.count - 1
    }
    let (searchOfClause, all) = (searchOfClause, groups)
    clausesOfSearch = all.indices.map { search in
      sheet.clauses.indices.filter { searchOfClause[$0] == search }.map { ($0, sheet.clauses[$0].count) }
    }
    isLength = groups.map(\.isLength)
    let lengths = isLength.contains(true) && pace == nil ? StreetLengths(graph) : nil
    self.lengths = lengths
    searches = concurrentMap(count: all.count, workers: workers) { number in
      let clauses = sheet.clauses.indices.filter { searchOfClause[$0] == number && limits[$0] != nil }
      let length = all[number].isLength ? lengths : nil
      let counted =
        clauses.isEmpty ? [] : venues.indices.filter { VenueCensus.counts(venues[$0].kind, among: all[number].kinds) }
      let sources = counted.flatMap { venue in doors[venue].joined().map { $0.source(number: venue, in: length) } }
      return NearestVenuesSearch(
        length?.graph ?? graph, sources: sources, count: clauses.map { sheet.clauses[$0].count }.max() ?? 1,
        cutoff: clauses.map { (limits[$0] ?? 0).multipliedSaturating(by: reach) }.max() ?? 0)
    }
  }

  /// What the rule says of a place.
  ///
  /// - Parameters:
  ///   - joins: where it joins the streets.
  ///   - asked: the clauses that are asked, bit i for clause i of the sheet.
  func verdict(_ joins: some Collection<Join>, asked: UInt32) -> RuleVerdict {
    var workspace = workspace
    return verdict(joins, asked: asked, &workspace)
  }

  /// The same of many places: with room for what each search finds, to be used again.
  func verdict(_ joins: some Collection<Join>, asked: UInt32, _ workspace: inout [NearestVenues]) -> RuleVerdict {
    var failed: UInt32 = 0
    var costs = [UInt32?](repeating: nil, count: limits.count)
    for number in searches.indices {
      workspace[number].removeAll()
      collect(number, joins, into: &workspace[number])
      for (place, count) in clausesOfSearch[number] where asked & 1 << UInt32(place) != 0 {
        guard let limit = limits[place] else { continue }
        let cost = workspace[number].cost(ofNearest: count)
        if cost.map({ $0 > limit }) ?? true { failed |= 1 << UInt32(place) }
        // Beyond twice its limit a clause says nothing, whatever a search that it shares has found.
        costs[place] = cost.flatMap { $0 <= limit.multipliedSaturating(by: 2) ? $0 : nil }
      }
    }
    return RuleVerdict(asked: asked, failed: failed, costs: costs)
  }

  /// Room for what each search finds about one place.
  var workspace: [NearestVenues] { searches.map(\.none) }

  /// The venues that make a clause hold at a place, as many as it wants, the nearest first; fewer where it fails.
  ///
  /// - Parameter workspace: see ``workspace``.
  func venues(countedBy place: Int, _ joins: some Collection<Join>, _ workspace: inout [NearestVenues]) -> [Int] {
    guard let limit = limits[place] else { return [] }
    let number = searchOfClause[place]
    workspace[number].removeAll()
    collect(number, joins, into: &workspace[number])
    return workspace[number].keys.prefix(sheet.clauses[place].count)
      .filter { $0 >> 32 <= UInt64(limit) }.map { Int($0 & 0xFFFF_FFFF) }
  }

  /// The nearest venues that a clause counts, as many as it wants, within twice its limit, with their costs.
  func nearest(_ place: Int, _ joins: some Collection<Join>) -> [PlaceVerdict.CountedVenue] {
    guard let limit = limits[place] else { return [] }
    return found(searchOfClause[place], joins).keys.prefix(sheet.clauses[place].count)
      .filter { $0 >> 32 <= UInt64(limit.multipliedSaturating(by: 2)) }
      .map { PlaceVerdict.CountedVenue(venue: Int($0 & 0xFFFF_FFFF), cost: UInt32($0 >> 32)) }
  }

  private func found(_ number: Int, _ joins: some Collection<Join>) -> NearestVenues {
    var nearest = searches[number].none
    collect(number, joins, into: &nearest)
    return nearest
  }

  private func collect(_ number: Int, _ joins: some Collection<Join>, into nearest: inout NearestVenues) {
    for join in joins {
      let source = join.source(number: 0, in: isLength[number] ? lengths : nil)
      searches[number].collect(edge: Int(source.edge), offset: source.offset, leg: source.leg, into: &nearest)
    }
  }
}

extension Join {
  /// The place as a source of searches, in millimetres where lengths are given.
  func source(number: Int, in lengths: StreetLengths?) -> SearchSource {
    guard let lengths else { return source(number: number) }
    return SearchSource(
      edge: snap.edge, offset: lengths.offset(edge: Int(snap.edge), milliseconds: snap.offset),
      leg: StreetLengths.millimetres(snap.legInMetres), venue: UInt32(number))
  }
}

extension UInt32 {
  /// The product, or the largest number.
  func multipliedSaturating(by factor: UInt32) -> UInt32 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
