import Geography
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
}
