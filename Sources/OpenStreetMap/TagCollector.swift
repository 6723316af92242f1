/// Judges the tags of one element after the other against a selection, by the string table of a block.
///
/// Each string is looked up once a block, however many tags use it.
struct TagCollector {
  private let selection: SelectionIndex
  private var strings: [UnsafeRawBufferPointer] = []
  /// What is known of the strings, as keys and as values.
  private var words: [Word] = []
  /// Numbers in the batch, ``unnumbered`` where not yet asked for.
  private var numbers: [UInt32] = []
  /// The kept tags of the element so far: the first `pendingCount`.
  private var pending: [(key: Int, value: Int)] = []
  private var pendingCount = 0
  /// Whether a tag of this element satisfied a rule.
  private(set) var isSelected = false

  private struct Word {
    /// The number of a string that the selection names, or one of the two below.
    var number: UInt32
    var key: SelectionIndex.Key
    static let unknown = UInt32.max
    static let unnamed = UInt32.max - 1
  }
  private static let unnumbered = UInt32.max

  init(_ selection: SelectionIndex) { self.selection = selection }

  /// Takes the strings of the next block; they must stay readable until it is done.
  mutating func beginBlock(_ tables: [WireReader]) throws(DecodingError) {
    strings.removeAll(keepingCapacity: true)
    for table in tables {
      var reader = table
      while let field = try reader.nextField() {
        if field.number == 1 { strings.append(try reader.message(field).bytes) } else { try reader.skip(field) }
      }
    }
    words.removeAll(keepingCapacity: true)
    words.append(contentsOf: repeatElement(Word(number: Word.unknown, key: []), count: strings.count))
    numbers.removeAll(keepingCapacity: true)
    numbers.append(contentsOf: repeatElement(Self.unnumbered, count: strings.count))
  }

  /// Forgets the tags of the element before.
  mutating func beginElement() {
    pendingCount = 0
    isSelected = false
  }

  /// Takes one tag of an element, as two indexes into the string table; `false` when one is past it.
  mutating func add(key: UInt64, value: UInt64, of type: ElementType) -> Bool {
    guard key < UInt64(strings.count), value < UInt64(strings.count) else { return false }
    let key = Int(key)
    let value = Int(value)
    let word = word(key)
    if word.key.isEmpty { return true }
    if word.key.contains(.kept) { keep(key, value) }
    guard !isSelected else { return true }
    if word.key.contains(.any(type)) {
      isSelected = true
    } else if word.key.contains(.some(type)) {
      let number = self.word(value).number
      isSelected = number != Word.unnamed && selection.accepts(word.number, number, of: type)
    }
    return true
  }

  private mutating func keep(_ key: Int, _ value: Int) {
    if pendingCount < pending.count { pending[pendingCount] = (key, value) } else { pending.append((key, value)) }
    pendingCount += 1
  }

  @inline(__always)
  private mutating func word(_ index: Int) -> Word {
    let known = words[index]
    return known.number != Word.unknown ? known : lookUp(index)
  }

  private mutating func lookUp(_ index: Int) -> Word {
    switch selection.word(strings[index]) {
    case .named(let number): words[index] = Word(number: number, key: selection.key(number))
    case .unnamed(let isKeptKey): words[index] = Word(number: Word.unnamed, key: isKeptKey ? .kept : [])
    }
    return words[index]
  }

  /// Whether the string table is long enough for an index.
  func hasString(_ index: UInt64) -> Bool { index < UInt64(strings.count) }

  /// The number in the batch of a string of the table; `nil` when the index is past it.
  mutating func number(of index: UInt64, in batch: inout ByteInterner) -> UInt32? {
    guard index < UInt64(strings.count) else { return nil }
    let index = Int(index)
    if numbers[index] == Self.unnumbered { numbers[index] = batch.intern(strings[index]) }
    return numbers[index]
  }

  /// Ends the element: its kept tags become a row of the column.
  mutating func endElement(into column: inout ElementBatch.TagColumn, _ batch: inout ByteInterner) {
    for position in 0..<pendingCount {
      let (key, value) = pending[position]
      guard let key = number(of: UInt64(key), in: &batch), let value = number(of: UInt64(value), in: &batch)
      else { continue }
      column.tags.append(ElementBatch.Tag(key: key, value: value))
    }
    column.endRow()
  }
}
