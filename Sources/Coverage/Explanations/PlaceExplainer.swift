import Geography
import Walking

/// Explains places of a prepared city, by the same searches as a whole run: its minutes are the run's minutes.
public struct PlaceExplainer: Sendable {
  private let city: PreparedCity
  private var limit: TravelTime
  /// Venue and door of each source.
  private let doorOfSource: [(venue: Int, door: Int)]
  private var causes: GapCauses
  private let extent: DataExtent
  private let ruled: RuledCity?

  /// - Parameter ruled: a rule that decides in the place of the limit.
  /// - Complexity: linear in the city's streets.
  public init(_ city: PreparedCity, limit: TravelTime, ruled: RuledCity? = nil) {
    self.ruled = ruled
    self.city = city
    self.limit = limit
    doorOfSource = city.doors.enumerated().flatMap { venue, doors in
      doors.enumerated().flatMap { door, joins in joins.map { _ in (venue, door) } }
    }
    let model = city.model
    causes = GapCauses(
      limit: limit, speed: city.parameters.profile.speed, venues: city.venues,
      gatesOpen: NearestSourceSearch(model.graph.withGatesOpen, sources: city.searches.sources),
      obstacles: model.snaps.obstacles)
    extent = DataExtent(of: model.streets.vertexCoordinates, in: model.coreBox, water: WaterIndex(model.waters))
  }

  /// The same for another limit. Constant.
  public func limited(to limit: TravelTime) -> PlaceExplainer {
    var explainer = self
    explainer.limit = limit
    explainer.causes.limit = limit
    return explainer
  }

  /// Explains a place.
  ///
  /// - Parameter count: how many of the nearest venues are named.
  /// - Complexity: the walk's edges, and for each venue that may be among the nearest a search bounded by the time to
  ///   the last of them.
  public func explanation(of coordinate: Coordinate, nearest count: Int = 5) -> PlaceExplanation {
    let speed = city.parameters.profile.speed
    let joins = city.model.snaps.snaps(coordinate).map { Join($0, speed: speed) }
    let streets = city.model.streets
    let snaps = joins.map { join in
      let snap = join.snap
      let point = streets.shapeRange(Int(snap.edge)).last { streets.shapeTimes[$0] <= snap.offset }
      return PlaceExplanation.Snapped(
        foot: snap.foot, legInMetres: snap.legInMetres, crossesObstacle: snap.crossesObstacle,
        way: point.map { streets.ways[Int(streets.shapeWays[$0])] } ?? 0)
    }
    var explanation = PlaceExplanation(
      coordinate: coordinate, limit: limit, snaps: snaps, walk: walk(from: coordinate, joins),
      nearest: nearestVenues(coordinate, joins, count: count), cause: nil, home: home(at: coordinate))
    let verdict = ruled?.verdict(on: coordinate, joins, home: explanation.home)
    explanation.verdict = verdict?.told
    if !explanation.isCovered { explanation.cause = cause(of: explanation, joins, verdict?.plain) }
    return explanation
  }

  private func walk(from coordinate: Coordinate, _ joins: [Join]) -> PlaceExplanation.Walk? {
    let search = city.searches.any
    guard let walk = CoverageSearches.nearest(search, joins),
      let trace = search.trace(
        edge: Int(walk.join.snap.edge), offset: walk.join.snap.offset, incidence: city.model.incidence)
    else { return nil }
    let (venue, doorNumber) = doorOfSource[walk.source]
    let door = city.venues[venue].doors[doorNumber]
    let venueLeg = TravelTime(milliseconds: trace.source.leg)
    let onStreets = trace.steps.reduce(0) { $0 + $1.time(on: city.model.streets) }
    let streets = trace.coordinates(on: city.model.streets)
    let foot = streets.last ?? walk.join.snap.foot
    let path = [coordinate] + (streets.isEmpty ? [walk.join.snap.foot] : streets) + [door.coordinate]
    let venueJoin = city.doors[venue][doorNumber].first {
      $0.snap.edge == trace.source.edge && $0.snap.offset == trace.source.offset
    }
    return PlaceExplanation.Walk(
      venue: venue, door: door, time: walk.time, homeLeg: walk.join.leg,
      streets: TravelTime(milliseconds: onStreets), venueLeg: venueLeg,
      homeLegInMetres: walk.join.snap.legInMetres,
      streetsInMetres: zip(streets, streets.dropFirst()).reduce(0) {
        $0 + Ellipsoid.lengthInMetres(from: $1.0, to: $1.1)
      },
      venueLegInMetres: venueJoin?.snap.legInMetres ?? Ellipsoid.lengthInMetres(from: foot, to: door.coordinate),
      path: path, streetRange: 1...(path.count - 2))
  }

  /// The nearest venues: those that could be by the straight line are searched from, the nearest first, until none can.
  private func nearestVenues(_ coordinate: Coordinate, _ joins: [Join], count: Int) -> [PlaceExplanation.NearVenue] {
    guard !joins.isEmpty else { return [] }
    let metresASecond = city.parameters.profile.quickestMetresPerSecond
    // No walk is quicker than the straight line, but for roundings of a thousandth of a second a street segment.
    let onStreets = city.venues.indices.filter { venue in city.doors[venue].contains { !$0.isEmpty } }
    let bySight = onStreets.map { venue -> (seconds: Double, venue: Int) in
      let metres = city.venues[venue].doors.map { Ellipsoid.lengthInMetres(from: coordinate, to: $0.coordinate) }.min()
      return (seconds: (metres ?? .infinity) / metresASecond * 0.9, venue: venue)
    }.sorted { $0 < $1 }
    let search = SearchWorkspace(city.model.graph)
    var best: [PlaceExplanation.NearVenue] = []
    for candidate in bySight {
      let cutoff = best.count < count ? TravelTime(milliseconds: 1 << 30) : best[count - 1].time
      if candidate.seconds > cutoff.seconds { break }
      let sources = city.doors[candidate.venue].joined().map { $0.source(number: 0) }
      search.search(from: sources, cutoff: cutoff)
      let times = joins.map { join in
        search.time(edge: Int(join.snap.edge), offset: join.snap.offset, in: city.model.graph)
          + UInt64(join.leg.milliseconds)
      }
      guard let time = times.min(), time <= UInt64(cutoff.milliseconds) else { continue }
      best.append(
        PlaceExplanation.NearVenue(venue: candidate.venue, time: TravelTime(milliseconds: UInt32(time))))
      best.sort { ($0.time, $0.venue) < ($1.time, $1.venue) }
      best = Array(best.prefix(count))
    }
    return best
  }

  private func cause(
    of explanation: PlaceExplanation, _ joins: [Join], _ verdict: RuleVerdict?
  ) -> (GapCause, String) {
    let home = Home(id: "here", coordinate: explanation.coordinate, weight: 1, source: .supplied)
    let reach = min(explanation.time, limit).seconds * city.parameters.profile.quickestMetresPerSecond
    var result = HomeResult(
      home: home, time: explanation.time, venue: explanation.walk?.venue, homeLeg: joins.first?.leg,
      homeLegInMetres: joins.first?.snap.legInMetres, venueLeg: explanation.walk?.venueLeg, timesByKind: [],
      isEdgeLimited: extent.endsNear(explanation.coordinate, metres: reach))
    result.rule = verdict
    let reasons: any GapReasons = ruled?.causes ?? causes
    let joins = JoinTable([joins])[0]
    let cause = reasons.cause(of: result, joins: joins)
    let evidence = reasons.evidence(for: cause, home: result, joins: joins, venues: city.venues)
    return (cause, evidence?.text ?? reasons.nothing(to: result))
  }

  /// The home at a place, or the nearest within 30 m. Linear in the homes.
  private func home(at coordinate: Coordinate) -> Int? {
    var best: (metres: Double, home: Int)?
    let near: Int64 = 30_000
    for (number, home) in city.homes.enumerated()
    where abs(Int64(home.coordinate.latitudeE7) - Int64(coordinate.latitudeE7)) < near {
      let metres = Ellipsoid.lengthInMetres(from: home.coordinate, to: coordinate)
      if metres <= 30, best.map({ metres < $0.metres }) ?? true { best = (metres, number) }
    }
    return best?.home
  }
}
