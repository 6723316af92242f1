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

  let drawing: FieldDrawing
  let reader: EdgeTimeReader
  let limit: TravelTime
  let speed: WalkingSpeed

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

  /// The gaps around uncovered homes, in the order of their first home.
  ///
  /// - Complexity: linear in the cells within 100 m of uncovered homes and in their tiles.
  func outlines(around places: [ProjectedPoint]) throws -> [Outline] {
    let lattice = drawing.lattice
    let groups = Self.blocks(around: places, lattice: lattice).keys.sorted().touchingGroups()
    var groupOfTile: [Lattice.TileID: Int] = [:]
    for (number, group) in groups.enumerated() {
      for tile in group { groupOfTile[tile] = number }
    }
    var homes = groups.map { _ in [Int]() }
    for (home, place) in places.enumerated() {
      if let group = groupOfTile[lattice.tile(of: place)] { homes[group].append(home) }
    }
    var outlines: [Outline] = []
    for (group, members) in zip(groups, homes) where !members.isEmpty {
      try FieldDrawing.checkSize(of: group.map { ($0, .all) })
      outlines += self.outlines(in: group, places: places, homes: members)
    }
    return outlines.sorted { ($0.homes.first ?? 0) < ($1.homes.first ?? 0) }
  }

  private func outlines(in group: [Lattice.TileID], places: [ProjectedPoint], homes: [Int]) -> [Outline] {
    let radius = Float(Self.inhabitedRadiusInMetres)
    let score = score(in: group, places: places, homes: homes, radius: radius)
    let contours = score.contours(atOrBelow: 0, step: Float(drawing.diagonalInMetres))
    var members = contours.polygons.map { _ in [Int]() }
    for home in homes {
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
  private func score(
    in group: [Lattice.TileID], places: [ProjectedPoint], homes: [Int], radius: Float
  ) -> Field {
    let lattice = drawing.lattice
    let ceiling = Float(limit.milliseconds) * 2
    var times = Field(lattice: lattice, tiles: group, fill: ceiling)
    for id in group { drawing.tiles[id]?.write(into: &times, rule: .living, ceiling: ceiling, reader: reader) }
    var inhabited = Field(lattice: lattice, tiles: group, fill: radius)
    for home in homes { stamp(places[home], into: &inhabited, radius: radius) }
    let metresAMillisecond = Float(speed.metresPerSecond / 1000)
    let limitInMilliseconds = Float(limit.milliseconds) + 0.5
    for at in inhabited.values.indices where inhabited.values[at] < radius {
      let beyond = (limitInMilliseconds - times.values[at]) * metresAMillisecond
      inhabited.values[at] = max(inhabited.values[at], min(radius, max(-radius, beyond)))
    }
    for home in homes { force(places[home], in: &inhabited, to: -radius / 4) }
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
