import Geography
import Walking

/// A site answer as JSON and as GeoJSON.
package struct SiteOutput {
  private let answer: SiteAnswer
  private var city: PreparedCity { answer.city }
  private var unit: String { city.weightUnit.rawValue }

  package init(_ answer: SiteAnswer) { self.answer = answer }

  /// One JSON document: the question, each site best first, closures, and all together.
  package func json() -> [UInt8] {
    OutputEncoder.document(
      .object(
        head + [
          JSONMember(
            "sites",
            .array(
              answer.effects.enumerated().map { rank, one in
                .object(
                  [
                    JSONMember("rank", .integer(rank + 1)),
                    JSONMember("lon", degrees(one.effect.site.coordinate.longitude)),
                    JSONMember("lat", degrees(one.effect.site.coordinate.latitude)),
                  ] + members(one.effect, place: one.place))
              })),
          JSONMember("closed", .array(answer.closed.map { .string(city.venues[$0].id) })),
          JSONMember("closing", answer.closing.map { .object(members($0)) } ?? .null),
          JSONMember("together", answer.together.map { .object(members($0)) } ?? .null),
        ]), pretty: true)
  }

  /// The sites as points, best first, each followed by its isochrones.
  package func geoJSON() throws -> [UInt8] {
    var writer = GeoJSONWriter(
      members: head + [
        JSONMember("closed", .array(answer.closed.map { .string(city.venues[$0].id) })),
        JSONMember("closing", answer.closing.map { .object(members($0)) } ?? .null),
        JSONMember("together", answer.together.map { .object(members($0)) } ?? .null),
      ])
    for (rank, one) in answer.effects.enumerated() {
      try writer.write(
        GeoJSONFeature(
          id: "site-\(one.place + 1)", geometry: .point(one.effect.site.coordinate),
          properties: [JSONMember("rank", .integer(rank + 1))] + members(one.effect, place: one.place)))
      for band in one.effect.isochrones {
        try writer.write(
          GeoJSONFeature(
            geometry: .multiPolygon(band.polygons),
            properties: [
              JSONMember("site", .string("site-\(one.place + 1)")),
              JSONMember("minutes", OutputEncoder.plain(band.cutoff.minutes)),
              JSONMember("area_m2", .decimal(band.areaInSquareMetres, places: 1)),
            ]))
      }
    }
    return try writer.finish()
  }

  private var head: [JSONMember] {
    [
      JSONMember("attribution", .string(OutputText.attribution)),
      JSONMember("study_area", .string(city.studyArea.name)),
      JSONMember("limit_minutes", OutputEncoder.plain(answer.limit.minutes)),
      JSONMember("speed_kmh", OutputEncoder.plain(city.parameters.profile.speed.kilometresPerHour)),
      JSONMember("kinds", .array(city.parameters.kinds.map { .string($0.rawValue) })),
      JSONMember("weight_unit", .string(unit)),
    ] + city.selectionMembers
  }

  private func degrees(_ value: Double) -> JSONValue { OutputEncoder.plain(value) }

  private func members(_ effect: SiteEffect, place: Int) -> [JSONMember] {
    let verdict = SiteVerdict(effect, city: city, limit: answer.limit)
    return [
      JSONMember("name", .string(effect.site.name)), JSONMember("row", .integer(place + 1)),
      JSONMember("leg_m", effect.legInMetres.map { .decimal($0, places: 1) } ?? .null),
      JSONMember("crosses_obstacle", .bool(effect.crossesObstacle)),
      JSONMember("gained", count(effect.gained)), JSONMember("reached", count(effect.reached)),
      JSONMember("overlap", count(effect.overlap)),
      JSONMember("gained_of_kind", effect.gainedOfKind.map(count) ?? .null),
      JSONMember(
        "overlap_venues",
        .array(
          effect.overlapVenues.map { venue, overlap in
            .object(
              [JSONMember("id", .string(city.venues[venue].id)), JSONMember("name", .string(city.venues[venue].name))]
                + countMembers(overlap))
          })),
      JSONMember(
        "verdict", .object([JSONMember("en", .string(verdict.english)), JSONMember("zh", .string(verdict.chinese))])),
    ] + members(effect.change)
  }

  private func members(_ change: CoverageChange) -> [JSONMember] {
    [
      JSONMember("newly_covered", count(change.gained)), JSONMember("newly_uncovered", count(change.lost)),
      JSONMember("saved_minutes", .decimal(change.savedMinutes, places: 1)),
      JSONMember("added_minutes", .decimal(change.addedMinutes, places: 1)),
      JSONMember("nearer", count(change.nearer)), JSONMember("farther", count(change.farther)),
      JSONMember("connected", count(change.connected)), JSONMember("disconnected", count(change.disconnected)),
      JSONMember("before", share(change.before)), JSONMember("after", share(change.after)),
      JSONMember(
        "areas",
        .array(
          change.areas.map { area in
            let known = city.areas[area.area]
            return .object([
              JSONMember("id", .string(known.id)), JSONMember("name", .string(known.name)),
              JSONMember("level", .integer(known.level)), JSONMember("newly_covered", count(area.gained)),
              JSONMember("newly_uncovered", count(area.lost)),
            ])
          })),
    ] + (change.rule.map { [JSONMember("rule", members($0))] } ?? [])
  }

  private func members(_ rule: RuleChange) -> JSONValue {
    .object([
      JSONMember("rule", .string(rule.name)), JSONMember("newly_passing", count(rule.gained)),
      JSONMember("newly_failing", count(rule.lost)), JSONMember("before", share(rule.before)),
      JSONMember("after", share(rule.after)),
      JSONMember(
        "clauses",
        .array(
          rule.clauses.map { clause in
            .object([
              JSONMember("clause", .string(clause.clause.name)), JSONMember("asks", .string(clause.clause.text)),
              JSONMember("asked", count(clause.asked)), JSONMember("failing_before", count(clause.failingBefore)),
              JSONMember("failing_after", count(clause.failingAfter)),
            ])
          })),
    ])
  }

  private func share(_ share: CoverageShare) -> JSONValue {
    .object([
      JSONMember("homes", .integer(share.all.homes)), JSONMember("homes_covered", .integer(share.covered.homes)),
      JSONMember(unit, .decimal(share.all.weight, places: 1)),
      JSONMember("\(unit)_covered", .decimal(share.covered.weight, places: 1)),
      JSONMember("share", share.share.map { .decimal($0, places: 6) } ?? .null),
    ])
  }

  private func count(_ count: HomeCount) -> JSONValue { .object(countMembers(count)) }

  private func countMembers(_ count: HomeCount) -> [JSONMember] {
    [JSONMember("homes", .integer(count.homes)), JSONMember(unit, .decimal(count.weight, places: 1))]
  }
}
