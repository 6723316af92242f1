/// Where the streets of one district run: a grid of blocks, bent, or rings and spokes about a middle. Its outermost
/// streets are the arterials, whose nodes its own streets start from.
struct BlockGrid {
  /// Blocks from west to east, or around the middle.
  let columns: Int
  /// Blocks from south to north, or from the middle outwards.
  let rows: Int
  /// Whether the last column is followed by the first: rings.
  let isRound: Bool
  /// Lines of the grid as pieces of the arterials: around the whole side of the district for rings.
  let columnStops: [Int]
  let rowStops: [Int]
  private let plan: CityPlan
  private let column: Int
  private let row: Int
  private let bend: Double

  /// How far the innermost ring lies out, as a share of the way to the arterials.
  private static let innerRing = 0.24

  /// A grid of about `blocks` blocks for a district of the lattice.
  init(plan: CityPlan, column: Int, row: Int, blocks: Double, isRound: Bool, _ random: inout SeededRandom) {
    self.plan = plan
    self.column = column
    self.row = row
    self.isRound = isRound
    bend = random.between(0.005, 0.04)
    let pieces = isRound ? plan.pieces * 4 : plan.pieces
    let wide = Int(((blocks * (isRound ? 3.4 : 1)).squareRoot() * random.between(0.92, 1.08)).rounded())
    columns = min(max(wide, isRound ? 8 : 2), pieces)
    let high = max(2, Int((blocks / Double(columns)).rounded()))
    rows = isRound ? high : min(high, pieces)
    columnStops = BlockGrid.stops(columns, pieces)
    rowStops = isRound ? [] : BlockGrid.stops(rows, pieces)
  }

  private static func stops(_ blocks: Int, _ pieces: Int) -> [Int] { (0...blocks).map { $0 * pieces / blocks } }

  /// A place of the grid as it is drawn: whole coordinates are crossings.
  func place(_ across: Double, _ up: Double) -> Point {
    var point: Point
    if isRound {
      let share = BlockGrid.innerRing + (1 - BlockGrid.innerRing) * up / Double(rows)
      let outside = BlockGrid.side(stop(columnStops, across) / Double(plan.pieces))
      let rounded = outside.direction * 0.5
      point = rounded.towards(outside, share) * share + Point(x: 0.5, y: 0.5)
    } else {
      point = Point(x: stop(columnStops, across), y: stop(rowStops, up)) * (1 / Double(plan.pieces))
    }
    let swing = 16 * bend * point.x * (1 - point.x) * point.y * (1 - point.y)
    let phase = Point(x: Double(column) * 7.3, y: Double(row) * 5.1) + point * 1.7
    point.x += swing * plan.plane.noise(phase, channel: 6)
    point.y += swing * plan.plane.noise(phase, channel: 7)
    let (west, south) = (plan.lineX[column], plan.lineY[row])
    return plan.place(
      west + (plan.lineX[column + 1] - west) * point.x, south + (plan.lineY[row + 1] - south) * point.y)
  }

  /// The grid's coordinate as pieces of the arterial.
  private func stop(_ stops: [Int], _ place: Double) -> Double {
    let index = min(Int(place), stops.count - 2)
    return Double(stops[index]) + (place - Double(index)) * Double(stops[index + 1] - stops[index])
  }

  /// The point of a unit square's side, about its middle, this many sides from its south-western corner.
  private static func side(_ around: Double) -> Point {
    switch around {
    case ..<1: Point(x: around - 0.5, y: -0.5)
    case ..<2: Point(x: 0.5, y: around - 1.5)
    case ..<3: Point(x: 2.5 - around, y: 0.5)
    default: Point(x: -0.5, y: 3.5 - around)
    }
  }
}
