import Geography
import TestSupport
import Testing

/// Digits made by hand against those that Swift's own strings have.
struct TextBufferTests {
  @Test func degreesAreExact() {
    var random = SeededGenerator(seed: 5)
    let edges: [Int32] = [0, 1, -1, 10, 9_999_999, 10_000_000, -10_000_001, 99_999_999, 100_000_000, 1_800_000_000]
    let values =
      edges + edges.map { -$0 } + [.max, .min] + (0..<5000).map { _ in Int32(truncatingIfNeeded: random.next()) }
    for value in values {
      let text = Self.text { $0.append(degreesE7: value) }
      let digits = String(value.magnitude)
      let padded = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
      var decimals = String(padded.suffix(7))
      while decimals.last == "0" { decimals.removeLast() }
      let expected = (value < 0 ? "-" : "") + padded.dropLast(7) + (decimals.isEmpty ? "" : "." + decimals)
      #expect(text == expected)
    }
    let place = Coordinate(longitudeE7: -154_300_000, latitudeE7: 281_234_567)
    #expect(Self.text { $0.append(position: place) } == "[-15.43,28.1234567]")
  }

  @Test func numbersOfAllSizes() {
    for value in [0, 1, 9, 10, 99, 100, 12_345, -7, .max, .min] {
      #expect(Self.text { $0.append(integer: value) } == "\(value)")
    }
    #expect(Self.text { $0.append(tenths: 15) } == "1.5")
    #expect(Self.text { $0.append(tenths: -20) } == "-2.0")
    #expect(Self.text { $0.append(tenths: -20, isTrimmed: true) } == "-2")
    #expect(Self.text { $0.append(tenths: -3, isTrimmed: true) } == "-0.3")
    #expect(Self.text { $0.append(thousandths: 61_007) } == "61.007")
    #expect(Self.text { $0.append(thousandths: 4800, isTrimmed: true) } == "4.8")
  }

  @Test func longTextsKeepTheirOrder() {
    var buffer = TextBuffer()
    var expected = ""
    for number in 0..<20_000 {
      buffer.append(integer: number)
      buffer.append(UInt8(ascii: ";"))
      expected += "\(number);"
      if number.isMultiple(of: 4000) {
        let long = String(repeating: "ü\(number)", count: 3000)
        buffer.append(long)
        expected += long
      }
    }
    var whole = TextBuffer()
    whole.append("<")
    whole.append(buffer)
    whole.append(">")
    #expect(whole.count == expected.utf8.count + 2)
    #expect(String(decoding: whole.takeBytes(), as: UTF8.self) == "<\(expected)>")
    #expect(whole.takeBytes().isEmpty)
  }

  @Test func sinksTakeWhatIsKeptWithoutOne() throws {
    struct Full: Error {}
    func fill(_ text: inout TextBuffer) {
      for number in 0..<60_000 { text.append(integer: number) }
      text.append(String(repeating: "ü", count: 100_000))
      var other = TextBuffer()
      for number in 0..<20_000 { other.append(integer: number) }
      text.append(other)
      text.append("end")
    }
    var kept = TextBuffer()
    fill(&kept)
    let expected = try kept.finish()
    var pieces: [[UInt8]] = []
    var given = TextBuffer { pieces.append($0) }
    fill(&given)
    #expect(given.count < 1 << 17)
    #expect(try given.finish().isEmpty)
    #expect(pieces.count > 4 && Array(pieces.joined()) == expected)

    var calls = 0
    var failing = TextBuffer { _ in
      calls += 1
      throw Full()
    }
    fill(&failing)
    #expect(throws: Full.self) { try failing.check() }
    #expect(throws: Full.self) { try failing.finish() }
    #expect(calls == 1)
  }

  private static func text(_ write: (inout TextBuffer) -> Void) -> String {
    var buffer = TextBuffer()
    write(&buffer)
    return String(decoding: buffer.takeBytes(), as: UTF8.self)
  }
}
