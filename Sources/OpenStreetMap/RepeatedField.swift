/// The numbers of a repeated field, in one packed chunk (as all writers do) or in any mix protobuf allows.
struct RepeatedField {
  /// The chunk that is being read; a loop takes a copy, which stays in registers, and puts it back.
  var current: WireReader
  /// Chunks after the first; `nil` as long as there are none, for an array costs a reference count.
  private var later: [WireReader]?
  private var nextLater = 0

  /// No numbers yet; `place` is any reader of the same block.
  init(at place: WireReader) { current = place.empty }

  /// Takes up one occurrence of the field.
  mutating func add(_ field: WireField, from reader: inout WireReader) throws(DecodingError) {
    let chunk = try reader.chunk(field)
    if current.isAtEnd, later == nil {
      current = chunk
    } else {
      if later == nil { later = [] }
      later?.append(chunk)
    }
  }

  /// How many numbers are left. Linear in the bytes.
  var count: Int { (later ?? []).dropFirst(nextLater).reduce(current.varintCount) { $0 + $1.varintCount } }

  /// Whether a number is left.
  @inline(__always)
  var hasMore: Bool {
    mutating get { !current.isAtEnd || advance() }
  }

  private mutating func advance() -> Bool {
    guard let later else { return false }
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
    _ = hasMore
    try current.addZigzag(to: &sum)
  }

  /// Passes over a 0, if that is the next number; says whether it was.
  @inline(__always)
  mutating func skipZero() throws(DecodingError) -> Bool { hasMore && current.skipZero() }

  /// Appends all numbers that are left, at most ``ElementLimit/parts``, each added to the sum so far, which begins at 0.
  mutating func appendSums(to sums: inout [Int64]) throws(DecodingError) {
    var sum: Int64 = 0
    let count = count
    guard count <= ElementLimit.parts else { throw error("an element of \(count) parts, \(ElementLimit.inWords)") }
    try sums.append(addingCapacity: count) { (sums: inout OutputSpan<Int64>) throws(DecodingError) in
      while hasMore {
        // A copy, for the compiler keeps it in registers.
        var chunk = current
        while !chunk.isAtEnd {
          try chunk.addZigzag(to: &sum)
          sums.append(sum)
        }
        current = chunk
      }
    }
  }

  /// An error at this place.
  func error(_ problem: String) -> DecodingError { current.error(problem) }
}
