/// A value of a GeoJSON property.
public enum JSONValue: Hashable, Sendable {
  /// Absent.
  case null
  /// true or false.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// Any other number, written with the shortest digits that read back the same.
  case number(Double)
  /// A number written with a fixed count of decimals.
  case decimal(Double, places: Int)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// An object, in this order.
  case object([JSONMember])
}

/// A name and its value in a JSON object.
public struct JSONMember: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The value.
  public var value: JSONValue
  /// Makes a member.
  public init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

/// A geometry of RFC 7946. Heights are read and dropped.
public enum GeoJSONGeometry: Hashable, Sendable {
  /// One place.
  case point(Coordinate)
  /// Several places.
  case multiPoint([Coordinate])
  /// A line.
  case lineString([Coordinate])
  /// Several lines.
  case multiLineString([[Coordinate]])
  /// A polygon with holes.
  case polygon(GeographicPolygon)
  /// Several polygons.
  case multiPolygon([GeographicPolygon])
  /// A mix.
  case collection([GeoJSONGeometry])
}

/// A geometry with properties.
public struct GeoJSONFeature: Hashable, Sendable {
  /// The feature's `id`, as text.
  public var id: String?
  /// The geometry; GeoJSON allows `null`.
  public var geometry: GeoJSONGeometry?
  /// The properties in file order.
  public var properties: [JSONMember]

  /// Makes a feature.
  public init(id: String? = nil, geometry: GeoJSONGeometry?, properties: [JSONMember] = []) {
    self.id = id
    self.geometry = geometry
    self.properties = properties
  }

  /// The property of a name.
  public subscript(name: String) -> JSONValue? { properties.first { $0.name == name }?.value }
}
