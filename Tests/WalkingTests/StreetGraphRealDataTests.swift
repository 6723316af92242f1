import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

@testable import Walking

/// Real extracts, where they are at hand: nothing traps, the arrays are sound, contraction keeps distances.
@Suite("Street graphs of real extracts", .enabled(if: SharedData.isPresent, "needs ../shared"))
struct StreetGraphRealDataTests {
  @Test(
    "Sound graphs of plausible size",
    arguments: [
      ("monaco", 120.0...145), ("las_palmas", 2000...2250), ("helsinki", 250...290), ("hangzhou_centre", 370...461),
    ])
  func sound(_ name: String, _ kilometres: ClosedRange<Double>) throws {
    let file = try #require(SharedData.geodata("extracts/\(name).osm.pbf"))
    let extract = try ExtractReader(path: file.path, workers: 2).read(StreetGraph.selection)
    let graph = try StreetGraph(extract, profile: .standard, workers: 2)
    #expect(graph.checkInvariants() == [])
    #expect(kilometres.contains(graph.report.lengthInMetres / 1000))
    #expect(graph.vertexCount * 2 < graph.shapeNodes.count)
    // The largest piece holds nearly the whole city.
    let largest = try #require(graph.components.first)
    #expect(largest.lengthInMetres > 0.9 * graph.report.lengthInMetres)
  }

  @Test("Contraction keeps the distances of a real city")
  func distances() throws {
    let file = try #require(SharedData.geodata("extracts/hangzhou_centre.osm.pbf"))
    let extract = try ExtractReader(path: file.path, workers: 2).read(StreetGraph.selection)
    let graph = try StreetGraph(extract, profile: .standard, workers: 2)
    let source = try #require(graph.vertexNodes.min())
    let vertices = Set(graph.vertexNodes)
    let expected = GraphOracle(extract, profile: .standard).distances(from: source).filter { vertices.contains($0.key) }
    #expect(expected.count > 1000)
    #expect(GraphOracle(contracted: graph).distances(from: source) == expected)
  }
}
