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
    let land = try SuppliedLand(path: path, noun: "boundary")
    var polygons: [GeographicPolygon] = []
    for (number, feature) in features.enumerated() {
      guard let geometry = feature.geometry else { continue }
      polygons += try land.polygons(of: geometry, feature: number + 1)
    }
    guard !polygons.isEmpty else {
      throw InputError(path, "the boundary has no polygon", remedy: "give a GeoJSON Polygon or MultiPolygon")
    }
    guard land.meets(polygons, box) else { throw land.miss(polygons, box) }
    var properties = SuppliedProperties()
    let name = features.count == 1 ? properties.text(.name, of: features[0]) : nil
    var area = StudyArea(
      name: name ?? SuppliedFile.name(of: path), source: .boundaryFile,
      polygons: try land.united(polygons))
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
}
