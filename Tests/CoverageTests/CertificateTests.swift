import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// Proofs that searches are exact on whole extracts, which brute force over every home would take long for.
@Suite("Certificates of searches in real extracts", .enabled(if: SharedData.isPresent, "needs ../shared"))
struct CertificateTests {
  @Test(
    "The pass over all venues and the bounded search of each are exact",
    arguments: [
      "columbus.osm.pbf", "liechtenstein.osm.pbf", "liechtenstein-2013.osm.pbf", "anhui_north.osm.pbf",
      "hangzhou_centre.osm.pbf", "tsinghua_beijing.osm", "porto_alegre_r5r.osm.pbf", "monaco_gh.osm.gz",
      "monaco_planetiler.osm.pbf",
    ])
  func searchesAreExact(_ name: String) throws {
    let file = try #require(SharedData.geodata("extracts/\(name)"))
    let run = try CoverageAnalysis(extract: file.path).searched()
    let graph = run.city.graph
    var groups = run.doors.map { Array($0.joined()) }.filter { !$0.isEmpty }
      .enumerated().map { number, joins in joins.map { $0.source(number: number) } }
    if groups.isEmpty { groups = Self.vertices(of: graph, count: 10) }
    let all = Array(groups.joined())
    let certificate = SearchCertificate(graph)
    let pass = NearestSourceSearch(graph, sources: all)
    #expect(certificate.problems(pass, sources: all) == [])
    #expect(pass.keys.count { $0 != .max } > groups.count)
    let search = SearchWorkspace(graph)
    for (number, sources) in groups.enumerated() {
      search.search(from: sources, cutoff: run.parameters.limit)
      #expect(certificate.problems(search, from: sources, cutoff: run.parameters.limit) == [], "venue \(number)")
    }
    print("\(name): \(groups.count) searches, \(graph.stateCount) states, \(graph.arcs.count) arcs")
  }

  /// Sources at the tails of edges spread over the whole list, where an extract has no venue.
  private static func vertices(of graph: SearchGraph, count: Int) -> [[SearchSource]] {
    (0..<count).map { number in
      let edge = UInt32(graph.streets.edgeCount * number / count)
      return [SearchSource(edge: edge, offset: 0, leg: 0, venue: UInt32(number))]
    }
  }
}
