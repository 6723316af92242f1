import Geography

/// Where values become bytes.
enum OutputEncoder {
  /// One JSON document, ended by a line feed.
  static func document(_ value: JSONValue, pretty: Bool = false) -> [UInt8] {
    value.encoded(pretty: pretty) + (pretty ? [] : [10])
  }

  /// A number as people write it: 15, not 15.0.
  static func plain(_ value: Double) -> JSONValue {
    Int(exactly: value).map(JSONValue.integer) ?? .number(value)
  }
}
