import Columns

/// A search graph at another pace, in units in which all is whole: so many tenths of the walker's speed, times counted in
/// tenths of `tenths` tenths of a millisecond.
///
/// Who walks at nine tenths of the speed takes ten ninths of the time to walk and as long to wait. In ninths of a
/// millisecond that is ten times the walk and nine times the wait: no rounding. Vertices, edges and states are those of
/// the graph it is made of.
package struct StreetPace: Sendable {
  /// How many tenths of the walker's speed.
  package let tenths: UInt32
  /// The graph to search; its "milliseconds" are shares of one, ``tenths`` of them.
  package let graph: SearchGraph
  private let times: Column<UInt32>

  /// Linear in shape points and arcs.
  package init(_ graph: SearchGraph, tenths: UInt32) {
    self.tenths = tenths
    let streets = graph.streets
    times = streets.shapeTimes
    var paced = streets
    paced.shapeTimes = Self.paced(streets, streets.shapeTimes, tenths)
    if streets.isDirectional { paced.shapeBackTimes = Self.paced(streets, streets.shapeBackTimes, tenths) }
    self.graph = SearchGraph(paced, gates: graph.gates, isStrict: graph.isStrict)
  }

  private static func paced(_ streets: StreetGraph, _ times: Column<UInt32>, _ tenths: UInt32) -> Column<UInt32> {
    let fixed = streets.shapeFixedTimes
    var paced = [UInt32](repeating: 0, count: times.count)
    for edge in 0..<streets.edgeCount {
      let points = streets.shapeRange(edge)
      var sum: UInt64 = 0
      for point in points.dropFirst() {
        let whole = UInt64(times[point] - times[point - 1])
        let still = fixed.isEmpty ? 0 : min(whole, UInt64(fixed[point] - fixed[point - 1]))
        // Strictly growing also where an edge takes longer than can be told.
        let most = StreetNetworkChains.longestTime - UInt64(points.upperBound - point)
        sum = min(sum + max(1, (whole - still) * 10 + still * UInt64(tenths)), most)
        paced[point] = UInt32(sum)
      }
    }
    return Column(paced)
  }

  /// A walk's own time at the pace, saturating: legs have no waits.
  package func leg(_ milliseconds: UInt32) -> UInt32 {
    let (leg, overflow) = milliseconds.multipliedReportingOverflow(by: 10)
    return overflow ? .max : leg
  }

  /// From an edge's tail to the point so many milliseconds from there at the walker's own pace.
  ///
  /// - Complexity: logarithmic in the edge's shape points.
  package func offset(edge: Int, milliseconds: UInt32) -> UInt32 {
    graph.streets.offset(edge, at: milliseconds, of: times)
  }
}
