import Geography

/// The homes of an extract and what was left out.
public struct HomeFindings: Sendable {
  /// The homes in canonical order: ways, then relations, by number, then estimated points by land and place.
  public var homes: [Home] = []
  /// Homes from buildings tagged as residential: from ways and from relations.
  public var residentialWays = 0, residentialRelations = 0
  /// Homes from `building=yes` on residential land.
  public var inferred = 0
  /// Points along streets of residential land whose buildings are not mapped.
  public var estimated = 0
  /// Lands without a mapped home, and those with too few for their size to be all.
  public var landsWithoutHomes = 0, landsThinlyMapped = 0
  /// Lands without a mapped home and without a street, which therefore have no point.
  public var landsWithoutStreets = 0
  /// Residential buildings placed by what is left of an outline that lacks nodes.
  public var outlinesWithMissingNodes = 0
  /// Residential buildings without a place: too few nodes, or members missing.
  public var withoutPlace = 0
  /// Residential buildings of ways that are outlines of a relation that counts, left out.
  public var outlinesOfRelations = 0
  /// `building=yes` on residential land under 30 m², taken for sheds.
  public var sheds = 0
  /// Residential lands whose border is incomplete or crosses itself, passed over.
  public var landsWithoutArea = 0
  /// What the weights count.
  public var weightUnit = WeightUnit.dwellings

  /// The counted warnings.
  public var warnings: [Warning] {
    var warnings: [Warning] = []
    if withoutPlace > 0 {
      warnings.append(Warning(count: withoutPlace, message: "residential buildings without a place, left out"))
    }
    if outlinesWithMissingNodes > 0 {
      let message = "residential buildings with missing nodes, placed by the nodes that are there"
      warnings.append(Warning(count: outlinesWithMissingNodes, message: message))
    }
    return warnings
  }

  /// Counts by name, in a fixed order.
  public var counts: [(name: String, value: Int)] {
    [
      ("homes_residential", residentialWays + residentialRelations), ("homes_inferred", inferred),
      ("homes_estimated", estimated), ("residential_lands_without_homes", landsWithoutHomes),
      ("residential_lands_thinly_mapped", landsThinlyMapped),
      ("residential_lands_without_streets", landsWithoutStreets), ("homes_without_place", withoutPlace),
      ("homes_with_missing_nodes", outlinesWithMissingNodes), ("homes_outlining_relations", outlinesOfRelations),
      ("sheds", sheds),
      ("residential_lands_without_area", landsWithoutArea),
    ]
  }
}
