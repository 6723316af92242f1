import Geography

/// Where values become bytes.
enum OutputEncoder {
  /// A feature collection with members before its features.
  static func featureCollection(_ features: [GeoJSONFeature], members: [JSONMember]) throws -> [UInt8] {
    try GeoJSONWriter.encode(features, members: members)
  }

  /// One JSON document, ended by a line feed.
  static func document(_ value: JSONValue, pretty: Bool = false) -> [UInt8] {
    value.encoded(pretty: pretty) + (pretty ? [] : [10])
  }

  /// A number as people write it: 15, not 15.0.
  static func plain(_ value: Double) -> JSONValue {
    Int(exactly: value).map(JSONValue.integer) ?? .number(value)
  }
}
