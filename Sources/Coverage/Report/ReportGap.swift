import Geography

/// A gap of `gaps.geojson`.
struct ReportGap {
  /// A street corner for a new venue, and the weight of the gap that it would bring within the limit.
  struct Site {
    var longitude: Double, latitude: Double, weight: Double
  }

  var rank: Int, homes: Int, weight: Double, area: Double
  /// A place in its largest piece.
  var longitude: Double, latitude: Double
  /// Names of the areas it lies in, widest first.
  var areaNames: [String]
  var nearestVenue: String?, nearestVenueID: String?
  /// Minutes; `nil` when no home has a way.
  var shortest: Double?, median: Double?, longest: Double?
  var cause: GapCause
  /// `nil` when the data hold no venue.
  var evidence: GapEvidence?
  /// `nil` where none was looked for or found.
  var site: Site?
  /// Under a rule the clauses that fail, and for which weight.
  var failedClauses: [(name: String, weight: Double)]

  /// The gaps in the order of their ranks.
  ///
  /// - Parameter venues: ids of the run's venues.
  static func read(file: String, record: ReportRecord, venues: Set<String>) throws -> [ReportGap] {
    let features = try ReportRun.features(file: file, record: record)
    guard features.count == record.gaps else {
      throw ReportRun.otherRun(file, "\(features.count) gaps, where it has \(record.gaps)")
    }
    let gaps = try features.enumerated().map { number, feature in
      let properties = ReportJSON(.object(feature.properties), file: file, place: "feature \(number + 1)")
      let gap = try ReportGap(properties, geometry: feature.geometry, unit: record.unit)
      guard gap.rank == number + 1 else { throw properties.expected("the gap of rank \(number + 1)") }
      if let id = gap.nearestVenueID, !venues.contains(id) {
        throw ReportRun.otherRun(file, "its venue \(id) is not in venues.geojson")
      }
      return gap
    }
    try check(gaps, record, file)
    return gaps
  }

  /// Gaps of another run of the same city betray themselves by their homes and weight.
  private static func check(_ gaps: [ReportGap], _ record: ReportRecord, _ file: String) throws {
    let homes = gaps.reduce(0) { $0 + $1.homes }
    let weight = gaps.reduce(0) { $0 + $1.weight }
    if let expected = record.homesInGaps, homes != expected {
      throw ReportRun.otherRun(file, "\(homes) homes in gaps, where it has \(expected)")
    }
    let beyond = record.weight - record.weightCovered
    let tolerance = 0.06 * Double(gaps.count + 2)
    let isComplete = record.homesInGaps != nil && record.homesInGaps == record.homesBeyond
    guard weight <= beyond + tolerance, !isComplete || abs(weight - beyond) <= tolerance else {
      throw ReportRun.otherRun(file, "\(record.unit.rawValue) in gaps do not add up to those beyond the limit")
    }
  }

  private init(_ properties: ReportJSON, geometry: GeoJSONGeometry?, unit: WeightUnit) throws {
    rank = try properties.member("rank").count()
    homes = try properties.member("homes").count()
    weight = try properties.member(unit.rawValue).amount()
    area = try properties.member("area_m2").amount()
    areaNames = try properties.member("areas").list().map { try $0.text() }
    nearestVenue = try properties.optional("nearest_venue")?.text()
    nearestVenueID = try properties.optional("nearest_venue_id")?.text()
    shortest = try properties.optional("minutes_min")?.amount(atMost: 1e9)
    median = try properties.optional("minutes_median")?.amount(atMost: 1e9)
    longest = try properties.optional("minutes_max")?.amount(atMost: 1e9)
    let causeName = try properties.member("cause")
    guard let cause = GapCause(rawValue: try causeName.text()) else { throw causeName.expected("a cause of a gap") }
    self.cause = cause
    evidence = try properties.optional("evidence_facts").map(GapEvidence.init)
    site = try properties.optional("best_site").map { site in
      Site(
        longitude: try site.member("lon").degrees(), latitude: try site.member("lat").degrees(),
        weight: try site.member("weight").amount())
    }
    failedClauses = try (properties.optional("failed_clauses")?.list() ?? []).map {
      (try $0.member("clause").text(), try $0.member(unit.rawValue).amount())
    }
    guard case .multiPolygon(let polygons)? = geometry, let place = Self.place(inside: polygons) else {
      throw properties.expected("a gap with polygons")
    }
    (longitude, latitude) = (place.longitude, place.latitude)
  }

  /// The middle of a wide stretch of the largest polygon: a place inside, whatever its shape.
  private static func place(inside polygons: [GeographicPolygon]) -> Coordinate? {
    let stretches = MapLabel.stretches(inside: polygons) {
      MapPoint(x: Double($0.longitudeE7), y: Double($0.latitudeE7))
    }
    guard let middle = stretches.first?.middle else { return polygons.first?.exterior.first }
    return Coordinate(longitude: middle.x / 1e7, latitude: middle.y / 1e7)
  }
}

extension GapEvidence {
  /// Reads the property that ``property`` makes.
  init(_ facts: ReportJSON) throws {
    let walked = try facts.optional("walk_m")?.amount()
    let reason = try facts.optional("no_walk")?.text()
    let over = try facts.optional("walk_over_m")?.amount()
    self.init(
      home: try facts.member("home").text(), airInMetres: try facts.member("air_m").amount(),
      airVenueID: try facts.member("air_venue_id").text(), airVenueName: try facts.member("air_venue").text(),
      walk: walked.map(Walk.metres) ?? over.map(Walk.over) ?? (reason == "no_street" ? .noStreet : .noWay),
      gatesOpenInMetres: try facts.optional("gates_open_m")?.amount(), barrier: try facts.optional("barrier")?.text(),
      isEdgeLimited: try facts.member("data_end_near").flag(),
      clause: try facts.optional("clause").map { Clause(name: try $0.text(), count: 1) })
  }
}
