import Geography
import OpenStreetMap
import Walking

/// Finds homes among an extract's buildings (domain §10) and, where none or few are mapped, along its streets.
public struct HomeFinder: Sendable {
  /// Whether `building=yes` on residential land counts as a home.
  public var infersFromLand = true
  /// Whether streets of residential land whose buildings are not mapped get estimated points.
  public var estimatesAlongStreets = true

  /// Makes a finder.
  public init() {}

  /// What a finder needs of an extract.
  public static let selection: ElementSelection = {
    let buildings = ElementSelection.Rule("building", Set(DwellingEstimate.levelsByKind.keys).union(["yes"]))
    let lands = ElementSelection.Rule("landuse", ["residential"])
    let keys: Set<String> = [
      "building", "building:levels", "building:flats", "building:use", "landuse", "type", "highway",
    ]
    return ElementSelection(
      nodes: [], ways: [buildings, lands], relations: [buildings, lands],
      keys: keys.union(otherUseKeys).union(VenueClassTable.lifecycleKeys))
  }()

  /// Keys that say what else a `building=yes` is.
  static let otherUseKeys = [
    "amenity", "shop", "office", "tourism", "leisure", "craft", "industrial", "man_made", "historic",
    "public_transport", "railway", "aeroway", "power", "military", "religion", "healthcare", "parking", "emergency",
  ]

  /// Finds the homes.
  ///
  /// - Parameters:
  ///   - streets: the walking network, for estimated points; `nil` for none.
  ///   - workers: threads for the work along streets; the homes do not depend on it.
  /// - Complexity: linear in buildings and street length, plus a look-up in residential land for each.
  public func homes(in extract: Extract, streets: StreetGraph? = nil, workers: Int = 1) -> HomeFindings {
    var search = HomeSearch(extract: extract, infers: infersFromLand)
    search.lookAtBuildings()
    if estimatesAlongStreets, let streets { search.estimate(along: streets, workers: workers) }
    return search.findings
  }
}
