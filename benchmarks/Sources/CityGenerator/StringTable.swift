/// The strings of one block, each once; number 0 is kept free, as the format asks.
struct StringTable {
  private var numbers: [String: UInt64] = [:]
  private var strings: [String] = []

  /// The number of `string` in this block.
  mutating func number(of string: String) -> UInt64 {
    if let known = numbers[string] { return known }
    strings.append(string)
    let number = UInt64(strings.count)
    numbers[string] = number
    return number
  }

  /// The message of the table; the next block starts with none.
  mutating func takeMessage() -> [UInt8] {
    var message = WireBuffer()
    message.append(field: 1, bytes: [])
    for string in strings { message.append(field: 1, text: string) }
    numbers.removeAll(keepingCapacity: true)
    strings.removeAll(keepingCapacity: true)
    return message.bytes
  }
}
