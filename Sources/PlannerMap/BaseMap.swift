import Geography
import OpenStreetMap

/// What the map draws of an extract and the engine does not need: how much streets matter, and all buildings.
public struct BaseMap: Sendable {
  /// Outlines of buildings.
  public private(set) var buildings: [GeographicPolygon] = []
  private var ranks: [Int64: MapLayers.Rank] = [:]

  /// Nothing known: all streets alike, no buildings.
  public init() {}

  /// The elements that it reads.
  static let selection = ElementSelection(
    nodes: [], ways: [.init("highway"), .init("building")], relations: [.init("building")],
    keys: ["highway", "building", "type"])

  /// Reads an extract. Linear in it.
  ///
  /// - Throws: ``InputError`` when it cannot be read.
  public init(extract path: String, workers: Int) throws {
    let extract = try ExtractReader(path: path, workers: workers).read(Self.selection)
    let highway = extract.strings.symbol(of: "highway")
    let building = extract.strings.symbol(of: "building")
    for way in extract.ways.ids.indices {
      let tags = extract.tags(ofWay: way)
      if let highway, let value = tags[highway] {
        ranks[extract.ways.ids[way]] = MapLayers.Rank(highway: value)
      } else if let building, let value = tags[building], value != "no",
        case .success(let area) = extract.area(ofWay: way)
      {
        buildings += area.polygons
      }
    }
    for relation in extract.relations.ids.indices {
      let tags = extract.tags(ofRelation: relation)
      guard let building, let value = tags[building], value != "no", tags["type"] == "multipolygon",
        case .success(let area) = extract.area(ofRelation: relation)
      else { continue }
      buildings += area.polygons
    }
  }

  /// The rank of a way; of an unknown one that of a street.
  func rank(ofWay way: Int64) -> MapLayers.Rank { ranks[way] ?? .street }
}
