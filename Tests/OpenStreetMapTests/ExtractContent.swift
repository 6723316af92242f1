import Geography
import OpenStreetMap

/// Everything in the tables of an extract.
struct ExtractContent: Equatable {
  var strings: [String]
  var nodeIDs: [Int64]
  var coordinates: [Coordinate]
  var tagged: [UInt32]
  var nodeTags: [[String]]
  var wayIDs: [Int64]
  var isSelected: [Bool]
  var references: [[UInt32]]
  var wayTags: [[String]]
  var relationIDs: [Int64]
  var members: [[String]]
  var relationTags: [[String]]

  init(_ extract: Extract) {
    func text(_ tags: Tags) -> [String] { tags.all.map { "\($0.key)=\($0.value)" } }
    strings = extract.strings.strings
    nodeIDs = extract.nodes.ids
    coordinates = extract.nodes.coordinates
    tagged = extract.nodes.tagged
    nodeTags = tagged.indices.map { text(extract.tags(ofTaggedNode: $0)) }
    wayIDs = extract.ways.ids
    isSelected = extract.ways.isSelected
    references = wayIDs.indices.map { Array(extract.ways.references(of: $0)) }
    wayTags = wayIDs.indices.map { text(extract.tags(ofWay: $0)) }
    relationIDs = extract.relations.ids
    members = relationIDs.indices.map { relation in
      extract.relations.members(of: relation).map { "\($0.element) \(extract.strings[$0.role])" }
    }
    relationTags = relationIDs.indices.map { text(extract.tags(ofRelation: $0)) }
  }
}

extension ElementSelection {
  /// What a walk through a town needs, and more.
  static let town: ElementSelection = {
    let keys = [
      "highway", "building", "landuse", "natural", "waterway", "barrier", "railway", "leisure", "amenity", "tourism",
    ]
    let more = [
      "name", "name:*", "foot", "access", "oneway", "oneway:foot", "bridge", "tunnel", "layer", "level", "sidewalk",
      "service", "surface", "area", "boundary", "admin_level", "type", "entrance", "wheelchair", "addr:*", "steps",
      "incline", "motor_vehicle", "construction", "place", "population", "man_made", "public_transport", "ref",
      "wikidata", "operator", "museum", "library", "theatre", "disused:*", "width", "covered", "indoor", "ford",
      "maxspeed", "lit", "smoothness", "tracktype", "bicycle", "crossing", "shop", "office", "historic", "craft",
    ]
    let venues = ElementSelection.Rule("amenity", ["library", "theatre", "arts_centre", "community_centre"])
    return ElementSelection(
      nodes: [venues, .init("tourism", ["museum", "gallery"]), .init("entrance"), .init("place")],
      ways: keys.map { .init($0) },
      relations: [.init("type", ["multipolygon", "boundary"]), venues, .init("tourism")],
      keys: Set(keys + more))
  }()
}
