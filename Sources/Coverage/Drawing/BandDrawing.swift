import Geography
import Parallel
import Walking

/// Draws the land within each cutoff of any venue, as the tiles are made.
struct BandDrawing {
  private let drawing: FieldDrawing
  private let levels: [TravelTime]
  private let reader: EdgeTimeReader
  private let workers: Int
  private var fields: TileFields
  /// What was found of each group at each level.
  private var found: [[[ProjectedPolygon]]]

  /// - Parameter tiles: those that streets within reach touch, ascending.
  /// - Throws: ``InputError`` when the land hangs together over more than a field may span.
  init(
    _ drawing: FieldDrawing, tiles: [Lattice.TileID], levels: [TravelTime], reader: EdgeTimeReader, workers: Int
  ) throws {
    self.drawing = drawing
    self.levels = levels
    self.reader = reader
    self.workers = workers
    let groups = levels.isEmpty ? [] : tiles.touchingGroups()
    fields = try TileFields(
      groups, lattice: drawing.lattice, rule: .standing, ceiling: drawing.ceiling(of: levels))
    found = groups.map { _ in [] }
  }

  /// Takes in the tiles of a strip and draws what is complete up to a row.
  mutating func draw(_ tiles: [LatticeTile], throughRow row: Int) {
    fields.fill(from: tiles, reader: reader, workers: workers)
    let finished = fields.takeFinished(throughRow: row)
    let (drawing, levels) = (drawing, levels)
    let drawn = concurrentMap(count: finished.count * levels.count, workers: workers) { number in
      drawing.polygons(in: finished[number / levels.count].field, at: levels[levels.count - 1 - number % levels.count])
    }
    for (number, entry) in finished.enumerated() {
      found[entry.group] = drawn[number * levels.count..<(number + 1) * levels.count].reversed()
    }
  }

  /// The bands, when all tiles have been taken in.
  consuming func bands() throws -> [CoverageBand] {
    let (drawing, levels, found) = (drawing, levels, found)
    return try concurrentMap(
      count: levels.count, workers: workers, workspace: { Result { try FieldDrawing.Workspace(drawing) } }
    ) { level, workspace in
      Result {
        let polygons = try workspace.get().geographic(found.flatMap { $0[level] })
        return CoverageBand(
          cutoff: levels[level], polygons: polygons, areaInSquareMetres: polygons.areaInSquareMetres)
      }
    }.map { try $0.get() }
  }
}
