import Geography

/// A community's centre, around which the official circle is drawn.
public struct AuditCentre: Hashable, Sendable {
  /// `FILE:row`, or `FILE:feature`.
  public var id: String
  /// The community; may be empty.
  public var name: String
  /// Where the circle's middle is.
  public var coordinate: Coordinate
  /// Town or country, which have circles of different radii.
  public var type: AreaType

  /// Makes a centre.
  public init(id: String, name: String, coordinate: Coordinate, type: AreaType) {
    (self.id, self.name, self.coordinate, self.type) = (id, name, coordinate, type)
  }
}

/// The communities of a planner's list: CSV with a header, or GeoJSON, told apart by content.
package struct AuditCentres: Sendable {
  private static let most = 100_000

  /// The file, as the user named it.
  package private(set) var path: String
  /// The centres in file order.
  package private(set) var centres: [AuditCentre] = []
  /// What a user should hear of, and may like to know.
  package private(set) var warnings: [Warning] = [], notes: [String] = []
  private var unit = "row"
  private var unknownTypes = 0

  /// Reads a list with the columns (or properties) `lat`, `lon`, and if given `name` and `type` (urban or rural, or
  /// China's codes of town and country).
  ///
  /// - Parameters:
  ///   - usual: the type of those that tell none.
  ///   - box: where the centres are expected; it decides among datum shifts. Those over 5 km outside are left out.
  /// - Throws: ``InputError`` naming the file and the row or feature at fault.
  /// - Complexity: linear in the file.
  package static func read(
    path: String, format: SuppliedFormat = .usual, usual: AreaType = .urban, near box: CoordinateBox
  ) throws -> AuditCentres {
    let bytes = try SuppliedFile.read(path, wanted: "a CSV or GeoJSON list of communities' centres")
    let placer = try (format.crs ?? .wgs84).placer(near: box)
    var list = AuditCentres(path: path)
    if SuppliedFile.looksLikeJSON(bytes) || path.lowercased().hasSuffix("json") {
      list.unit = "feature"
      let placing: GeoJSONPlacing? = format.crs == nil ? nil : { placer.coordinate(x: $0, y: $1) }
      list.take(try GeoJSONReader.read(path: path, placing: placing), usual)
    } else {
      try list.take(bytes, format, placer, usual)
    }
    list.warnings += placer.warnings(path: path)
    list.notes += placer.notes(path: path)
    guard !list.centres.isEmpty else {
      throw InputError(path, "holds no centre", remedy: "give a row for each community: lat, lon, name, type")
    }
    guard list.centres.count <= most else {
      throw InputError(path, "holds over \(most) centres", remedy: "give fewer")
    }
    list.removeFar(from: box)
    guard !list.centres.isEmpty else {
      throw InputError(path, "has no centre in the city", remedy: "check that lat and lon are not swapped")
    }
    return list
  }

  private init(path: String) { self.path = path }

  private mutating func removeFar(from box: CoordinateBox) {
    let split = SuppliedPlaces.near(
      centres, box, path: path, noun: "centres", unit: unit + (centres.count == 1 ? "" : "s"), at: \.coordinate,
      row: { one in one.id[(one.id.lastIndex(of: ":") ?? one.id.startIndex)...].dropFirst() })
    centres = split.near
    if let warning = split.warning { warnings.append(warning) }
    if unknownTypes > 0 {
      warnings.append(
        Warning(count: unknownTypes, message: "centres whose type is neither urban nor rural, taken as the usual one"))
    }
  }

  private mutating func take(
    _ bytes: [UInt8], _ format: SuppliedFormat, _ placer: SuppliedPlacer, _ usual: AreaType
  ) throws {
    let table = try SuppliedTable(
      bytes, path: path, columns: [.name, AreaColumn.type, .latitude, .longitude], format: format, placer: placer)
    notes += table.notes
    let file = SuppliedFile.name(of: path)
    for row in table.rows {
      centres.append(
        AuditCentre(
          id: "\(file):\(row.number)", name: table.text(.name, row), coordinate: try table.coordinate(row),
          type: type(table.text(AreaColumn.type, row), usual)))
    }
  }

  private mutating func take(_ features: [GeoJSONFeature], _ usual: AreaType) {
    let file = SuppliedFile.name(of: path)
    var properties = SuppliedProperties()
    var placeless = 0
    for (number, feature) in features.enumerated() {
      // Of a community's land the circle is drawn around the middle.
      guard let place = SuppliedGeometry.place(of: feature.geometry) else {
        placeless += 1
        continue
      }
      centres.append(
        AuditCentre(
          id: "\(file):\(number + 1)", name: properties.text(.name, of: feature) ?? "", coordinate: place.coordinate,
          type: type(properties.text(AreaColumn.type, of: feature) ?? "", usual)))
    }
    if placeless > 0 {
      let message = "centres of \(file) without a point or polygon geometry, left out"
      warnings.append(Warning(count: placeless, message: message))
    }
  }

  private mutating func type(_ text: String, _ usual: AreaType) -> AreaType {
    guard !text.isEmpty else { return usual }
    if let type = AreaColumn.type(of: text) { return type }
    unknownTypes += 1
    return usual
  }
}
