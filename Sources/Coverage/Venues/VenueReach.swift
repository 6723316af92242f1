import Geography
import Parallel
import Walking

/// What one bounded search from a venue's doors found.
struct VenueReach: Sendable {
  /// Homes within the limit, ascending.
  var homes: [UInt32]
  /// The lattice tiles that its isochrones need, ascending; none when none are drawn.
  var tiles: FieldDrawing.Tiles
  /// States scanned and arcs relaxed.
  var scannedStates: Int, relaxedArcs: Int

  /// Scratch of one worker.
  final class Workspace {
    let search: SearchWorkspace
    var reader: EdgeTimeReader

    init(_ graph: SearchGraph) {
      search = SearchWorkspace(graph)
      reader = EdgeTimeReader(graph)
    }
  }

  /// Searches from every venue in parallel; results are in the venues' order.
  ///
  /// - Complexity: a search is linear in the states within the largest cutoff.
  static func all(
    _ city: CityModel, homes index: HomeIndex, doors: [[[Join]]], parameters: CoverageParameters, drawing: FieldDrawing?
  ) -> [VenueReach] {
    concurrentMap(
      count: doors.count, workers: parameters.workers, workspace: { Workspace(city.graph) }
    ) { venue, workspace in
      one(doors[venue], city: city, index: index, parameters: parameters, drawing: drawing, workspace: workspace)
    }
  }

  private static func one(
    _ doors: [[Join]], city: CityModel, index: HomeIndex, parameters: CoverageParameters, drawing: FieldDrawing?,
    workspace: Workspace
  ) -> VenueReach {
    let search = workspace.search
    let sources = doors.joined().map { $0.source(number: 0) }
    let before = (search.scannedStates, search.relaxedArcs)
    search.search(from: sources, cutoff: parameters.longestCutoff)
    let edges = search.reachedEdges(city.incidence, graph: city.graph)
    var reached: [UInt32] = []
    for edge in edges {
      for entry in index.entries(on: Int(edge)) {
        let time = search.time(edge: Int(edge), offset: entry.offset, in: city.graph)
        if time + UInt64(entry.leg) <= UInt64(parameters.limit.milliseconds) {
          reached.append(entry.home)
        }
      }
    }
    reached.sort()
    var reach = VenueReach(
      homes: reached.indices.filter { $0 == 0 || reached[$0] != reached[$0 - 1] }.map { reached[$0] }, tiles: [],
      scannedStates: search.scannedStates - before.0, relaxedArcs: search.relaxedArcs - before.1)
    if parameters.drawsIsochrones, let drawing, let highest = parameters.cutoffs.last {
      workspace.reader.read(search, edges: edges)
      reach.tiles = drawing.tiles(of: edges, within: highest, reader: workspace.reader)
    }
    return reach
  }
}
