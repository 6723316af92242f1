import Geography

/// Writes one JSON value member by member, without a tree in between.
struct JSONWriter {
  private var text = TextBuffer()
  /// Whether the next member or element is not its list's first.
  private var isLater = false

  /// The bytes written; the writer is empty afterwards.
  mutating func takeBytes() -> [UInt8] { text.takeBytes() }

  /// An object, as a member or, without a name, as an element or the whole.
  mutating func object(_ name: String? = nil, _ members: (inout JSONWriter) -> Void) {
    group(name, "{", "}", members)
  }

  /// A list.
  mutating func array(_ name: String? = nil, _ elements: (inout JSONWriter) -> Void) {
    group(name, "[", "]", elements)
  }

  mutating func field(_ name: String? = nil, _ value: Int?) {
    begin(name)
    if let value { text.append(integer: value) } else { text.append("null") }
  }

  mutating func field(_ name: String? = nil, _ value: String?) {
    begin(name)
    if let value { JSONValue.append(value, to: &text) } else { text.append("null") }
  }

  mutating func field(_ name: String? = nil, _ value: Bool) {
    begin(name)
    text.append(value ? "true" : "false")
  }

  /// A number with at most so many decimals, halves away from zero.
  mutating func field(_ name: String? = nil, _ value: Double?, places: Int) {
    begin(name)
    guard let value, value.isFinite else { return text.append("null") }
    JSONValue.decimal(value, places: places).append(to: &text)
  }

  /// A number as it is: the shortest decimal that reads back as the same value.
  mutating func field(_ name: String? = nil, exact value: Double?) {
    guard let value, value.isFinite else { return null(name) }
    if let whole = Int(exactly: value) { return field(name, whole) }
    begin(name)
    text.append("\(value)")
  }

  mutating func null(_ name: String? = nil) {
    begin(name)
    text.append("null")
  }

  /// `[longitude,latitude]`.
  mutating func position(_ name: String? = nil, _ coordinate: Coordinate) {
    begin(name)
    text.append(position: coordinate)
  }

  /// Degrees of 1e-7.
  mutating func degrees(_ name: String? = nil, _ value: Int32) {
    begin(name)
    text.append(degreesE7: value)
  }

  /// The positions of a line or ring.
  mutating func positions(_ line: some Sequence<Coordinate>) {
    array { list in
      for coordinate in line { list.position(nil, coordinate) }
    }
  }

  private mutating func group(
    _ name: String?, _ open: String, _ close: String, _ content: (inout JSONWriter) -> Void
  ) {
    begin(name)
    text.append(open)
    isLater = false
    content(&self)
    text.append(close)
    isLater = true
  }

  private mutating func begin(_ name: String?) {
    if isLater { text.append(",") }
    isLater = true
    guard let name else { return }
    JSONValue.append(name, to: &text)
    text.append(":")
  }
}

extension JSONWriter {
  /// A GeoJSON feature of polygons; `nil` geometry when there are none.
  mutating func feature(
    _ name: String? = nil, polygons: [GeographicPolygon], _ properties: (inout JSONWriter) -> Void
  ) {
    object(name) { feature in
      feature.field("type", "Feature")
      if polygons.isEmpty {
        feature.null("geometry")
      } else {
        feature.object("geometry") { geometry in
          geometry.field("type", "MultiPolygon")
          geometry.array("coordinates") { list in
            for polygon in polygons {
              list.array { rings in
                // RFC 7946: exteriors run counter-clockwise, holes clockwise.
                rings.positions(polygon.exterior)
                for hole in polygon.holes { rings.positions(hole) }
              }
            }
          }
        }
      }
      feature.object("properties", properties)
    }
  }

  /// A GeoJSON feature of one line or one point.
  mutating func feature(_ name: String? = nil, line: [Coordinate], _ properties: (inout JSONWriter) -> Void) {
    object(name) { feature in
      feature.field("type", "Feature")
      feature.object("geometry") { geometry in
        geometry.field("type", "LineString")
        geometry.array("coordinates") { list in
          for coordinate in line { list.position(nil, coordinate) }
        }
      }
      feature.object("properties", properties)
    }
  }

  /// A GeoJSON feature of a point.
  mutating func feature(_ name: String? = nil, point: Coordinate, _ properties: (inout JSONWriter) -> Void) {
    object(name) { feature in
      feature.field("type", "Feature")
      feature.object("geometry") { geometry in
        geometry.field("type", "Point")
        geometry.position("coordinates", point)
      }
      feature.object("properties", properties)
    }
  }

  /// A GeoJSON feature collection.
  mutating func collection(_ name: String? = nil, _ features: (inout JSONWriter) -> Void) {
    object(name) { collection in
      collection.field("type", "FeatureCollection")
      collection.array("features", features)
    }
  }
}
