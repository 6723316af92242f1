import OpenStreetMap

/// What an element must be like to belong to a class.
indirect enum VenueCondition: Sendable {
  /// A key with one of these values; none given means any value.
  case tag(String, [String] = [])
  /// The name (or `name:zh`) holds one of these words.
  case name([String])
  /// A closed way or a relation.
  case isArea
  /// A node with `entrance=*` is part of the outline.
  case hasEntrance
  /// All of these.
  case all([VenueCondition])
  /// At least one of these.
  case any([VenueCondition])
}

extension VenueCondition {
  /// A key with one of these values; none given means any value.
  typealias NeededTag = (key: String, values: [String])

  /// Lists of tags of each of which an element must have one, or it fails the condition: at least one list.
  var needs: [[NeededTag]] {
    switch self {
    case .tag(let key, let values): return [[(key, values)]]
    case .name: return [Self.nameKeys.map { ($0, []) }]
    case .isArea, .hasEntrance: return []
    case .all(let conditions): return conditions.flatMap(\.needs)
    case .any(let conditions):
      let firsts = conditions.map(\.needs.first)
      return firsts.contains { $0 == nil } ? [] : [firsts.flatMap { $0 ?? [] }]
    }
  }

  /// Keys of the names that are looked into for a word.
  static let nameKeys = ["name", "name:zh"]
}

/// One row of the class table.
struct VenueClassRow: Sendable {
  let kind: VenueKind
  let condition: VenueCondition

  init(_ kind: VenueKind, _ condition: VenueCondition) {
    self.kind = kind
    self.condition = condition
  }
}

/// The classes of venues and their tags (domain §4): the first matching row wins.
enum VenueClassTable {
  /// The rows in order. Rows that go by a word in the name also ask for a tag that says "a house for the public":
  /// a bus stop called 文化中心 is none.
  static let rows: [VenueClassRow] = [
    VenueClassRow(.museum, .tag("tourism", ["museum"])),
    VenueClassRow(.theatre, .tag("amenity", ["theatre", "concert_hall"])),
    VenueClassRow(
      .mobileLibrary,
      .all([.tag("amenity", ["library"]), .any([.name(["流动", "汽车"]), .tag("mobile", ["yes"])])])),
    VenueClassRow(.library, .tag("amenity", ["library"])),
    VenueClassRow(.gallery, .tag("tourism", ["gallery"])),
    VenueClassRow(.artsCentre, .tag("amenity", ["arts_centre"])),
    VenueClassRow(.culturalCentre, .tag("community_centre", ["cultural_centre", "international_centre"])),
    VenueClassRow(
      .culturalCentre, .all([house, .name(["文化馆", "文化中心", "文化站", "文化活动中心", "文化家园"])])),
    VenueClassRow(.villageHall, .tag("community_centre", ["village_hall", "community_hall"])),
    VenueClassRow(.villageHall, .all([house, .name(["文化礼堂"])])),
    VenueClassRow(.youthCentre, .tag("community_centre", ["youth_centre"])),
    VenueClassRow(.youthCentre, .all([house, .name(["少年宫", "青少年"])])),
    VenueClassRow(
      .readingRoom, .all([.tag("amenity", ["community_centre"]), .name(["城市书房", "书房", "农家书屋", "自习室"])])),
    VenueClassRow(
      .memorialHall,
      .all([
        .tag("historic", ["memorial"]),
        .any([.all([.tag("building"), .isArea, .hasEntrance]), .name(["纪念馆", "故居"])]),
      ])),
    VenueClassRow(.exhibition, .tag("amenity", ["exhibition_centre", "planetarium"])),
    VenueClassRow(.cinema, .tag("amenity", ["cinema"])),
    VenueClassRow(.bookcase, .tag("amenity", ["public_bookcase"])),
    VenueClassRow(
      .heritage,
      .all([
        .tag("historic"),
        .any([.tag("tourism", ["attraction"]), .tag("opening_hours"), .tag("fee")]),
      ])),
  ]

  /// `amenity=music_venue`, which counts as a theatre only where asked for.
  static let wideRow = VenueClassRow(.theatre, .tag("amenity", ["music_venue"]))

  /// A house for the public, or an untold building.
  private static let house = VenueCondition.any([
    .tag("amenity", ["community_centre", "social_centre", "public_building", "events_venue", "conference_centre"]),
    .tag("building", ["yes", "public", "civic", "community_centre", "government"]),
  ])

  /// Values of `amenity` and `tourism` in the rows: what a prefix such as `disused:` puts out of use.
  static let mainValues: [(key: String, values: Set<String>)] = [
    (
      "amenity",
      [
        "theatre", "concert_hall", "library", "arts_centre", "community_centre", "exhibition_centre", "planetarium",
        "cinema", "public_bookcase",
      ]
    ),
    ("tourism", ["museum", "gallery"]),
  ]

  /// Prefixes of keys that say a thing is no more, or not yet (OSM wiki, "Lifecycle prefix").
  static let lifecyclePrefixes = [
    "disused", "abandoned", "construction", "was", "demolished", "removed", "razed",
    "proposed", "planned",
  ]
  /// Plain keys that say the same with `yes`.
  static let lifecycleKeys = ["disused", "abandoned", "demolished", "razed", "proposed"]

  /// Tags that put a venue out of use: the main values under a prefixed key, or a plain key with `yes`.
  static let unusedRules: [(key: String, values: [String])] =
    mainValues.flatMap { main in lifecyclePrefixes.map { ("\($0):\(main.key)", main.values.sorted()) } }
    + lifecycleKeys.map { ($0, ["yes"]) }
}
