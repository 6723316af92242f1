import Coverage
import Geography
import Walking

/// A prepared city that answers the map's questions by the engine that `circle coverage` and `circle site` use.
public struct EngineCity: CityAnswers {
  /// See ``CityAnswers``.
  public let card: CityCard
  /// See ``CityAnswers``.
  public let layers: MapLayers
  /// See ``CityAnswers``.
  public let venues: [VenueAnswer]
  private let city: PreparedCity
  private let times: HomeTimes
  private let isochrones: SiteIsochrones
  /// Cities narrowed to kinds, and what was made for questions, of late.
  private let narrowed = RecentAnswers<[VenueKind], PreparedCity>(limit: 16)
  private let evaluations = RecentAnswers<MapQuestion, SiteEvaluation>(limit: 16)
  private let explainers = RecentAnswers<MapQuestion, PlaceExplainer>(limit: 16)
  private let gaps = RecentAnswers<MapQuestion, [CoverageGap]>(limit: 64)

  /// - Parameters:
  ///   - prepared: the city.
  ///   - base: what is drawn beside it.
  ///   - name: what to call it where its study area has no name.
  ///   - minutes: the limit to begin with, one that can be asked for.
  /// - Complexity: linear in the city.
  public init(_ prepared: PreparedCity, base: BaseMap, name: String, minutes: Int) {
    let city = prepared.narrowed(to: prepared.kinds, workers: prepared.parameters.workers)
    self.city = city
    times = HomeTimes(city)
    isochrones = SiteIsochrones(city, workers: city.parameters.workers)
    let question = MapQuestion(minutes: minutes, kinds: city.kinds)
    let answer = Self.coverage(city, times, question)
    venues = Self.venues(of: city, question)
    layers = Self.layers(of: city, times, base)
    let title = Self.title(city.studyArea) ?? name
    card = CityCard(
      name: title, box: city.box, centre: city.centre, weightUnit: city.weightUnit, minutes: minutes,
      kinds: city.kinds, speed: city.parameters.profile.speed, homes: city.homes.count, venues: city.venues.count,
      totals: answer.totals, version: Self.version(venues, question, answer))
  }

  /// The study area's name; `nil` for an extract that no area names.
  private static func title(_ area: StudyArea) -> String? {
    let suffix = " (whole extract)"
    if area.name.hasSuffix(suffix) { return String(area.name.dropLast(suffix.count)) }
    return area.source == .extractBounds || area.name.isEmpty ? nil : area.name
  }

  /// A digest of what is told at the beginning: other data or options tell something else.
  private static func version(_ venues: [VenueAnswer], _ question: MapQuestion, _ answer: CoverageAnswer) -> String {
    let told = AnswerEncoding.venues(venues) + AnswerEncoding.coverage(question, answer, shapes: nil)
    return String(Digest.sha256(of: told).prefix(16))
  }

  private static func layers(of city: PreparedCity, _ times: HomeTimes, _ base: BaseMap) -> MapLayers {
    MapLayers(
      kinds: city.kinds,
      streets: city.streetPieces().map { .init(line: $0.line, rank: base.rank(ofWay: $0.way), times: $0.times) },
      homes: city.homes.enumerated().map { .init(place: $1.coordinate, weight: $1.weight, times: times[$0]) },
      water: city.water + sea(of: city), buildings: base.buildings,
      boundaries: city.areas.map { .init(name: $0.name, level: $0.level, polygons: $0.polygons) })
  }

  /// The sea in and beside the streets' box; none when it would lie over streets, which tells of broken coastlines.
  private static func sea(of city: PreparedCity) -> [GeographicPolygon] {
    let seas = SeaAreas.polygons(city.coastlines, in: SuppliedPlaces.grown(city.box, byMetres: 3000))
    let sample = stride(from: 0, to: city.homes.count, by: max(1, city.homes.count / 500)).map {
      city.homes[$0].coordinate
    }
    let drowned = sample.count { home in
      seas.contains { sea in SeaAreas.holds(sea.exterior, home) && !sea.holes.contains { SeaAreas.holds($0, home) } }
    }
    return drowned * 50 > sample.count ? [] : seas
  }

  private static func venues(of city: PreparedCity, _ question: MapQuestion) -> [VenueAnswer] {
    city.venueReaches(within: question.limit).enumerated().map { number, reach in
      let venue = city.venues[number]
      return VenueAnswer(
        id: venue.id, name: venue.name, kind: venue.kind, place: venue.coordinate, reached: reach.reached.weight,
        onlyHere: reach.onlyHere.weight)
    }
  }

  private static func coverage(_ city: PreparedCity, _ times: HomeTimes, _ question: MapQuestion) -> CoverageAnswer {
    let (share, worst, areas) = times.share(within: question.limit, kinds: question.kinds)
    return CoverageAnswer(
      totals: MapTotals(share, worst: worst),
      areas: zip(city.areas, areas).map {
        .init(name: $0.name, level: $0.level, weight: $1.all.weight, covered: $1.covered.weight)
      })
  }

  /// See ``CityAnswers``.
  public func coverage(_ question: MapQuestion) throws -> CoverageAnswer {
    Self.coverage(city, times, question)
  }

  /// See ``CityAnswers``.
  public func shapes(_ question: MapQuestion, _ cancellation: Cancellation) throws -> CoverageShapes {
    try cancellation.check()
    var parameters = city.parameters
    parameters.kinds = question.kinds
    parameters.limit = question.limit
    parameters.cutoffs = Set([5, 10, 15, 20, 25].filter { $0 < question.minutes } + [question.minutes])
      .sorted().map { .minutes(Double($0)) }
    parameters.drawsIsochrones = false
    let narrow = narrow(question.kinds)
    let result = try CoverageAnalysis(extract: card.name, parameters: parameters).run(on: narrow)
    gaps.keep(result.gaps, for: question, cost: 1)
    return CoverageShapes(
      bands: result.bands.map { ($0.cutoff, $0.polygons) },
      gaps: result.gaps.map { gap in
        .init(
          rank: gap.rank, polygons: gap.polygons, tally: HomeTally(homes: gap.homes.count, weight: gap.weight),
          cause: gap.cause, evidence: AnswerSentences.evidence(gap, narrow), worst: gap.longest,
          nearestVenue: gap.nearestVenue.map { narrow.venues[$0].displayName })
      })
  }

  /// See ``CityAnswers``.
  public func site(_ place: Coordinate, _ question: MapQuestion, drawsIsochrone: Bool) throws -> PinAnswer {
    let evaluation = evaluation(question)
    let workspace = SiteEvaluation.Workspace(evaluation)
    return try site(place, question, evaluation, workspace, drawsIsochrone: drawsIsochrone)
  }

  private func site(
    _ place: Coordinate, _ question: MapQuestion, _ evaluation: SiteEvaluation, _ workspace: SiteEvaluation.Workspace,
    drawsIsochrone: Bool
  ) throws -> PinAnswer {
    let effect = evaluation.effect(of: CandidateSite(coordinate: place), workspace: workspace)
    let land =
      drawsIsochrone
      ? try isochrones.isochrones(of: place, cutoffs: [question.limit]).first?.polygons ?? [] : nil
    return PinAnswer(
      place: place,
      snap: effect.foot.map {
        SnapAnswer(foot: $0, legInMetres: effect.legInMetres ?? 0, crossesObstacle: effect.crossesObstacle)
      },
      gained: HomeTally(effect.gained), reached: HomeTally(effect.reached), overlap: HomeTally(effect.overlap),
      savedMinutes: effect.change.savedMinutes, totalsAfter: MapTotals(effect.change.after, worst: nil),
      areas: effect.change.areas.filter { $0.gained.homes > 0 }
        .map { (evaluation.city.areas[$0.area].name, $0.gained.weight) },
      verdict: BilingualText(SiteVerdict(effect, city: evaluation.city, limit: question.limit)), isochrone: land)
  }

  /// See ``CityAnswers``.
  public func sites(
    _ places: [Coordinate], _ question: MapQuestion, _ cancellation: Cancellation
  ) throws -> PinsAnswer {
    let evaluation = evaluation(question)
    let workspace = SiteEvaluation.Workspace(evaluation)
    let each = try places.map { place in
      try cancellation.check()
      return try site(place, question, evaluation, workspace, drawsIsochrone: false)
    }
    var marginal: [Double] = []
    var change = evaluation.change(opening: [])
    for count in places.indices.map({ $0 + 1 }) {
      try cancellation.check()
      let before = change.gained.weight
      change = evaluation.change(opening: places[..<count].map { CandidateSite(coordinate: $0) })
      marginal.append(change.gained.weight - before)
    }
    return PinsAnswer(
      each: each, gained: HomeTally(change.gained), totalsAfter: MapTotals(change.after, worst: nil),
      marginal: marginal)
  }

  /// See ``CityAnswers``.
  public func explain(_ place: Coordinate, _ question: MapQuestion) throws -> ExplainAnswer {
    let narrow = narrow(question.kinds)
    let explainer =
      explainers[question]
      ?? {
        let made = PlaceExplainer(narrow, limit: question.limit)
        explainers.keep(made, for: question, cost: 1)
        return made
      }()
    return ExplainAnswer(explainer.explanation(of: place), narrow)
  }

  /// See ``CityAnswers``.
  public func bestSite(
    inGap rank: Int, _ question: MapQuestion, _ cancellation: Cancellation
  ) throws -> PinAnswer? {
    if gaps[question] == nil { _ = try shapes(question, cancellation) }
    guard let gap = gaps[question]?.first(where: { $0.rank == rank }) else { return nil }
    try cancellation.check()
    // That of the gap's feature. Where no corner serves anyone, the gap's border stands in: the answer tells what it gains.
    guard let place = gap.bestSite?.coordinate ?? gap.polygons.first?.exterior.first else { return nil }
    return try site(place, question, drawsIsochrone: true)
  }

  /// Makes ahead what drawing isochrones around homes takes, so that the first pins move as smoothly as later ones.
  ///
  /// - Complexity: a search and the making of the land around it for each of up to 64 homes.
  public func warmUp(_ cancellation: Cancellation) throws {
    let limit = TravelTime.minutes(Double(card.minutes))
    for home in stride(from: 0, to: city.homes.count, by: max(1, city.homes.count / 64)) {
      try cancellation.check()
      _ = try isochrones.isochrones(of: city.homes[home].coordinate, cutoffs: [limit])
    }
  }

  private func narrow(_ kinds: [VenueKind]) -> PreparedCity {
    if kinds == city.kinds { return city }
    if let known = narrowed[kinds] { return known }
    let made = city.narrowed(to: kinds, workers: city.parameters.workers)
    narrowed.keep(made, for: kinds, cost: 1)
    return made
  }

  private func evaluation(_ question: MapQuestion) -> SiteEvaluation {
    if let known = evaluations[question] { return known }
    let made = SiteEvaluation(narrow(question.kinds), limit: question.limit)
    evaluations.keep(made, for: question, cost: 1)
    return made
  }
}

extension HomeTally {
  init(_ count: HomeCount) { self.init(homes: count.homes, weight: count.weight) }
}

extension MapTotals {
  init(_ share: CoverageShare, worst: TravelTime?) {
    self.init(all: HomeTally(share.all), covered: HomeTally(share.covered), worst: worst)
  }
}

extension ExplainAnswer {
  init(_ explanation: PlaceExplanation, _ city: PreparedCity) {
    let snap = explanation.snaps.first.map {
      SnapAnswer(foot: $0.foot, legInMetres: $0.legInMetres, crossesObstacle: $0.crossesObstacle)
    }
    let parts = explanation.walk.map { walk in
      [
        Part(what: .homeLeg, time: walk.homeLeg, metres: walk.homeLegInMetres),
        Part(what: .streets, time: walk.streets, metres: walk.streetsInMetres),
        Part(what: .venueLeg, time: walk.venueLeg, metres: walk.venueLegInMetres),
      ]
    }
    self.init(
      isCovered: explanation.isCovered, time: explanation.time, parts: parts ?? [], path: explanation.walk?.path,
      nearest: explanation.nearest.map { near in
        let venue = city.venues[near.venue]
        return Nearby(id: venue.id, name: venue.name, kind: venue.kind, time: near.time)
      }, snap: snap, cause: explanation.cause.map { ($0.cause, AnswerSentences.cause($0.cause)) },
      sentence: BilingualText(ExplanationOutput(explanation, city: city).sentence))
  }
}
