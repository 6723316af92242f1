import Geography
import Walking

/// A short piece of a street and the walks from its middle: what maps colour streets by.
public struct StreetPiece: Sendable {
  /// Its points.
  public var line: [Coordinate]
  /// The OSM way it belongs to.
  public var way: Int64
  /// Walks to the nearest venue of each kind of the city's parameters.
  public var times: [TravelTime]
}

extension PreparedCity {
  /// A piece takes no longer than this to walk, so that its ends differ little from its middle.
  private static let longestPieceInMilliseconds: UInt32 = 40_000

  /// Coastlines of the extract, with land on their left.
  public var coastlines: [[Coordinate]] { model.waters.coastlines }

  /// Water areas of the extract, without the sea.
  public var water: [GeographicPolygon] { model.waters.water }

  /// Where most of the streets are.
  public var centre: Coordinate { model.mainBox.centre }

  /// All streets in short pieces, edge by edge; made-up ways across areas are left out. Linear in their points.
  public func streetPieces() -> [StreetPiece] {
    let streets = model.streets
    var pieces: [StreetPiece] = []
    pieces.reserveCapacity(streets.edgeCount)
    for edge in 0..<streets.edgeCount where !streets.edgeFlags[edge].contains(.acrossArea) {
      append(edge, to: &pieces)
    }
    return pieces
  }

  private func append(_ edge: Int, to pieces: inout [StreetPiece]) {
    let streets = model.streets
    let shape = streets.shapeRange(edge)
    let total = streets.edgeTime(edge)
    let count = total / Self.longestPieceInMilliseconds + 1
    var point = shape.lowerBound
    var line = [streets.shapeCoordinates[point]]
    for number in 1...count {
      let end = UInt32(UInt64(total) * UInt64(number) / UInt64(count))
      let start = UInt32(UInt64(total) * UInt64(number - 1) / UInt64(count))
      let way = streets.ways[Int(streets.shapeWays[point])]
      while point + 1 < shape.upperBound, streets.shapeTimes[point + 1] <= end {
        point += 1
        line.append(streets.shapeCoordinates[point])
      }
      if number < count, streets.shapeTimes[point] < end { line.append(place(at: end, after: point)) }
      pieces.append(StreetPiece(line: line, way: way, times: times(edge, at: start + (end - start) / 2)))
      line = Array(line.suffix(1))
    }
  }

  private func times(_ edge: Int, at offset: UInt32) -> [TravelTime] {
    searches.byKind.map { TravelTime(milliseconds: UInt32($0.key(edge: edge, offset: offset) >> 32)) }
  }

  /// The place some milliseconds from an edge's tail, between a shape point and the next.
  private func place(at offset: UInt32, after point: Int) -> Coordinate {
    let streets = model.streets
    let (a, b) = (streets.shapeCoordinates[point], streets.shapeCoordinates[point + 1])
    let whole = Double(streets.shapeTimes[point + 1] - streets.shapeTimes[point])
    let share = whole > 0 ? Double(offset - streets.shapeTimes[point]) / whole : 0
    func between(_ a: Int32, _ b: Int32) -> Int32 { Int32(Double(a) + share * (Double(b) - Double(a))) }
    return Coordinate(
      longitudeE7: between(a.longitudeE7, b.longitudeE7), latitudeE7: between(a.latitudeE7, b.latitudeE7))
  }
}
