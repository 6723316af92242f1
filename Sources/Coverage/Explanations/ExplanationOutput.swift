import Geography
import Walking

/// An explained place as text, JSON and GeoJSON.
package struct ExplanationOutput {
  private let explanation: PlaceExplanation
  private let city: PreparedCity

  package init(_ explanation: PlaceExplanation, city: PreparedCity) {
    self.explanation = explanation
    self.city = city
  }

  /// The text, lines ended by line feeds.
  package var text: String {
    var lines = [sentence.english, ""]
    if let walk = explanation.walk {
      lines += SummaryText.aligned([
        ["", "min", "metres"],
        ["  to the street", minutes(walk.homeLeg), metres(walk.homeLegInMetres)],
        ["  along streets", minutes(walk.streets), metres(walk.streetsInMetres)],
        ["  to the door", minutes(walk.venueLeg), metres(walk.venueLegInMetres)],
        ["  in all", minutes(walk.time), metres(walk.homeLegInMetres + walk.streetsInMetres + walk.venueLegInMetres)],
      ])
      lines.append("  door      \(walk.door.resolvedBy.rawValue) of \(name(walk.venue))")
      if let doubt = city.doubt(about: walk.venue) {
        lines.append("  in doubt  the venue's \(doubt.rawValue): unknown")
      }
    }
    if let conditions = city.conditions { lines.append("  for       \(conditions.english)") }
    for snap in explanation.snaps {
      lines.append(
        "  street    way \(snap.way), \(metres(snap.legInMetres)) m away"
          + (snap.crossesObstacle ? ", across an obstacle" : ""))
    }
    if explanation.snaps.isEmpty {
      lines.append("  street    none within \(OutputText.shortDecimal(city.parameters.snapRadiusInMetres)) m")
    }
    if let home = explanation.home { lines.append("  home      \(city.homes[home].id)") }
    if !explanation.nearest.isEmpty {
      lines += ["", "nearest venues"]
      lines += SummaryText.aligned(
        explanation.nearest.map { near in
          let venue = city.venues[near.venue]
          return [
            "  \(SummaryText.oneLine(venue.displayName)) (\(venue.kind.rawValue), \(venue.id))",
            OutputText.walk(near.time),
          ]
        })
    }
    lines += ruleLines
    if let (cause, evidence) = explanation.cause {
      lines += ["", "cause     \(cause.rawValue): \(SummaryText.oneLine(evidence))"]
    }
    return lines.map { $0.trimmedRight + "\n" }.joined()
  }

  /// The rule clause by clause, with the venues that it counts.
  private var ruleLines: [String] {
    guard let verdict = explanation.verdict else { return [] }
    var lines = ["", "rule      \(SummaryText.oneLine(verdict.rule)) (\(verdict.areaType.rawValue))"]
    for clause in verdict.clauses {
      lines.append("  \(clause.holds ? "holds" : "fails")     \(clause.clause.name): \(clause.clause.text)")
      for near in clause.nearest {
        let venue = city.venues[near.venue]
        lines.append(
          "              \(SummaryText.oneLine(venue.displayName)) (\(venue.kind.rawValue), \(venue.id)) "
            + clause.text(ofCost: near.cost))
      }
      if clause.nearest.count < clause.clause.count {
        lines.append("              \(clause.nearest.count) of \(clause.clause.count) within twice that")
      }
    }
    return lines
  }

  /// One sentence in English and Chinese.
  package var sentence: (english: String, chinese: String) {
    guard let verdict = explanation.verdict else { return sentenceOfLimit }
    let name = SummaryText.oneLine(verdict.rule)
    let failed = verdict.clauses.filter { !$0.holds }.map { SummaryText.oneLine($0.clause.name) }
    guard !failed.isEmpty else { return ("Covered: passes \(name).", "已覆盖：符合“\(name)”。") }
    return (
      "Not covered: fails \(name) by \(failed.joined(separator: ", ")).",
      "未覆盖：不符合“\(name)”，未满足：\(failed.joined(separator: "、"))。"
    )
  }

  private var sentenceOfLimit: (english: String, chinese: String) {
    let limit = OutputText.shortDecimal(explanation.limit.minutes)
    guard let walk = explanation.walk else {
      return explanation.snaps.isEmpty
        ? ("Not covered: no street near.", "未覆盖：附近没有道路。") : ("Not covered: no way to any venue.", "未覆盖：没有通往任何场馆的步行路。")
    }
    let (time, venue) = (OutputText.walk(walk.time), name(walk.venue))
    let chineseTime = time.replacing(" min", with: " 分钟").replacing(" h", with: " 小时")
    return explanation.isCovered
      ? ("Covered: \(time) to \(venue), within \(limit) min.", "已覆盖：步行 \(chineseTime) 到\(venue)，在 \(limit) 分钟之内。")
      : (
        "Not covered: \(time) to \(venue), the nearest; the limit is \(limit) min.",
        "未覆盖：最近的\(venue)步行 \(chineseTime)，超过 \(limit) 分钟。"
      )
  }

  /// One JSON document.
  package func json() -> [UInt8] { OutputEncoder.document(.object(members), pretty: true) }

  /// The place, the walk and the door.
  package func geoJSON() throws -> [UInt8] {
    var writer = GeoJSONWriter(members: [JSONMember("attribution", .string(OutputText.attribution))])
    try writer.write(
      GeoJSONFeature(id: "place", geometry: .point(explanation.coordinate), properties: Array(members.dropFirst(3))))
    if let walk = explanation.walk {
      try writer.write(
        GeoJSONFeature(
          id: "walk", geometry: .lineString(walk.path),
          properties: [
            JSONMember("seconds", .decimal(walk.time.seconds, places: 3)),
            JSONMember("venue_id", .string(city.venues[walk.venue].id)),
          ]))
      try writer.write(
        GeoJSONFeature(
          id: "door", geometry: .point(walk.door.coordinate),
          properties: [
            JSONMember("venue", .string(city.venues[walk.venue].name)),
            JSONMember("venue_id", .string(city.venues[walk.venue].id)),
            JSONMember("resolved_by", .string(walk.door.resolvedBy.rawValue)),
          ]))
    }
    return try writer.finish()
  }

  private var members: [JSONMember] {
    let walk = explanation.walk
    func part(_ what: String, _ time: TravelTime, _ metres: Double) -> JSONValue {
      .object([
        JSONMember("what", .string(what)), JSONMember("seconds", .decimal(time.seconds, places: 3)),
        JSONMember("metres", .decimal(metres, places: 1)),
      ])
    }
    return [
      JSONMember("attribution", .string(OutputText.attribution)),
      JSONMember("lon", OutputEncoder.plain(explanation.coordinate.longitude)),
      JSONMember("lat", OutputEncoder.plain(explanation.coordinate.latitude)),
      JSONMember("covered", .bool(explanation.isCovered)),
      JSONMember("limit_minutes", OutputEncoder.plain(explanation.limit.minutes)),
      JSONMember("seconds", walk.map { .decimal($0.time.seconds, places: 3) } ?? .null),
      JSONMember("venue_id", walk.map { .string(city.venues[$0.venue].id) } ?? .null),
      JSONMember(
        "parts",
        .array(
          walk.map {
            [
              part("home_leg", $0.homeLeg, $0.homeLegInMetres), part("streets", $0.streets, $0.streetsInMetres),
              part("venue_leg", $0.venueLeg, $0.venueLegInMetres),
            ]
          } ?? [])),
      JSONMember(
        "snaps",
        .array(
          explanation.snaps.map { snap in
            .object([
              JSONMember("lon", OutputEncoder.plain(snap.foot.longitude)),
              JSONMember("lat", OutputEncoder.plain(snap.foot.latitude)),
              JSONMember("leg_m", .decimal(snap.legInMetres, places: 1)), JSONMember("way", .integer(Int(snap.way))),
              JSONMember("crosses_obstacle", .bool(snap.crossesObstacle)),
            ])
          })),
      JSONMember("home_id", explanation.home.map { .string(city.homes[$0].id) } ?? .null),
      JSONMember(
        "nearest",
        .array(
          explanation.nearest.map { near in
            .object(
              members(ofVenue: near.venue) + [JSONMember("seconds", .decimal(near.time.seconds, places: 3))])
          })),
      JSONMember("cause", explanation.cause.map { .string($0.cause.rawValue) } ?? .null),
      JSONMember("evidence", explanation.cause.map { .string($0.evidence) } ?? .null),
      JSONMember(
        "sentence",
        .object([JSONMember("en", .string(sentence.english)), JSONMember("zh", .string(sentence.chinese))])),
    ] + ruleMembers + city.doubtMembers(about: walk?.venue) + city.selectionMembers
  }

  private func members(ofVenue place: Int) -> [JSONMember] {
    let venue = city.venues[place]
    return [
      JSONMember("id", .string(venue.id)), JSONMember("name", .string(venue.name)),
      JSONMember("kind", .string(venue.kind.rawValue)),
    ]
  }

  private var ruleMembers: [JSONMember] {
    guard let verdict = explanation.verdict else { return [] }
    let clauses = verdict.clauses.map { clause in
      JSONValue.object([
        JSONMember("clause", .string(clause.clause.name)), JSONMember("asks", .string(clause.clause.text)),
        JSONMember("holds", .bool(clause.holds)),
        JSONMember(
          "nearest",
          .array(
            clause.nearest.map { near in
              let cost = JSONMember(
                clause.clause.limit.isLength ? "metres" : "seconds", .decimal(Double(near.cost) / 1000, places: 3))
              return .object(members(ofVenue: near.venue) + [cost])
            })),
      ])
    }
    return [
      JSONMember(
        "rule",
        .object([
          JSONMember("rule", .string(verdict.rule)), JSONMember("area_type", .string(verdict.areaType.rawValue)),
          JSONMember("passes", .bool(verdict.passes)), JSONMember("clauses", .array(clauses)),
        ]))
    ]
  }

  private func name(_ venue: Int) -> String { SummaryText.oneLine(city.venues[venue].displayName) }
  private func minutes(_ time: TravelTime) -> String { OutputText.decimal(time.minutes, places: 1) }
  private func metres(_ metres: Double) -> String { OutputText.grouped(metres) }
}
