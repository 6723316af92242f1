/// One GeoJSON object as read: the members that mean something, before its `type`, which may come last, has told
/// what it is.
struct GeoJSONObject {
  var type: String?
  var id: String?
  var features: [GeoJSONFeature]?
  /// `.some(nil)` when the member is there and `null`.
  var geometry: GeoJSONGeometry??
  var geometries: [GeoJSONGeometry]?
  var coordinates: GeoJSONPositions?
  var properties: [JSONMember]?

  /// Reads an object with its braces.
  init(from parser: inout JSONParser, isRoot: Bool = false) throws {
    var seen: Set<String> = []
    var object = Self()
    try parser.readObject { name, parser in
      guard Self.meaningfulMembers.contains(name) else { return try parser.skipValue() }
      guard seen.insert(name).inserted else { throw parser.failure("member \"\(name)\" given twice") }
      try object.read(name, from: &parser, isRoot: isRoot)
    }
    self = object
  }

  private init() {}

  /// Properties a feature may have; lists have tens.
  private static let mostProperties = 1_000

  private static let meaningfulMembers: Set<String> = [
    "type", "id", "features", "geometry", "geometries", "coordinates", "properties", "crs",
  ]

  private mutating func read(_ name: String, from parser: inout JSONParser, isRoot: Bool) throws {
    switch (name, parser.peek()) {
    case ("type", 0x22): type = try parser.readString()
    case ("id", 0x22): id = try parser.readString()
    case ("id", _): id = Self.identifier(try parser.readValue())
    case ("features", 0x5B) where isRoot: features = try Self.readFeatures(from: &parser)
    case ("geometry", 0x7B): geometry = try GeoJSONObject(from: &parser).asGeometry()
    case ("geometry", 0x6E): geometry = try parser.readNull() ? .some(nil) : nil
    case ("geometries", 0x5B): geometries = try Self.readGeometries(from: &parser)
    case ("coordinates", 0x5B): coordinates = try GeoJSONPositions(from: &parser)
    case ("properties", 0x7B):
      guard case .object(let members) = try parser.readValue() else { return }
      guard members.count <= Self.mostProperties else {
        throw GeoJSONFault("has \(members.count) properties, over the limit of \(Self.mostProperties)")
      }
      properties = members
    case ("crs", _) where parser.placing == nil: try Self.checkReferenceSystem(try parser.readValue())
    default: try parser.skipValue()  // of a wrong kind: missed later if its type needs it
    }
  }

  private static func readFeatures(from parser: inout JSONParser) throws -> [GeoJSONFeature] {
    var features: [GeoJSONFeature] = []
    try parser.readArray { parser in
      let number = features.count + 1
      guard parser.peek() == 0x7B else {
        throw parser.failure("feature \(number) is not an object")
      }
      let feature = try GeoJSONFault.located(inFeature: number) {
        try GeoJSONObject(from: &parser).asFeature()
      }
      features.append(feature)
    }
    return features
  }

  private static func readGeometries(from parser: inout JSONParser) throws -> [GeoJSONGeometry] {
    var geometries: [GeoJSONGeometry] = []
    try parser.readArray { parser in
      guard parser.peek() == 0x7B else { throw parser.failure("a member of \"geometries\" is not an object") }
      geometries.append(try GeoJSONObject(from: &parser).asGeometry())
    }
    return geometries
  }

  private static func identifier(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number): "\(number)"
    default: nil
    }
  }
}

// MARK: - What the object is

extension GeoJSONObject {
  /// The features of a document.
  func rootFeatures() throws -> [GeoJSONFeature] {
    switch type {
    case "FeatureCollection":
      guard let features else { throw GeoJSONFault("has no list \"features\"") }
      return features
    case "Feature":
      return [try asFeature()]
    default:
      return [GeoJSONFeature(geometry: try asGeometry())]
    }
  }

  /// The object as a feature.
  func asFeature() throws -> GeoJSONFeature {
    guard type == "Feature" else {
      throw GeoJSONFault("has \(typeInWords) where \"Feature\" is expected")
    }
    guard let geometry else {
      throw GeoJSONFault("has no \"geometry\" (an object or null)")
    }
    return GeoJSONFeature(id: id, geometry: geometry, properties: properties ?? [])
  }

  /// The object as a geometry.
  func asGeometry() throws -> GeoJSONGeometry {
    switch type {
    case "Point": return .point(try needed("Point").position())
    case "MultiPoint": return .multiPoint(try needed("MultiPoint").line())
    case "LineString": return .lineString(try Self.checkedLine(needed("LineString").line()))
    case "MultiLineString":
      return .multiLineString(try needed("MultiLineString").list().map { try Self.checkedLine($0.line()) })
    case "Polygon": return .polygon(try Self.polygon(needed("Polygon")))
    case "MultiPolygon": return .multiPolygon(try needed("MultiPolygon").list().map(Self.polygon))
    case "GeometryCollection":
      guard let geometries else { throw GeoJSONFault("geometry has no list \"geometries\"") }
      return .collection(geometries)
    case "Topology":
      throw GeoJSONFault("has type \"Topology\": it is TopoJSON", remedy: "convert it to GeoJSON")
    default:
      throw GeoJSONFault("has \(typeInWords), which is no GeoJSON type")
    }
  }

  private var typeInWords: String { type.map { "type \"\($0.printable(limit: 40))\"" } ?? "no \"type\"" }

  private func needed(_ type: String) throws -> GeoJSONPositions {
    guard let coordinates else { throw GeoJSONFault("\(type) geometry has no list \"coordinates\"") }
    return coordinates
  }

  private static func checkedLine(_ line: [Coordinate]) throws -> [Coordinate] {
    guard line.count != 1 else { throw GeoJSONFault("line has 1 position in its coordinates; it needs 2") }
    return line
  }

  private static func polygon(_ positions: GeoJSONPositions) throws -> GeographicPolygon {
    let rings = try positions.list().map { positions in
      let ring = try positions.line()
      guard ring.count >= 4 else {
        throw GeoJSONFault("polygon ring has \(ring.count) positions; a closed ring has at least 4")
      }
      guard ring.first == ring.last else {
        throw GeoJSONFault(
          "polygon ring is not closed: its last position differs from its first",
          remedy: "repeat the first position at the end of the ring")
      }
      return ring
    }
    guard let exterior = rings.first else { throw GeoJSONFault("polygon has no rings (empty coordinates)") }
    return GeographicPolygon(exterior: exterior, holes: Array(rings.dropFirst()))
  }
}

// MARK: - The old crs member

extension GeoJSONObject {
  /// Refuses a `crs` (of the 2008 specification) that names anything but WGS 84 longitude and latitude.
  private static func checkReferenceSystem(_ value: JSONValue) throws {
    if value == .null { return }
    let name = referenceSystemName(value)
    guard let name, isWGS84(name) else {
      throw GeoJSONFault(
        "has a crs member that names \(name?.printable() ?? "no known CRS"); GeoJSON is WGS 84",
        remedy: "transform it to longitude and latitude (EPSG:4326) and drop the crs member")
    }
  }

  private static func referenceSystemName(_ value: JSONValue) -> String? {
    guard case .object(let members) = value,
      case .object(let properties)? = members.first(where: { $0.name == "properties" })?.value
    else { return nil }
    for key in ["name", "href", "code"] {
      switch properties.first(where: { $0.name == key })?.value {
      case .string(let text)?: return text
      case .integer(let code)?: return "EPSG:\(code)"
      default: continue
      }
    }
    return nil
  }

  private static func isWGS84(_ name: String) -> Bool {
    let parts = name.uppercased().split { ":/#".contains($0) }
    guard let code = parts.last else { return false }
    let isOGC = parts.contains("OGC") || parts.count == 1
    return (isOGC && (code == "CRS84" || code == "CRS84H")) || (parts.contains("EPSG") && code == "4326")
  }
}
