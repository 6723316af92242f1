import Geography

/// An inspection as a page of text, as JSON, as CSV and as GeoJSON.
package struct InspectionOutput {
  private let inspection: CityInspection
  private var city: PreparedCity { inspection.city }
  private var unit: String { city.weightUnit.rawValue }
  /// Findings of a kind shown on a terminal; the files have all.
  private static let mostShown = 3

  package init(_ inspection: CityInspection) { self.inspection = inspection }

  // MARK: Text

  /// A page, lines ended by line feeds.
  package var text: String {
    let found = inspection.findings
    var lines = [
      "\(SummaryText.oneLine(city.studyArea.name)) · data quality \(inspection.grade.rawValue) · "
        + OutputText.counted(found.count, "finding") + ": "
        + InspectionFinding.Severity.allCases.map { severity in
          OutputText.counted(found.count { $0.severity == severity }, severity.rawValue)
        }.joined(separator: ", "),
      "",
    ]
    lines += topicLines + [""]
    if let match = inspection.listMatch { lines += [sentence(match), ""] }
    lines += kindLines
    lines += worstLines
    return lines.map { $0.trimmedRight + "\n" }.joined()
  }

  private var topicLines: [String] {
    let severities = InspectionFinding.Severity.allCases
    let rows = inspection.results.map { result in
      let own = inspection.findings.filter { $0.kind.topic == result.topic }
      return [result.topic.rawValue, result.grade.rawValue]
        + severities.map { severity in "\(own.count { $0.severity == severity })" }
        + [OutputText.percentage(result.share, of: 1)]
    }
    let words = inspection.results.map {
      "of " + SummaryText.oneLine($0.whole) + ($0.isDecisive ? "" : " (beside: the whole does not heed it)")
    }
    return zip(
      SummaryText.aligned([["topic", "grade", "errors", "warnings", "notices", "share"]] + rows), [""] + words
    ).map { "\($0)  \($1)" }
  }

  private func sentence(_ match: VenueListMatch) -> String {
    "\(match.file): OpenStreetMap has \(match.asSuch) of your \(OutputText.counted(match.listed, "venue")), \(match.otherwise) more under "
      + "another kind, \(match.untagged) as houses of that name only; \(match.missing) are not there, and it has "
      + "\(match.notListed) that your list lacks"
  }

  private var kindLines: [String] {
    var rows: [[String]] = []
    for kind in InspectionKind.allCases {
      let own = inspection.findings.filter { $0.kind == kind }
      guard !own.isEmpty else { continue }
      let weight = own.reduce(0) { $0 + $1.homes.weight }
      rows.append([kind.rawValue, "\(own.count)", weight > 0 ? "\(OutputText.grouped(weight)) \(unit)" : ""])
    }
    return rows.isEmpty ? [] : SummaryText.aligned([["finding", "count", "concerned"]] + rows) + [""]
  }

  /// The first errors and warnings of each kind.
  private var worstLines: [String] {
    var lines: [String] = []
    var shown = 0
    for kind in InspectionKind.allCases {
      let own = inspection.findings.filter { $0.kind == kind && $0.severity < .notice }
      guard !own.isEmpty else { continue }
      lines.append("\(kind.rawValue): \(kind.remedy)")
      lines += own.prefix(Self.mostShown).map(line)
      shown += min(own.count, Self.mostShown)
      if own.count > Self.mostShown {
        lines.append("  and \(OutputText.grouped(Double(own.count - Self.mostShown))) more")
      }
    }
    if shown < inspection.findings.count {
      lines += ["", "shown \(shown) of \(OutputText.counted(inspection.findings.count, "finding")); --output has all"]
    }
    return lines
  }

  private func line(_ finding: InspectionFinding) -> String {
    let elements = finding.elements.prefix(3).joined(separator: " + ") + (finding.elements.count > 3 ? " + …" : "")
    let name = finding.name.isEmpty ? "" : " \(SummaryText.oneLine(finding.name))"
    let weight = finding.homes.homes > 0 ? " (\(OutputText.grouped(finding.homes.weight)) \(unit))" : ""
    return "  \(SummaryText.oneLine(elements))\(name)\(weight): \(SummaryText.oneLine(finding.what))"
  }

  // MARK: Files

  private var columns: [String] {
    [
      "id", "topic", "kind", "severity", "elements", "name", "lon", "lat", "homes", unit, "metres", "what", "remedy",
    ]
  }

  private func values(_ finding: InspectionFinding) -> [JSONValue] {
    [
      .string(finding.id), .string(finding.kind.topic.rawValue), .string(finding.kind.rawValue),
      .string(finding.severity.rawValue), .string(finding.elements.joined(separator: ";")), .string(finding.name),
      finding.place.map { OutputEncoder.plain($0.longitude) } ?? .null,
      finding.place.map { OutputEncoder.plain($0.latitude) } ?? .null, .integer(finding.homes.homes),
      .decimal(finding.homes.weight, places: 1), finding.metres.map { .decimal($0, places: 1) } ?? .null,
      .string(finding.what), .string(finding.kind.remedy),
    ]
  }

  private func members(_ finding: InspectionFinding) -> [JSONMember] {
    zip(columns, values(finding)).map { JSONMember($0, $1) }
  }

  /// One row a finding, the worst first.
  package func table() throws -> [UInt8] {
    var table = OutputTable(columns: columns)
    for finding in inspection.findings {
      let degrees = finding.place.map { [$0.longitudeE7, $0.latitudeE7] }
      for (column, value) in zip(columns, values(finding)) {
        switch (column, degrees) {
        case ("lon", let degrees?): table.append(degreesE7: degrees[0])
        case ("lat", let degrees?): table.append(degreesE7: degrees[1])
        default: table.append(OutputTable.field(value))
        }
      }
      table.endRow()
    }
    return try table.finish()
  }

  /// One point a finding, without geometry where it has no place.
  package func geoJSON() throws -> [UInt8] {
    var writer = GeoJSONWriter(members: head)
    for finding in inspection.findings {
      try writer.write(
        GeoJSONFeature(
          id: finding.id, geometry: finding.place.map { .point($0) },
          properties: members(finding).filter { !["id", "lon", "lat"].contains($0.name) }))
    }
    return try writer.finish()
  }

  /// Grades with their rule, all figures and all findings.
  package func json() -> [UInt8] {
    OutputEncoder.document(
      .object(
        head + [
          JSONMember("scales", .array(InspectionScale.allCases.map(scale))),
          JSONMember("topics", .array(inspection.results.map(topic))),
          JSONMember("list", inspection.listMatch.map(list) ?? .null),
          JSONMember(
            "measures", .object(inspection.measures.map { JSONMember($0.name, .decimal($0.value, places: 3)) })),
          JSONMember("findings", .array(inspection.findings.map { .object(members($0)) })),
        ]), pretty: true)
  }

  private var head: [JSONMember] {
    [
      JSONMember("attribution", .string(OutputText.attribution)),
      JSONMember("study_area", .string(city.studyArea.name)),
      JSONMember("grade", .string(inspection.grade.rawValue)), JSONMember("grade_rule", .string(CityInspection.rule)),
      JSONMember("weight_unit", .string(unit)),
      JSONMember("snap_m", OutputEncoder.plain(city.parameters.snapRadiusInMetres)),
    ]
  }

  private func scale(_ scale: InspectionScale) -> JSONValue {
    .object([
      JSONMember("scale", .string(scale.rawValue)),
      JSONMember("percent_up_to", .array(scale.percentages.map { OutputEncoder.plain($0) })),
      JSONMember("grades", .array(InspectionGrade.allCases.map { .string($0.rawValue) })),
      JSONMember("reason", .string(scale.reason)),
    ])
  }

  private func topic(_ result: InspectionResult) -> JSONValue {
    let own = inspection.findings.filter { $0.kind.topic == result.topic }
    return .object([
      JSONMember("topic", .string(result.topic.rawValue)), JSONMember("grade", .string(result.grade.rawValue)),
      JSONMember("share", .decimal(result.share, places: 6)),
      JSONMember("share_of", .string(result.whole)), JSONMember("scale", .string(result.scale.rawValue)),
      JSONMember("decisive", .bool(result.isDecisive)),
      JSONMember("findings", .integer(own.count)),
    ])
  }

  private func list(_ match: VenueListMatch) -> JSONValue {
    .object([
      JSONMember("file", .string(match.file)), JSONMember("venues", .integer(match.listed)),
      JSONMember("in_osm", .integer(match.asSuch)), JSONMember("in_osm_under_another_kind", .integer(match.otherwise)),
      JSONMember("in_osm_by_name_only", .integer(match.untagged)), JSONMember("not_in_osm", .integer(match.missing)),
      JSONMember("osm_venues", .integer(match.mapped)), JSONMember("osm_venues_not_listed", .integer(match.notListed)),
      JSONMember("sentence", .string(sentence(match))),
    ])
  }
}
