import Geography

extension CoverageAnalysis {
  /// The city that the analysis is about: opened where ``extractPath`` names a prepared city's file, else prepared from
  /// the extract. The two are told apart by content.
  ///
  /// What shapes a city (speed, gates, venues, …) is the file's own then: ask the city's parameters, not the analysis'.
  ///
  /// - Parameter progress: called now and then from any thread.
  /// - Throws: ``InputError`` for bad input, and for options the user insists on (``insisted``) that are not what the
  ///   file was built with.
  /// - Complexity: see ``prepare(progress:)``; milliseconds for a prepared city, and a search over it for each kind when
  ///   it is asked for fewer kinds than it was built with.
  public func city(progress: @escaping @Sendable (Progress) -> Void = { _ in }) throws -> PreparedCity {
    try city(clock: StageClock(report: progress))
  }

  func city(clock: StageClock) throws -> PreparedCity {
    try cityOfAllTimes(clock: clock).selecting(parameters.selection, workers: parameters.workers)
  }

  /// The city for a run, and all venues that the rules beside may count where some of them are of kinds that nothing else
  /// knows of.
  func cityAndVenuesBeside(clock: StageClock) throws -> (city: PreparedCity, beside: VenueChoice?) {
    let whole = try cityOfAllTimes(clock: clock)
    func selected(_ city: PreparedCity) -> PreparedCity {
      city.selecting(parameters.selection, workers: parameters.workers)
    }
    guard !parameters.kindsBeside.isEmpty else { return (selected(whole), nil) }
    let own = whole.parameters.kinds.filter { !parameters.kindsBeside.contains($0) }
    let all = selected(whole)
    return (
      selected(whole.narrowed(to: own, workers: parameters.workers)),
      VenueChoice(venues: all.venues, doors: all.doors)
    )
  }

  /// The city with all its venues, whether they are open or not.
  private func cityOfAllTimes(clock: StageClock) throws -> PreparedCity {
    guard PreparedCity.isCity(extractPath) else { return try cityOfExtract(clock: clock) }
    return try clock.time(.reading) {
      let city = try PreparedCity(contentsOf: extractPath, workers: parameters.workers)
      try city.recipe?.checkSources(path: extractPath)
      try city.recipe?.check(self, path: extractPath)
      guard insisted.contains(.kinds) else { return city }
      return city.narrowed(to: parameters.kinds, workers: parameters.workers)
    }
  }

  /// What is named as a city and begins otherwise may be an extract, or a city that lost its beginning.
  private func cityOfExtract(clock: StageClock) throws -> PreparedCity {
    do {
      return try prepare(clock: clock)
    } catch var error as InputError where error.subject == extractPath && extractPath.hasSuffix(".circle") {
      error.problem = "is no prepared city, and as an extract: \(error.problem)"
      error.remedy = "run `circle build CITY.osm.pbf --output \(CityRecipe.quoted(extractPath)) --force`"
      throw error
    }
  }

  /// The files that the analysis reads, by role: what it is about is a "city" or an "extract".
  public var inputPaths: [(role: String, path: String)] {
    let single = [
      (PreparedCity.isCity(extractPath) ? "city" : "extract", extractPath), ("venues", venuesPath),
      ("homes", homesPath), ("boundary", boundaryPath),
    ].compactMap { role, path in path.map { (role: role, path: $0) } }
    return single + rulePaths.map { (role: "rule", path: $0) }
      + parameters.walkers.paths.map { (role: "profile", path: $0) }
      + (population?.inputs ?? [])
      + areasPaths.map { (role: "areas", path: $0) }
      + [elevation].compactMap { $0.map { (role: "dem", path: $0.path) } }
  }
}
