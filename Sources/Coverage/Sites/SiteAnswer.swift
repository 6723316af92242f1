import Geography
import Parallel
import Walking

/// Sites tried and venues closed on one city: the answer of `circle site`.
package struct SiteAnswer: Sendable {
  /// What was asked.
  package struct Question: Sendable {
    /// The sites, in the order given.
    package var sites: [CandidateSite] = []
    /// The venues to close: ids as they stand in venues.geojson, merged ones included.
    package var closedIDs: [String] = []
    /// The kind of venue the sites would be; `nil` when it does not matter.
    package var kind: VenueKind?
    /// Cutoffs of the isochrones to draw, ascending; none to draw none.
    package var cutoffs: [TravelTime] = []
    /// A rule to tell of beside the promise, and what homes are to it where no area says.
    package var rule: (rule: CoverageRule, areaType: AreaType)?

    package init() {}
  }

  package let city: PreparedCity
  package let limit: TravelTime
  package let kind: VenueKind?
  /// Each site alone, best first: most weight that comes to pass the rule, where there is one, then most weight gained,
  /// then most minutes saved, then the order given.
  package let effects: [(place: Int, effect: SiteEffect)]
  /// The venues closed: places in ``PreparedCity/venues``, ascending.
  package let closed: [Int]
  /// The closures without the sites; `nil` when nothing closes.
  package let closing: CoverageChange?
  /// All sites and closures at once; `nil` for a single site.
  package let together: CoverageChange?

  /// Tries all that is asked.
  ///
  /// - Throws: ``InputError`` for an id that no venue has, or when isochrones cannot be drawn.
  /// - Complexity: a search a site, and one of the city for closures; with a rule its searches a site too.
  package init(_ question: Question, on city: PreparedCity, limit: TravelTime, workers: Int) throws {
    self.city = city
    self.limit = limit
    self.kind = question.kind
    let evaluation = SiteEvaluation(city, limit: limit, workers: workers)
    closed = try Self.venues(question.closedIDs, of: city)
    let sites = question.sites
    var effects = concurrentMap(
      count: sites.count, workers: workers, workspace: { SiteEvaluation.Workspace(evaluation) }
    ) { number, workspace in
      evaluation.effect(of: sites[number], kind: question.kind, workspace: workspace)
    }
    let ruled = question.rule.map { RuledCity($0.rule, areaType: $0.areaType, on: city, workers: workers) }
    let today = ruled?.verdicts() ?? []
    let kind = question.kind
    func change(byRule sites: [CandidateSite], closing closed: [Int]) -> RuleChange? {
      ruled?.change(
        since: today, opening: sites.map { ($0, evaluation.joins(of: $0)) }, kind: kind, closing: Set(closed))
    }
    for number in effects.indices {
      effects[number].change.rule = change(byRule: [sites[number]], closing: [])
    }
    if !question.cutoffs.isEmpty {
      let drawing = SiteIsochrones(city, workers: workers)
      for number in effects.indices {
        effects[number].isochrones = try drawing.isochrones(of: sites[number].coordinate, cutoffs: question.cutoffs)
      }
    }
    self.effects = effects.enumerated().map { (place: $0.offset, effect: $0.element) }.sorted { a, b in
      let (x, y) = (a.effect, b.effect)
      if let x = x.change.rule?.gained.weight, let y = y.change.rule?.gained.weight, x != y { return x > y }
      if x.gained.weight != y.gained.weight { return x.gained.weight > y.gained.weight }
      if x.change.savedMinutes != y.change.savedMinutes { return x.change.savedMinutes > y.change.savedMinutes }
      return a.place < b.place
    }
    var closing = closed.isEmpty ? nil : evaluation.change(opening: [], closing: Set(closed))
    if closing != nil { closing?.rule = change(byRule: [], closing: closed) }
    self.closing = closing
    let isTogether = sites.count + closed.count > 1 && !sites.isEmpty
    var together = isTogether ? evaluation.change(opening: sites, closing: Set(closed)) : nil
    if together != nil { together?.rule = change(byRule: sites, closing: closed) }
    self.together = together
  }

  private static func venues(_ ids: [String], of city: PreparedCity) throws -> [Int] {
    var places: Set<Int> = []
    for id in ids {
      guard let place = city.venues.firstIndex(where: { $0.id == id || $0.identifiers.contains(id) }) else {
        let some = city.venues.prefix(3).map(\.id).joined(separator: ", ")
        throw InputError(
          "--close", "no venue that counts has the id \(SuppliedFile.quoted(id))",
          remedy: city.venues.isEmpty ? "there are none" : "ids are those of venues.geojson, such as \(some)")
      }
      places.insert(place)
    }
    return places.sorted()
  }
}
