import Geography

/// One thing that is wrong, doubtful or missing in the data.
public struct InspectionFinding: Hashable, Sendable {
  /// How much hangs on it.
  public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Somebody's answer is wrong or missing because of it.
    case error
    /// Somebody's answer may be wrong because of it.
    case warning
    /// Nobody's answer in a plain run.
    case notice

    /// The worst first.
    public static func < (a: Severity, b: Severity) -> Bool { a.order < b.order }
    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// What it is.
  public var kind: InspectionKind
  /// How much hangs on it.
  public var severity: Severity
  /// The elements of OpenStreetMap (`n1`, `w1`, `r1`) and rows of lists (`FILE:row`) that it is about, the first one
  /// foremost.
  public var elements: [String]
  /// Where to look; `nil` for what has no place.
  public var place: Coordinate?
  /// The name of the thing; may be empty.
  public var name = ""
  /// The homes that it concerns, where that is known, and their weight.
  public var homes = HomeCount()
  /// A distance or length that tells how bad it is, in metres.
  public var metres: Double?
  /// What was found, as a clause.
  public var what: String

  /// Makes a finding.
  public init(
    _ kind: InspectionKind, _ severity: Severity, _ elements: [String], at place: Coordinate?, _ what: String
  ) {
    (self.kind, self.severity, self.elements, self.place, self.what) = (kind, severity, elements, place, what)
    id = "\(kind.rawValue):\(elements.prefix(2).joined(separator: "+"))"
  }

  /// `KIND:ELEMENT+ELEMENT` of at most the first two elements, with `#2` and so on behind where that is taken: one of a
  /// kind in an inspection.
  public internal(set) var id: String

  /// The worst first, then by the weight concerned, then by kind and elements.
  static func precedes(_ a: InspectionFinding, _ b: InspectionFinding) -> Bool {
    if a.severity != b.severity { return a.severity < b.severity }
    if a.homes.weight != b.homes.weight { return a.homes.weight > b.homes.weight }
    if a.kind != b.kind { return a.kind < b.kind }
    return a.elements.lexicographicallyPrecedes(b.elements) {
      VenueIdentifier($0) < VenueIdentifier($1)
    }
  }
}

/// What a finding can be.
public enum InspectionKind: String, Hashable, Sendable, CaseIterable, Comparable {
  case streetIsland = "street_island"
  case noHome = "no_home"
  case noVenue = "no_venue"
  case homeWithoutStreet = "home_without_street"
  case homeFarFromStreet = "home_far_from_street"
  case homeBehindBarrier = "home_behind_barrier"
  case homeOnWater = "home_on_water"
  case venueWithoutStreet = "venue_without_street"
  case venueFarFromStreet = "venue_far_from_street"
  case venueBehindBarrier = "venue_behind_barrier"
  case venueOnWater = "venue_on_water"
  case venueOnIsland = "venue_on_island"
  case venueMappedTwice = "venue_mapped_twice"
  case venuePerhapsTwice = "venue_perhaps_twice"
  case venueOfTwoKinds = "venue_of_two_kinds"
  case buildingTwice = "building_twice"
  case venueWithoutPlace = "venue_without_place"
  case venueWithoutName = "venue_without_name"
  case venueWithoutHours = "venue_without_hours"
  case venueHoursUnknown = "venue_hours_not_understood"
  case areaOpen = "area_open"
  case areaCrossing = "area_crossing"
  case areaDegenerate = "area_degenerate"
  case areaCut = "area_cut"
  case landWithoutBuildings = "land_without_buildings"
  case landThinlyMapped = "land_thinly_mapped"
  case placeWithoutBuildings = "place_without_buildings"
  case listShifted = "list_shifted"
  case listVenueFar = "list_venue_far"
  case listRowTwice = "list_row_twice"
  case listVenueUntagged = "list_venue_untagged_in_osm"
  case listVenueNotInOSM = "list_venue_not_in_osm"
  case osmVenueNotInList = "osm_venue_not_in_list"

  /// In the order of the cases.
  public static func < (a: InspectionKind, b: InspectionKind) -> Bool { a.order < b.order }
  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// What it bears on.
  public var topic: InspectionTopic {
    switch self {
    case .streetIsland: .streets
    case .noHome, .noVenue, .homeWithoutStreet, .homeFarFromStreet, .homeBehindBarrier, .homeOnWater,
      .venueWithoutStreet,
      .venueFarFromStreet, .venueBehindBarrier, .venueOnWater, .venueOnIsland:
      .joins
    case .venueMappedTwice, .venuePerhapsTwice, .venueOfTwoKinds, .buildingTwice: .duplicates
    case .venueWithoutName, .venueWithoutHours, .venueHoursUnknown: .venueTags
    case .areaOpen, .areaCrossing, .areaDegenerate, .areaCut, .venueWithoutPlace: .areas
    case .landWithoutBuildings, .landThinlyMapped, .placeWithoutBuildings: .buildings
    case .listShifted, .listVenueFar, .listRowTwice: .list
    case .listVenueUntagged, .listVenueNotInOSM, .osmVenueNotInList: .listInOSM
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .streetIsland: "join it to the streets around in OpenStreetMap where one can walk, or leave it if it is apart"
    case .noHome: "give people with --population or --homes, or map residential buildings"
    case .noVenue: "name other --kinds, give a list with --venues, or take a wider extract"
    case .homeWithoutStreet: "map the way to the house, or raise --snap"
    case .homeFarFromStreet: "map the way to the house"
    case .homeBehindBarrier: "map the gate or the way on the house's own side"
    case .homeOnWater: "check the house and the water's outline"
    case .venueWithoutStreet: "map the way to the venue, correct its place, or raise --snap"
    case .venueFarFromStreet: "map the way or the entrance, or correct the venue's place"
    case .venueBehindBarrier: "map the gate, the entrance or the way to it"
    case .venueOnWater: "correct its place; check the list's coordinate system"
    case .venueOnIsland: "join the streets around it to the network"
    case .venueMappedTwice: "none needed: they count as one; keep one of them in OpenStreetMap"
    case .venuePerhapsTwice: "if they are one, delete the false one or give both the same wikidata"
    case .venueOfTwoKinds: "if they are one, keep the kind that it is"
    case .buildingTwice: "delete one of the buildings: their dwellings count twice"
    case .venueWithoutPlace: "take a wider extract, or mend the outline"
    case .venueWithoutName: "add name=*"
    case .venueWithoutHours: "add opening_hours=*, or give them in --venues"
    case .venueHoursUnknown: "write them as days and hours, such as Tu-Su 09:00-17:00"
    case .areaOpen: "close the outline"
    case .areaCrossing: "mend the outline, which crosses itself"
    case .areaDegenerate: "delete or redraw it: it encloses nothing"
    case .areaCut: "none inside the extract; take a wider one where it matters"
    case .landWithoutBuildings, .landThinlyMapped, .placeWithoutBuildings:
      "map the buildings, or give people with --population"
    case .listShifted: "name the list's system with --venues-crs"
    case .listVenueFar: "check lat and lon, or take a wider extract"
    case .listRowTwice: "delete one of the rows: they count as one"
    case .listVenueUntagged: "tag the building as what it is"
    case .listVenueNotInOSM: "none needed with --venues; add it to OpenStreetMap"
    case .osmVenueNotInList: "check whether the list lacks it; --venues-mode add takes both"
    }
  }
}
