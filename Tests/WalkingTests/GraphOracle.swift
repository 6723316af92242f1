import Geography

@testable import OpenStreetMap
@testable import Walking

/// Distances by definition, for tests: Bellman–Ford relaxation until nothing changes, no queue, no contraction.
///
/// It reads the extract on its own: every pair of neighbouring references of a way that the tag rules open.
struct GraphOracle {
  struct Arc {
    var from: Int64
    var to: Int64
    var time: UInt64
  }

  private(set) var arcs: [Arc] = []

  init(_ extract: Extract, profile: WalkingProfile) {
    let rules = TagRules(profile: profile)
    for way in extract.ways.ids.indices {
      let verdict = rules.verdict(extract.tags(ofWay: way))
      guard verdict.kind == .walkable else { continue }
      let speed = verdict.isSteps ? profile.speed.metresPerSecond * profile.stepsFactor : profile.speed.metresPerSecond
      let references = Array(extract.ways.references(of: way))
      for (a, b) in zip(references, references.dropFirst()) {
        guard a != b, a != WayTable.missingNode, b != WayTable.missingNode else { continue }
        let metres = Ellipsoid.lengthInMetres(
          from: extract.nodes.coordinates[Int(a)], to: extract.nodes.coordinates[Int(b)])
        let time = UInt64(max(1, (metres / speed * 1000).rounded()))
        let (from, to) = (extract.nodes.ids[Int(a)], extract.nodes.ids[Int(b)])
        if verdict.flags.contains(.forward) { arcs.append(Arc(from: from, to: to, time: time)) }
        if verdict.flags.contains(.backward) { arcs.append(Arc(from: to, to: from, time: time)) }
      }
    }
  }

  /// The arcs of a graph's edges, contracted, between the OSM ids of its vertices.
  init(contracted graph: StreetGraph) {
    for edge in 0..<graph.edgeCount {
      let (tail, head) = (graph.vertexNodes[Int(graph.edgeTails[edge])], graph.vertexNodes[Int(graph.edgeHeads[edge])])
      let time = UInt64(graph.edgeTime(edge))
      if graph.edgeFlags[edge].contains(.forward) { arcs.append(Arc(from: tail, to: head, time: time)) }
      if graph.edgeFlags[edge].contains(.backward) { arcs.append(Arc(from: head, to: tail, time: time)) }
    }
  }

  /// The arcs of a graph's shape segments, uncontracted.
  init(uncontracted graph: StreetGraph) {
    for edge in 0..<graph.edgeCount {
      for point in graph.shapeRange(edge).dropLast() {
        let (a, b) = (graph.shapeNodes[point], graph.shapeNodes[point + 1])
        let time = UInt64(graph.shapeTimes[point + 1] - graph.shapeTimes[point])
        if graph.edgeFlags[edge].contains(.forward) { arcs.append(Arc(from: a, to: b, time: time)) }
        if graph.edgeFlags[edge].contains(.backward) { arcs.append(Arc(from: b, to: a, time: time)) }
      }
    }
  }

  /// Milliseconds from a node to all that it reaches.
  func distances(from source: Int64) -> [Int64: UInt64] {
    var distances: [Int64: UInt64] = [source: 0]
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for arc in arcs {
        guard let start = distances[arc.from] else { continue }
        if start + arc.time < distances[arc.to] ?? .max {
          distances[arc.to] = start + arc.time
          hasChanged = true
        }
      }
    }
    return distances
  }

  /// The quickest arc between each ordered pair of nodes: a graph up to parallel arcs.
  var quickest: [[Int64]: UInt64] {
    var quickest: [[Int64]: UInt64] = [:]
    for arc in arcs { quickest[[arc.from, arc.to]] = min(arc.time, quickest[[arc.from, arc.to]] ?? .max) }
    return quickest
  }
}
