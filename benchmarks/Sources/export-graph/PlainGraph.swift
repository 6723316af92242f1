import Foundation
import Walking

/// A directed graph as four flat arrays, the form that every peer takes.
///
/// What is searched is the plain street network: all gates and private streets open (``WalkingProfile/GatePolicy/open``),
/// so that it has one state a vertex and no peer needs the compound rule. Arcs lead from the venue outwards, against the
/// way people walk, as ours do. Blocked vertices can be reached and not left.
struct PlainGraph {
  /// `vertexCount + 1` entries: the arcs from vertex v are `firstArc[v]..<firstArc[v + 1]`.
  var firstArc: [UInt32]
  /// Vertex at the end of each arc.
  var heads: [UInt32]
  /// Milliseconds of each arc, 1 or more.
  var times: [UInt32]
  /// Longitude and latitude of each vertex in 1e-7 degree, by turns.
  var coordinates: [Int32]

  var vertexCount: Int { firstArc.count - 1 }

  private struct Arc {
    var tail: UInt32
    var head: UInt32
    var time: UInt32
  }

  /// The graph that the engine searches: one vertex a junction, one edge a chain of street segments.
  static func contracted(_ streets: StreetGraph) -> PlainGraph {
    var arcs: [Arc] = []
    for edge in 0..<streets.edgeCount {
      append(
        to: &arcs, streets.edgeTails[edge], streets.edgeHeads[edge], streets.edgeTime(edge), streets.edgeFlags[edge])
    }
    return PlainGraph(arcs.filter { mayLeave($0.tail, streets) }, streets.vertexCoordinates.flatMap(\.pair))
  }

  /// The same with every shape point as a vertex: junctions keep their numbers, the points inside edges follow.
  static func uncontracted(_ streets: StreetGraph) -> PlainGraph {
    var arcs: [Arc] = []
    var coordinates = streets.vertexCoordinates.flatMap(\.pair)
    for edge in 0..<streets.edgeCount {
      let points = streets.shapeRange(edge)
      var previous = streets.edgeTails[edge]
      for point in points.dropFirst() {
        var next = streets.edgeHeads[edge]
        if point + 1 < points.upperBound {
          next = UInt32(coordinates.count / 2)
          coordinates += streets.shapeCoordinates[point].pair
        }
        let time = streets.shapeTimes[point] - streets.shapeTimes[point - 1]
        append(to: &arcs, previous, next, time, streets.edgeFlags[edge])
        previous = next
      }
    }
    return PlainGraph(arcs.filter { mayLeave($0.tail, streets) }, coordinates)
  }

  /// People walk tail → head on a forward edge, so the search goes from head to tail.
  private static func append(
    to arcs: inout [Arc], _ tail: UInt32, _ head: UInt32, _ time: UInt32, _ flags: StreetGraph.EdgeFlags
  ) {
    if flags.contains(.forward) { arcs.append(Arc(tail: head, head: tail, time: time)) }
    if flags.contains(.backward) { arcs.append(Arc(tail: tail, head: head, time: time)) }
  }

  private static func mayLeave(_ vertex: UInt32, _ streets: StreetGraph) -> Bool {
    Int(vertex) >= streets.vertexCount || streets.passages[Int(vertex)] != .blocked
  }

  /// Two counting passes: count, then place.
  private init(_ arcs: [Arc], _ coordinates: [Int32]) {
    var firstArc = [UInt32](repeating: 0, count: coordinates.count / 2 + 1)
    for arc in arcs { firstArc[Int(arc.tail) + 1] += 1 }
    for vertex in 1..<firstArc.count { firstArc[vertex] += firstArc[vertex - 1] }
    var next = firstArc
    var heads = [UInt32](repeating: 0, count: arcs.count)
    var times = heads
    for arc in arcs {
      let place = Int(next[Int(arc.tail)])
      next[Int(arc.tail)] += 1
      heads[place] = arc.head
      times[place] = arc.time
    }
    (self.firstArc, self.heads, self.times, self.coordinates) = (firstArc, heads, times, coordinates)
  }

  /// Writes the arrays as little-endian files of the folder.
  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try firstArc.write(to: folder.appendingPathComponent("first_arc.u32"))
    try heads.write(to: folder.appendingPathComponent("head.u32"))
    try times.write(to: folder.appendingPathComponent("time.u32"))
    try coordinates.write(to: folder.appendingPathComponent("lonlat.i32"))
  }
}

extension Array where Element: FixedWidthInteger {
  /// Writes the numbers as little-endian bytes.
  func write(to file: URL) throws {
    var data = Data(capacity: count * MemoryLayout<Element>.size)
    for element in self {
      Swift.withUnsafeBytes(of: element.littleEndian) { data.append(contentsOf: $0) }
    }
    try data.write(to: file)
  }
}
