import BenchmarkRecords
import Testing

@Suite struct SpreadTests {
  @Test func medianOfOddAndEven() throws {
    #expect(Spread(of: [3, 1, 2])?.median == 2)
    #expect(Spread(of: [4, 1, 2, 3])?.median == 2.5)
    let one = try #require(Spread(of: [7]))
    #expect((one.median, one.lowest, one.highest) == (7, 7, 7))
  }

  @Test func nothingHasNoSpread() {
    #expect(Spread(of: []) == nil)
    #expect(Spread(of: [1, .nan]) == nil)
    #expect(Spread(of: [1], over: []) == nil)
  }

  @Test func quotientsGoRunByRun() throws {
    let spread = try #require(Spread(of: [2, 9, 8], over: [1, 3, 0]))
    #expect((spread.lowest, spread.highest, spread.median) == (2, 3, 2.5))
  }

  @Test func figuresKeepThreeDigits() {
    #expect(Figure.short(0.001234) == "0.00123")
    #expect(Figure.short(12.345) == "12.3")
    #expect(Figure.short(123_456) == "123456")
    #expect(Figure.short(0) == "0")
    #expect(Figure.short(.infinity) == "–")
    #expect(Figure.grouped(-1_234_567) == "-1 234 567")
    #expect(Figure.grouped(999) == "999")
    #expect(Figure.seconds(Spread(of: [0.010, 0.012, 0.011])) == "11.0 ms (10.0–12.0)")
  }

  @Test func checksumsTellOrderAndLength() {
    func text(_ values: [Int]) -> String {
      var sum = Checksum()
      sum.add(values)
      return sum.text
    }
    #expect(text([1, 2]) != text([2, 1]))
    #expect(text([0]) != text([0, 0]))
    #expect(text([1, 2]) == text([1, 2]))
    #expect(text([]).count == 16)
  }
}
