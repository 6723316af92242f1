import Columns
import Geography

/// A search graph measured in millimetres in place of milliseconds, for rules that ask for metres: everyone is as quick,
/// and steps are as long as they are drawn.
///
/// Vertices, edges and states are those of the graph it is made of. A length is the walk of someone who takes a second a
/// metre, so lengths are rounded and bounded as times are; a place where others wait is a millimetre long, for every step
/// costs.
///
/// A class, for it is read once a home and clause: as a value it was copied there, column by column.
package final class StreetLengths: Sendable {
  /// A metre a second: a millisecond is a millimetre.
  private static let metreASecond = WalkingSpeed(unchecked: 3.6)

  /// The graph to search; its "milliseconds" are millimetres.
  package let graph: SearchGraph
  private let times: Column<UInt32>

  /// Linear in shape points and arcs.
  package init(_ graph: SearchGraph) {
    let streets = graph.streets
    times = streets.shapeTimes
    var lengths = [UInt32](repeating: 0, count: streets.shapeTimes.count)
    for edge in 0..<streets.edgeCount {
      let points = streets.shapeRange(edge)
      var length: UInt64 = 0
      for point in points.dropFirst() {
        let metres = Ellipsoid.lengthInMetres(
          from: streets.shapeCoordinates[point - 1], to: streets.shapeCoordinates[point])
        let own = min(max(1, Self.millimetres(metres)), StreetNetwork.longestSegmentTime)
        // Strictly growing also where an edge, an ocean long, is longer than can be told.
        length = min(length + UInt64(own), StreetNetworkChains.longestTime - UInt64(points.upperBound - point))
        lengths[point] = UInt32(length)
      }
    }
    var measured = streets
    measured.shapeTimes = Column(lengths)
    measured.shapeBackTimes = Column([])
    measured.shapeFixedTimes = Column([])
    self.graph = SearchGraph(measured, gates: graph.gates, isStrict: graph.isStrict)
  }

  /// Metres in whole millimetres.
  package static func millimetres(_ metres: Double) -> UInt32 { metreASecond.time(forMetres: metres).milliseconds }

  /// Millimetres from an edge's tail to the point so many milliseconds from there.
  ///
  /// - Complexity: logarithmic in the edge's shape points.
  package func offset(edge: Int, milliseconds: UInt32) -> UInt32 {
    graph.streets.offset(edge, at: milliseconds, of: times)
  }
}

extension StreetGraph {
  /// The point of an edge that lies so far from its tail by other times of its shape points, by its own.
  ///
  /// - Complexity: logarithmic in the edge's shape points.
  func offset(_ edge: Int, at other: UInt32, of times: Column<UInt32>) -> UInt32 {
    let points = shapeRange(edge)
    // The last segment that begins at or before the point.
    var (low, high) = (points.lowerBound, points.upperBound - 2)
    while low < high {
      let middle = (low + high + 1) / 2
      if times[middle] <= other { low = middle } else { high = middle - 1 }
    }
    let (start, end) = (times[low], times[low + 1])
    let (first, last) = (shapeTimes[low], shapeTimes[low + 1])
    guard other > start else { return first }
    guard other < end else { return last }
    let share = Double(other - start) / Double(end - start)
    return first + UInt32((share * Double(last - first)).rounded())
  }
}
