import Geography
import TestSupport
import Testing

@testable import Columns

/// What is asked of tables out of a file, beside the same said plainly, on small random columns.
@Suite("Soundness of columns")
struct ColumnSoundnessTests {
  @Test("Bounds", arguments: UInt64(1)...200)
  func bounds(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 0...9, using: &generator)
    let large: [UInt32] = [.max, .max - 1, 1 << 31, 1 << 31 - 1, 1 << 31 + 5]
    let numbers = (0..<count).map { _ -> UInt32 in
      Int.random(in: 0..<12, using: &generator) > 0
        ? .random(in: 0...12, using: &generator) : large[.random(in: 0..<5, using: &generator)]
    }
    let gaps = numbers.map { Bool.random(using: &generator) ? UInt32.max : $0 }
    for bound in 0...13 {
      #expect(Column(numbers).areBelow(bound) == numbers.allSatisfy { $0 < bound })
      #expect(Column(gaps).areBelowOrNone(bound) == gaps.allSatisfy { $0 < bound || $0 == .max })
      let keys = gaps.map { $0 == .max && Bool.random(using: &generator) ? UInt64.max : 7 << 32 | UInt64($0) }
      #expect(Column(keys).haveLowHalvesBelow(bound) == keys.allSatisfy { $0 == .max || $0 & 0xFFFF_FFFF < bound })
      let signed = numbers.map { Int32(bitPattern: $0) &- 2 }
      #expect(Column(signed).areBelowOrNone(bound) == signed.allSatisfy { $0 >= -1 && $0 < bound })
    }
  }

  @Test("First places of runs: every list of four small numbers")
  func places() {
    for code in 0..<256 {
      let list = (0..<4).map { UInt32(code >> (2 * $0) & 3) }
      for count in 0...3 {
        let isSound = list[0] == 0 && list[3] == count && list[0] <= list[1] && list[1] <= list[2] && list[2] <= list[3]
        #expect(Column(list).arePlaces(ofRuns: 3, in: count) == isSound)
        #expect(Column(list.map { UInt64($0) }).arePlaces(ofRuns: 3, in: count) == isSound)
        #expect(!Column(list).arePlaces(ofRuns: 2, in: count) && !Column(list).arePlaces(ofRuns: 4, in: count))
      }
    }
    #expect(Column<UInt32>([0]).arePlaces(ofRuns: 0, in: 0))
    #expect(!Column<UInt32>([]).arePlaces(ofRuns: -1, in: 0) && !Column<UInt64>([]).arePlaces(ofRuns: -1, in: 0))
    #expect(!Column<UInt32>([]).arePlaces(ofRuns: 0, in: 0))
  }

  @Test("Numbers and places")
  func values() {
    #expect(Column([0.0, 5]).areWithin(0...5))
    for bad in [-0.1, 5.1, .nan, .infinity, -.infinity] { #expect(!Column([1, bad, 2]).areWithin(0...5), "\(bad)") }
    #expect(Column<Double>([]).areWithin(0...5) && Column<Coordinate>([]).areOnEarth)
    let corner = Coordinate(longitudeE7: -1_800_000_000, latitudeE7: 900_000_000)
    #expect(Column([corner]).areOnEarth)
    for (east, north) in [(1_800_000_001, 0), (.min, 0), (0, 900_000_001), (0, .min)] as [(Int32, Int32)] {
      #expect(!Column([corner, Coordinate(longitudeE7: east, latitudeE7: north)]).areOnEarth)
    }
  }
}
