import Geography
import OpenStreetMap

/// The same world written down in another way: no answer may change.
extension ExtractBuilder {
  /// Every way of streets and rivers cut at about half of its inner nodes; pieces take new ids. Closed ways that bound
  /// something (houses) stay whole.
  public func withWaysSplit(seed: UInt64) -> ExtractBuilder {
    var random = SeededGenerator(seed: seed)
    var result = self
    var next = (ways.keys.max() ?? 0) + 1
    for id in wayIDs {
      guard let way = ways[id], way.tags["highway"] != nil || way.tags["waterway"] != nil else { continue }
      var pieces: [[Int64]] = [[]]
      for (place, node) in way.nodes.enumerated() {
        pieces[pieces.count - 1].append(node)
        if place > 0, place < way.nodes.count - 1, random.chance(0.5) { pieces.append([node]) }
      }
      result.ways[id] = Way(nodes: pieces[0], tags: way.tags)
      for piece in pieces.dropFirst() {
        result.ways[next] = Way(nodes: piece, tags: way.tags)
        next += 1
      }
    }
    return result
  }

  /// About half of the streets and rivers drawn from their other end, with the tags that tell of a direction turned.
  public func withWaysReversed(seed: UInt64) -> ExtractBuilder {
    var random = SeededGenerator(seed: seed)
    var result = self
    for id in wayIDs where random.chance(0.5) {
      guard var way = ways[id], way.tags["highway"] != nil || way.tags["waterway"] != nil else { continue }
      way.nodes.reverse()
      let turned = ["yes": "-1", "-1": "yes", "forward": "backward", "backward": "forward"]
      for key in ["oneway", "oneway:foot", "conveying"] {
        if let value = way.tags[key] { way.tags[key] = turned[value] ?? value }
      }
      result.ways[id] = way
    }
    return result
  }

  /// All ids of nodes, ways and relations replaced; each of the three must be given different ids for different ones.
  public func renumbered(
    node: (Int64) -> Int64, way: (Int64) -> Int64, relation: (Int64) -> Int64
  ) -> ExtractBuilder {
    func new(_ element: ElementID) -> ElementID {
      switch element.type {
      case .node: ElementID(.node, node(element.number))
      case .way: ElementID(.way, way(element.number))
      case .relation: ElementID(.relation, relation(element.number))
      }
    }
    var result = ExtractBuilder()
    for (id, old) in nodes { result.nodes[node(id)] = old }
    for (id, old) in ways { result.ways[way(id)] = Way(nodes: old.nodes.map(node), tags: old.tags) }
    for (id, old) in relations {
      result.relations[relation(id)] = Relation(members: old.members.map { (new($0.element), $0.role) }, tags: old.tags)
    }
    return result
  }

  /// Everything as many 1e-7 degrees farther east; on an ellipsoid of revolution no length changes.
  public func moved(eastByE7 step: Int32) -> ExtractBuilder {
    var result = self
    for (id, node) in nodes {
      let place = Coordinate(longitudeE7: node.coordinate.longitudeE7 + step, latitudeE7: node.coordinate.latitudeE7)
      result.nodes[id] = Node(coordinate: place, tags: node.tags)
    }
    return result
  }

  /// The same without the tags that make a street walkable one way only.
  public func withEveryStreetTwoWay() -> ExtractBuilder {
    var result = self
    for (id, way) in ways {
      let tags = way.tags.filter { !["oneway", "oneway:foot", "conveying"].contains($0.key) }
      result.ways[id] = Way(nodes: way.nodes, tags: tags)
    }
    return result
  }
}
