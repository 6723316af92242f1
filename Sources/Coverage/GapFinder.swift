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

  private let drawing: FieldDrawing
  private let reader: EdgeTimeReader
  private let limit: TravelTime
  private let workers: Int
  /// Where the uncovered homes lie.
  private let places: [ProjectedPoint]
  private let groups: [Group]
  private var times: TileFields
  private var found: [Outline] = []

  /// Tiles around uncovered homes that hang together.
  private struct Group: Sendable {
    var tiles: [Lattice.TileID]
    /// Uncovered homes in them, ascending.
    var homes: [Int]
  }

  /// A gap's outline and its homes.
  struct Outline: Sendable {
    var polygons: [ProjectedPolygon]
    /// Places in the list of uncovered homes given.
    var homes: [Int]
  }

  /// The tiles, and their blocks, that homes at these places need.
  static func blocks(around places: [ProjectedPoint], lattice: Lattice) -> [Lattice.TileID: LatticeBlocks] {
    var found: [Lattice.TileID: LatticeBlocks] = [:]
    let size = lattice.resolutionInMetres * Double(LatticeBlocks.side)
    let across = Lattice.tileSide / LatticeBlocks.side
    let margin = inhabitedRadiusInMetres + 2 * lattice.resolutionInMetres
    func cell(_ metres: Double) -> Int { Int((metres / size).rounded(.down)) }
    func tile(_ cell: Int) -> Int { Int((Double(cell) / Double(across)).rounded(.down)) }
    for place in places {
      for row in cell(place.y - margin)...cell(place.y + margin) {
        for column in cell(place.x - margin)...cell(place.x + margin) {
          let id = Lattice.TileID(column: tile(column), row: tile(row))
          let block = LatticeBlocks.block(column: column - id.column * across, row: row - id.row * across)
          found[id, default: []].insert(block)
        }
      }
    }
    return found
  }

  /// - Parameters:
  ///   - places: where the uncovered homes lie.
  ///   - tiles: those of ``blocks(around:lattice:)``, ascending.
  /// - Throws: ``InputError`` when inhabited land hangs together over more than a field may span.
  init(
    _ drawing: FieldDrawing, around places: [ProjectedPoint], tiles: [Lattice.TileID], limit: TravelTime,
    reader: EdgeTimeReader, workers: Int
  ) throws {
    self.drawing = drawing
    self.reader = reader
    self.limit = limit
    self.workers = workers
    self.places = places
    let lattice = drawing.lattice
    let groups = tiles.touchingGroups()
    let groupOfTile = Dictionary(
      groups.enumerated().flatMap { number, tiles in tiles.map { ($0, number) } }, uniquingKeysWith: { $1 })
    var homes = groups.map { _ in [Int]() }
    for (home, place) in places.enumerated() {
      if let group = groupOfTile[lattice.tile(of: place)] { homes[group].append(home) }
    }
    self.groups = zip(groups, homes).filter { !$1.isEmpty }.map { Group(tiles: $0, homes: $1) }
    times = try TileFields(
      self.groups.map(\.tiles), lattice: lattice, rule: .living, ceiling: drawing.ceiling(of: [limit]))
  }

  /// Takes in the tiles of a strip and draws the gaps that are complete up to a row.
  ///
  /// - Complexity: linear in the cells within 100 m of uncovered homes and in their tiles.
  mutating func draw(_ tiles: [LatticeTile], throughRow row: Int) {
    times.fill(from: tiles, reader: reader, workers: workers)
    let finished = times.takeFinished(throughRow: row)
    let copy = self
    found += concurrentMap(count: finished.count, workers: workers) { number in
      copy.outlines(in: copy.groups[finished[number].group], times: finished[number].field)
    }.joined()
  }

  /// The gaps in the order of their first home, when all tiles have been taken in.
  consuming func outlines() -> [Outline] { found.sorted { ($0.homes.first ?? 0) < ($1.homes.first ?? 0) } }

  private func outlines(in group: Group, times: Field) -> [Outline] {
    let score = score(in: group, times: times, radius: Float(Self.inhabitedRadiusInMetres))
    let contours = score.contours(atOrBelow: 0, step: Float(drawing.diagonalInMetres))
    var members = contours.polygons.map { _ in [Int]() }
    for home in group.homes {
      // The lattice square around a home lies in one gap, for its corners do.
      let corner = lowerLeftPoint(of: places[home])
      if let polygon = contours.polygon(aroundColumn: corner.column, row: corner.row) { members[polygon].append(home) }
    }
    return zip(contours.polygons, members).filter { !$0.1.isEmpty }.map { Outline(polygons: [$0.0], homes: $0.1) }
  }

  private func lowerLeftPoint(of place: ProjectedPoint) -> (column: Int, row: Int) {
    let resolution = drawing.lattice.resolutionInMetres
    return (Int((place.x / resolution).rounded(.down)), Int((place.y / resolution).rounded(.down)))
  }

  /// Metres from being a gap, at or below 0 inside one: the larger of the distance left to inhabited land and the walk
  /// left to the limit.
  private func score(in group: Group, times: Field, radius: Float) -> Field {
    var inhabited = Field(lattice: drawing.lattice, tiles: group.tiles, fill: radius)
    for home in group.homes { stamp(places[home], into: &inhabited, radius: radius) }
    let metresAMillisecond = Float(drawing.speed.metresPerSecond / 1000)
    let limitInMilliseconds = Float(limit.milliseconds) + 0.5
    let milliseconds = times.values.span
    var values = inhabited.values.mutableSpan
    for at in values.indices where values[at] < radius {
      let beyond = (limitInMilliseconds - milliseconds[at]) * metresAMillisecond
      values[at] = max(values[at], min(radius, max(-radius, beyond)))
    }
    for home in group.homes { force(places[home], in: &inhabited, to: -radius / 4) }
    return inhabited
  }

  /// Lowers the points around a home to their distance from it, less the radius.
  private func stamp(_ place: ProjectedPoint, into field: inout Field, radius: Float) {
    let resolution = drawing.lattice.resolutionInMetres
    let reach = Int((Double(radius) / resolution).rounded(.up))
    let column = Int((place.x / resolution).rounded())
    let row = Int((place.y / resolution).rounded())
    // The window's rim stays as it is.
    let columns =
      max(column - reach, field.column + 1)...max(field.column + 1, min(column + reach, field.lastColumn - 1))
    for r in row - reach...row + reach where r > field.row && r < field.lastRow {
      let dy = Double(r) * resolution - place.y
      let start = (r - field.row) * field.width - field.column
      var values = field.values.mutableSpan
      for c in columns {
        let dx = Double(c) * resolution - place.x
        let distance = Float((dx * dx + dy * dy).squareRoot()) - radius
        if distance < values[start + c] { values[start + c] = distance }
      }
    }
  }

  private func force(_ place: ProjectedPoint, in field: inout Field, to value: Float) {
    let (column, row) = lowerLeftPoint(of: place)
    for (c, r) in [(column, row), (column + 1, row), (column, row + 1), (column + 1, row + 1)] {
      if let at = field.index(column: c, row: r) { field.values[at] = min(field.values[at], value) }
    }
  }
}
