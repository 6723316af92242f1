/// Numbers the strings of the kept elements: keys first by their bytes, then values and roles as they are met.
///
/// The batches number their strings each for itself; these are brought together first.
struct SymbolAssembly {
  private var words = ByteInterner()
  /// The word of each string of each batch.
  private var translation: [[UInt32]] = []
  private var isKey: [Bool] = []
  /// The symbol of each word that a kept element uses.
  private var symbols: [UInt32] = []
  private var pool = StringPool([])
  /// Strings that were not UTF-8.
  private(set) var repaired = 0

  private static let none = UInt32.max

  /// Takes up more batches, numbered after those before.
  mutating func add(_ batches: [ElementBatch]) {
    for batch in batches {
      var numbers = [UInt32](repeating: 0, count: batch.strings.count)
      for number in numbers.indices {
        numbers[number] = batch.strings.withBytes(of: UInt32(number)) { words.intern($0) }
      }
      translation.append(numbers)
    }
    isKey += [Bool](repeating: false, count: words.count - isKey.count)
    symbols += [UInt32](repeating: Self.none, count: words.count - symbols.count)
  }

  /// Notes the keys of a kept element.
  mutating func markKeys(_ tags: ArraySlice<ElementBatch.Tag>, of batch: Int) {
    for tag in tags { isKey[Int(translation[batch][Int(tag.key)])] = true }
  }

  /// Numbers the keys that were noted.
  mutating func numberKeys() {
    let keys = isKey.indices.filter { isKey[$0] }.sorted { words.precedes(UInt32($0), UInt32($1)) }
    for key in keys { _ = symbol(ofWord: UInt32(key)) }
  }

  /// The symbol of a string of a batch.
  mutating func symbol(_ number: UInt32, of batch: Int) -> Symbol {
    symbol(ofWord: translation[batch][Int(number)])
  }

  private mutating func symbol(ofWord word: UInt32) -> Symbol {
    let known = symbols[Int(word)]
    if known != Self.none { return Symbol(rawValue: known) }
    let string: String
    if let valid = words.validString(word) {
      string = valid
    } else {
      string = words.string(word)
      repaired += 1
    }
    let symbol = pool.intern(string)
    symbols[Int(word)] = symbol.rawValue
    return symbol
  }

  /// Appends the tags of an element, by the order of their keys.
  mutating func append(_ tags: ArraySlice<ElementBatch.Tag>, of batch: Int, to pairs: inout [Tags.Pair]) {
    let begin = pairs.count
    for tag in tags {
      // The value waits as a word: symbols are given by the order of the keys, not by the order in the file.
      let value = Symbol(rawValue: translation[batch][Int(tag.value)])
      let pair = Tags.Pair(key: symbol(tag.key, of: batch), value: value)
      pairs.append(pair)
      var position = pairs.count - 1
      while position > begin, pairs[position - 1].key.rawValue > pair.key.rawValue {
        pairs.swapAt(position, position - 1)
        position -= 1
      }
    }
    for position in begin..<pairs.count {
      let pair = pairs[position]
      pairs[position] = Tags.Pair(key: pair.key, value: symbol(ofWord: pair.value.rawValue))
    }
  }

  /// Whether two elements have the same tags, in any order.
  func isEqual(
    _ a: ArraySlice<ElementBatch.Tag>, of first: Int, _ b: ArraySlice<ElementBatch.Tag>, of second: Int
  ) -> Bool {
    func words(_ tags: ArraySlice<ElementBatch.Tag>, _ batch: Int) -> [[UInt32]] {
      tags.map { [translation[batch][Int($0.key)], translation[batch][Int($0.value)]] }
        .sorted { $0.lexicographicallyPrecedes($1) }
    }
    return a.count == b.count && words(a, first) == words(b, second)
  }

  /// Whether two strings of batches are the same.
  func isEqual(_ a: UInt32, of first: Int, _ b: UInt32, of second: Int) -> Bool {
    translation[first][Int(a)] == translation[second][Int(b)]
  }

  /// All strings that were given symbols.
  func strings() -> StringPool { pool }
}
