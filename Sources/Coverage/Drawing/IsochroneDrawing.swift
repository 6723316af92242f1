import Geography
import Parallel
import Walking

/// Draws the land within each cutoff of each venue, a venue as soon as its tiles are made.
struct IsochroneDrawing {
  private let city: CityModel
  private let drawing: FieldDrawing
  private let parameters: CoverageParameters
  private let sources: [[SearchSource]]
  private let tiles: [FieldDrawing.Tiles]
  /// The venues to be drawn at each strip.
  private let venuesOfStrip: [[Int]]
  /// The southernmost row that a venue of a later strip needs.
  private let southOfLater: [Int]
  /// Of each venue, ascending cutoffs; empty when no door joins a street or none is drawn.
  private(set) var isochrones: [[CoverageBand]]

  /// Scratch of one worker.
  private final class Workspace {
    let search: SearchWorkspace
    let drawing: FieldDrawing.Workspace
    var reader: EdgeTimeReader

    init(_ graph: SearchGraph, drawing: FieldDrawing) throws {
      search = SearchWorkspace(graph)
      self.drawing = try FieldDrawing.Workspace(drawing)
      reader = EdgeTimeReader(graph)
    }
  }

  init(
    _ city: CityModel, drawing: FieldDrawing, doors: [[[Join]]], reaches: [VenueReach], parameters: CoverageParameters,
    strips: TileStrips
  ) {
    self.city = city
    self.drawing = drawing
    self.parameters = parameters
    sources = doors.map { $0.joined().map { $0.source(number: 0) } }
    tiles = reaches.map(\.tiles)
    isochrones = doors.map { _ in [] }
    var venuesOfStrip = [[Int]](repeating: [], count: strips.count)
    var south = [Int](repeating: .max, count: strips.count)
    for venue in doors.indices where parameters.drawsIsochrones && !sources[venue].isEmpty {
      let strip = strips.strip(reachingRow: tiles[venue].last?.tile.row ?? .min)
      venuesOfStrip[strip].append(venue)
      south[strip] = min(south[strip], tiles[venue].first?.tile.row ?? .max)
    }
    // From west to east: neighbours ask for the same tiles, which are still in the caches.
    let tiles = tiles
    self.venuesOfStrip = venuesOfStrip.map { venues in
      venues.map { (tiles[$0].first?.tile.column ?? 0, $0) }.sorted { $0 < $1 }.map(\.1)
    }
    southOfLater = south.indices.map { south[($0 + 1)...].min() ?? .max }
  }

  /// Draws the venues whose last tile is in a strip, and returns the southernmost row that a later one needs.
  ///
  /// - Complexity: a search a venue, and linear in the cells of its reach.
  mutating func draw(_ strip: Int, from made: [Lattice.TileID: LatticeTile], advance: @Sendable () -> Void) throws
    -> Int
  {
    let venues = venuesOfStrip[strip]
    let (city, drawing, sources, tiles, parameters) = (city, drawing, sources, tiles, parameters)
    let drawn = concurrentMap(
      count: venues.count, workers: parameters.workers,
      workspace: { Result { try Workspace(city.graph, drawing: drawing) } }
    ) { number, workspace in
      defer { advance() }
      return Result { () throws -> [CoverageBand] in
        let scratch = try workspace.get()
        let venue = venues[number]
        scratch.search.search(from: sources[venue], cutoff: parameters.longestCutoff)
        scratch.reader.read(scratch.search, edges: scratch.search.reachedEdges(city.incidence, graph: city.graph))
        return try drawing.bands(
          tiles[venue], of: made, levels: parameters.cutoffs, reader: scratch.reader, workspace: scratch.drawing)
      }
    }
    for (venue, bands) in zip(venues, drawn) { isochrones[venue] = try bands.get() }
    return southOfLater[strip]
  }
}
