/// Writes a feature collection to RFC 7946, one feature a line, as the features come.
///
/// Longitude first, at most 7 decimals (exact integers of 1e-7 degree, no floating point), rings closed and
/// wound by the right-hand rule, no `crs` member. Members and properties keep their order, so equal input
/// gives equal bytes. It does not judge validity and does not split at the antimeridian.
public struct GeoJSONWriter {
  /// Takes bytes as they are ready.
  public typealias Sink = ([UInt8]) throws -> Void

  private var buffer: TextBuffer
  private var count = 0
  /// Whether features stand alone, each behind a record separator.
  private let isSequence: Bool

  /// Starts a sequence of features (RFC 8142), which has no head.
  ///
  /// - Parameter sink: Takes the bytes in pieces of about 64 KiB; without one they are kept until ``finish()``.
  public static func sequence(to sink: Sink? = nil) -> GeoJSONWriter {
    GeoJSONWriter(sequenceIn: TextBuffer(sink: sink))
  }

  private init(sequenceIn buffer: TextBuffer) {
    self.buffer = buffer
    isSequence = true
  }

  /// Starts a collection.
  ///
  /// - Parameters:
  ///   - members: Foreign members of the collection, such as "attribution" and "licence", written first.
  ///   - boundingBox: The `bbox` member, if wanted.
  ///   - sink: Takes the bytes in pieces of about 64 KiB; without one they are kept until ``finish()``.
  public init(members: [JSONMember] = [], boundingBox: CoordinateBox? = nil, sink: Sink? = nil) {
    buffer = TextBuffer(sink: sink)
    isSequence = false
    append(#"{"type":"FeatureCollection""#)
    for member in members {
      append(",\n")
      JSONValue.append(member.name, to: &buffer)
      append(":")
      member.value.append(to: &buffer)
    }
    if let boundingBox {
      append(",\n\"bbox\":[")
      append(degrees: boundingBox.southWest)
      append(",")
      append(degrees: boundingBox.northEast)
      append("]")
    }
    append(",\n\"features\":[")
  }

  /// Writes one feature. After an error the text is half written and the writer of no more use.
  ///
  /// - Throws: ``InputError`` when a ring has fewer than four positions once closed; what the sink throws.
  /// - Complexity: Linear in its positions and properties.
  public mutating func write(_ feature: GeoJSONFeature) throws {
    append(isSequence ? "\u{1E}" : count == 0 ? "\n" : ",\n")
    count += 1
    append(#"{"type":"Feature""#)
    if let id = feature.id {
      append(#","id":"#)
      JSONValue.append(id, to: &buffer)
    }
    append(#","properties":"#)
    JSONValue.object(feature.properties).append(to: &buffer)
    append(#","geometry":"#)
    if let geometry = feature.geometry { try append(geometry) } else { append("null") }
    append(isSequence ? "}\n" : "}")
    try buffer.check()
  }

  /// Ends the collection and gives the bytes that the sink has not had: all of them without a sink, none with one.
  ///
  /// - Throws: What the sink throws.
  public consuming func finish() throws -> [UInt8] {
    if !isSequence { append("\n]}\n") }
    return try buffer.finish()
  }

  /// A whole collection at once.
  ///
  /// - Throws: ``InputError`` as ``write(_:)``.
  public static func encode(
    _ features: [GeoJSONFeature], members: [JSONMember] = [], boundingBox: CoordinateBox? = nil
  ) throws -> [UInt8] {
    var writer = GeoJSONWriter(members: members, boundingBox: boundingBox)
    for feature in features { try writer.write(feature) }
    return try writer.finish()
  }

  private mutating func append(_ text: String) { buffer.append(text) }
}

// MARK: - Geometries

extension GeoJSONWriter {
  private mutating func append(_ geometry: GeoJSONGeometry) throws {
    switch geometry {
    case .point(let coordinate):
      append(#"{"type":"Point","coordinates":"#)
      append(coordinate)
    case .multiPoint(let coordinates):
      append(#"{"type":"MultiPoint","coordinates":"#)
      append(coordinates)
    case .lineString(let coordinates):
      append(#"{"type":"LineString","coordinates":"#)
      append(coordinates)
    case .multiLineString(let lines):
      append(#"{"type":"MultiLineString","coordinates":"#)
      appendList(lines) { $0.append($1) }
    case .polygon(let polygon):
      append(#"{"type":"Polygon","coordinates":"#)
      try append(polygon)
    case .multiPolygon(let polygons):
      append(#"{"type":"MultiPolygon","coordinates":"#)
      try appendList(polygons) { try $0.append($1) }
    case .collection(let geometries):
      append(#"{"type":"GeometryCollection","geometries":"#)
      try appendList(geometries) { try $0.append($1) }
    }
    append("}")
  }

  private mutating func append(_ polygon: GeographicPolygon) throws {
    try appendList(polygon.orientedByRightHandRule().rings) { writer, ring in
      guard ring.count >= 4 else {
        throw InputError(
          "GeoJSON output", "a polygon ring of \(ring.count) positions cannot be written",
          remedy: "report this as a defect with the command line that caused it")
      }
      writer.append(ring)
    }
  }

  private mutating func append(_ coordinates: [Coordinate]) {
    append("[")
    for index in coordinates.indices {
      if index > 0 { buffer.append(0x2C) }
      buffer.append(position: coordinates[index])
    }
    append("]")
  }

  private mutating func append(_ coordinate: Coordinate) { buffer.append(position: coordinate) }

  private mutating func appendList<Element>(
    _ elements: [Element], _ appendElement: (inout GeoJSONWriter, Element) throws -> Void
  ) rethrows {
    append("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { append(",") }
      try appendElement(&self, element)
    }
    append("]")
  }

  private mutating func append(degrees coordinate: Coordinate) {
    buffer.append(degreesE7: coordinate.longitudeE7)
    append(",")
    buffer.append(degreesE7: coordinate.latitudeE7)
  }
}
