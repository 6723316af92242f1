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
    let water = Symbols(Self.waterRules, extract.strings)
    let line = Symbols(Self.lineRules, extract.strings)
    for way in extract.ways.ids.indices {
      let tags = extract.tags(ofWay: way)
      if water.match(tags) {
        guard Self.isOnGround(tags) else { continue }
        addWater(extract.area(ofWay: way), shores: [way], extract)
      } else if line.match(tags), Self.isOnGround(tags) {
        let pieces = Self.pieces(extract, way)
        if let barrier = tags["barrier"], Self.wallValues.contains(barrier) {
          walls += pieces
          continue
        }
        lines += pieces
        if tags["natural"] == "coastline" { coastlines += pieces }
      }
    }
    for relation in extract.relations.ids.indices {
      let tags = extract.tags(ofRelation: relation)
      guard tags["type"] == "multipolygon", water.match(tags), Self.isOnGround(tags) else { continue }
      let shores = Set(
        extract.relations.members(of: relation).compactMap { member in
          member.element.type == .way ? extract.ways.index(of: member.element.number) : nil
        }
      ).sorted()
      addWater(extract.area(ofRelation: relation), shores: shores, extract)
    }
  }

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
    extract.ways.references(of: way).split(separator: WayTable.missingNode)
      .filter { $0.count >= 2 }
      .map { run in run.map { extract.nodes.coordinates[Int($0)] } }
  }

  private static func isOnGround(_ tags: Tags) -> Bool {
    for key in ["tunnel", "bridge", "covered"] {
      if let value = tags[key], value != "no" { return false }
    }
    if let location = tags["location"], location == "underground" || location == "underwater" { return false }
    return !(tags["layer"]?.hasPrefix("-") ?? false)
  }

  /// Rules with their strings looked up once: most ways are turned down on symbols alone.
  private struct Symbols {
    private var values: [Symbol: Set<Symbol>] = [:]

    init(_ rules: [ElementSelection.Rule], _ pool: StringPool) {
      for rule in rules {
        guard let key = pool.symbol(of: rule.key) else { continue }
        values[key] = Set((rule.values ?? []).compactMap { pool.symbol(of: $0) })
      }
    }

    func match(_ tags: Tags) -> Bool {
      tags.pairs.contains { values[$0.key]?.contains($0.value) ?? false }
    }
  }
}
