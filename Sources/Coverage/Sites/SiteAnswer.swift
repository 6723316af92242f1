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

    package init() {}
  }

  package let city: PreparedCity
  package let limit: TravelTime
  package let kind: VenueKind?
  /// Each site alone, best first: most weight gained, then most minutes saved, then the order given.
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
  /// - Complexity: a search a site, and one of the city for closures.
  package init(_ question: Question, on city: PreparedCity, limit: TravelTime, workers: Int) throws {
    self.city = city
    self.limit = limit
    kind = question.kind
    let evaluation = SiteEvaluation(city, limit: limit, workers: workers)
    closed = try Self.venues(question.closedIDs, of: city)
    let sites = question.sites
    var effects = concurrentMap(
      count: sites.count, workers: workers, workspace: { SiteEvaluation.Workspace(evaluation) }
    ) { number, workspace in
      evaluation.effect(of: sites[number], kind: question.kind, workspace: workspace)
    }
    if !question.cutoffs.isEmpty {
      let drawing = SiteIsochrones(city, workers: workers)
      for number in effects.indices {
        effects[number].isochrones = try drawing.isochrones(of: sites[number].coordinate, cutoffs: question.cutoffs)
      }
    }
    self.effects = effects.enumerated().map { (place: $0.offset, effect: $0.element) }.sorted { a, b in
      let (x, y) = (a.effect, b.effect)
      if x.gained.weight != y.gained.weight { return x.gained.weight > y.gained.weight }
      if x.change.savedMinutes != y.change.savedMinutes { return x.change.savedMinutes > y.change.savedMinutes }
      return a.place < b.place
    }
    closing = closed.isEmpty ? nil : evaluation.change(opening: [], closing: Set(closed))
    together =
      sites.count + closed.count > 1 && !sites.isEmpty
      ? evaluation.change(opening: sites, closing: Set(closed)) : nil
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
