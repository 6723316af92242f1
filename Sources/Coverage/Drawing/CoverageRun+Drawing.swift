import GEOS
import Geography
import PROJ
import Parallel
import Walking

extension CoverageRun {
  /// Draws isochrones, bands and gaps and sums up areas.
  mutating func draw() throws {
    let (city, projection) = (city, prepared.projection)
    let (uncovered, uncoveredPlaces) = try placeUncovered(projection)
    let reader = EdgeTimeReader(searches.any)
    let gapPlaces = parameters.rule == nil ? uncoveredPlaces : []
    let gapTiles = GapFinder.tiles(
      around: gapPlaces, lattice: Lattice(resolutionInMetres: parameters.resolutionInMetres))
    var (drawing, strips, reachTiles) = try clock.time(.tiles) {
      try prepareDrawing(city, projection: projection, reader: reader, gapTiles: gapTiles)
    }
    let reaches = clock.time(.isochrones, isPart: true) {
      VenueReach.all(city, homes: prepared.homeIndex, doors: doors, parameters: parameters, drawing: drawing)
    }
    var isochrones = IsochroneDrawing(
      city, drawing: drawing, doors: doors, reaches: reaches, parameters: parameters, strips: strips)
    var bands = try BandDrawing(
      drawing, tiles: reachTiles, levels: parameters.cutoffs, reader: reader, workers: parameters.workers)
    var gaps = try GapFinder(
      drawing, around: gapPlaces, tiles: gapTiles, limit: parameters.limit, reader: reader,
      workers: parameters.workers)
    let counter = ProgressCounter(total: strips.tiles.count + venues.count) { [clock] in clock.report(.tiles, share: $0)
    }
    for strip in 0..<strips.count {
      let made = clock.time(.tiles, isPart: true) {
        strips.make(strip, workers: parameters.workers) { counter.advance() }
      }
      let rowsDone = strip == strips.count - 1 ? Int.max : (made.last?.id.row ?? .min)
      let south = try clock.time(.isochrones, isPart: true) {
        try isochrones.draw(strip, from: strips.made) { counter.advance() }
      }
      clock.time(.bands, isPart: true) { bands.draw(made, throughRow: rowsDone) }
      clock.time(.gaps, isPart: true) { gaps.draw(made, throughRow: rowsDone) }
      strips.drop(southOf: south)
    }
    makeVenueResults(reaches, isochrones: isochrones.isochrones)
    if parameters.selection.isWeekly { weekly = weeklyProfile(reaches) }
    self.bands = try clock.time(.bands) { try bands.bands() }
    try clock.time(.gaps) {
      let outlines = parameters.rule == nil ? gaps.outlines() : try ruleGaps(drawing, failing: uncoveredPlaces)
      try makeGaps(outlines, uncovered: uncovered, city: city, drawing: drawing)
      try makeCatchment()
      makeAreas()
      addRuleFailures()
    }
  }

  /// The homes beyond the limit and where they lie in the working reference system; those for which it has no place,
  /// a quarter of the Earth away, are in no gap, and said.
  private mutating func placeUncovered(_ projection: ProjectionDefinition) throws -> ([Int], [ProjectedPoint]) {
    let converter = try projection.makeProjection()
    let beyond = homeResults.indices.filter { !homeResults[$0].isCovered(within: parameters.limit) }
    let margin = 2 * Lattice(resolutionInMetres: parameters.resolutionInMetres).tileSizeInMetres
    var homes: [Int] = []
    var places: [ProjectedPoint] = []
    var stretch = PlaneStretch(converter)
    for (home, place) in zip(beyond, converter.places(of: beyond.map { homeResults[$0].home.coordinate })) {
      guard let place, stretch.factor(around: place) != nil,
        converter.isSound(around: place, margin: margin)
      else { continue }
      homes.append(home)
      places.append(place)
    }
    let lost = beyond.count - homes.count
    if lost > 0 {
      warnings.append(
        Warning(count: lost, message: "homes too far from the city to be drawn: beyond the limit, but in no gap"))
    }
    return (homes, places)
  }

  /// What drawing needs, the strips of tiles to be made, and which of these streets within reach touch.
  private mutating func prepareDrawing(
    _ city: CityModel, projection: ProjectionDefinition, reader: EdgeTimeReader, gapTiles: [Lattice.TileID]
  ) throws -> (FieldDrawing, TileStrips, [Lattice.TileID]) {
    let lattice = Lattice(resolutionInMetres: parameters.resolutionInMetres)
    let converter = try projection.makeProjection()
    var stretch = PlaneStretch(converter)
    let streetTiles = StreetTiles(
      city.streets, lattice: lattice, radiusInMetres: parameters.snapRadiusInMetres,
      points: city.streets.shapeCoordinates.withUnsafeBufferPointer { ForwardPatches(converter).project($0) }
    ) { stretch.factor(around: $0) }
    if streetTiles.undrawnEdges > 0 {
      counts.append(("edges_too_long_to_draw", streetTiles.undrawnEdges))
      warnings.append(
        Warning(
          count: streetTiles.undrawnEdges,
          message: "streets too long, or too far from the city of the map, to be drawn: in no isochrone or band"))
    }
    let cutoff = parameters.longestCutoff
    let times = (0..<city.streets.edgeCount).map { UInt32(clamping: reader.shortestTime(edge: $0)) }
    let reachTiles = streetTiles.tiles(
      of: (0..<UInt32(times.count)).filter { times[Int($0)] <= cutoff.milliseconds })
    let speed = parameters.profile.speed
    // Contours ask for values up to a lattice diagonal's walk beyond a level.
    let latest = cutoff + speed.time(forMetres: 2 * lattice.resolutionInMetres)
    let (wanted, corners) = converter.corners(of: Set(gapTiles).union(reachTiles).sorted(), lattice: lattice)
    let builder = LatticeTileBuilder(
      lattice: lattice, snaps: city.snaps, speed: speed, obstacles: city.waters,
      reach: StreetReach(times: times, latest: latest, speed: speed))
    counts.append(("field_tiles", wanted.count))
    let drawing = FieldDrawing(
      lattice: lattice, streetTiles: streetTiles, projection: projection, speed: speed,
      studyArea: prepared.studyArea.source == .extractBounds ? nil : prepared.studyArea.polygons)
    let drawn = Set(wanted)
    return (
      drawing,
      TileStrips(
        wanted, corners: corners, builder: builder, tilesOfStrip: parameters.tilesOfStrip),
      reachTiles.filter(drawn.contains)
    )
  }

  /// Sums up whom each venue reaches, and whom only it reaches.
  private mutating func makeVenueResults(_ reaches: [VenueReach], isochrones: [[CoverageBand]]) {
    var reachedBy = [Int32](repeating: 0, count: homes.count)
    for reach in reaches {
      for home in reach.homes { reachedBy[Int(home)] += 1 }
    }
    counts.append(("search_states_scanned", reaches.reduce(0) { $0 + $1.scannedStates }))
    counts.append(("search_arcs_relaxed", reaches.reduce(0) { $0 + $1.relaxedArcs }))
    venueResults = venues.indices.map { venue in
      let reach = reaches[venue]
      return VenueResult(
        venue: venues[venue], doorLegsInMetres: doors[venue].map { $0.first?.snap.legInMetres },
        homesReached: reach.homes.count, weightReached: reach.homes.reduce(0) { $0 + homes.weights[Int($1)] },
        weightOnlyHere: reach.homes.reduce(0) { reachedBy[Int($1)] == 1 ? $0 + homes.weights[Int($1)] : $0 },
        isochrones: isochrones[venue])
    }
    for (home, count) in reachedBy.enumerated() { homeResults[home].venuesWithin = Int(count) }
  }

  private mutating func makeGaps(
    _ outlines: [GapLand.Outline], uncovered: [Int], city: CityModel, drawing: FieldDrawing
  ) throws {
    let describer = GapDescriber(
      homes: homeResults, joins: homeJoins, venues: venues,
      causes: gapReasons(),
      areas: areas, areasOfHomes: prepared.areasOfHomes, layers: AreaLayers(areas))
    var found = try concurrentMap(
      count: outlines.count, workers: parameters.workers,
      workspace: { Result { try FieldDrawing.Workspace(drawing) } }
    ) { number, workspace in
      Result {
        let polygons = try workspace.get().geographic(outlines[number].polygons)
        return describer.gap(polygons: polygons, homes: outlines[number].homes.map { uncovered[$0] })
      }
    }.map { try $0.get() }
    found.sort { ($1.weight, $0.homes.first ?? 0) < ($0.weight, $1.homes.first ?? 0) }
    // With a rule one venue may not mend a gap.
    let sites =
      parameters.rule == nil
      ? GapSiteFinder(
        city: city, homes: homes, joins: homeJoins, limit: parameters.limit, speed: parameters.profile.speed,
        workers: parameters.workers
      ).sites(of: found.map(\.homes)) : found.map { _ in nil }
    for index in found.indices { (found[index].rank, found[index].bestSite) = (index + 1, sites[index]) }
    gaps = found
    let inGaps = found.reduce(0) { $0 + $1.homes.count }
    counts.append(("homes_beyond_limit", uncovered.count))
    counts.append(("homes_in_gaps", inGaps))
  }
}

extension Projection {
  /// Whether the projection has places all around a point.
  func isSound(around p: ProjectedPoint, margin: Double) -> Bool {
    let corners = [(-1.0, -1.0), (1, -1), (-1, 1), (1, 1)].map {
      ProjectedPoint(x: p.x + $0.0 * margin, y: p.y + $0.1 * margin)
    }
    guard max(abs(p.x), abs(p.y)) < 1e9, let back = try? unproject(corners) else { return false }
    return back.allSatisfy(\.isValid)
  }

  /// The coordinates of tiles' corners, four a tile; tiles beyond the projection's reach are left out.
  func corners(of tiles: [Lattice.TileID], lattice: Lattice) -> ([Lattice.TileID], [Coordinate]) {
    if let all = try? unproject(tiles.flatMap { lattice.corners(of: $0) }) { return (tiles, all) }
    var sound: [Lattice.TileID] = []
    var corners: [Coordinate] = []
    for tile in tiles {
      guard let four = try? unproject(lattice.corners(of: tile)) else { continue }
      sound.append(tile)
      corners += four
    }
    return (sound, corners)
  }

  /// The projected place of each coordinate, `nil` where the projection has none.
  func places(of coordinates: some Collection<Coordinate>) -> [ProjectedPoint?] {
    // Not left to the compiler, which converts such an array element by element at run time.
    if let all = try? project(coordinates) { return all.map { .some($0) } }
    return coordinates.map { try? project($0) }
  }
}
