import Geography
import OpenStreetMap

/// Finds museums, theatres, libraries and their like among an extract's nodes, ways and relations (domain §4).
public struct VenueFinder: Sendable {
  /// Whether `amenity=music_venue` counts as a theatre.
  public var isWide: Bool

  /// Makes a finder.
  public init(isWide: Bool = false) { self.isWide = isWide }

  /// What a finder needs of an extract. Entrances are in ``DoorEntrances/selection``.
  public static let selection: ElementSelection = {
    let main: [ElementSelection.Rule] = [
      .init(
        "amenity",
        [
          "theatre", "concert_hall", "music_venue", "library", "arts_centre", "community_centre", "social_centre",
          "public_building", "events_venue", "conference_centre", "exhibition_centre", "planetarium", "cinema",
          "public_bookcase",
        ]),
      .init("tourism", ["museum", "gallery"]),
      .init(
        "community_centre",
        ["cultural_centre", "international_centre", "village_hall", "community_hall", "youth_centre"]),
      .init("historic"),
    ]
    var unused: [ElementSelection.Rule] = []
    var keys: Set<String> = [
      "name", "name:zh", "name:en", "official_name", "amenity", "tourism", "community_centre", "historic", "building",
      "mobile", "access", "type", "entrance",
    ]
    for main in VenueClassTable.mainValues {
      for prefix in VenueClassTable.lifecyclePrefixes {
        unused.append(.init("\(prefix):\(main.key)", main.values))
        keys.insert("\(prefix):\(main.key)")
      }
    }
    keys.formUnion(VenueClassTable.lifecycleKeys)
    keys.formUnion(attributeKeys)
    let houses = ElementSelection.Rule("building", ["yes", "public", "civic", "community_centre", "government"])
    return ElementSelection(
      nodes: main + unused, ways: main + unused + [houses], relations: main + unused + [houses], keys: keys)
  }()

  /// Tags that a venue passes on.
  static let attributeKeys = [
    "wikidata", "opening_hours", "wheelchair", "fee", "operator", "access", "website", "capacity", "start_date",
    "end_date",
  ]

  /// Finds the venues of all classes; the caller picks the classes that count.
  ///
  /// The place of a way is its centroid: of what is left where nodes are missing, if at least two are there. A
  /// relation needs a whole area (`type=site`: one closed member way at least).
  /// - Complexity: linear in the extract's kept elements.
  public func venues(in extract: Extract) -> VenueFindings {
    var search = VenueSearch(extract: extract, rows: VenueClassTable.rows + (isWide ? [VenueClassTable.wideRow] : []))
    search.lookAtNodes()
    search.lookAtWays()
    search.lookAtRelations()
    return search.findings
  }
}
