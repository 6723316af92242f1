/// The numbers of a repeated field, in one packed chunk (as all writers do) or in any mix protobuf allows.
struct RepeatedField {
  private var current: WireReader
  private var later: [WireReader] = []
  private var nextLater = 0

  /// No numbers yet; `place` is any reader of the same block.
  init(at place: WireReader) { current = place.empty }

  /// Takes up one occurrence of the field.
  mutating func add(_ field: WireField, from reader: inout WireReader) throws(DecodingError) {
    let chunk = try reader.chunk(field)
    if current.isAtEnd, later.isEmpty { current = chunk } else { later.append(chunk) }
  }

  /// An upper bound of how many numbers there are.
  var countBound: Int { later.reduce(current.bytes.count) { $0 + $1.bytes.count } }

  /// Whether a number is left.
  @inline(__always)
  var hasMore: Bool {
    mutating get { !current.isAtEnd || advance() }
  }

  private mutating func advance() -> Bool {
    while current.isAtEnd, nextLater < later.count {
      current = later[nextLater]
      nextLater += 1
    }
    return !current.isAtEnd
  }

  /// The next number; an error when there is none.
  @inline(__always)
  mutating func next() throws(DecodingError) -> UInt64 {
    _ = hasMore
    return try current.varint()
  }

  /// The next number, zigzag encoded, added to the sum so far.
  @inline(__always)
  mutating func addNext(to sum: inout Int64) throws(DecodingError) {
    let (result, overflow) = sum.addingReportingOverflow(WireReader.zigzag(try next()))
    guard !overflow else { throw current.error("a delta overflows: the id or coordinate leaves 64 bits") }
    sum = result
  }

  /// An error at this place.
  func error(_ problem: String) -> DecodingError { current.error(problem) }
}
