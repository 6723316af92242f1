import Geography
import Walking

extension CoverageOutput {
  /// The gaps, one feature each, most people first.
  public func gaps(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    try collection(result.gaps.lazy.map(feature(ofGap:)), to: sink)
  }

  /// The land within each cutoff of any venue, one feature a cutoff.
  public func covered(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    try collection(coveredFeatures, to: sink)
  }

  /// The land within each cutoff of each venue, one feature a venue and cutoff.
  public func isochrones(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    try collection(isochroneFeatures, to: sink)
  }

  /// The venues as points, with whom they serve and how their doors were found.
  public func venues(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    try collection(result.venues.lazy.map(feature(ofVenue:)), to: sink)
  }

  /// The administrative areas with their totals.
  public func areas(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    try collection(areaFeatures, to: sink)
  }

  var coveredFeatures: some Sequence<GeoJSONFeature> {
    result.bands.lazy.map { band in feature(ofBand: band, properties: []) }
  }

  var isochroneFeatures: some Sequence<GeoJSONFeature> {
    result.venues.lazy.flatMap { venue in
      venue.isochrones.lazy.map { band in
        feature(
          ofBand: band,
          properties: [
            JSONMember("venue_id", .string(venue.venue.id)), JSONMember("venue", .string(venue.venue.name)),
            JSONMember("kind", .string(venue.venue.kind.rawValue)),
          ])
      }
    }
  }

  var areaFeatures: some Sequence<GeoJSONFeature> {
    let columns = areaColumns
    return result.areas.lazy.map { area in
      GeoJSONFeature(
        id: area.area.id, geometry: area.isUnassigned ? nil : .multiPolygon(area.area.polygons),
        properties: zip(columns, areaValues(area)).map { JSONMember($0, $1) })
    }
  }

  func feature(ofGap gap: CoverageGap) -> GeoJSONFeature {
    let venue = gap.nearestVenue.flatMap { result.venues.indices.contains($0) ? result.venues[$0].venue : nil }
    return GeoJSONFeature(
      id: "gap-\(gap.rank)", geometry: .multiPolygon(gap.polygons),
      properties: [
        JSONMember("rank", .integer(gap.rank)), JSONMember("homes", .integer(gap.homes.count)),
        JSONMember(unit, .decimal(gap.weight, places: 1)),
        JSONMember("area_m2", .decimal(gap.areaInSquareMetres, places: 1)),
        JSONMember("nearest_venue", text(venue?.name)), JSONMember("nearest_venue_id", text(venue?.id)),
        JSONMember("minutes_min", minutes(gap.shortest)), JSONMember("minutes_median", minutes(gap.median)),
        JSONMember("minutes_max", minutes(gap.longest)),
        JSONMember("areas", .array(gap.areaNames.map(JSONValue.string))),
        JSONMember("cause", .string(gap.cause.rawValue)), JSONMember("evidence", .string(gap.evidence)),
        JSONMember("best_site", site(gap.bestSite)),
        JSONMember("evidence_facts", gap.facts?.property ?? .null),
      ] + ruleGapMembers(gap))
  }

  /// A place and the weight that a venue there would bring within the limit.
  private func site(_ site: GapSite?) -> JSONValue {
    guard let site else { return .null }
    return .object([
      JSONMember("lon", OutputEncoder.plain(site.coordinate.longitude)),
      JSONMember("lat", OutputEncoder.plain(site.coordinate.latitude)),
      JSONMember("weight", .decimal(site.weight, places: 1)),
    ])
  }

  private func feature(ofBand band: CoverageBand, properties: [JSONMember]) -> GeoJSONFeature {
    GeoJSONFeature(
      geometry: .multiPolygon(band.polygons),
      properties: properties + [
        JSONMember("minutes", OutputEncoder.plain(band.cutoff.minutes)),
        JSONMember("area_m2", .decimal(band.areaInSquareMetres, places: 1)),
      ])
  }

  func feature(ofVenue found: VenueResult) -> GeoJSONFeature {
    let venue = found.venue
    let doors = venue.doors.enumerated().map { index, door in
      let leg = found.doorLegsInMetres.indices.contains(index) ? found.doorLegsInMetres[index] : nil
      return JSONValue.object([
        JSONMember("lon", OutputEncoder.plain(door.coordinate.longitude)),
        JSONMember("lat", OutputEncoder.plain(door.coordinate.latitude)),
        JSONMember("resolved_by", .string(door.resolvedBy.rawValue)),
        JSONMember("leg_m", metres(leg)),
      ])
    }
    return GeoJSONFeature(
      id: venue.id, geometry: .point(venue.coordinate),
      properties: [
        JSONMember("kind", .string(venue.kind.rawValue)), JSONMember("name", .string(venue.name)),
        JSONMember("ids", .array(venue.identifiers.map(JSONValue.string))),
        JSONMember("homes_reached", .integer(found.homesReached)),
        JSONMember("\(unit)_reached", .decimal(found.weightReached, places: 1)),
        JSONMember("\(unit)_only_here", .decimal(found.weightOnlyHere, places: 1)),
        JSONMember("on_network", .bool(found.doorLegsInMetres.contains { $0 != nil })),
        JSONMember("doors", .array(doors)),
      ] + catchmentMembers(found)
        + venue.attributes.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })
  }

  /// A feature collection with the notice and what it answers on top.
  private func collection(
    _ features: some Sequence<GeoJSONFeature>, to sink: GeoJSONWriter.Sink?
  ) throws -> [UInt8] {
    var members =
      [
        JSONMember("attribution", .string(OutputText.attribution)),
        JSONMember("study_area", .string(result.studyArea.name)),
        JSONMember("limit_minutes", OutputEncoder.plain(result.parameters.limit.minutes)),
        JSONMember("speed_kmh", OutputEncoder.plain(result.parameters.profile.speed.kilometresPerHour)),
        JSONMember("kinds", .array(result.parameters.kinds.map { .string($0.rawValue) })),
      ] + ruleCollectionMembers
    if let timestamp = result.header.timestamp {
      members.append(JSONMember("osm_timestamp", .string(RunRecord.isoTime(timestamp))))
    }
    var writer = GeoJSONWriter(members: members, sink: sink)
    for feature in features { try writer.write(feature) }
    return try writer.finish()
  }

  func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }

  func metres(_ value: Double?) -> JSONValue { value.map { .decimal($0, places: 1) } ?? .null }

  /// Minutes with one decimal, half up; null when there is no way.
  func minutes(_ time: TravelTime?) -> JSONValue {
    time.flatMap(OutputText.tenthsOfMinute).map { .decimal(Double($0) / 10, places: 1) } ?? .null
  }
}
