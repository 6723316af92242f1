import GEOS
import Geography
import PROJ
import Walking

/// Inhabited land around uncovered homes, group by group of tiles that hang together: what gaps are cut out of.
struct GapLand: Sendable {
  let drawing: FieldDrawing
  /// Where the uncovered homes lie.
  let places: [ProjectedPoint]
  let groups: [Group]

  /// Tiles around uncovered homes that hang together.
  struct Group: Sendable {
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

  /// - Parameters:
  ///   - places: where the uncovered homes lie.
  ///   - tiles: those of ``GapFinder/tiles(around:lattice:)``, ascending.
  init(_ drawing: FieldDrawing, around places: [ProjectedPoint], tiles: [Lattice.TileID]) {
    self.drawing = drawing
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
  }

  /// The gaps of a group: inhabited land, less what `narrow` takes away.
  ///
  /// - Parameter narrow: gets metres from being inhabited, less than the radius where that is near, and raises the value
  ///   where land is no gap.
  func outlines(in group: Group, narrow: (_ metres: inout Field, _ radius: Float) -> Void) -> [Outline] {
    let radius = Float(GapFinder.inhabitedRadiusInMetres)
    var score = Field(lattice: drawing.lattice, tiles: group.tiles, fill: radius)
    for home in group.homes { stamp(places[home], into: &score, radius: radius) }
    narrow(&score, radius)
    for home in group.homes { force(places[home], in: &score, to: -radius / 4) }
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

  /// Lowers the points around a home to their distance from it, less the radius.
  func stamp(_ place: ProjectedPoint, into field: inout Field, radius: Float) {
    let resolution = drawing.lattice.resolutionInMetres
    let reach = Int((Double(radius) / resolution).rounded(.up))
    let column = Int((place.x / resolution).rounded())
    let row = Int((place.y / resolution).rounded())
    // The window's rim stays as it is.
    let (first, last) = (max(column - reach, field.column + 1), min(column + reach, field.lastColumn - 1))
    guard first <= last else { return }
    for r in row - reach...row + reach where r > field.row && r < field.lastRow {
      let dy = Double(r) * resolution - place.y
      let start = (r - field.row) * field.width - field.column
      var values = field.values.mutableSpan
      for c in first...last {
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
