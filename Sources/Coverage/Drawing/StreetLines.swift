import Columns
import Geography
import Walking

/// The streets of a map as lines, which are stretches of one list of points.
public struct StreetLines: Sendable {
  private let points: Column<Coordinate>
  private let stretches: [Range<UInt32>]

  /// Takes lines apart. Linear.
  public init(_ lines: [[Coordinate]]) {
    points = Column(Array(lines.joined()))
    var start: UInt32 = 0
    stretches = lines.map { line in
      defer { start += UInt32(line.count) }
      return start..<start + UInt32(line.count)
    }
  }

  /// The streets of a graph but for made-up edges across areas; shares the graph's points.
  init(_ streets: StreetGraph) {
    points = streets.shapeCoordinates
    stretches = (0..<streets.edgeCount).lazy.filter { !streets.edgeFlags[$0].contains(.acrossArea) }.map {
      streets.firstShapePoint[$0]..<streets.firstShapePoint[$0 + 1]
    }
  }

  /// How many lines there are.
  public var count: Int { stretches.count }

  /// The points of one line.
  public subscript(line: Int) -> some RandomAccessCollection<Coordinate> & Sendable {
    points[Int(stretches[line].lowerBound)..<Int(stretches[line].upperBound)]
  }
}
