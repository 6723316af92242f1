import Geography
import Parallel
import Walking

/// The lattice's tiles from south to north, a strip of rows at a time: made when their strip comes, dropped when
/// nobody draws from them any more.
///
/// A tile takes some 80 kB: those of a large city, all at once, would take more memory than anything else of a run.
struct TileStrips {
  /// All tiles, row by row from the south.
  let tiles: [Lattice.TileID]
  /// Those made and not dropped.
  private(set) var made: [Lattice.TileID: LatticeTile] = [:]
  /// Where each strip begins in ``tiles``, and the end.
  private let starts: [Int]
  /// The four corners of each tile.
  private let corners: [Coordinate]
  private let builder: LatticeTileBuilder

  /// - Parameters:
  ///   - tiles: ascending, without those that the projection cannot show.
  ///   - tilesOfStrip: how many a strip has at least: enough to keep all threads at work.
  init(
    _ tiles: [Lattice.TileID], corners: [Coordinate], builder: LatticeTileBuilder, tilesOfStrip: Int
  ) {
    self.tiles = tiles
    self.corners = corners
    self.builder = builder
    var starts = [0]
    for place in tiles.indices
    where place - starts[starts.count - 1] >= tilesOfStrip && tiles[place].row != tiles[place - 1].row {
      starts.append(place)
    }
    self.starts = starts + [tiles.count]
  }

  /// How many strips there are: one at least, if an empty one.
  var count: Int { starts.count - 1 }

  /// The strip at whose making all tiles up to a row are there.
  func strip(reachingRow row: Int) -> Int {
    (0..<count - 1).first { tiles[starts[$0 + 1]].row > row } ?? count - 1
  }

  /// Makes the tiles of a strip and returns them.
  mutating func make(_ strip: Int, workers: Int, advance: @Sendable () -> Void) -> [LatticeTile] {
    let (first, count) = (starts[strip], starts[strip + 1] - starts[strip])
    let (tiles, corners, builder) = (tiles, corners, builder)
    let new = concurrentMap(
      count: count, workers: workers, workspace: { LatticeTileBuilder.Workspace(builder) }
    ) { number, workspace in
      defer { advance() }
      let place = first + number
      return builder.tile(
        tiles[place], corners: corners[4 * place..<4 * place + 4], workspace: workspace)
    }
    for tile in new { made[tile.id] = tile }
    return new
  }

  /// Drops the tiles of the rows south of one.
  mutating func drop(southOf row: Int) { made = made.filter { $0.key.row >= row } }
}
