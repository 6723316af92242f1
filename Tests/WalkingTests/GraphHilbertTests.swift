import Geography
import TestSupport
import Testing

@testable import Walking

@Suite("Hilbert order")
struct GraphHilbertTests {
  @Test(
    "Neighbours on the curve are neighbours on the ground, every cell once", arguments: [0, 149_999_616, -899_999_744])
  func continuity(_ base: Int32) {
    // The bases are multiples of 64, so the 64 by 64 cells are one square of the curve.
    var cells: [(index: UInt64, x: Int32, y: Int32)] = []
    for x in 0..<Int32(64) {
      for y in 0..<Int32(64) {
        let place = Coordinate(longitudeE7: base + x, latitudeE7: base + y)
        cells.append((Hilbert.index(of: place), x, y))
      }
    }
    cells.sort { $0.index < $1.index }
    for (a, b) in zip(cells, cells.dropFirst()) {
      #expect(b.index == a.index + 1)
      #expect(abs(a.x - b.x) + abs(a.y - b.y) == 1)
    }
  }

  @Test("The corners of the Earth have places")
  func extremes() {
    let corners = [-1_800_000_000, 1_800_000_000].flatMap { (x: Int32) in
      [-900_000_000, 900_000_000].map { (y: Int32) in Coordinate(longitudeE7: x, latitudeE7: y) }
    }
    #expect(Set(corners.map { Hilbert.index(of: $0) }).count == 4)
  }

  @Test("Four bits at a time give what one bit at a time gives")
  func steps() {
    var numbers = SeededGenerator(seed: 7)
    for _ in 0..<20_000 {
      let (x, y) = (Int32(truncatingIfNeeded: numbers.next()), Int32(truncatingIfNeeded: numbers.next()))
      let place = Coordinate(longitudeE7: x, latitudeE7: y)
      #expect(Hilbert.index(of: place) == Self.indexBitByBit(of: place))
    }
  }

  /// The usual iterative conversion: 32 steps, each picks a quarter and turns the next square so that the curve goes on.
  private static func indexBitByBit(of coordinate: Coordinate) -> UInt64 {
    var x = UInt32(bitPattern: coordinate.longitudeE7) ^ 0x8000_0000
    var y = UInt32(bitPattern: coordinate.latitudeE7) ^ 0x8000_0000
    var index: UInt64 = 0
    for shift in (UInt32(0)..<32).reversed() {
      let right = (x >> shift) & 1
      let upper = (y >> shift) & 1
      index = index << 2 | UInt64((3 * right) ^ upper)
      if upper == 0 {
        if right == 1 { (x, y) = (~x, ~y) }
        swap(&x, &y)
      }
    }
    return index
  }
}
