import BenchmarkRecords
import Coverage
import OpenStreetMap
import Walking

/// From the file to the arcs that searches relax.
struct GraphStages {
  let path: String
  let workers: Int
  let profile = WalkingProfile.standard

  func measure(_ meter: inout Meter) throws -> SearchGraph {
    let streetElements = try read(StreetGraph.selection, as: StageName.readStreets, &meter)
    let everything = try read(CoverageAnalysis.selection, as: StageName.readAll, &meter)
    let report = everything.report
    meter.note(["nodes": report.nodesRead, "ways": report.waysRead, "relations": report.relationsRead])
    let streets = try meter.time(StageName.streetGraph) {
      try StreetGraph(streetElements, profile: profile, workers: workers)
    } then: {
      (["vertices": $0.vertexCount, "edges": $0.edgeCount, "segments": $0.report.segments], Self.checksum($0))
    }
    meter.note([
      "walkable_ways": streets.report.walkableWays, "vertices": streets.vertexCount, "edges": streets.edgeCount,
    ])
    let graph = meter.time(StageName.searchGraph) {
      SearchGraph(streets, gates: profile.gates)
    } then: { graph in
      var sum = Checksum()
      sum.add(graph.firstArc)
      sum.add(graph.arcs.lazy.map { UInt64($0.head) << 32 | UInt64($0.time) })
      return (["states": graph.stateCount, "arcs": graph.arcs.count], sum.text)
    }
    meter.note(["states": graph.stateCount, "arcs": graph.arcs.count])
    return graph
  }

  private func read(_ selection: ElementSelection, as stage: String, _ meter: inout Meter) throws -> Extract {
    try meter.time(stage) {
      try ExtractReader(path: path, workers: workers).read(selection)
    } then: { extract in
      let report = extract.report
      var sum = Checksum()
      sum.add(extract.nodes.ids)
      sum.add(extract.nodes.coordinates.lazy.map(\.word))
      sum.add(extract.ways.ids)
      sum.add(extract.relations.ids)
      return (
        ["nodes_kept": report.nodesKept, "ways_kept": report.waysKept, "relations_kept": report.relationsKept], sum.text
      )
    }
  }

  private static func checksum(_ streets: StreetGraph) -> String {
    var sum = Checksum()
    sum.add(streets.edgeTails)
    sum.add(streets.edgeHeads)
    sum.add(streets.firstShapePoint)
    sum.add(streets.shapeTimes)
    sum.add(streets.vertexCoordinates.lazy.map(\.word))
    return sum.text
  }
}
