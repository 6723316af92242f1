import GEOS
import Geography

extension StudyArea {
  /// Reads the study area from a GeoJSON file: the union of all its polygons.
  ///
  /// Each polygon must be valid by itself; polygons may touch or overlap, as districts do.
  /// - Parameters:
  ///   - path: the file.
  ///   - box: the bounds of the extract's streets, which the area must meet.
  ///   - format: the file's coordinate system.
  /// - Throws: ``InputError`` naming the file, the feature and what is wrong: no polygon, a line or point among the
  ///   features, a ring that crosses itself, no extent, no overlap with the extract.
  /// - Complexity: O(n log n) in the points.
  public static func read(
    boundary path: String, overlapping box: CoordinateBox, format: SuppliedFormat = .usual
  ) throws -> StudyArea {
    let placer = try (format.crs ?? .wgs84).placer(near: box)
    let placing: GeoJSONPlacing? = format.crs == nil ? nil : { placer.coordinate(x: $0, y: $1) }
    let features = try GeoJSONReader.read(path: path, placing: placing)
    let context = try GEOSContext()
    var polygons: [GeographicPolygon] = []
    for (number, feature) in features.enumerated() {
      guard let geometry = feature.geometry else { continue }
      for polygon in try Self.polygons(of: geometry, path: path, feature: number + 1) {
        try check(polygon, context, path: path, feature: number + 1)
        polygons.append(polygon)
      }
    }
    guard !polygons.isEmpty else {
      throw InputError(path, "the boundary has no polygon", remedy: "give a GeoJSON Polygon or MultiPolygon")
    }
    try check(polygons, meet: box, context, path: path)
    var properties = SuppliedProperties()
    let name = features.count == 1 ? properties.text(.name, of: features[0]) : nil
    var area = StudyArea(
      name: name ?? SuppliedFile.name(of: path), source: .boundaryFile,
      polygons: try united(polygons, context, path: path))
    area.notes = placer.notes(path: path)
    return area
  }

  /// The box around the extract's streets, for want of a boundary.
  ///
  /// Streets on one line have a box without land: it is grown by 10 m.
  public init(extractBounds box: CoordinateBox) {
    let isFlat =
      box.southWest.longitudeE7 >= box.northEast.longitudeE7 || box.southWest.latitudeE7 >= box.northEast.latitudeE7
    let box = isFlat ? SuppliedPlaces.grown(box, byMetres: 10) : box
    let southEast = Coordinate(longitudeE7: box.northEast.longitudeE7, latitudeE7: box.southWest.latitudeE7)
    let northWest = Coordinate(longitudeE7: box.southWest.longitudeE7, latitudeE7: box.northEast.latitudeE7)
    let ring = [box.southWest, southEast, box.northEast, northWest, box.southWest]
    self.init(name: "The whole extract", source: .extractBounds, polygons: [GeographicPolygon(exterior: ring)])
    notes = ["study area: the bounds of the extract's streets; --within or --boundary narrow it"]
  }

  private static func polygons(
    of geometry: GeoJSONGeometry, path: String, feature: Int
  ) throws -> [GeographicPolygon] {
    switch geometry {
    case .polygon(let polygon): return [polygon]
    case .multiPolygon(let polygons): return polygons
    case .collection(let parts): return try parts.flatMap { try polygons(of: $0, path: path, feature: feature) }
    case .point, .multiPoint, .lineString, .multiLineString:
      throw InputError(
        path, "feature \(feature): a point or line is no boundary", remedy: "give polygons only")
    }
  }

  private static func check(
    _ polygon: GeographicPolygon, _ context: GEOSContext, path: String, feature: Int
  ) throws {
    func refusal(_ reason: String) -> InputError {
      InputError(path, "feature \(feature): the boundary polygon \(reason)", remedy: "repair it, for example in QGIS")
    }
    do {
      let geometry = try context.geometry(polygon)
      if let reason = try geometry.invalidReason { throw refusal("is invalid: \(reason)") }
    } catch let error as GEOSError {
      throw refusal("is invalid: \(error.message)")
    }
    guard Ellipsoid.areaInSquareMetres(of: polygon) > 0 else { throw refusal("encloses no land") }
  }

  private static func check(
    _ polygons: [GeographicPolygon], meet box: CoordinateBox, _ context: GEOSContext, path: String
  ) throws {
    let extent = StudyArea(extractBounds: box).polygons
    func meets(_ polygons: [GeographicPolygon]) -> Bool {
      polygons.contains { polygon in
        guard let own = CoordinateBox(around: polygon.exterior), own.intersects(box) else { return false }
        guard let a = try? context.geometry(polygon), let b = try? context.geometry(extent) else { return true }
        return (try? a.intersects(b)) ?? true
      }
    }
    guard !meets(polygons) else { return }
    let isSwapped = meets(polygons.compactMap(\.swapped))
    throw InputError(
      path, "the boundary does not overlap the extract",
      remedy: isSwapped ? "lat and lon are swapped: write longitude first" : "check its place, or that of the extract")
  }

  private static func united(
    _ polygons: [GeographicPolygon], _ context: GEOSContext, path: String
  ) throws -> [GeographicPolygon] {
    do {
      if polygons.count == 1 { return try context.validAfterRounding(polygons) }
      // A collection, as polygons that share a side make no valid multipolygon.
      let parts = try polygons.map { try context.geometry($0) }
      return try context.validAfterRounding(context.collection(parts).unaryUnion().geographicPolygons())
    } catch let error as GEOSError {
      throw InputError(path, "the boundary's polygons cannot be united: \(error.message)", remedy: "repair them")
    }
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
