import Geography
import OpenStreetMap

extension ExtractBuilder {
  /// Adds tags to an element; those it has are replaced.
  public mutating func addTags(_ tags: [String: String], to element: ElementID) {
    switch element.type {
    case .node: nodes[element.number]?.tags.merge(tags) { $1 }
    case .way: ways[element.number]?.tags.merge(tags) { $1 }
    case .relation: relations[element.number]?.tags.merge(tags) { $1 }
    }
  }

  /// The ids of the ways that are streets, ascending.
  public var streetIDs: [Int64] { wayIDs.filter { ways[$0]?.tags["highway"] != nil } }

  /// The ids of the nodes on streets, ascending.
  public var streetNodeIDs: [Int64] { Set(streetIDs.flatMap { ways[$0]?.nodes ?? [] }).sorted() }
}

extension RandomCity {
  /// The values that ``withWalkerTags(density:)`` picks from: passing, closing and senseless ones.
  public static let wayTags: [(key: String, values: [String])] = [
    ("surface", ["asphalt", "asphalt", "paving_stones", "sett", "gravel", "cobblestone", "lava"]),
    ("smoothness", ["good", "good", "excellent", "intermediate", "bad", "fair"]),
    ("width", ["2", "1.5 m", "90 cm", "0.7", "wide"]),
    ("incline", ["0%", "3%", "-5 %", "12%", "up", "down", "4°"]),
    ("wheelchair", ["yes", "no", "limited"]), ("ford", ["yes", "no"]), ("stroller", ["yes", "no"]),
    ("ramp:wheelchair", ["yes", "no"]),
  ]

  /// The town's elements with tags strewn over streets and crossings that walkers with demands heed; of the streets
  /// about half are walkers' own, some major roads.
  ///
  /// - Parameter density: the share of streets that has each tag.
  public func withWalkerTags(density: Double) -> ExtractBuilder {
    var random = SeededGenerator(seed: seed &* 7919 &+ 17)
    var builder = builder
    for way in builder.streetIDs {
      let element = ElementID(.way, way)
      if builder.tags(of: element)["highway"] == "residential" {
        let kinds = ["footway", "footway", "path", "residential", "residential", "primary", "secondary", "elevator"]
        builder.addTags(["highway": kinds[random.integer(in: 0...kinds.count - 1)]], to: element)
      }
      for (key, values) in Self.wayTags where random.chance(key.count > 7 && key != "smoothness" ? 0.05 : density) {
        builder.addTags([key: values[random.integer(in: 0...values.count - 1)]], to: element)
      }
    }
    let nodes: [[String: String]] = [
      ["highway": "crossing"], ["highway": "crossing", "crossing": "traffic_signals"],
      ["highway": "crossing", "crossing": "unmarked"], ["highway": "crossing", "kerb": "raised"],
      ["highway": "crossing", "kerb": "lowered"], ["barrier": "kerb", "kerb": "lowered"], ["barrier": "kerb"],
      ["barrier": "kerb", "kerb": "raised"], ["highway": "elevator"], ["barrier": "stile"],
      ["barrier": "bollard", "maxwidth:physical": "0.8"], ["highway": "crossing", "wheelchair": "yes"],
    ]
    // Crossings of streets only: they are far enough apart to be crossings each for itself.
    for node in builder.streetNodeIDs where node < 100_000 && random.chance(0.5) {
      builder.addTags(nodes[random.integer(in: 0...nodes.count - 1)], to: ElementID(.node, node))
    }
    builder.addCrossings(&random)
    return builder
  }
}

extension ExtractBuilder {
  /// Draws more near the ends of some of the walkers' ways: kerbs before the crossing, a second carriageway, and the
  /// crossing as a way of its own with tags.
  fileprivate mutating func addCrossings(_ random: inout SeededGenerator) {
    var (nextNode, nextWay) = (Int64(500_000), Int64(5_000_000))
    for way in streetIDs where ["footway", "path"].contains(ways[way]?.tags["highway"]) {
      if random.chance(0.3) {
        let kinds = ["traffic_signals", "marked", "unmarked"]
        addTags(["footway": "crossing", "crossing": kinds[random.integer(in: 0...2)]], to: ElementID(.way, way))
      }
      guard random.chance(0.6), let first = ways[way]?.nodes.first, let second = ways[way]?.nodes[1],
        let from = nodes[first]?.coordinate, let to = nodes[second]?.coordinate
      else { continue }
      let metres = Ellipsoid.lengthInMetres(from: from, to: to)
      guard metres > 34 else { continue }
      func place(_ metresOn: Double, _ metresAside: Double = 0) -> Coordinate {
        let (along, across) = (metresOn / metres, metresAside / metres)
        let (dx, dy) = (Double(to.longitudeE7 - from.longitudeE7), Double(to.latitudeE7 - from.latitudeE7))
        return Coordinate(
          longitudeE7: from.longitudeE7 + Int32(along * dx + across * dy),
          latitudeE7: from.latitudeE7 + Int32(along * dy - across * dx))
      }
      var between: [Int64] = []
      func add(at coordinate: Coordinate, _ tags: [String: String]) -> Int64 {
        nextNode += 1
        addNode(nextNode, at: coordinate, tags: tags)
        return nextNode
      }
      if random.chance(0.5) {
        let kerbs = [["kerb": "lowered"], ["kerb": "raised"], ["kerb:height": "0.02"], [:], ["kerb": "flush"]]
        let tags = kerbs[random.integer(in: 0...4)].merging(["barrier": "kerb"]) { $1 }
        between.append(add(at: place(random.number(in: 2...6)), tags))
      }
      if random.chance(0.5) {
        let on = random.number(in: 8...33)
        let crossings = [["highway": "crossing"], ["highway": "crossing", "crossing": "traffic_signals"], [:]]
        between.append(add(at: place(on), crossings[random.integer(in: 0...2)]))
        nextWay += 1
        let ends = [add(at: place(on, 15), [:]), between[between.count - 1], add(at: place(on, -15), [:])]
        addWay(nextWay, ends, tags: ["highway": ["residential", "primary", "footway"][random.integer(in: 0...2)]])
      }
      ways[way]?.nodes.insert(contentsOf: between, at: 1)
    }
  }
}
