import TestSupport
import Testing

@testable import Walking

/// What a horizon says of legs, against trying each obstacle.
@Suite("Horizons of lattice points against every obstacle")
struct TileHorizonTests {
  typealias Place = (x: Double, y: Double)

  @Test("A leg is stopped only where an obstacle stops it", arguments: UInt64(1)...40)
  func soundness(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var lines: [(a: Place, b: Place)] = []
    for _ in 0..<random.integer(in: 1...30) {
      let corner = place(within: 150, &random)
      let chain = (0..<random.integer(in: 1...6)).reduce(into: [corner]) { chain, _ in
        let step = place(within: 40, &random)
        chain.append((chain[chain.count - 1].x + step.x, chain[chain.count - 1].y + step.y))
      }
      lines += zip(chain, chain.dropFirst()).map { ($0, $1) }
    }
    // Streets end in obstacles' ends, and along the axes, as often as not.
    let feet = (0..<400).map { _ in
      let line = lines[random.integer(in: 0...lines.count - 1)]
      let far = random.number(in: 0...3)
      return random.chance(0.2)
        ? (line.a.x * far, line.a.y * far) : random.chance(0.1) ? (0, 100 * far) : place(within: 350, &random)
    }
    let stopped = check(lines, feet)
    #expect(lines.count < 20 || stopped > 0)
  }

  @Test("A closed fence shuts all around", arguments: UInt64(1)...20)
  func closed(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = random.integer(in: 3...90)
    let corners: [Place] = (0..<count).map { number in
      // Around a diamond, so that the place in the middle is within.
      let share = 4 * Double(number) / Double(count)
      let far = random.number(in: 30...50)
      let y = share <= 1 ? share : share <= 3 ? 2 - share : share - 4
      return (far * (share > 1 && share < 3 ? abs(y) - 1 : 1 - abs(y)), far * y)
    }
    let lines = random.shuffled(zip(corners, corners.dropFirst() + [corners[0]]).map { (a: $0, b: $1) })
    #expect(check(lines, (0..<400).map { _ in place(within: 350, &random) }) > 200)
  }

  /// Holds what a horizon says of legs to feet against all obstacles; how many it stops.
  private func check(_ lines: [(a: Place, b: Place)], _ feet: [Place]) -> Int {
    let scratch = TileHorizon.Scratch()
    var horizon = TileHorizon(scratch, slack: 0.02)
    horizon.begin()
    for line in lines { horizon.add(ax: line.a.x, ay: line.a.y, bx: line.b.x, by: line.b.y) }
    var stopped = 0
    for foot in feet {
      let squared = foot.x * foot.x + foot.y * foot.y
      let leg = Leg(toX: foot.x, y: foot.y)
      let isBlocked = lines.contains {
        leg?.crosses(ax: $0.a.x, ay: $0.a.y, bx: $0.b.x, by: $0.b.y) ?? false
      }
      let stops = horizon.stops(x: foot.x, y: foot.y, squared: squared)
      let passes = horizon.passes(
        x: SIMD8(repeating: Float(foot.x)), y: SIMD8(repeating: Float(foot.y)),
        squared: SIMD8(repeating: Float(squared)))
      #expect(!stops || isBlocked, "\(foot)")
      #expect(passes[0] != 0 || isBlocked, "\(foot)")
      if squared.squareRoot() > horizon.farthest { #expect(isBlocked, "\(foot)") }
      stopped += stops ? 1 : 0
    }
    return stopped
  }

  private func place(within metres: Double, _ random: inout SeededGenerator) -> Place {
    (random.number(in: -metres...metres), random.number(in: -metres...metres))
  }
}
