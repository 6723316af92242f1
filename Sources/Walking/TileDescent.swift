/// Finds for every lattice point of a tile the few segments that can matter to it.
///
/// The tile is halved both ways again and again, 64 → 32 → … → 4 points a side, and each square hands down to its four
/// quarters only the segments that can be nearest to one of their points: those no farther from the quarter's middle
/// than the nearest one and twice the quarter's half diagonal. All four are measured at once, in single precision with
/// slack for its error; the 17 or so that are left at a square of 16 points are measured from each of them
/// (``TileSquare``). Coastlines come along where they can decide the side.
///
/// The lists of a point's squares stay until it is done: they are complete up to a known distance each, and the visitor
/// goes up through them where the nearest segment will not do.
///
/// - Complexity: about 5 segments a point and a level in dense streets; lists shrink threefold a level.
struct TileDescent {
  /// The segments of one square: preferred streets, other streets and coastlines, in this order.
  struct Level: BitwiseCopyable {
    var list: UnsafeMutablePointer<UInt32>
    var preferred = 0
    var others = 0
    var coasts = 0
    /// The preferred streets within this many metres of any point of the square are all in the list.
    var preferredWithin: Float = 0
    var othersWithin: Float = 0
    /// No leg to the nearest street of a point of the square, or to one within the brush, is longer.
    var legsWithin: Float = 0

    var streets: Int { preferred + others }
    var total: Int { preferred + others + coasts }
  }

  /// What does not change from square to square.
  struct Parameters {
    /// Metres that a home's leg and a brush may have.
    var radius: Float
    var brush: Float
    /// Metres from a coastline within which its side may count.
    var coastReach: Float
    /// Half the diagonal of a lattice cell.
    var halfCell: Float
    /// More than single precision errs by.
    var slack: Float
    /// The plane's x and y as a bilinear function of the shares of the tile's sides.
    var x: SIMD4<Float>
    var y: SIMD4<Float>
  }

  /// The squares that are visited.
  static let squareLevel = (Lattice.tileSide / TileSquare.side).trailingZeroBitCount
  static let levelCount = squareLevel + 1
  static let blockLevel = (Lattice.tileSide / LatticeBlocks.side).trailingZeroBitCount

  let parameters: Parameters
  let shapes: UnsafePointer<TileShape>
  /// One a level; the first one, of the whole tile, is given.
  let levels: UnsafeMutablePointer<Level>
  /// Of each list's segments to the middles of the four quarters.
  let distances: UnsafeMutablePointer<SIMD4<Float>>

  /// Visits the blocks and smallest squares of a square of `64 >> level` points a side.
  func visit<Visitor: TileVisitor>(level: Int, row: Int, column: Int, _ visitor: inout Visitor) {
    let half = Lattice.tileSide >> (level + 1)
    let own = levels[level]
    let reach = Float(half - 1) * parameters.halfCell
    let (x, y) = middles(row: row, column: column, half: half)
    let distances = self.distances + (own.list - levels[0].list)
    let nearest = measure(own, x, y, distances)
    let coast = nearest.coast.roots
    let preferred = nearest.preferred.roots + reach
    let others = nearest.others.roots + reach
    for quarter in 0..<4 {
      let quarterRow = row + (quarter >> 1) * half
      let quarterColumn = column + (quarter & 1) * half
      var next = Level(list: own.list + own.total)
      let leg = min(parameters.radius, preferred[quarter])
      next.preferredWithin = max(leg, parameters.brush)
      let otherLeg =
        preferred[quarter] < parameters.radius - parameters.slack ? 0 : min(parameters.radius, others[quarter])
      next.othersWithin = max(otherLeg, parameters.brush)
      next.legsWithin = max(leg, otherLeg, parameters.brush)
      filter(own, into: &next, quarter, distances, reach: reach, coast: coast[quarter])
      guard next.streets > 0 else { continue }
      if level < Self.blockLevel,
        !isWanted(next, x[quarter], y[quarter], reach)
      {
        continue
      }
      levels[level + 1] = next
      if level + 1 == Self.squareLevel {
        visitor.visit(squareAtRow: quarterRow, column: quarterColumn)
        continue
      }
      if level + 1 == Self.blockLevel, !visitor.begin(blockAtRow: quarterRow, column: quarterColumn) {
        levels[level + 1].coasts = 0
      }
      visit(level: level + 1, row: quarterRow, column: quarterColumn, &visitor)
    }
  }

  /// The middles of a square's four quarters: south-west, south-east, north-west, north-east.
  @inline(__always)
  private func middles(row: Int, column: Int, half: Int) -> (SIMD4<Float>, SIMD4<Float>) {
    let share = 1 / Float(Lattice.tileSide)
    let near = Float(half - 1) / 2
    let far = near + Float(half)
    let u = (SIMD4(near, far, near, far) + Float(column)) * share
    let v = (SIMD4(near, near, far, far) + Float(row)) * share
    func blend(_ c: SIMD4<Float>) -> SIMD4<Float> { u * c.y + v * c.z + u * v * c.w + c.x }
    return (blend(parameters.x), blend(parameters.y))
  }

  /// Distances squared of all segments to the quarters' middles, and the least of each kind.
  @inline(__always)
  private func measure(
    _ level: Level, _ x: SIMD4<Float>, _ y: SIMD4<Float>, _ distances: UnsafeMutablePointer<SIMD4<Float>>
  ) -> (preferred: SIMD4<Float>, others: SIMD4<Float>, coast: SIMD4<Float>) {
    func measure(_ range: Range<Int>) -> SIMD4<Float> {
      var least = SIMD4<Float>(repeating: .infinity)
      for index in range {
        let squared = shapes[Int(level.list[index])].squaredDistances(x, y)
        distances[index] = squared
        least = least.lesser(squared)
      }
      return least
    }
    let streets = level.streets
    let preferred = measure(0..<level.preferred)
    let others = measure(level.preferred..<streets)
    return (preferred, others, measure(streets..<level.total))
  }

  /// Hands a quarter what can matter to its points.
  @inline(__always)
  private func filter(
    _ level: Level, into next: inout Level, _ quarter: Int, _ distances: UnsafeMutablePointer<SIMD4<Float>>,
    reach: Float, coast: Float
  ) {
    let margin = reach + parameters.slack
    let list = level.list
    let into = next.list
    var count = 0
    distances.withMemoryRebound(to: Float.self, capacity: 4 * level.total) { distances in
      func keep(_ range: Range<Int>, within limit: Float) -> Int {
        let before = count
        let squared = limit * limit
        for index in range {
          into[count] = list[index]
          count &+= distances[4 &* index &+ quarter] <= squared ? 1 : 0
        }
        return count - before
      }
      let streets = level.streets
      next.preferred = keep(0..<level.preferred, within: next.preferredWithin + margin)
      next.others = keep(level.preferred..<streets, within: next.othersWithin + margin)
      // Each place measures coastlines in a plane of its own: 2 % is far more than planes differ by.
      let coastLimit = (min(coast + reach, parameters.coastReach) + reach) * 1.02 + parameters.slack
      next.coasts = keep(streets..<level.total, within: coastLimit)
    }
  }

  /// Whether any street leaves time to be walked to from a quarter.
  private func isWanted(_ level: Level, _ x: Float, _ y: Float, _ reach: Float) -> Bool {
    func leavesTime(_ list: UnsafeMutablePointer<UInt32>, _ count: Int) -> Bool {
      for index in 0..<count {
        let shape = shapes[Int(list[index])]
        let limit = shape.metresLeft + reach
        if limit >= 0, shape.squaredDistance(x, y) <= limit * limit { return true }
      }
      return false
    }
    return leavesTime(level.list, level.streets) || leavesTime(levels[0].list, levels[0].streets)
  }
}

/// What is done with the blocks and squares that a descent finds.
protocol TileVisitor {
  /// A block of 8 × 8 points begins; its squares follow. The lists of the squares down to the block are there. Says
  /// whether coastlines can still decide for one of its points.
  mutating func begin(blockAtRow row: Int, column: Int) -> Bool
  /// A square of ``TileSquare/side`` points a side; the lists of all squares around it are there.
  mutating func visit(squareAtRow row: Int, column: Int)
}
