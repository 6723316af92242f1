import TestSupport
import Testing
import Walking

@testable import Coverage

@Suite struct LongestWalkTests {
  /// Walks that change one after the other: the longest is that of a look at all, or known to be unknown.
  @Test func isTheLongestWhileItKnows() {
    var random = SeededGenerator(seed: 11)
    var known = 0
    for _ in 0..<400 {
      var walks = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        Bool.random(using: &random)
          ? TravelTime(milliseconds: UInt32.random(in: 1...4, using: &random)) : .unreachable
      }
      var longest = LongestWalk(of: walks)
      #expect(longest.time == walks.filter(\.isReachable).max())
      for home in walks.indices where Bool.random(using: &random) {
        let new = TravelTime(milliseconds: UInt32.random(in: 1...5, using: &random))
        longest.remove(walks[home])
        longest.add(new)
        walks[home] = new
      }
      guard longest.isKnown else { continue }
      known += 1
      #expect(longest.time == walks.filter(\.isReachable).max())
    }
    #expect(known > 200)
  }
}
