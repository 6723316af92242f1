import Geography
import Parallel
import Walking

/// What one bounded search from a venue's doors found.
struct VenueReach: Sendable {
  /// Homes within the limit, ascending.
  var homes: [UInt32]
  /// Land within each cutoff, ascending cutoffs; empty when no door joins a street or none is drawn.
  var isochrones: [CoverageBand]
  /// States scanned and arcs relaxed.
  var scannedStates: Int, relaxedArcs: Int

  /// Scratch of one worker.
  final class Workspace {
    let search: SearchWorkspace
    let drawing: FieldDrawing.Workspace?
    var reader: EdgeTimeReader

    init(_ graph: SearchGraph, drawing: FieldDrawing.Workspace?) {
      search = SearchWorkspace(graph)
      self.drawing = drawing
      reader = EdgeTimeReader(graph)
    }
  }

  /// Searches from every venue in parallel; results are in the venues' order.
  ///
  /// - Complexity: a search is linear in the states within the largest cutoff, a drawing in the cells of its reach.
  static func all(
    _ city: CityModel, homes: [[Join]], doors: [[[Join]]], parameters: CoverageParameters, drawing: FieldDrawing?,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> [VenueReach] {
    let index = HomeIndex(homes, edgeCount: city.streets.edgeCount)
    let counter = ProgressCounter(total: doors.count, report: progress)
    let results = concurrentMap(
      count: doors.count, workers: parameters.workers,
      workspace: { () -> Result<Workspace, any Error> in
        Result { Workspace(city.graph, drawing: try drawing.map { try FieldDrawing.Workspace($0) }) }
      }
    ) { venue, workspace -> Result<VenueReach, any Error> in
      defer { counter.advance() }
      return Result {
        try one(
          doors[venue], city: city, index: index, parameters: parameters, drawing: drawing,
          workspace: try workspace.get())
      }
    }
    return try results.map { try $0.get() }
  }

  private static func one(
    _ doors: [[Join]], city: CityModel, index: HomeIndex, parameters: CoverageParameters, drawing: FieldDrawing?,
    workspace: Workspace
  ) throws -> VenueReach {
    let search = workspace.search
    let sources = doors.joined().map { $0.source(number: 0) }
    let before = (search.scannedStates, search.relaxedArcs)
    search.search(from: sources, cutoff: max(parameters.limit, parameters.cutoffs.last ?? parameters.limit))
    let edges = search.reachedEdges(city.incidence, graph: city.graph)
    var reached: [UInt32] = []
    for edge in edges {
      for entry in index.entries(on: Int(edge)) {
        let time = search.time(edge: Int(edge), offset: entry.join.snap.offset, in: city.graph)
        if time + UInt64(entry.join.leg.milliseconds) <= UInt64(parameters.limit.milliseconds) {
          reached.append(entry.home)
        }
      }
    }
    reached = Array(Set(reached)).sorted()
    var reach = VenueReach(
      homes: reached, isochrones: [], scannedStates: search.scannedStates - before.0,
      relaxedArcs: search.relaxedArcs - before.1)
    if parameters.drawsIsochrones, let drawing, let scratch = workspace.drawing, !sources.isEmpty {
      workspace.reader.read(search, edges: edges)
      let highest = parameters.cutoffs.last ?? parameters.limit
      let tiles = drawing.tiles(of: edges, within: highest, reader: workspace.reader)
      let polygons = try drawing.polygons(
        tiles, levels: parameters.cutoffs, reader: workspace.reader, workspace: scratch)
      reach.isochrones = zip(parameters.cutoffs, polygons).map {
        CoverageBand(cutoff: $0, polygons: $1, areaInSquareMetres: $1.areaInSquareMetres)
      }
    }
    return reach
  }
}
