@testable import PlannerMap

/// Reads vector tiles 2.1, strictly: what the writer must not write is an error.
struct VectorTileReader {
  struct Failure: Error { var what: String }

  struct Feature: Equatable {
    var shape: UInt64
    var properties: [String: VectorTile.Value]
    /// Points; or lines; or rings, without their repeated last point.
    var parts: [[VectorTile.Point]]
  }

  struct Layer: Equatable {
    var name = ""
    var extent: UInt64 = 0
    var features: [Feature] = []
  }

  static func layers(_ bytes: [UInt8]) throws -> [Layer] {
    try fields(bytes[...]).map { field in
      guard field.number == 3 else { throw Failure(what: "field \(field.number) in a tile") }
      return try layer(field.content)
    }
  }

  private struct Field {
    var number: UInt64
    var value: UInt64 = 0
    var content: ArraySlice<UInt8> = []
  }

  private static func varint(_ bytes: inout ArraySlice<UInt8>) throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard let byte = bytes.popFirst() else { throw Failure(what: "cut short") }
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    throw Failure(what: "a number of over 64 bits")
  }

  private static func fields(_ content: ArraySlice<UInt8>) throws -> [Field] {
    var bytes = content
    var found: [Field] = []
    while !bytes.isEmpty {
      let key = try varint(&bytes)
      var field = Field(number: key >> 3)
      switch key & 7 {
      case 0: field.value = try varint(&bytes)
      case 1:
        guard bytes.count >= 8 else { throw Failure(what: "cut short") }
        for (place, byte) in bytes.prefix(8).enumerated() { field.value |= UInt64(byte) << UInt64(8 * place) }
        bytes = bytes.dropFirst(8)
      case 2:
        let count = try varint(&bytes)
        guard count <= bytes.count else { throw Failure(what: "cut short") }
        field.content = bytes.prefix(Int(count))
        bytes = bytes.dropFirst(Int(count))
      case let kind: throw Failure(what: "wire type \(kind)")
      }
      found.append(field)
    }
    return found
  }

  private static func layer(_ content: ArraySlice<UInt8>) throws -> Layer {
    let fields = try fields(content)
    guard fields.first(where: { $0.number == 15 })?.value == 2 else { throw Failure(what: "not version 2") }
    var layer = Layer()
    let keys = fields.filter { $0.number == 3 }.map { String(decoding: $0.content, as: UTF8.self) }
    guard Set(keys).count == keys.count else { throw Failure(what: "a key twice") }
    let values = try fields.filter { $0.number == 4 }.map { try value($0.content) }
    guard Set(values).count == values.count else { throw Failure(what: "a value twice") }
    for field in fields {
      switch field.number {
      case 1: layer.name = String(decoding: field.content, as: UTF8.self)
      case 5: layer.extent = field.value
      case 2: layer.features.append(try feature(field.content, keys, values))
      case 3, 4, 15: break
      default: throw Failure(what: "field \(field.number) in a layer")
      }
    }
    guard !layer.features.isEmpty, !layer.name.isEmpty else { throw Failure(what: "an empty layer") }
    return layer
  }

  private static func value(_ content: ArraySlice<UInt8>) throws -> VectorTile.Value {
    let fields = try fields(content)
    guard fields.count == 1 else { throw Failure(what: "a value of \(fields.count) fields") }
    switch fields[0].number {
    case 1: return .text(String(decoding: fields[0].content, as: UTF8.self))
    case 3: return .number(Double(bitPattern: fields[0].value))
    case 5: return .integer(Int(fields[0].value))
    case 6: return .integer(zigzag(fields[0].value))
    default: throw Failure(what: "value field \(fields[0].number)")
    }
  }

  private static func zigzag(_ value: UInt64) -> Int { Int(Int64(bitPattern: value >> 1) ^ -Int64(value & 1)) }

  private static func numbers(_ content: ArraySlice<UInt8>) throws -> [UInt64] {
    var bytes = content
    var found: [UInt64] = []
    while !bytes.isEmpty { found.append(try varint(&bytes)) }
    return found
  }

  private static func feature(
    _ content: ArraySlice<UInt8>, _ keys: [String], _ values: [VectorTile.Value]
  ) throws -> Feature {
    var feature = Feature(shape: 0, properties: [:], parts: [])
    for field in try fields(content) {
      switch field.number {
      case 2:
        let tags = try numbers(field.content)
        guard tags.count.isMultiple(of: 2) else { throw Failure(what: "a key without a value") }
        for place in stride(from: 0, to: tags.count, by: 2) {
          feature.properties[keys[Int(tags[place])]] = values[Int(tags[place + 1])]
        }
      case 3: feature.shape = field.value
      case 4: feature.parts = try parts(try numbers(field.content), shape: feature.shape)
      default: throw Failure(what: "field \(field.number) in a feature")
      }
    }
    return feature
  }

  private static func parts(_ commands: [UInt64], shape: UInt64) throws -> [[VectorTile.Point]] {
    var parts: [[VectorTile.Point]] = []
    var (x, y) = (0, 0)
    var place = 0
    while place < commands.count {
      let (command, count) = (commands[place] & 7, Int(commands[place] >> 3))
      place += 1
      guard count > 0 else { throw Failure(what: "a command for nothing") }
      if command == 7 {
        guard shape == 3, count == 1, let part = parts.last, part.count >= 3 else { throw Failure(what: "a bad ring") }
        continue
      }
      guard command == 1 || command == 2, place + 2 * count <= commands.count else {
        throw Failure(what: "command \(command)")
      }
      if command == 1 { parts.append([]) }
      for _ in 0..<count {
        let (dx, dy) = (zigzag(commands[place]), zigzag(commands[place + 1]))
        if command == 2, dx == 0, dy == 0 { throw Failure(what: "a step of nothing") }
        (x, y) = (x + dx, y + dy)
        place += 2
        parts[parts.count - 1].append(VectorTile.Point(x: Int32(x), y: Int32(y)))
      }
    }
    guard shape == 1 || parts.allSatisfy({ $0.count >= (shape == 2 ? 2 : 3) }) else {
      throw Failure(what: "a short part")
    }
    return parts
  }
}
