/// Writes one Mapbox vector tile, version 2.1: protocol buffers of layers, features and their values.
///
/// Layers come in the order in which they are added and features in theirs; equal input gives equal bytes. A layer
/// without features is left out, as the specification asks.
///
/// Source: https://github.com/mapbox/vector-tile-spec/tree/master/2.1
struct VectorTile {
  /// Units across a tile.
  static let extent = 4096

  private(set) var bytes: [UInt8] = []

  /// What a feature says about itself.
  enum Value: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case number(Double)
  }

  /// What a feature is drawn as.
  enum Shape: UInt64 {
    case point = 1
    case line = 2
    case polygon = 3
  }

  /// A place in a tile: x to the east and y to the south, 0…4096, and a little beyond.
  struct Point: Hashable, Sendable {
    var x: Int32
    var y: Int32
  }

  /// Adds a layer unless it is empty.
  mutating func append(_ layer: Layer) {
    guard layer.featureCount > 0 else { return }
    bytes.appendField(3, layer.encoded())
  }

  /// One layer: its features, and the names and values that they share.
  struct Layer {
    private let name: String
    private var features: [UInt8] = []
    private(set) var featureCount = 0
    private var keys: [String] = []
    private var values: [Value] = []
    private var placeOfKey: [String: UInt64] = [:]
    private var placeOfValue: [Value: UInt64] = [:]

    init(_ name: String) { self.name = name }

    /// Adds a feature of one or more parts: points, lines, or rings, of which exteriors run clockwise on the map
    /// (positive area with y to the south), interiors the other way, each behind its exterior. Parts have no repeated
    /// last point.
    mutating func append(_ shape: Shape, parts: [[Point]], _ properties: [(name: String, value: Value)]) {
      let geometry = Self.geometry(shape, parts)
      guard !geometry.isEmpty else { return }
      var tags: [UInt8] = []
      for (name, value) in properties {
        tags.appendVarint(place(ofKey: name))
        tags.appendVarint(place(of: value))
      }
      var feature: [UInt8] = []
      if !tags.isEmpty { feature.appendField(2, tags) }
      feature.appendField(3, integer: shape.rawValue)
      feature.appendField(4, geometry)
      features.appendField(2, feature)
      featureCount += 1
    }

    private mutating func place(ofKey key: String) -> UInt64 {
      if let place = placeOfKey[key] { return place }
      let place = UInt64(keys.count)
      keys.append(key)
      placeOfKey[key] = place
      return place
    }

    private mutating func place(of value: Value) -> UInt64 {
      if let place = placeOfValue[value] { return place }
      let place = UInt64(values.count)
      values.append(value)
      placeOfValue[value] = place
      return place
    }

    func encoded() -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.appendField(15, integer: 2)
      bytes.appendField(1, Array(name.utf8))
      bytes += features
      for key in keys { bytes.appendField(3, Array(key.utf8)) }
      for value in values { bytes.appendField(4, Self.encoded(value)) }
      bytes.appendField(5, integer: UInt64(VectorTile.extent))
      return bytes
    }

    private static func encoded(_ value: Value) -> [UInt8] {
      var bytes: [UInt8] = []
      switch value {
      case .text(let text): bytes.appendField(1, Array(text.utf8))
      case .integer(let integer) where integer >= 0: bytes.appendField(5, integer: UInt64(integer))
      case .integer(let integer): bytes.appendField(6, integer: integer.zigzag)
      case .number(let number):
        bytes.appendVarint(3 << 3 | 1)
        for shift in stride(from: 0, to: 64, by: 8) {
          bytes.append(UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(shift)))
        }
      }
      return bytes
    }

    /// The commands that draw the parts; empty when no part has enough points.
    private static func geometry(_ shape: Shape, _ parts: [[Point]]) -> [UInt8] {
      var bytes: [UInt8] = []
      var pen = Point(x: 0, y: 0)
      func move(to point: Point) {
        bytes.appendVarint((Int(point.x) - Int(pen.x)).zigzag)
        bytes.appendVarint((Int(point.y) - Int(pen.y)).zigzag)
        pen = point
      }
      if shape == .point {
        let points = parts.joined()
        guard !points.isEmpty else { return [] }
        bytes.appendCommand(1, count: points.count)
        points.forEach { move(to: $0) }
        return bytes
      }
      for part in parts where part.count >= (shape == .line ? 2 : 3) {
        bytes.appendCommand(1, count: 1)
        move(to: part[0])
        bytes.appendCommand(2, count: part.count - 1)
        for point in part.dropFirst() { move(to: point) }
        if shape == .polygon { bytes.appendCommand(7, count: 1) }
      }
      return bytes
    }
  }
}

extension Int {
  /// Small magnitudes of either sign as small numbers: 0, −1, 1, −2 are 0, 1, 2, 3.
  fileprivate var zigzag: UInt64 { UInt64(bitPattern: Int64(self << 1 ^ self >> (Int.bitWidth - 1))) }
}

extension [UInt8] {
  /// Appends seven bits a byte, low ones first.
  fileprivate mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  fileprivate mutating func appendCommand(_ command: UInt64, count: Int) {
    appendVarint(UInt64(count) << 3 | command)
  }

  /// Appends a field of a whole number.
  fileprivate mutating func appendField(_ number: UInt64, integer: UInt64) {
    appendVarint(number << 3)
    appendVarint(integer)
  }

  /// Appends a field of bytes, a text or a message.
  fileprivate mutating func appendField(_ number: UInt64, _ content: [UInt8]) {
    appendVarint(number << 3 | 2)
    appendVarint(UInt64(content.count))
    self += content
  }
}
