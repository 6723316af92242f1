import Foundation
import Geography
import TestSupport
import Testing

@testable import OpenStreetMap

/// Reading from the end of a sorted file against reading everything in any order.
@Suite struct SortedReadingTests {
  @Test(
    .enabled(if: SharedData.isPresent, "needs ../shared"),
    arguments: ["monaco", "las_palmas", "helsinki", "liechtenstein", "anhui_north"])
  func realFilesAreReadFromTheirEndWithTheSameResult(name: String) throws {
    let path = try #require(SharedData.path("geodata/extracts/\(name).osm.pbf"))
    let file = try PBFFile(InputFile(path: path))
    let index = SelectionIndex(.town)
    let slow = ExtractContent(try ExtractReader(path: path, workers: 1).readInAnyOrder(file, index) { _ in })
    for workers in 1...3 {
      let fast = ExtractContent(try ExtractReader(path: path, workers: workers).readSorted(file, index) { _ in })
      let isEqual = fast == slow
      #expect(isEqual)
    }
  }

  /// Nodes that do not ascend, or come behind the ways that name them, are left to the other way of reading.
  @Test func otherOrdersAreLeftToTheOtherReading() throws {
    let nodes = (Int64(1)...300).map { id in
      TestElement.node(id, 10 * id, 20 * id, id % 50 == 0 ? [("entrance", "yes")] : [])
    }
    let ways = (Int64(1)...20).map { TestElement.way($0, [$0, $0 + 100, $0 + 200], [("highway", "path")]) }
    let orders: [[TestElement]] = [
      nodes + ways, ways + nodes, Array(nodes.reversed()) + ways, Array(nodes[100...]) + ways + Array(nodes[..<100]),
    ]
    var contents: [ExtractContent] = []
    for (number, elements) in orders.enumerated() {
      let url = FileManager.default.temporaryDirectory.appending(path: "sorted-\(UUID().uuidString).osm.pbf")
      try Data(PBFEncoder().file(elements)).write(to: url)
      defer { try? FileManager.default.removeItem(at: url) }
      let reader = ExtractReader(path: url.path(percentEncoded: false), workers: 2)
      let file = try PBFFile(InputFile(path: reader.path))
      let index = SelectionIndex(.town)
      if number == 0 {
        contents.append(ExtractContent(try reader.readSorted(file, index) { _ in }))
      } else {
        #expect(throws: SortedPBFReading.Unsuitable.self) { try reader.readSorted(file, index) { _ in } }
      }
      contents.append(ExtractContent(try reader.read(.town)))
    }
    let areEqual = contents.allSatisfy { $0 == contents[0] }
    #expect(areEqual)
  }
}
