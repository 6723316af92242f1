import Geography
import Walking

/// Times at street nodes and lengths of reached street, for checking against other programs.
struct StreetTimes {
  let search: NearestSourceSearch

  /// The time of every reachable OSM street node, ascending id. n log n in the shape points.
  func nodes() -> [StreetNodeTime] {
    let streets = search.graph.streets
    var times: [StreetNodeTime] = []
    for vertex in 0..<streets.vertexCount where streets.vertexNodes[vertex] != 0 {
      let time = search.time(atVertex: vertex)
      if time.isReachable { times.append(StreetNodeTime(node: streets.vertexNodes[vertex], time: time)) }
    }
    for edge in 0..<streets.edgeCount {
      for point in streets.shapeRange(edge).dropFirst().dropLast() where streets.shapeNodes[point] != 0 {
        let key = search.key(edge: edge, offset: streets.shapeTimes[point])
        guard key != .max else { continue }
        let time = TravelTime(milliseconds: UInt32(key >> 32))
        times.append(StreetNodeTime(node: streets.shapeNodes[point], time: time))
      }
    }
    times.sort { ($0.node, $0.time) < ($1.node, $1.time) }
    var unique: [StreetNodeTime] = []
    for time in times where time.node != unique.last?.node { unique.append(time) }
    return unique
  }

  /// Metres of street from which a venue is within a time, legs to doors included, the walker's own leg not.
  ///
  /// - Complexity: linear in the shape points.
  func reachInMetres(within limit: TravelTime) -> Double {
    let streets = search.graph.streets
    var metres = 0.0
    for edge in 0..<streets.edgeCount where !streets.edgeFlags[edge].contains(.acrossArea) {
      let spans = reachedSpans(edge, within: limit)
      guard !spans.isEmpty else { continue }
      for point in streets.shapeRange(edge).dropLast() {
        let start = Double(streets.shapeTimes[point])
        let end = Double(streets.shapeTimes[point + 1])
        let inside = spans.reduce(0) { $0 + max(0, min(end, $1.upperBound) - max(start, $1.lowerBound)) }
        guard inside > 0 else { continue }
        let length = Ellipsoid.lengthInMetres(
          from: streets.shapeCoordinates[point], to: streets.shapeCoordinates[point + 1])
        metres += length * inside / (end - start)
      }
    }
    return metres
  }

  /// The stretches of an edge within the limit, in milliseconds from its tail, apart and ascending.
  private func reachedSpans(_ edge: Int, within limit: TravelTime) -> [ClosedRange<Double>] {
    let graph = search.graph
    let total = Double(graph.streets.edgeTime(edge))
    let cutoff = Double(limit.milliseconds)
    let times = graph.edgeTimes(edge) { state in
      search.keys[state] == .max ? EdgeTimes.noWay : search.keys[state] >> 32
    }
    var spans: [ClosedRange<Double>] = []
    if let fromTail = times.tailTime, fromTail <= cutoff {
      spans.append(0...min(total, graph.streets.offset(edge, timeToTail: cutoff - fromTail)))
    }
    if let fromHead = times.headTime, fromHead <= cutoff { spans.append(max(0, total - cutoff + fromHead)...total) }
    let flags = graph.streets.edgeFlags[edge]
    for source in search.sources(on: edge) {
      let reach = cutoff - Double(source.leg)
      guard reach >= 0 else { continue }
      let offset = Double(source.offset)
      let low = flags.contains(.forward) ? max(0, offset - reach) : offset
      let start = Double(graph.streets.timeToTail(edge, source.offset))
      let isBack = flags.contains(.backward)
      let high = isBack ? min(total, graph.streets.offset(edge, timeToTail: start + reach)) : offset
      spans.append(low...high)
    }
    spans.sort { $0.lowerBound < $1.lowerBound }
    var apart: [ClosedRange<Double>] = []
    for span in spans {
      if let last = apart.last, span.lowerBound <= last.upperBound {
        apart[apart.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        apart.append(span)
      }
    }
    return apart
  }
}
