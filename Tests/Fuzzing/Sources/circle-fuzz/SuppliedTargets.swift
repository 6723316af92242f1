import Geography

@testable import Coverage

/// Files that a planner brings.
enum SuppliedTargets {
  /// JSON reads back as it was written; features that are read are valid JSON, and written twice are the same bytes.
  static func geojson(_ bytes: UnsafeRawBufferPointer) {
    let bytes = Array(bytes)
    var parser = JSONParser(bytes)
    let value = try? parser.readValue()
    let isJSON = value != nil && parser.isAtEnd()
    if let value {
      for pretty in [false, true] {
        var again = JSONParser(value.encoded(pretty: pretty))
        let same = try? again.readValue()
        promise(same == value && again.isAtEnd(), "JSON written anew reads otherwise: \(value)")
      }
    }
    let features = Outcome { try GeoJSONReader.features(in: bytes, named: "file") }
    guard let features = features.value else { return }
    promise(isJSON, "GeoJSON that is no JSON")
    guard let written = Outcome({ try GeoJSONWriter.encode(features) }).value else { return }
    let reread = Outcome { try GeoJSONWriter.encode(GeoJSONReader.features(in: written, named: "file")) }
    promise(reread == .value(written), "features written anew read otherwise")
  }

  /// Around 15° east, 50° north, where the seeds lie.
  static func boundary(_ bytes: UnsafeRawBufferPointer) {
    let box = CoordinateBox(
      southWest: Coordinate(longitudeE7: 149_000_000, latitudeE7: 499_000_000),
      northEast: Coordinate(longitudeE7: 151_000_000, latitudeE7: 501_000_000))
    let file = MemoryFile(bytes)
    let area = Outcome { try StudyArea.read(boundary: file.path, overlapping: box).polygons }
    guard let polygons = area.value else { return }
    let land = polygons.reduce(0) { $0 + Ellipsoid.areaInSquareMetres(of: $1) }
    promise(land > 0 && land < 5.2e14, "a study area of \(land) m²")
  }

  /// In the coordinate systems that lists come in, by turns.
  static func csv(_ bytes: UnsafeRawBufferPointer) {
    let file = MemoryFile(bytes)
    // PROJ takes a hundred times as long as all the rest.
    let names = ["wgs84", "gcj02", "wgs84", "bd09"]
    let name = bytes.count % 64 == 63 ? "EPSG:4549" : names[bytes.count % 4]
    guard let crs = Outcome({ try SuppliedCRS(name, option: "--venues-crs") }).value else { violated("no \(name)") }
    let format = name == "wgs84" ? SuppliedFormat.usual : SuppliedFormat(crs: crs)
    let box = name == "wgs84" ? PeopleTargets.box : hangzhou
    let venues = Outcome { () throws -> [String] in
      let list = try VenueList.read(path: file.path, format: format, near: box)
      expectPrintable(list.warnings)
      promise(list.venues.allSatisfy { $0.coordinate.isValid }, "a venue off the Earth")
      return list.venues.map(\.id)
    }
    if let ids = venues.value { promise(Set(ids).count == ids.count, "two venues of one id") }
    _ = Outcome { () throws -> Int in
      let list = try HomeList.read(path: file.path, format: format, near: box)
      expectPrintable(list.warnings)
      promise(list.homes.allSatisfy { $0.weight >= 0 && $0.coordinate.isValid }, "a home of less than no people")
      return list.homes.count
    }
    _ = Outcome { () throws -> Int in
      let list = try AuditCentres.read(path: file.path, format: format, near: box)
      expectPrintable(list.warnings)
      return list.centres.count
    }
    _ = Outcome { try CandidateList.read(path: file.path).candidates.count }
    quoted(Array(bytes))
  }

  private static let hangzhou = CoordinateBox(
    southWest: Coordinate(longitudeE7: 1_200_000_000, latitudeE7: 300_000_000),
    northEast: Coordinate(longitudeE7: 1_205_000_000, latitudeE7: 305_000_000))

  /// Rows written with all fields in quotes read as they did.
  private static func quoted(_ bytes: [UInt8]) {
    func fields(_ bytes: [UInt8]) -> Outcome<[[String]]> {
      Outcome {
        var parser = try CSVParser(bytes, path: "file")
        return try parser.rows().map(\.fields)
      }
    }
    guard let rows = fields(bytes).value else { return }
    let text = rows.map { row in
      row.map {
        "\""
          + String(
            $0.utf8.split(separator: 0x22, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
              .joined(separator: "\"\"")) + "\""
      }
      .joined(separator: ",")
    }
    let again = fields(Array(text.joined(separator: "\r\n").utf8))
    promise(again == .value(rows), "rows written anew read otherwise")
  }
}
