/// Bytes in the wire format of Protocol Buffers, as they are appended.
struct WireBuffer {
  private(set) var bytes: [UInt8] = []

  /// Takes all bytes out and keeps the memory.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// A number of seven bits a byte.
  mutating func append(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A signed number, folded so that small ones of either sign are short.
  mutating func append(signed number: Int64) {
    append(UInt64(bitPattern: number << 1 ^ number >> 63))
  }

  /// A field of one number.
  mutating func append(field: Int, number: UInt64) {
    append(UInt64(field) << 3)
    append(number)
  }

  /// A field of one signed, folded number.
  mutating func append(field: Int, signed number: Int64) {
    append(UInt64(field) << 3)
    append(signed: number)
  }

  /// A field of bytes: a message, a packed list or a text.
  mutating func append(field: Int, bytes contents: some Collection<UInt8>) {
    append(UInt64(field) << 3 | 2)
    append(UInt64(contents.count))
    bytes.append(contentsOf: contents)
  }

  mutating func append(field: Int, text: String) { append(field: field, bytes: text.utf8) }
}
