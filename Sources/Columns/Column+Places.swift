import Geography

extension Column where Element == Coordinate {
  /// Whether all places lie on the Earth. Linear.
  package var areOnEarth: Bool {
    withUnsafeBufferPointer { places in
      // Differences to either side, negative for a place beyond it; they do not overflow.
      var signs: Int64 = 0
      for place in places {
        let (east, north) = (Int64(place.longitudeE7), Int64(place.latitudeE7))
        signs |= (1_800_000_000 &- east) | (1_800_000_000 &+ east) | (900_000_000 &- north) | (900_000_000 &+ north)
      }
      return signs >= 0
    }
  }
}

extension ArchiveReader {
  /// The next place on the Earth.
  package mutating func coordinate() throws -> Coordinate {
    let coordinate: Coordinate = try value()
    try expect(coordinate.isValid, "places")
    return coordinate
  }

  /// The next box, with its corners where they belong.
  package mutating func box() throws -> CoordinateBox {
    let box: CoordinateBox = try value()
    try expect(
      box.southWest.isValid && box.northEast.isValid && box.southWest.longitudeE7 <= box.northEast.longitudeE7
        && box.southWest.latitudeE7 <= box.northEast.latitudeE7, "boxes")
    return box
  }

  /// The next closed ring of a polygon.
  package mutating func ring() throws -> [Coordinate] {
    let ring: [Coordinate] = try list()
    try expect(ring.count >= 4 && ring.first == ring.last && ring.allSatisfy(\.isValid), "outlines")
    return ring
  }
}
