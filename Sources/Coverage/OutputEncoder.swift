import Geography

/// Where values become bytes.
enum OutputEncoder {
  /// A feature collection with members before its features.
  static func featureCollection(_ features: [GeoJSONFeature], members: [JSONMember]) -> [UInt8] {
    var text = "{\"type\":\"FeatureCollection\","
    for member in members { text += "\(quoted(member.name)):\(encoded(member.value))," }
    text += "\"features\":["
    for (index, feature) in features.enumerated() {
      text += index > 0 ? ",\n" : "\n"
      text += "{\"type\":\"Feature\","
      if let id = feature.id { text += "\"id\":\(quoted(id))," }
      text += "\"geometry\":\(feature.geometry.map(geometry) ?? "null"),"
      text += "\"properties\":\(encoded(.object(feature.properties)))}"
    }
    return Array((text + "\n]}\n").utf8)
  }

  /// One JSON document.
  static func document(_ value: JSONValue) -> [UInt8] { Array((encoded(value) + "\n").utf8) }

  private static func encoded(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): "\(number)"
    case .number(let number): number.isFinite ? OutputText.shortDecimal(number, places: 9) : "null"
    case .decimal(let number, let places): number.isFinite ? OutputText.decimal(number, places: places) : "null"
    case .string(let text): quoted(text)
    case .array(let values): "[" + values.map(encoded).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\(quoted($0.name)):\(encoded($0.value))" }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case _ where scalar.value < 32: out += "\\u" + String(0x10000 + scalar.value, radix: 16).dropFirst()
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  private static func position(_ place: Coordinate) -> String {
    "[\(OutputText.degrees(place.longitudeE7)),\(OutputText.degrees(place.latitudeE7))]"
  }

  private static func rings(_ polygon: GeographicPolygon) -> String {
    "[" + polygon.rings.map { "[" + $0.map(position).joined(separator: ",") + "]" }.joined(separator: ",") + "]"
  }

  private static func geometry(_ value: GeoJSONGeometry) -> String {
    switch value {
    case .point(let place): "{\"type\":\"Point\",\"coordinates\":\(position(place))}"
    case .polygon(let polygon): "{\"type\":\"Polygon\",\"coordinates\":\(rings(polygon))}"
    case .multiPolygon(let polygons):
      "{\"type\":\"MultiPolygon\",\"coordinates\":[\(polygons.map(rings).joined(separator: ","))]}"
    default: "null"
    }
  }
}
