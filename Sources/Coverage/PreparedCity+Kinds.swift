import Walking

extension PreparedCity {
  /// The kinds of venues that there are, and those asked for, in the class table's order.
  public var kinds: [VenueKind] { Set(parameters.kinds).union(venues.map(\.kind)).sorted() }

  /// The same city with the venues of some kinds alone: what it answers is what a run with these kinds would.
  ///
  /// - Parameter kinds: in the class table's order.
  /// - Complexity: a pass over the streets a kind; all else is shared.
  public func narrowed(to kinds: [VenueKind]) -> PreparedCity {
    let kept = venues.indices.filter { kinds.contains(venues[$0].kind) }
    var parameters = parameters
    parameters.kinds = kinds
    let (keptVenues, keptDoors) = (kept.map { venues[$0] }, kept.map { doors[$0] })
    return PreparedCity(
      model: model, parameters: parameters, areas: areas, studyArea: studyArea, projection: projection,
      venues: keptVenues,
      doors: keptDoors, homes: homes, homeJoins: homeJoins, areasOfHomes: areasOfHomes,
      venuesOfAreas: venueCounts(of: keptVenues), weightUnit: weightUnit,
      searches: CoverageSearches(
        model, venues: keptVenues, doors: keptDoors, kinds: kinds, workers: parameters.workers),
      header: header, reading: reading, counts: counts, warnings: warnings, notes: notes)
  }

  private func venueCounts(of venues: [Venue]) -> [Int] {
    let index = PlacePolygonIndex(areas.map(\.polygons))
    var counts = areas.map { _ in 0 }
    for venue in venues {
      for area in index.all(containing: venue.coordinate) { counts[area] += 1 }
    }
    return counts
  }
}
