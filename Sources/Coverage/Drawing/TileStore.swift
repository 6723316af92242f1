import Synchronization
import Walking

/// The lattice tiles made lately: a bounded memory that threads share.
final class TileStore: Sendable {
  private struct State {
    var tiles: [Lattice.TileID: (tile: LatticeTile, lastUse: UInt64)] = [:]
    var uses: UInt64 = 0
  }

  private let most: Int
  private let state = Mutex(State())

  /// - Parameter most: how many are kept.
  init(most: Int) { self.most = most }

  /// Those of some tiles that are kept.
  func tiles(_ wanted: [Lattice.TileID]) -> [Lattice.TileID: LatticeTile] {
    state.withLock { state in
      state.uses += 1
      var found: [Lattice.TileID: LatticeTile] = [:]
      for id in wanted {
        guard let known = state.tiles[id] else { continue }
        found[id] = known.tile
        state.tiles[id]?.lastUse = state.uses
      }
      return found
    }
  }

  /// Keeps more; a quarter of all, those not used for longest, goes when there are too many.
  func keep(_ tiles: [LatticeTile]) {
    state.withLock { state in
      for tile in tiles { state.tiles[tile.id] = (tile, state.uses) }
      guard state.tiles.count > most else { return }
      let byUse = state.tiles.sorted { ($0.value.lastUse, $0.key) < ($1.value.lastUse, $1.key) }
      for old in byUse.prefix(state.tiles.count - most * 3 / 4) { state.tiles.removeValue(forKey: old.key) }
    }
  }
}
