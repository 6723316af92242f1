import Walking

extension PreparedCity {
  /// The kinds of venues that there are, and those asked for, in the class table's order.
  public var kinds: [VenueKind] { Set(parameters.kinds).union(venues.map(\.kind)).sorted() }

  /// The same city with the venues of some kinds alone: what it answers is what a run with these kinds would.
  ///
  /// - Parameter kinds: in the class table's order.
  /// - Complexity: a pass over the streets a kind; all else is shared.
  public func narrowed(to kinds: [VenueKind]) -> PreparedCity {
    keeping(venues.indices.filter { kinds.contains(venues[$0].kind) }, kinds: kinds, workers: parameters.workers)
  }

  /// The city with venues of some of its kinds only, the same as if it had been prepared for these: venues without a
  /// known kind always count.
  ///
  /// - Parameter kinds: some of ``CoverageParameters/kinds``, in their order.
  /// - Complexity: a search a kind over the whole city.
  func asked(for kinds: [VenueKind], workers: Int) -> PreparedCity {
    guard kinds != parameters.kinds else { return self }
    let kept = venues.indices.filter { VenueCensus.counts(venues[$0].kind, among: kinds) }
    return keeping(kept, kinds: kinds, workers: workers)
  }

  private func keeping(_ kept: [Int], kinds: [VenueKind], workers: Int) -> PreparedCity {
    let (own, ownDoors) = (kept.map { venues[$0] }, kept.map { doors[$0] })
    var parameters = parameters
    parameters.kinds = kinds
    return PreparedCity(
      model: model, parameters: parameters, areas: areas, studyArea: studyArea, projection: projection, venues: own,
      doors: ownDoors, homes: homes, homeJoins: homeJoins, homeIndex: homeIndex, areasOfHomes: areasOfHomes,
      venuesOfAreas: Self.count(own, of: areas, in: PlacePolygonIndex(areas.map(\.polygons))), weightUnit: weightUnit,
      searches: CoverageSearches(model, venues: own, doors: ownDoors, kinds: kinds, workers: workers), header: header,
      reading: reading, findings: findings, recipe: recipe, streetNames: streetNames)
  }
}
