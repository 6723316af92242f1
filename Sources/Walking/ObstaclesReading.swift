import Geography
import OpenStreetMap

extension Obstacles {
  /// Tags of water areas, on closed ways and multipolygons.
  package static let waterRules: [ElementSelection.Rule] = [
    .init("natural", ["water"]), .init("waterway", ["riverbank", "dock"]), .init("landuse", ["reservoir"]),
  ]
  /// Tags of lines that no leg crosses, on ways; a road or railway counts by its own rule.
  package static let lineRules: [ElementSelection.Rule] = [
    .init("natural", ["coastline"]), .init("waterway", ["river", "canal"]), .init("railway", ["rail"]),
    .init("highway", ["motorway", "motorway_link", "trunk", "trunk_link"]),
    .init("barrier", wallValues),
  ]
  /// Values of `barrier` that a leg avoids.
  private static let wallValues: Set<String> = ["wall", "fence", "city_wall"]
  /// All keys that reading obstacles depends on.
  package static let keys: Set<String> = [
    "natural", "waterway", "landuse", "railway", "highway", "barrier", "tunnel", "bridge", "covered", "location",
    "layer", "type",
  ]

  /// Reads the obstacles of an extract, ways before relations, each by ascending id.
  ///
  /// What passes under or over is none: tunnels, culverts, bridges, covered or underground pieces, negative layers.
  /// Lines break at missing nodes. A water area that is cut off by the extract's edge leaves its shore lines.
  ///
  /// - Complexity: linear in the ways and in the references of the obstacles.
  package init(_ extract: Extract) {
    self.init()
    let rules = TagRuleBits(Self.bitRules, extract.strings)
    for (way, found) in rules.ofWays(extract).enumerated() where !Bits(found).isDisjoint(with: [.water, .line]) {
      let bits = Bits(found)
      guard !bits.contains(.perhapsOffGround) || Self.isOnGround(extract.tags(ofWay: way)) else { continue }
      if bits.contains(.water) {
        addWater(extract.area(ofWay: way), shores: [way], extract)
        continue
      }
      let pieces = Self.pieces(extract, way)
      if bits.contains(.wall) {
        walls += pieces
      } else {
        lines += pieces
        if bits.contains(.coastline) { coastlines += pieces }
      }
    }
    for (relation, found) in rules.ofRelations(extract).enumerated() where Bits(found).contains(.water) {
      let tags = extract.tags(ofRelation: relation)
      guard tags["type"] == "multipolygon", Self.isOnGround(tags) else { continue }
      let shores = Set(
        extract.relations.members(of: relation).compactMap { member in
          member.element.type == .way ? extract.ways.index(of: member.element.number) : nil
        }
      ).sorted()
      addWater(extract.area(ofRelation: relation), shores: shores, extract)
    }
  }

  /// What the tags of an element say, by symbols alone.
  private struct Bits: OptionSet {
    let rawValue: UInt64
    init(rawValue: UInt64) { self.rawValue = rawValue }
    init(_ rawValue: UInt64) { self.rawValue = rawValue }
    static let water = Bits(1), line = Bits(2), wall = Bits(4), coastline = Bits(8)
    /// It has a key that ``Obstacles/isOnGround(_:)`` asks for.
    static let perhapsOffGround = Bits(16)
  }

  private static let bitRules: [TagRuleBits.Rule] =
    waterRules.map { TagRuleBits.Rule($0.key, $0.values ?? [], sets: Bits.water.rawValue) }
    + lineRules.map { TagRuleBits.Rule($0.key, $0.values ?? [], sets: Bits.line.rawValue) }
    + offGroundKeys.map { TagRuleBits.Rule($0, sets: Bits.perhapsOffGround.rawValue) } + [
      TagRuleBits.Rule("barrier", wallValues, sets: Bits.wall.rawValue),
      TagRuleBits.Rule("natural", ["coastline"], sets: Bits.coastline.rawValue),
    ]

  private mutating func addWater(_ area: Result<Area, AreaProblem>, shores: [Int], _ extract: Extract) {
    if case .success(let area) = area {
      water += area.polygons
      lines += area.polygons.flatMap { $0.rings }
    } else {
      lines += shores.flatMap { Self.pieces(extract, $0) }
    }
  }

  /// The way's runs of known nodes, two or more each.
  private static func pieces(_ extract: Extract, _ way: Int) -> [[Coordinate]] {
    let references = extract.ways.references(of: way)
    let coordinates = extract.nodes.coordinates
    guard references.contains(WayTable.missingNode) else {
      return references.count >= 2 ? [references.map { coordinates[Int($0)] }] : []
    }
    return references.split(separator: WayTable.missingNode)
      .filter { $0.count >= 2 }
      .map { run in run.map { coordinates[Int($0)] } }
  }

  /// Keys that may put a thing under or over the ground.
  private static let offGroundKeys = ["tunnel", "bridge", "covered", "location", "layer"]

  private static func isOnGround(_ tags: Tags) -> Bool {
    for key in ["tunnel", "bridge", "covered"] {
      if let value = tags[key], value != "no" { return false }
    }
    if let location = tags["location"], location == "underground" || location == "underwater" { return false }
    return !(tags["layer"]?.hasPrefix("-") ?? false)
  }
}
