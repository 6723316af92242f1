import Geography
import PROJ
import Parallel
import Walking

/// Draws the gaps of a rule: inhabited land whose nearest home fails.
///
/// A rule asks for several venues of several kinds, by time or by length, and of towns otherwise than of villages: it has
/// no single field of travel times that contours could be drawn from. So its outlines lean on homes alone: land within
/// 100 m of a home that fails and nearer to such a one than to any that passes. Water is not left out. As for gaps of the
/// promise, every failing home lies in exactly one gap.
struct RuleGaps: Sendable {
  private let land: GapLand
  /// Where the homes that pass lie, for each group those near it.
  private let passing: [[ProjectedPoint]]
  private let workers: Int

  /// - Parameters:
  ///   - failing: where the homes that fail lie.
  ///   - passing: where the others lie.
  /// - Throws: ``InputError`` when inhabited land hangs together over more than a field may span.
  /// - Complexity: n log n in tiles, linear in homes.
  init(_ drawing: FieldDrawing, failing: [ProjectedPoint], passing: [ProjectedPoint], workers: Int) throws {
    let lattice = drawing.lattice
    land = GapLand(
      drawing, around: failing, tiles: GapFinder.tiles(around: failing, lattice: lattice))
    self.workers = workers
    var groupOfTile: [Lattice.TileID: Int] = [:]
    for (number, group) in land.groups.enumerated() {
      try FieldDrawing.checkSize(of: group.tiles.map { ($0, .all) })
      for tile in group.tiles { groupOfTile[tile] = number }
    }
    var near = land.groups.map { _ in [ProjectedPoint]() }
    let radius = GapFinder.inhabitedRadiusInMetres
    for place in passing {
      let corners = [(-radius, -radius), (radius, -radius), (-radius, radius), (radius, radius)].map {
        lattice.tile(of: ProjectedPoint(x: place.x + $0.0, y: place.y + $0.1))
      }
      for group in Set(corners.compactMap { groupOfTile[$0] }) { near[group].append(place) }
    }
    self.passing = near
  }

  /// The gaps in the order of their first home.
  ///
  /// - Complexity: linear in the cells within 100 m of homes that fail and of those near them that pass.
  func outlines() -> [GapLand.Outline] {
    let found = concurrentMap(count: land.groups.count, workers: workers) { number in
      land.outlines(in: land.groups[number]) { metres, radius in narrow(&metres, radius, to: number) }
    }
    return found.flatMap { $0 }.sorted { ($0.homes.first ?? 0) < ($1.homes.first ?? 0) }
  }

  /// Takes away what is nearer to a home that passes; half the difference of two distances is the way to where they are
  /// equal.
  private func narrow(_ metres: inout Field, _ radius: Float, to group: Int) {
    guard !passing[group].isEmpty else { return }
    var others = Field(lattice: land.drawing.lattice, tiles: land.groups[group].tiles, fill: radius)
    for place in passing[group] { land.stamp(place, into: &others, radius: radius) }
    let other = others.values.span
    var values = metres.values.mutableSpan
    for at in values.indices where values[at] < radius {
      values[at] = max(values[at], (values[at] - other[at]) / 2)
    }
  }
}
