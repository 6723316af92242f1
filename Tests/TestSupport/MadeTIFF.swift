/// A TIFF written by hand from the specification (TIFF 6.0; BigTIFF), so that the reader is not tested by its own library.
public struct MadeTIFF {
  /// How a number is written.
  public enum Sample: String, CaseIterable, Sendable {
    case uint8, uint16, uint32, uint64, int8, int16, int32, int64, float32, float64

    /// Bits of a number.
    public var bits: Int {
      switch self {
      case .uint8, .int8: 8
      case .uint16, .int16: 16
      case .uint32, .int32, .float32: 32
      case .uint64, .int64, .float64: 64
      }
    }

    var format: UInt64 { rawValue.hasPrefix("u") ? 1 : rawValue.hasPrefix("i") ? 2 : 3 }

    func pattern(_ value: Double) -> UInt64 {
      switch self {
      case .float32: UInt64(Float(value).bitPattern)
      case .float64: value.bitPattern
      default: UInt64(bitPattern: Int64(value)) & (bits == 64 ? .max : (1 << UInt64(bits)) - 1)
      }
    }
  }

  /// Pixels across and down.
  public var columns: Int, rows: Int
  /// Numbers row by row.
  public var values: [Double]
  /// How they are written.
  public var sample = Sample.float32
  /// Big end first, and offsets of 64 bits.
  public var isBigEndian = false, isBigTIFF = false
  /// Rows of a strip.
  public var rowsPerStrip = 3
  /// Width and height of tiles, multiples of 16; `nil` for strips.
  public var tile: (columns: Int, rows: Int)?
  /// Packs a block, with the number of the method.
  public var packing: (method: UInt16, pack: ([UInt8]) -> [UInt8])?
  /// Fields of doubles, shorts and texts by tag.
  public var doubles: [UInt16: [Double]] = [:], shorts: [UInt16: [UInt16]] = [:], texts: [UInt16: String] = [:]
  /// Blocks that are declared and not written.
  public var missingBlocks: Set<Int> = []
  /// Fields of one long that replace those made.
  public var longs: [UInt16: UInt32] = [:]

  /// Makes a file of strips without a place.
  public init(columns: Int, rows: Int, values: [Double]) {
    self.columns = columns
    self.rows = rows
    self.values = values
  }

  /// North-up cells from a corner.
  public mutating func place(west: Double, north: Double, width: Double, height: Double) {
    doubles[33_550] = [width, height, 0]
    doubles[33_922] = [0, 0, 0, west, north, 0]
  }

  /// The GeoKeys: a model with codes, and a citation under a key.
  public mutating func setKeys(_ numbers: [UInt16: UInt16], citation: (key: UInt16, text: String)? = nil) {
    var entries = numbers.map { [$0.key, 0, 1, $0.value] }
    if let citation {
      texts[34_737] = citation.text + "|"
      entries.append([citation.key, 34_737, UInt16(citation.text.utf8.count + 1), 0])
    }
    entries.sort { $0[0] < $1[0] }
    shorts[34_735] = [1, 1, 0, UInt16(entries.count)] + entries.joined()
  }

  private func append(_ value: UInt64, _ size: Int, to bytes: inout [UInt8]) {
    for place in 0..<size {
      let shift = UInt64(8 * (isBigEndian ? size - 1 - place : place))
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  private var blocks: [[UInt8]] {
    let (width, height) = tile ?? (columns, rowsPerStrip)
    var blocks: [[UInt8]] = []
    for top in stride(from: 0, to: rows, by: height) {
      for left in stride(from: 0, to: columns, by: width) {
        var bytes: [UInt8] = []
        for row in top..<(tile == nil ? min(rows, top + height) : top + height) {
          for column in left..<left + width {
            let value = row < rows && column < columns ? values[row * columns + column] : 0
            append(sample.pattern(value), sample.bits / 8, to: &bytes)
          }
        }
        blocks.append(packing?.pack(bytes) ?? bytes)
      }
    }
    return blocks
  }

  /// The file.
  public var bytes: [UInt8] {
    var file: [UInt8] = isBigEndian ? [0x4D, 0x4D] : [0x49, 0x49]
    append(isBigTIFF ? 43 : 42, 2, to: &file)
    if isBigTIFF {
      append(8, 2, to: &file)
      append(0, 2, to: &file)
    }
    let pointer = file.count
    let word = isBigTIFF ? 8 : 4
    append(0, word, to: &file)
    var offsets: [UInt64] = [], sizes: [UInt64] = []
    for (number, block) in blocks.enumerated() {
      let isMissing = missingBlocks.contains(number)
      offsets.append(isMissing ? 0 : UInt64(file.count))
      sizes.append(isMissing ? 0 : UInt64(block.count))
      if !isMissing { file += block }
    }
    // Tag, type, elements; types: 2 text, 3 short, 4 long, 12 double, 16 long of 64 bits.
    var fields: [(tag: UInt16, type: UInt64, size: Int, values: [UInt64])] = [
      (256, 4, 4, [UInt64(columns)]), (257, 4, 4, [UInt64(rows)]), (258, 3, 2, [UInt64(sample.bits)]),
      (259, 3, 2, [UInt64(packing?.method ?? 1)]), (262, 3, 2, [1]), (277, 3, 2, [1]), (284, 3, 2, [1]),
      (339, 3, 2, [sample.format]),
    ]
    let offsetType: (UInt64, Int) = isBigTIFF ? (16, 8) : (4, 4)
    if let tile {
      fields += [(322, 4, 4, [UInt64(tile.columns)]), (323, 4, 4, [UInt64(tile.rows)])]
      fields += [(324, offsetType.0, offsetType.1, offsets), (325, offsetType.0, offsetType.1, sizes)]
    } else {
      fields += [(278, 4, 4, [UInt64(rowsPerStrip)])]
      fields += [(273, offsetType.0, offsetType.1, offsets), (279, offsetType.0, offsetType.1, sizes)]
    }
    fields += doubles.map { ($0.key, 12, 8, $0.value.map(\.bitPattern)) }
    fields += shorts.map { ($0.key, 3, 2, $0.value.map { UInt64($0) }) }
    fields += texts.map { ($0.key, 2, 1, $0.value.utf8.map { UInt64($0) } + [0]) }
    for (tag, value) in longs {
      fields.removeAll { $0.tag == tag }
      fields.append((tag, 4, 4, [UInt64(value)]))
    }
    fields.sort { $0.tag < $1.tag }
    var places: [[UInt8]] = []
    for field in fields {
      var content: [UInt8] = []
      for value in field.values { append(value, field.size, to: &content) }
      if content.count > word {
        if file.count % 2 == 1 { file.append(0) }
        var place: [UInt8] = []
        append(UInt64(file.count), word, to: &place)
        places.append(place)
        file += content
      } else {
        places.append(content + [UInt8](repeating: 0, count: word - content.count))
      }
    }
    if file.count % 2 == 1 { file.append(0) }
    var start: [UInt8] = []
    append(UInt64(file.count), word, to: &start)
    file.replaceSubrange(pointer..<pointer + word, with: start)
    append(UInt64(fields.count), isBigTIFF ? 8 : 2, to: &file)
    for (field, place) in zip(fields, places) {
      append(UInt64(field.tag), 2, to: &file)
      append(field.type, 2, to: &file)
      append(UInt64(field.values.count), word, to: &file)
      file += place
    }
    append(0, word, to: &file)
    return file
  }
}
