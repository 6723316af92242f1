/// Draws one district: its streets, and what stands in its blocks. What it draws depends on the city's seed and on its
/// own number and size alone.
struct District {
  let grid: BlockGrid
  let style: DistrictStyle
  let writer: ExtractWriter
  var random: SeededRandom
  /// Eras that most of the district was mapped in: streets, buildings, and what was added since.
  var eras: (streets: Int, buildings: Int, details: Int)
  /// Postcode and name of the district.
  let name: String
  let postcode: String
  /// Venues by the block that they stand in.
  var venuesByBlock: [Int: Int] = [:]

  // The streets, filled as they are drawn: nodes of every block side, and the names of the lines.
  var crossings: [PlacedNode] = []
  var sidesAcross: [StreetSide] = []
  var sidesUp: [StreetSide] = []
  var namesAcross: [String] = []
  var namesUp: [String] = []

  /// One side of a block: its nodes from crossing to crossing, and the way that they belong to.
  struct StreetSide {
    var nodes: [PlacedNode]
    var way: Int64?
    /// The node that paths into the blocks start from.
    var joint: PlacedNode? { nodes.count > 2 ? nodes[nodes.count / 2] : nil }
  }

  /// A district of about `nodes` nodes.
  init(
    plan: CityPlan, number: Int, nodes: Double, venues: Int, arterials: ArterialNetwork, writer: ExtractWriter
  ) {
    self.writer = writer
    let (column, row) = plan.districts[number]
    var random = SeededRandom(seed: plan.seed, stream: 0xD15 &+ UInt64(number) << 16)
    let middle = Point(
      x: (plan.lineX[column] + plan.lineX[column + 1]) / 2, y: (plan.lineY[row] + plan.lineY[row + 1]) / 2)
    let style = DistrictStyle.likely(at: middle.length / plan.radius, &random)
    let isRound = random.chance(0.25) && style != .industry && nodes > 4_000
    grid = BlockGrid(
      plan: plan, column: column, row: row, blocks: max(4, nodes / style.nodesPerBlock / (isRound ? 1.18 : 1)),
      isRound: isRound, &random)
    self.style = style
    eras = (random.whole(0, 1), random.whole(1, 2), random.whole(2, 3))
    name = Names.place(&random)
    postcode = String(35_000 + number % 10_000)
    self.random = random
    placeVenues(venues)
    takeArterials(arterials, column: column, row: row, pieces: plan.pieces)
  }

  /// Draws the whole district.
  mutating func draw() {
    drawStreets()
    drawTurnRestrictions()
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        if random.chance(0.3) { eras = (eras.streets, random.whole(1, 2), random.whole(2, 3)) }
        drawBlock(column, row)
      }
    }
    if grid.isRound { drawMiddle() }
    _ = writer.node(
      grid.place(Double(grid.columns) / 2, Double(grid.rows) / 2), [("name", name), ("place", "quarter")], era: 0)
  }

  /// Crossings in a row; for rings the first follows the last.
  var crossingColumns: Int { grid.isRound ? grid.columns : grid.columns + 1 }

  /// The crossing of two lines.
  func crossing(_ column: Int, _ row: Int) -> PlacedNode {
    crossings[row * crossingColumns + column % crossingColumns]
  }

  /// The side of a block that lies on a line of rows.
  func sideAcross(_ column: Int, line: Int) -> Int { line * grid.columns + column }

  /// The side of a block that lies on a line of columns.
  func sideUp(line: Int, _ row: Int) -> Int { row * crossingColumns + line % crossingColumns }

  /// Spreads venues over the blocks: most of them about one block, the cultural quarter.
  private mutating func placeVenues(_ venues: Int) {
    let quarter = (random.whole(0, grid.columns - 1), random.whole(0, grid.rows - 1))
    for _ in 0..<venues {
      var block = (random.whole(0, grid.columns - 1), random.whole(0, grid.rows - 1))
      if random.chance(0.65) {
        block = (quarter.0 + random.whole(-2, 2), quarter.1 + random.whole(-2, 2))
        block = (min(max(block.0, 0), grid.columns - 1), min(max(block.1, 0), grid.rows - 1))
      }
      venuesByBlock[block.1 * grid.columns + block.0, default: 0] += 1
    }
  }
}
