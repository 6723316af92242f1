import Coverage
import Geography
import Walking

/// A prepared city that answers the map's questions by the engine that `circle coverage` and `circle site` use.
public struct EngineCity: CityAnswers {
  let card: CityCard
  let layers: MapLayers
  let venues: [VenueAnswer]
  private let city: PreparedCity
  private let times: HomeTimes
  private let isochrones: SiteIsochrones
  private let choices: KindChoices
  /// The best site of each gap by its rank, for questions of late.
  private let gapSites = RecentAnswers<MapQuestion, [Int: Coordinate]>(limit: 16 << 20)

  /// - Parameters:
  ///   - prepared: the city.
  ///   - base: what is drawn beside it.
  ///   - name: what to call it where its study area has no name; of a file's name, words are made.
  ///   - minutes: the limit to begin with, one that can be asked for.
  /// - Complexity: linear in the city.
  public init(_ prepared: PreparedCity, base: BaseMap, name: String, minutes: Int) {
    let city = prepared.narrowed(to: prepared.kinds, workers: prepared.parameters.workers)
    self.city = city
    times = HomeTimes(city)
    isochrones = SiteIsochrones(city, workers: city.parameters.workers)
    choices = KindChoices(city)
    let question = MapQuestion(minutes: minutes, kinds: city.kinds)
    let answer = Self.coverage(city, times, question)
    venues = Self.venues(of: city, question)
    layers = Self.layers(of: city, times, base)
    let title = Self.title(city.studyArea) ?? Self.title(ofFile: name)
    card = CityCard(
      name: title, box: city.box, centre: city.centre, weightUnit: city.weightUnit, minutes: minutes,
      kinds: city.kinds, speed: city.parameters.profile.speed, homes: city.homes.count, venues: city.venues.count,
      totals: answer.totals, conditions: prepared.conditions.map { BilingualText($0) },
      hasBuildings: !base.buildings.isEmpty, version: Self.version(venues, question, answer))
  }

  /// The study area's name; `nil` for an extract that no area names.
  private static func title(_ area: StudyArea) -> String? {
    let suffix = " (whole extract)"
    if area.name.hasSuffix(suffix) { return String(area.name.dropLast(suffix.count)) }
    return area.source == .extractBounds || area.name.isEmpty ? nil : area.name
  }

  /// A file's name as words: of `las_palmas`, Las Palmas.
  static func title(ofFile name: String) -> String {
    name.split { $0 == "_" || $0 == "-" || $0 == " " }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: " ")
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

  func coverage(_ question: MapQuestion) throws -> CoverageAnswer {
    Self.coverage(city, times, question)
  }

  func shapes(_ question: MapQuestion, _ cancellation: Cancellation) throws -> CoverageShapes {
    try cancellation.check()
    var parameters = city.parameters
    parameters.kinds = question.kinds
    parameters.limit = question.limit
    parameters.cutoffs = Set([5, 10, 15, 20, 25].filter { $0 < question.minutes } + [question.minutes])
      .sorted().map { .minutes(Double($0)) }
    parameters.drawsIsochrones = false
    let narrow = choices[question.kinds].city
    let result = try CoverageAnalysis(extract: card.name, parameters: parameters).run(on: narrow)
    keepSites(of: result.gaps, question)
    return CoverageShapes(
      bands: result.bands.map { ($0.cutoff, $0.polygons) },
      gaps: result.gaps.map { gap in
        .init(
          rank: gap.rank, polygons: gap.polygons, tally: HomeTally(homes: gap.homes.count, weight: gap.weight),
          cause: gap.cause, evidence: AnswerSentences.evidence(gap), worst: gap.longest,
          nearestVenue: gap.nearestVenue.map { narrow.venues[$0].displayName })
      })
  }

  func site(_ place: Coordinate, _ question: MapQuestion, drawsIsochrone: Bool) throws -> PinAnswer {
    let evaluation = choices[question.kinds].evaluation.limited(to: question.limit)
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
      savedMinutes: effect.change.savedMinutes,
      totalsAfter: MapTotals(effect.change.after, worst: effect.change.longestAfter),
      areas: effect.change.areas.filter { $0.gained.homes > 0 }
        .map { (evaluation.city.areas[$0.area].name, $0.gained.weight) },
      verdict: BilingualText(SiteVerdict(effect, city: evaluation.city, limit: question.limit)), isochrone: land)
  }

  func sites(
    _ places: [Coordinate], _ question: MapQuestion, _ cancellation: Cancellation
  ) throws -> PinsAnswer {
    let evaluation = choices[question.kinds].evaluation.limited(to: question.limit)
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
      each: each, gained: HomeTally(change.gained), totalsAfter: MapTotals(change.after, worst: change.longestAfter),
      marginal: marginal)
  }

  func explain(_ place: Coordinate, _ question: MapQuestion) throws -> ExplainAnswer {
    let choice = choices[question.kinds]
    return ExplainAnswer(choice.explainer.limited(to: question.limit).explanation(of: place), choice.city)
  }

  func bestSite(
    inGap rank: Int, _ question: MapQuestion, _ cancellation: Cancellation
  ) throws -> PinAnswer? {
    if gapSites[question] == nil { _ = try shapes(question, cancellation) }
    guard let place = gapSites[question]?[rank] else { return nil }
    try cancellation.check()
    return try site(place, question, drawsIsochrone: true)
  }

  /// Keeps where each gap is best served. Where no corner serves anyone, the gap's border stands in: the answer tells what
  /// it gains.
  private func keepSites(of gaps: [CoverageGap], _ question: MapQuestion) {
    let sites = gaps.compactMap { gap in
      (gap.bestSite?.coordinate ?? gap.polygons.first?.exterior.first).map { (gap.rank, $0) }
    }
    gapSites.keep(Dictionary(sites) { first, _ in first }, for: question, cost: 64 * (1 + sites.count))
  }

  /// Makes ahead what drawing isochrones around homes takes, so that the first pins move as smoothly as later ones.
  ///
  /// - Complexity: a search, and the making of the land around it, for one home of each square of half a kilometre, up to
  ///   ``mostSquares``.
  public func warmUp(_ cancellation: Cancellation) throws {
    let limit = TravelTime.minutes(Double(card.minutes))
    var seen: Set<SIMD2<Int32>> = []
    for home in city.homes {
      let place = home.coordinate
      guard seen.insert(SIMD2(place.longitudeE7, place.latitudeE7) / Self.square).inserted else { continue }
      guard seen.count <= Self.mostSquares else { return }
      try cancellation.check()
      _ = try isochrones.isochrones(of: place, cutoffs: [limit])
    }
  }

  /// A side of a square in degrees of 1e-7, and how many are looked at: about as many as there is room for their land.
  private static let square: Int32 = 50_000, mostSquares = 1000
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
