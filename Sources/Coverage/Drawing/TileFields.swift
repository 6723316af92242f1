import Parallel
import Walking

/// Fields of travel times over groups of tiles that hang together, filled as the tiles are made.
///
/// A field is there from its group's first strip to its last.
struct TileFields {
  private let lattice: Lattice
  private let rule: LatticeTile.Rule
  private let ceiling: Float
  private let groups: [[Lattice.TileID]]
  private let groupOfTile: [Lattice.TileID: Int]
  private var fields: [Int: Field] = [:]
  private var next: [Int]

  /// - Parameters:
  ///   - groups: the tiles of each group, ascending; a tile is in one group.
  ///   - ceiling: the value where nothing is reached, and the largest.
  /// - Throws: ``InputError`` when a group spans more land than a field may.
  init(_ groups: [[Lattice.TileID]], lattice: Lattice, rule: LatticeTile.Rule, ceiling: Float) throws {
    for group in groups { try FieldDrawing.checkSize(of: group.map { ($0, .all) }) }
    self.lattice = lattice
    self.rule = rule
    self.ceiling = ceiling
    self.groups = groups
    groupOfTile = Dictionary(
      groups.enumerated().flatMap { number, tiles in tiles.map { ($0, number) } }, uniquingKeysWith: { $1 })
    // By their last rows, so that the finished ones are at the end.
    next = groups.indices.sorted { (groups[$0].last?.row ?? 0, $0) > (groups[$1].last?.row ?? 0, $1) }
  }

  /// Fills in tiles. Linear in their candidates.
  mutating func fill(from tiles: [LatticeTile], reader: EdgeTimeReader, workers: Int) {
    let mine = tiles.filter { groupOfTile[$0.id] != nil }
    let (lattice, rule, ceiling) = (lattice, rule, ceiling)
    let parts = concurrentMap(count: mine.count, workers: workers) { number in
      var part = Field(lattice: lattice, tiles: [mine[number].id], fill: ceiling)
      mine[number].write(into: &part, rule: rule, ceiling: ceiling, reader: reader)
      return part
    }
    for (tile, part) in zip(mine, parts) {
      guard let group = groupOfTile[tile.id] else { continue }
      var field = fields.removeValue(forKey: group) ?? empty(group)
      field.paste(part)
      fields[group] = field
    }
  }

  /// Hands over the groups whose tiles lie in rows up to one: their numbers and fields.
  mutating func takeFinished(throughRow row: Int) -> [(group: Int, field: Field)] {
    var finished: [(group: Int, field: Field)] = []
    while let group = next.last, groups[group].last?.row ?? 0 <= row {
      next.removeLast()
      finished.append((group, fields.removeValue(forKey: group) ?? empty(group)))
    }
    return finished
  }

  private func empty(_ group: Int) -> Field { Field(lattice: lattice, tiles: groups[group], fill: ceiling) }
}
