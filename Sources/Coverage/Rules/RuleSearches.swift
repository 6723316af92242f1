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
  private let searches: [NearestVenuesSearch]
  private let isLength: [Bool]
  /// The streets in millimetres, where a clause asks for metres.
  private let lengths: StreetLengths?

  /// - Parameters:
  ///   - graph: the streets and what gates allow.
  ///   - doors: the joins of each door of each venue.
  ///   - reach: how far to look, in limits: 1 tells who passes, more how far others are from it.
  /// - Complexity: a bounded search for each group of clauses; one more look at all streets where metres are asked for.
  init(
    _ sheet: RuleSheet, graph: SearchGraph, venues: [Venue], doors: [[[Join]]], reach: UInt32, workers: Int
  ) {
    self.sheet = sheet
    var groups: [Group] = []
    searchOfClause = sheet.clauses.map { clause in
      let group = Group(kinds: clause.kinds, isLength: clause.limit.isLength)
      if let known = groups.firstIndex(of: group) { return known }
      groups.append(group)
      return groups.count - 1
    }
    isLength = groups.map(\.isLength)
    let lengths = isLength.contains(true) ? StreetLengths(graph) : nil
    self.lengths = lengths
    let (searchOfClause, all) = (searchOfClause, groups)
    searches = concurrentMap(count: all.count, workers: workers) { number in
      let clauses = sheet.clauses.indices.filter { searchOfClause[$0] == number }.map { sheet.clauses[$0] }
      let length = all[number].isLength ? lengths : nil
      let sources = venues.indices.filter { VenueCensus.counts(venues[$0].kind, among: all[number].kinds) }
        .flatMap { venue in doors[venue].joined().map { $0.source(number: venue, in: length) } }
      return NearestVenuesSearch(
        length?.graph ?? graph, sources: sources, count: clauses.map(\.count).max() ?? 1,
        cutoff: clauses.map { $0.limit.cost.multipliedSaturating(by: reach) }.max() ?? 0)
    }
  }

  /// What the rule says of a place.
  ///
  /// - Parameters:
  ///   - joins: where it joins the streets.
  ///   - asked: the clauses that are asked, bit i for clause i of the sheet.
  func verdict(_ joins: some Collection<Join>, asked: UInt32) -> RuleVerdict {
    var failed: UInt32 = 0
    var costs = [UInt32?](repeating: nil, count: sheet.clauses.count)
    for (number, search) in searches.enumerated() {
      var nearest = search.none
      for join in joins {
        let source = join.source(number: 0, in: isLength[number] ? lengths : nil)
        search.collect(edge: Int(source.edge), offset: source.offset, leg: source.leg, into: &nearest)
      }
      for (place, clause) in sheet.clauses.enumerated()
      where searchOfClause[place] == number && asked & 1 << UInt32(place) != 0 {
        let cost = nearest.cost(ofNearest: clause.count)
        if cost.map({ $0 > clause.limit.cost }) ?? true { failed |= 1 << UInt32(place) }
        // Beyond twice its limit a clause says nothing, whatever a search that it shares has found.
        costs[place] = cost.flatMap { $0 <= clause.limit.cost.multipliedSaturating(by: 2) ? $0 : nil }
      }
    }
    return RuleVerdict(asked: asked, failed: failed, costs: costs)
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
