import GEOS
import Geography
import Parallel
import PROJ
import Walking

/// Draws coverage gaps: inhabited land beyond the limit, one polygon a gap.
///
/// Land is inhabited within 100 m of a home, and a gap where a home would be beyond the limit (the same rule as for
/// homes, sampled on the lattice). Around each uncovered home the four lattice points count as gap, so that every
/// uncovered home lies in exactly one gap.
struct GapFinder {
  /// How far from a home land counts as inhabited: half a city block.
  static let inhabitedRadiusInMetres = 100.0

  private let land: GapLand
  private let reader: EdgeTimeReader
  private let limit: TravelTime
  private let workers: Int
  private var times: TileFields
  private var found: [GapLand.Outline] = []

  /// The tiles that gaps around homes at these places touch, ascending.
  static func tiles(around places: [ProjectedPoint], lattice: Lattice) -> [Lattice.TileID] {
    var found = Set<Lattice.TileID>()
    let margin = inhabitedRadiusInMetres + 2 * lattice.resolutionInMetres
    for place in places {
      let low = lattice.tile(of: ProjectedPoint(x: place.x - margin, y: place.y - margin))
      let high = lattice.tile(of: ProjectedPoint(x: place.x + margin, y: place.y + margin))
      for row in low.row...high.row {
        for column in low.column...high.column { found.insert(Lattice.TileID(column: column, row: row)) }
      }
    }
    return found.sorted()
  }

  /// - Parameters:
  ///   - places: where the uncovered homes lie.
  ///   - tiles: those of ``tiles(around:lattice:)``, ascending.
  /// - Throws: ``InputError`` when inhabited land hangs together over more than a field may span.
  init(
    _ drawing: FieldDrawing, around places: [ProjectedPoint], tiles: [Lattice.TileID], limit: TravelTime,
    reader: EdgeTimeReader, workers: Int
  ) throws {
    self.reader = reader
    self.limit = limit
    self.workers = workers
    land = GapLand(drawing, around: places, tiles: tiles)
    times = try TileFields(
      land.groups.map(\.tiles), lattice: drawing.lattice, rule: .living, ceiling: drawing.ceiling(of: [limit]))
  }

  /// Takes in the tiles of a strip and draws the gaps that are complete up to a row.
  ///
  /// - Complexity: linear in the cells within 100 m of uncovered homes and in their tiles.
  mutating func draw(_ tiles: [LatticeTile], throughRow row: Int) {
    times.fill(from: tiles, reader: reader, workers: workers)
    let finished = times.takeFinished(throughRow: row)
    let copy = self
    found += concurrentMap(count: finished.count, workers: workers) { number in
      copy.outlines(in: copy.land.groups[finished[number].group], times: finished[number].field)
    }.joined()
  }

  /// The gaps in the order of their first home, when all tiles have been taken in.
  consuming func outlines() -> [GapLand.Outline] { found.sorted { ($0.homes.first ?? 0) < ($1.homes.first ?? 0) } }

  /// Land is a gap by the larger of the distance left to inhabited land and the walk left to the limit.
  ///
  /// Points that no tile was made for are farther beyond the limit than the lattice's diagonal, and contours do not ask
  /// by how much.
  private func outlines(in group: GapLand.Group, times: Field) -> [GapLand.Outline] {
    let metresAMillisecond = Float(land.drawing.speed.metresPerSecond / 1000)
    let limitInMilliseconds = Float(limit.milliseconds) + 0.5
    return land.outlines(in: group) { metres, radius in
      let milliseconds = times.values.span
      var values = metres.values.mutableSpan
      for at in values.indices where values[at] < radius {
        let beyond = (limitInMilliseconds - milliseconds[at]) * metresAMillisecond
        values[at] = max(values[at], min(radius, max(-radius, beyond)))
      }
    }
  }
}
