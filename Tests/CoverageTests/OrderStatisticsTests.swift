import TestSupport
import Testing

@testable import Coverage

struct OrderStatisticsTests {
  @Test(arguments: UInt64(1)...30)
  func agreesWithSorting(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let reach = [3, 70_000, Int(Int32.max)][Int(seed % 3)]
    let values = (0..<random.integer(in: 1...300)).map { _ in Int32(random.integer(in: -reach...reach)) }
    let statistics = OrderStatistics(values)
    #expect(values.indices.map { statistics[$0] } == values.sorted())
  }

  @Test func theEndsOfTheRangeCount() {
    let statistics = OrderStatistics([.max, 0, .min])
    #expect([0, 1, 2].map { statistics[$0] } == [.min, 0, .max])
  }
}
