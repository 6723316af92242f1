import Geography
import Walking

/// What a rule says of one place, clause by clause.
public struct PlaceVerdict: Sendable {
  /// A clause, and the venues that it counts there.
  public struct Clause: Hashable, Sendable {
    /// What it asks.
    public var clause: RuleClause
    /// Whether it holds.
    public var holds: Bool
    /// The nearest venues that it counts, as many as it wants, within twice its limit.
    public var nearest: [CountedVenue]

    /// A venue's walk: "12.3 min", "840 m".
    package func text(ofCost cost: UInt32) -> String {
      clause.limit.isLength
        ? OutputText.grouped(Double(cost) / 1000) + " m" : OutputText.walk(TravelTime(milliseconds: cost))
    }
  }

  /// A venue that a clause counts.
  public struct CountedVenue: Hashable, Sendable {
    /// Place in ``PreparedCity/venues``.
    public var venue: Int
    /// Milliseconds, or millimetres where the clause asks for metres.
    public var cost: UInt32
  }

  /// The rule, and what the place is to it.
  public var rule: String, areaType: AreaType
  /// The clauses asked of it, in the rule's order.
  public var clauses: [Clause]
  /// Whether all hold.
  public var passes: Bool { clauses.allSatisfy(\.holds) }
}

extension RuledCity {
  /// What the rule says of a place.
  ///
  /// - Parameter home: the home that it is, if any; its areas say what it is to the rule, else those around the place.
  /// - Complexity: that of ``RuleSearches``, and of finding the areas.
  func verdict(on coordinate: Coordinate, _ joins: [Join], home: Int?) -> (told: PlaceVerdict, plain: RuleVerdict) {
    let type = home.map { city.areaType(ofHome: $0, else: areaType) } ?? areaType(at: coordinate)
    let searches = RuleSearches(
      sheet, graph: city.model.graph, venues: city.venues, doors: city.doors, reach: 2, workers: 1)
    let asked = sheet.asked(of: type)
    let verdict = searches.verdict(joins, asked: asked)
    let clauses = sheet.clauses.indices.filter { asked & 1 << UInt32($0) != 0 }.map { place in
      PlaceVerdict.Clause(
        clause: sheet.clauses[place], holds: verdict.failed & 1 << UInt32(place) == 0,
        nearest: searches.nearest(place, joins))
    }
    return (PlaceVerdict(rule: rule.name, areaType: type, clauses: clauses), verdict)
  }

  /// Why places fail the rule.
  ///
  /// - Complexity: that of ``RuleSearches``.
  var causes: RuleGapCauses {
    let model = city.model
    return RuleGapCauses(
      sheet, speed: city.parameters.profile.speed, venues: city.venues,
      gatesOpen: RuleSearches(
        sheet, graph: model.graph.withGatesOpen, venues: city.venues, doors: city.doors, reach: 1, workers: 1),
      obstacles: model.snaps.obstacles)
  }

  private func areaType(at coordinate: Coordinate) -> AreaType {
    guard city.areas.contains(where: { $0.type != nil }) else { return areaType }
    return PlacePolygonIndex(city.areas.map(\.polygons)).all(containing: coordinate).compactMap { city.areas[$0].type }
      .last ?? areaType
  }
}
