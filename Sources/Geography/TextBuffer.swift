/// The bytes of a text that grows at its end: where all outputs turn numbers into digits.
///
/// Digits are made in a block of fixed size, without a string or a look at the capacity for each; full blocks are
/// moved to the end. With a sink the text does not stay: it goes there in pieces.
package struct TextBuffer {
  /// Takes the bytes in pieces as they are ready.
  package typealias Sink = ([UInt8]) throws -> Void

  private static let blockSize = 1 << 14
  private static let pieceSize = 1 << 16
  /// Room that any number has in a block.
  private static let numberSize = 48

  private var blocks: [UInt8] = []
  private var block = [UInt8](repeating: 0, count: blockSize)
  private var used = 0
  private let sink: Sink?
  /// What the sink threw; it is given nothing more.
  private var problem: (any Error)?

  /// - Parameter sink: takes the bytes in pieces of at least 64 KiB, but for the last; without one they are kept.
  package init(sink: Sink? = nil) { self.sink = sink }

  /// Bytes that no sink has taken.
  package var count: Int { blocks.count + used }

  /// Throws what the sink threw.
  package func check() throws {
    if let problem { throw problem }
  }

  /// Ends the text: gives the sink its last piece, or returns all bytes where there is none.
  ///
  /// - Throws: what the sink threw, now or before.
  package mutating func finish() throws -> [UInt8] {
    let rest = takeBytes()
    give(rest)
    try check()
    return sink == nil ? rest : []
  }

  /// All bytes that no sink has taken; the buffer is empty afterwards.
  package mutating func takeBytes() -> [UInt8] {
    flush()
    var bytes: [UInt8] = []
    swap(&bytes, &blocks)
    return bytes
  }

  private mutating func flush() {
    blocks.append(contentsOf: block[..<used])
    used = 0
    guard sink != nil, blocks.count >= Self.pieceSize else { return }
    give(blocks)
    blocks.removeAll(keepingCapacity: true)
  }

  private mutating func give(_ piece: [UInt8]) {
    guard let sink, problem == nil, !piece.isEmpty else { return }
    do { try sink(piece) } catch { problem = error }
  }

  @inline(__always)
  private mutating func makeRoom(_ size: Int) { if used + size > Self.blockSize { flush() } }

  /// Appends one byte.
  package mutating func append(_ byte: UInt8) {
    makeRoom(1)
    block[used] = byte
    used += 1
  }

  /// Appends a text as it is.
  package mutating func append(_ text: String) {
    guard text.utf8.count < Self.blockSize / 4 else {
      flush()
      return blocks.append(contentsOf: text.utf8)
    }
    makeRoom(text.utf8.count)
    var end = used
    var span = block.mutableSpan
    for byte in text.utf8 {
      span[end] = byte
      end += 1
    }
    used = end
  }

  /// Appends another buffer.
  package mutating func append(_ other: TextBuffer) {
    if sink == nil {
      flush()
      blocks.append(contentsOf: other.blocks)
    } else {
      give(takeBytes())
      give(other.blocks)
    }
    blocks.append(contentsOf: other.block[..<other.used])
  }

  /// Appends a whole number.
  package mutating func append(integer value: Int) { append(value, scale: 1, isTrimmed: false) }

  /// Appends a number of thousandths: 1500 as 1.500, or as 1.5 if trimmed.
  package mutating func append(thousandths value: Int, isTrimmed: Bool = false) {
    append(value, scale: 1000, isTrimmed: isTrimmed)
  }

  /// Appends a number of tenths: 15 as 1.5 and 20 as 2.0, or as 2 if trimmed.
  package mutating func append(tenths value: Int, isTrimmed: Bool = false) {
    append(value, scale: 10, isTrimmed: isTrimmed)
  }

  /// Appends 1e-7 degrees as decimal degrees without trailing zeros.
  package mutating func append(degreesE7 value: Int32) {
    makeRoom(Self.numberSize)
    let start = used
    var span = block.mutableSpan
    used = Self.write(degreesE7: value, to: &span, at: start)
  }

  /// Appends `[longitude,latitude]`.
  package mutating func append(position: Coordinate) {
    makeRoom(Self.numberSize)
    var end = used
    var span = block.mutableSpan
    span[end] = UInt8(ascii: "[")
    end = Self.write(degreesE7: position.longitudeE7, to: &span, at: end + 1)
    span[end] = UInt8(ascii: ",")
    end = Self.write(degreesE7: position.latitudeE7, to: &span, at: end + 1)
    span[end] = UInt8(ascii: "]")
    used = end + 1
  }

  /// Writes 1e-7 degrees and returns the place after them. Each digit comes of its own division, so that none waits for
  /// another: coordinates are most of what is written.
  @inline(__always)
  private static func write(degreesE7 value: Int32, to span: inout MutableSpan<UInt8>, at start: Int) -> Int {
    func digit(_ number: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: number % 10) &+ UInt8(ascii: "0") }
    var end = start
    if value < 0 {
      span[end] = UInt8(ascii: "-")
      end += 1
    }
    let (whole, fraction) = value.magnitude.quotientAndRemainder(dividingBy: 10_000_000)
    if whole >= 100 {
      span[end] = digit(whole / 100)
      end += 1
    }
    if whole >= 10 {
      span[end] = digit(whole / 10)
      end += 1
    }
    span[end] = digit(whole)
    end += 1
    guard fraction > 0 else { return end }
    span[end] = UInt8(ascii: ".")
    span[end + 1] = digit(fraction / 1_000_000)
    span[end + 2] = digit(fraction / 100_000)
    span[end + 3] = digit(fraction / 10_000)
    span[end + 4] = digit(fraction / 1000)
    span[end + 5] = digit(fraction / 100)
    span[end + 6] = digit(fraction / 10)
    span[end + 7] = digit(fraction)
    end += 8
    while span[end - 1] == UInt8(ascii: "0") { end -= 1 }
    return end
  }

  /// Appends `value / scale`, a power of ten, with all its decimals or without the zeros at their end.
  @inline(__always)
  private mutating func append(_ value: Int, scale: UInt, isTrimmed: Bool) {
    makeRoom(Self.numberSize)
    var end = used
    var span = block.mutableSpan
    if value < 0 {
      span[end] = UInt8(ascii: "-")
      end += 1
    }
    let (whole, fraction) = value.magnitude.quotientAndRemainder(dividingBy: scale)
    end = Self.write(whole, to: &span, at: end)
    if scale > 1, fraction > 0 || !isTrimmed {
      // A leading one keeps the zeros after the point; the point takes its place.
      let point = end
      end = Self.write(scale + fraction, to: &span, at: point)
      span[point] = UInt8(ascii: ".")
      while isTrimmed, span[end - 1] == UInt8(ascii: "0") { end -= 1 }
    }
    used = end
  }

  /// Writes the digits of a number and returns the place after them.
  @inline(__always)
  private static func write(_ value: UInt, to span: inout MutableSpan<UInt8>, at start: Int) -> Int {
    var end = start + 1
    var power: UInt = 10
    while power <= value, end < start + 19 {
      power *= 10
      end += 1
    }
    if power <= value { end += 1 }
    var rest = value
    var place = end
    while place > start {
      place -= 1
      let tens = rest / 10
      span[place] = UInt8(truncatingIfNeeded: rest &- tens &* 10) &+ UInt8(ascii: "0")
      rest = tens
    }
    return end
  }
}
