import Geography
import Walking

/// How much of a zone's land the extract knows.
struct PopulationLand {
  /// Metres beyond the hull of the streets in which people may still live: a house stands beside its street.
  static let marginInMetres = 300.0
  /// Places looked at along each side of a zone's box.
  static let samplesASide = 16

  private let extent: DataExtent
  private let water: WaterIndex

  /// The land of a city's streets; strays far from it left out.
  init(_ streets: StreetGraph, _ water: WaterIndex) {
    let cluster = StreetCluster(of: streets.vertexCoordinates).members
    // Of several cities each is meant.
    let isNearlyAll = cluster.count * 10 >= streets.vertexCount * 9
    let places = isNearlyAll ? cluster : streets.vertexCoordinates
    let nowhere = Coordinate(longitudeE7: 0, latitudeE7: 0)
    let box = CoordinateBox(around: places) ?? CoordinateBox(southWest: nowhere, northEast: nowhere)
    self.water = water
    extent = DataExtent(of: places, in: box, water: water)
  }

  /// The box around the land.
  var box: CoordinateBox? {
    CoordinateBox(around: extent.corners).map { SuppliedPlaces.grown($0, byMetres: Self.marginInMetres) }
  }

  /// Whether the extract may know who lives at a place.
  func holds(_ place: Coordinate) -> Bool { extent.holds(place, withinMetres: Self.marginInMetres) }

  /// Whether a place lies among the streets: what has neither home nor street there has none, not no data.
  func surrounds(_ place: Coordinate) -> Bool { extent.holds(place, withinMetres: 0) }

  /// The share of a zone's land, water left out, that the extract knows: 1 when all of its corners are, else by places
  /// on a grid in its box.
  func share(of zone: Int, _ outline: [GeographicPolygon], in index: PlacePolygonIndex) -> Double {
    let corners = outline.lazy.flatMap(\.exterior)
    let known = corners.filter(holds)
    let (all, inside) = (corners.reduce(0) { count, _ in count + 1 }, known.reduce(0) { count, _ in count + 1 })
    guard inside < all, let box = CoordinateBox(around: corners) else { return 1 }
    var (within, beyond) = (0, 0)
    for row in 0..<Self.samplesASide {
      for column in 0..<Self.samplesASide {
        let place = Self.sample(box, column: column, row: row)
        guard index.contains(place, area: zone),
          !water.contains(longitudeE7: Double(place.longitudeE7), latitudeE7: Double(place.latitudeE7))
        else { continue }
        if holds(place) { within += 1 } else { beyond += 1 }
      }
    }
    guard within + beyond > 0 else { return inside > 0 ? 1 : 0 }
    return Double(within) / Double(within + beyond)
  }

  private static func sample(_ box: CoordinateBox, column: Int, row: Int) -> Coordinate {
    func between(_ a: Int32, _ b: Int32, _ step: Int) -> Int32 {
      Int32((Double(a) + (Double(step) + 0.5) / Double(samplesASide) * (Double(b) - Double(a))).rounded())
    }
    return Coordinate(
      longitudeE7: between(box.southWest.longitudeE7, box.northEast.longitudeE7, column),
      latitudeE7: between(box.southWest.latitudeE7, box.northEast.latitudeE7, row))
  }
}
