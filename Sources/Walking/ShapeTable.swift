import Columns
import Geography

/// Polygons or lines in flat columns: what a file holds of areas and water.
package struct ShapeTable: Sendable {
  /// `count + 1` entries: the rings of shape s are `firstRing[s]..<firstRing[s + 1]`.
  private let firstRing: Column<UInt32>
  /// The points of ring r are `points[firstPoint[r]..<firstPoint[r + 1]]`.
  private let firstPoint: Column<UInt64>
  private let points: Column<Coordinate>

  private init(_ shapes: [[[Coordinate]]]) {
    var firstRing: [UInt32] = [0]
    var firstPoint: [UInt64] = [0]
    var points: [Coordinate] = []
    for shape in shapes {
      for ring in shape {
        points += ring
        firstPoint.append(UInt64(points.count))
      }
      firstRing.append(UInt32(firstPoint.count - 1))
    }
    (self.firstRing, self.firstPoint, self.points) = (Column(firstRing), Column(firstPoint), Column(points))
  }

  /// Polygons: the outer ring first. Linear.
  package init(polygons: [GeographicPolygon]) { self.init(polygons.map(\.rings)) }

  /// Lines. Linear.
  package init(lines: [[Coordinate]]) { self.init(lines.map { [$0] }) }

  /// All of them as polygons. Linear.
  package var polygons: [GeographicPolygon] {
    shapes.map { GeographicPolygon(exterior: $0.first ?? [], holes: Array($0.dropFirst())) }
  }

  /// All of them as lines. Linear.
  package var lines: [[Coordinate]] { shapes.map { $0.first ?? [] } }

  private var shapes: [[[Coordinate]]] {
    zip(firstRing, firstRing.dropFirst()).map { first, end in
      (Int(first)..<Int(end)).map { Array(points[Int(firstPoint[$0])..<Int(firstPoint[$0 + 1])]) }
    }
  }

  /// Puts the shapes into a file of columns.
  package func put(into archive: inout ArchiveWriter) {
    archive.put(firstRing)
    archive.put(firstPoint)
    archive.put(points)
  }

  /// Takes shapes out of a file of columns. Linear.
  package init(from archive: inout ArchiveReader) throws {
    firstRing = try archive.column()
    firstPoint = try archive.column()
    points = try archive.column()
    try archive.expect(
      firstRing.arePlaces(ofRuns: firstRing.count - 1, in: firstPoint.count - 1)
        && firstPoint.arePlaces(ofRuns: firstPoint.count - 1, in: points.count) && points.areOnEarth, "shapes")
  }
}
