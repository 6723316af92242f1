import Foundation
import Geography
import Walking

/// An audit as text for a terminal, as CSV and as GeoJSON.
package struct AuditOutput {
  private let audit: CircleAudit
  private var city: PreparedCity { audit.city }
  private var unit: String { city.weightUnit.rawValue }
  /// Communities shown on a terminal; the files have all.
  private static let mostShown = 20

  package init(_ audit: CircleAudit) { self.audit = audit }

  /// The table, lines ended by line feeds.
  package var text: String {
    let question = audit.question
    let speed = OutputText.shortDecimal(city.parameters.profile.speed.kilometresPerHour)
    let served = audit.communities.filter(\.isServedOnPaper)
    let (paper, walked) = (audit.total { $0.isServedOnPaper ? $0.homes : HomeCount() }, audit.total(\.walked))
    let only = audit.total(\.servedOnPaperOnly)
    var lines = [
      "\(SummaryText.oneLine(city.studyArea.name)) · circles of \(metres(question.urbanRadiusInMetres)) (urban) and "
        + "\(metres(question.ruralRadiusInMetres)) (rural) that hold "
        + "\(OutputText.counted(question.venueCount, "venue")) · \(OutputText.minutesLabel(question.limit)) at \(speed) km/h",
      "",
      "communities  \(audit.communities.count), \(served.count) served on paper",
      "on paper     \(weight(paper)) \(unit) in their circles",
      "on foot      \(weight(walked)) \(unit) of all circles within \(OutputText.minutesLabel(question.limit))"
        + (question.venueCount > 1 ? " of \(question.venueCount) venues" : ""),
      "paper only   \(weight(only)) \(unit) in \(OutputText.grouped(Double(only.homes))) homes are counted as served and "
        + "cannot walk there in time (\(OutputText.percentage(only.weight, of: paper.weight)))",
      "foot only    \(weight(audit.total(\.servedOnFootOnly))) \(unit) walk there and are not counted",
      "no circle    \(weight(audit.outside)) \(unit), of whom \(weight(audit.outsideWalked)) walk there", "",
    ]
    var rows = [["", "community", "type", "venues", "paper", unit, "on foot", "paper only", "detour"]]
    for (rank, one) in audit.communities.enumerated().prefix(Self.mostShown) {
      rows.append([
        "\(rank + 1)", SummaryText.oneLine(one.centre.name.isEmpty ? one.centre.id : one.centre.name),
        one.centre.type.rawValue, "\(one.venues.count)", one.isServedOnPaper ? "yes" : "no", weight(one.homes),
        weight(one.walked), weight(one.servedOnPaperOnly), one.detour.map { OutputText.decimal($0, places: 2) } ?? "",
      ])
    }
    lines += SummaryText.aligned(rows)
    let left = audit.communities.count - Self.mostShown
    if left > 0 { lines.append("and \(left) more; --output has all") }
    return lines.map { $0.trimmedRight + "\n" }.joined()
  }

  private func weight(_ count: HomeCount) -> String { OutputText.grouped(count.weight) }
  private func metres(_ value: Double) -> String { OutputText.grouped(value) + " m" }

  private var columns: [String] {
    [
      "rank", "id", "name", "type", "lon", "lat", "radius_m", "venues", "served_on_paper", "homes", unit,
      "homes_on_foot", "\(unit)_on_foot", "homes_paper_only", "\(unit)_paper_only", "\(unit)_foot_only", "detour",
    ]
  }

  private func values(_ one: CircleAudit.Community, rank: Int) -> [JSONValue] {
    [
      .integer(rank), .string(one.centre.id), .string(one.centre.name), .string(one.centre.type.rawValue),
      OutputEncoder.plain(one.centre.coordinate.longitude), OutputEncoder.plain(one.centre.coordinate.latitude),
      OutputEncoder.plain(one.radiusInMetres), .integer(one.venues.count), .bool(one.isServedOnPaper),
      .integer(one.homes.homes), .decimal(one.homes.weight, places: 1), .integer(one.walked.homes),
      .decimal(one.walked.weight, places: 1), .integer(one.servedOnPaperOnly.homes),
      .decimal(one.servedOnPaperOnly.weight, places: 1), .decimal(one.servedOnFootOnly.weight, places: 1),
      one.detour.map { .decimal($0, places: 3) } ?? .null,
    ]
  }

  /// One row a community, in the order of ``CircleAudit/communities``.
  package func table() throws -> [UInt8] {
    var table = OutputTable(columns: columns)
    for (place, one) in audit.communities.enumerated() {
      table.appendRow(values(one, rank: place + 1).map(OutputTable.field))
    }
    return try table.finish()
  }

  /// The circles as polygons, then as points the homes that are served on paper only.
  package func geoJSON() throws -> [UInt8] {
    let question = audit.question
    var writer = GeoJSONWriter(members: [
      JSONMember("attribution", .string(OutputText.attribution)),
      JSONMember("study_area", .string(city.studyArea.name)),
      JSONMember("limit_minutes", OutputEncoder.plain(question.limit.minutes)),
      JSONMember("speed_kmh", OutputEncoder.plain(city.parameters.profile.speed.kilometresPerHour)),
      JSONMember("urban_radius_m", OutputEncoder.plain(question.urbanRadiusInMetres)),
      JSONMember("rural_radius_m", OutputEncoder.plain(question.ruralRadiusInMetres)),
      JSONMember("venues_needed", .integer(question.venueCount)), JSONMember("weight_unit", .string(unit)),
    ])
    for (place, one) in audit.communities.enumerated() {
      let members = zip(columns, values(one, rank: place + 1)).map { JSONMember($0, $1) }
      guard let circle = Self.circle(around: one.centre.coordinate, radiusInMetres: one.radiusInMetres) else {
        continue
      }
      try writer.write(
        GeoJSONFeature(id: one.centre.id, geometry: .polygon(circle), properties: members))
    }
    let walks = city.homeWalks(workers: 1)
    for (home, community) in audit.paperOnlyHomes {
      let (one, time) = (city.homes[home], walks.times[home])
      try writer.write(
        GeoJSONFeature(
          id: one.id, geometry: .point(one.coordinate),
          properties: [
            JSONMember("community", .string(audit.communities[community].centre.id)),
            JSONMember(unit, .decimal(one.weight, places: 1)),
            JSONMember("minutes", time.isReachable ? OutputEncoder.plain((time.minutes * 10).rounded() / 10) : .null),
          ]))
    }
    return try writer.finish()
  }

  /// A circle of 72 corners; `nil` around the poles. Its edges run up to a thousandth of the radius inside the true one.
  static func circle(around centre: Coordinate, radiusInMetres: Double) -> GeographicPolygon? {
    let scale = Ellipsoid.LocalScale(latitude: centre.latitude)
    var ring: [Coordinate] = []
    for step in 0..<72 {
      let angle = Double(step) * .pi / 36
      let corner = Coordinate(
        longitude: centre.longitude + radiusInMetres * cos(angle) / scale.eastInMetres * 1e-7,
        latitude: centre.latitude + radiusInMetres * sin(angle) / scale.northInMetres * 1e-7)
      guard let corner else { return nil }
      ring.append(corner)
    }
    return GeographicPolygon(exterior: ring + [ring[0]])
  }
}
