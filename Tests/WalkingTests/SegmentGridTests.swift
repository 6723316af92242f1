import Geography
import TestSupport
import Testing

@testable import Walking

/// The grid hands out every segment that meets a box: against all segments, on random ones.
struct SegmentGridTests {
  /// Short ones, long ones at a slant, one far away, and many that are too long for all their cells to be listed.
  private static func segments(_ seed: UInt64) -> [(Coordinate, Coordinate)] {
    var random = SeededGenerator(seed: seed)
    func place(_ reach: Int) -> (Int, Int) { (random.integer(in: -reach...reach), random.integer(in: -reach...reach)) }
    let reach = [3_000, 100_000, 20_000_000][Int(seed % 3)]
    return (0..<200).map { number in
      let a = number == 7 ? (1_500_000_000, 800_000_000) : place(reach)
      let step = place([50, 4_000, reach][number % 3])
      return (
        Coordinate(longitudeE7: Int32(a.0), latitudeE7: Int32(a.1)),
        Coordinate(longitudeE7: Int32(a.0 + step.0), latitudeE7: Int32(a.1 + step.1))
      )
    }
  }

  @Test(arguments: UInt64(1)...60)
  func findsAllThatMeetABox(_ seed: UInt64) {
    let segments = Self.segments(seed)
    let grid = SegmentGrid(count: segments.count) { segments[$0] }
    var random = SeededGenerator(seed: seed + 1000)
    for _ in 0..<100 {
      // Boxes about an end of a segment, wide and narrow, and some beside all.
      let around = segments[random.integer(in: 0...segments.count - 1)].0
      let (dx, dy) = (random.number(in: 0...20_000), random.number(in: 0...20_000))
      let west = Double(around.longitudeE7) + random.number(in: -30_000...30_000)
      let south = Double(around.latitudeE7) + random.number(in: -30_000...30_000)
      var found: Set<Int> = []
      grid.forEachSegment(west: west, south: south, east: west + dx, north: south + dy) { found.insert($0) }
      for (number, segment) in segments.enumerated()
      where Self.meets(segment, west: west, south: south, east: west + dx, north: south + dy) {
        #expect(found.contains(number))
      }
    }
  }

  /// Clips the segment by the four sides of the box (Liang and Barsky 1984).
  private static func meets(
    _ segment: (Coordinate, Coordinate), west: Double, south: Double, east: Double, north: Double
  ) -> Bool {
    let (x, y) = (Double(segment.0.longitudeE7), Double(segment.0.latitudeE7))
    let (dx, dy) = (Double(segment.1.longitudeE7) - x, Double(segment.1.latitudeE7) - y)
    var (first, last) = (0.0, 1.0)
    for (step, room) in [(-dx, x - west), (dx, east - x), (-dy, y - south), (dy, north - y)] {
      if step == 0 {
        if room < 0 { return false }
      } else if step < 0 {
        first = max(first, room / step)
      } else {
        last = min(last, room / step)
      }
    }
    return first <= last
  }

  @Test func shortSegmentsComeFromTheirCellsOnly() {
    let segments = (0..<1000).map { number in
      let west = Int32(number) * 100_000
      return (
        Coordinate(longitudeE7: west, latitudeE7: 0), Coordinate(longitudeE7: west + 500, latitudeE7: 500)
      )
    }
    let grid = SegmentGrid(count: segments.count) { segments[$0] }
    var found: [Int] = []
    grid.forEachSegment(west: 5_000_000, south: 0, east: 5_000_100, north: 100) { found.append($0) }
    #expect(Set(found) == [50])
  }

  @Test func anEmptyGridHasNothing() {
    let zero = Coordinate(longitudeE7: 0, latitudeE7: 0)
    let grid = SegmentGrid(count: 0) { _ in (zero, zero) }
    let isAny = grid.hasSegment(west: -1e9, south: -1e9, east: 1e9, north: 1e9) { _ in true }
    #expect(!isAny)
  }
}
