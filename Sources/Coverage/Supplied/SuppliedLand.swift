import GEOS
import Geography

/// Takes the polygons of a supplied GeoJSON file: each must be valid by itself.
struct SuppliedLand {
  private let context: GEOSContext
  private let path: String
  /// What the land is to the user: "boundary", "area".
  private let noun: String

  init(path: String, noun: String) throws {
    context = try GEOSContext()
    self.path = path
    self.noun = noun
  }

  /// The polygons of a feature's geometry, each checked.
  ///
  /// - Throws: ``InputError`` for a line or point, a ring that crosses itself, or one without extent.
  /// - Complexity: O(n log n) in the points.
  func polygons(of geometry: GeoJSONGeometry, feature: Int) throws -> [GeographicPolygon] {
    let polygons = try parts(of: geometry, feature: feature)
    for polygon in polygons { try check(polygon, feature: feature) }
    return polygons
  }

  /// Whether some of the land lies in a box.
  func meets(_ polygons: [GeographicPolygon], _ box: CoordinateBox) -> Bool {
    let extent = StudyArea(extractBounds: box).polygons
    return polygons.contains { polygon in
      guard let own = CoordinateBox(around: polygon.exterior), own.intersects(box) else { return false }
      guard let a = try? context.geometry(polygon), let b = try? context.geometry(extent) else { return true }
      return (try? a.intersects(b)) ?? true
    }
  }

  /// The error for land of which nothing lies in the extract's box.
  func miss(_ polygons: [GeographicPolygon], _ box: CoordinateBox) -> InputError {
    let isSwapped = meets(polygons.compactMap(\.swapped), box)
    return InputError(
      path, "the \(noun) does not overlap the extract",
      remedy: isSwapped ? "lat and lon are swapped: write longitude first" : "check its place, or that of the extract")
  }

  /// Polygons that may touch or overlap as one valid land.
  func united(_ polygons: [GeographicPolygon]) throws -> [GeographicPolygon] {
    do {
      if polygons.count == 1 { return try context.validAfterRounding(polygons) }
      // A collection, as polygons that share a side make no valid multipolygon.
      let parts = try polygons.map { try context.geometry($0) }
      return try context.validAfterRounding(context.collection(parts).unaryUnion().geographicPolygons())
    } catch let error as GEOSError {
      throw InputError(path, "the \(noun)'s polygons cannot be united: \(error.message)", remedy: "repair them")
    }
  }

  private func parts(of geometry: GeoJSONGeometry, feature: Int) throws -> [GeographicPolygon] {
    switch geometry {
    case .polygon(let polygon): return [polygon]
    case .multiPolygon(let polygons): return polygons
    case .collection(let members): return try members.flatMap { try parts(of: $0, feature: feature) }
    case .point, .multiPoint, .lineString, .multiLineString:
      throw InputError(path, "feature \(feature): a point or line is no \(noun)", remedy: "give polygons only")
    }
  }

  private func check(_ polygon: GeographicPolygon, feature: Int) throws {
    func refusal(_ reason: String) -> InputError {
      InputError(path, "feature \(feature): the \(noun) polygon \(reason)", remedy: "repair it, for example in QGIS")
    }
    do {
      let geometry = try context.geometry(polygon)
      if let reason = try geometry.invalidReason { throw refusal("is invalid: \(reason)") }
    } catch let error as GEOSError {
      throw refusal("is invalid: \(error.message)")
    }
    guard Ellipsoid.areaInSquareMetres(of: polygon) > 0 else { throw refusal("encloses no land") }
  }
}

extension GeographicPolygon {
  /// The polygon with longitudes and latitudes exchanged; `nil` where that leaves the Earth.
  fileprivate var swapped: GeographicPolygon? {
    func swap(_ ring: [Coordinate]) -> [Coordinate]? {
      let turned = ring.map { Coordinate(longitudeE7: $0.latitudeE7, latitudeE7: $0.longitudeE7) }
      return turned.allSatisfy(\.isValid) ? turned : nil
    }
    return swap(exterior).map { GeographicPolygon(exterior: $0) }
  }
}
