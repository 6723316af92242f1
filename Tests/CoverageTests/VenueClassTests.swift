import Coverage
import Geography
import OpenStreetMap
import TestSupport
import Testing

/// The class table of domain §4, row by row, through the finder and its own selection.
@Suite struct VenueClassTests {
  static let rows: [(tags: [String: String], kind: VenueKind?)] = [
    (["tourism": "museum"], .museum),
    (["tourism": "museum", "museum": "science"], .museum),
    (["tourism": "museum", "amenity": "library"], .museum),
    (["amenity": "theatre", "theatre:type": "amphi"], .theatre),
    (["amenity": "concert_hall"], .theatre),
    (["amenity": "music_venue"], nil),
    (["amenity": "library"], .library),
    (["amenity": "library", "name": "杭州流动图书馆"], .mobileLibrary),
    (["amenity": "library", "name": "汽车图书馆"], .mobileLibrary),
    (["amenity": "library", "mobile": "yes"], .mobileLibrary),
    (["amenity": "library", "name": "城市书房"], .library),
    (["tourism": "gallery"], .gallery),
    (["shop": "art"], nil),
    (["amenity": "arts_centre"], .artsCentre),
    (["amenity": "community_centre"], nil),
    (["amenity": "community_centre", "community_centre": "cultural_centre"], .culturalCentre),
    (["amenity": "community_centre", "community_centre": "international_centre"], .culturalCentre),
    (["amenity": "community_centre", "name": "西湖区文化馆"], .culturalCentre),
    (["highway": "bus_stop", "name": "文化中心"], nil),
    (["amenity": "community_centre", "community_centre": "village_hall"], .villageHall),
    (["amenity": "community_centre", "community_centre": "community_hall"], .villageHall),
    (["amenity": "community_centre", "name": "梅家坞文化礼堂"], .villageHall),
    (["amenity": "community_centre", "community_centre": "youth_centre"], .youthCentre),
    (["amenity": "community_centre", "name": "青少年活动中心"], .youthCentre),
    (["amenity": "community_centre", "name": "农家书屋"], .readingRoom),
    (["historic": "memorial"], nil),
    (["historic": "memorial", "name": "章太炎纪念馆"], .memorialHall),
    (["historic": "memorial", "name": "Memorial"], nil),
    (["historic": "memorial", "name": "茅以升故居"], .memorialHall),
    (["amenity": "exhibition_centre"], .exhibition),
    (["amenity": "planetarium"], .exhibition),
    (["amenity": "cinema"], .cinema),
    (["amenity": "public_bookcase"], .bookcase),
    (["historic": "castle", "tourism": "attraction"], .heritage),
    (["historic": "castle"], nil),
    (["amenity": "restaurant", "name": "Museum"], nil),
  ]

  @Test(arguments: rows)
  func classOfNode(tags: [String: String], kind: VenueKind?) {
    var builder = ExtractBuilder()
    builder.addNode(1, at: Place.at(0, 0), tags: tags)
    let found = VenueFinder().venues(in: builder.extract(VenueFinder.selection))
    #expect(found.venues.map(\.kind) == (kind.map { [$0] } ?? []))
    #expect(found.dropped.isEmpty)
  }

  @Test func musicVenuesAreTheatresOnlyWhereAskedFor() {
    var builder = ExtractBuilder()
    builder.addNode(1, at: Place.at(0, 0), tags: ["amenity": "music_venue"])
    let extract = builder.extract(VenueFinder.selection)
    #expect(VenueFinder(isWide: true).venues(in: extract).venues.map(\.kind) == [.theatre])
  }

  /// A plaque on a wall is no venue, a memorial house with a door is one.
  @Test(arguments: [(true, true), (true, false), (false, true)])
  func memorialNeedsBuildingAndEntrance(isBuilding: Bool, hasEntrance: Bool) {
    var tags = ["historic": "memorial"]
    if isBuilding { tags["building"] = "yes" }
    var builder = ExtractBuilder()
    builder.addSquare(9, east: 0, north: 0, side: 20, tags: tags, firstNode: 1)
    if hasEntrance { builder.addNode(1, at: Place.at(-10, -10), tags: ["entrance": "yes"]) }
    let extract = builder.extract(VenueFinder.selection, DoorEntrances.selection)
    let found = VenueFinder().venues(in: extract).venues
    #expect(found.map(\.kind) == (isBuilding && hasEntrance ? [.memorialHall] : []))
  }

  static let shut: [(tags: [String: String], reason: VenueFindings.DropReason?)] = [
    (["amenity": "library", "access": "private"], .privateAccess),
    (["amenity": "library", "access": "no"], .privateAccess),
    (["amenity": "library", "access": "customers"], nil),
    (["amenity": "library", "disused": "yes"], .outOfUse),
    (["amenity": "library", "abandoned": "yes"], .outOfUse),
    (["disused:amenity": "library"], .outOfUse),
    (["was:tourism": "museum"], .outOfUse),
    (["construction:amenity": "theatre", "building": "construction"], .outOfUse),
    // A museum in a station that is no more is a museum.
    (["tourism": "museum", "disused:railway": "station"], nil),
  ]

  @Test(arguments: shut)
  func shutVenuesAreCountedNotLost(tags: [String: String], reason: VenueFindings.DropReason?) {
    var builder = ExtractBuilder()
    builder.addNode(1, at: Place.at(0, 0), tags: tags)
    let found = VenueFinder().venues(in: builder.extract(VenueFinder.selection))
    #expect(found.dropped.map(\.reason) == (reason.map { [$0] } ?? []))
    #expect(found.venues.count == (reason == nil ? 1 : 0))
    #expect(found.warnings(for: VenueKind.core).isEmpty)
    #expect(found.notes(for: VenueKind.core).count == (reason == nil ? 0 : 1))
  }
}
