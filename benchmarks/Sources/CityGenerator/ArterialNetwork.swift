/// The arterial roads on the lines of the lattice: they hold the districts together. Their nodes are the only ones kept
/// for the whole time of writing, about a fortieth of all.
struct ArterialNetwork {
  private let plan: CityPlan
  private var corners: [PlacedNode] = []
  private var across: [[PlacedNode]] = []
  private var along: [[PlacedNode]] = []
  /// Ways of each line of rows and of columns, for bus routes.
  private(set) var rowLineWays: [[Int64]]
  private(set) var columnLineWays: [[Int64]]

  /// Shares of a strip's width where an arterial that crosses it has nodes: one for each track or carriageway.
  static let crossingShares = [0.25, 0.5, 0.75]

  /// Draws all arterials.
  init(plan: CityPlan, writer: ExtractWriter) {
    self.plan = plan
    rowLineWays = Array(repeating: [], count: plan.lineY.count)
    columnLineWays = Array(repeating: [], count: plan.lineX.count)
    var random = SeededRandom(seed: plan.seed, stream: 0xA27)
    for y in plan.lineY {
      for x in plan.lineX {
        let lit: Tags = random.chance(0.4) ? [("highway", "traffic_signals")] : []
        corners.append(writer.node(plan.place(x, y), lit, era: 0))
      }
    }
    for row in plan.lineY.indices {
      let name = Names.avenue(&random)
      for column in plan.columns.indices { drawAcross(column, row, name, &random, writer) }
    }
    for column in plan.lineX.indices {
      let name = Names.avenue(&random)
      for row in plan.rows.indices { drawAlong(column, row, name, &random, writer) }
    }
  }

  /// The crossing of two lines.
  func corner(_ column: Int, _ row: Int) -> PlacedNode { corners[row * plan.lineX.count + column] }

  /// The nodes of a line of rows over one column, from west to east, with both corners.
  func nodesAcross(column: Int, line: Int) -> [PlacedNode] { across[line * plan.columns.count + column] }

  /// The nodes of a line of columns beside one row, from south to north, with both corners.
  func nodesAlong(line: Int, row: Int) -> [PlacedNode] { along[line * plan.rows.count + row] }

  private mutating func drawAcross(
    _ column: Int, _ line: Int, _ name: String, _ random: inout SeededRandom, _ writer: ExtractWriter
  ) {
    let kind = plan.columns[column]
    let (west, east) = (plan.lineX[column], plan.lineX[column + 1])
    var nodes = [corner(column, line)]
    for share in shares(of: kind) {
      nodes.append(
        writer.node(
          plan.place(west + (east - west) * share, plan.lineY[line]), nodeTags(kind, share, &random), era: 0))
    }
    nodes.append(corner(column + 1, line))
    across.append(nodes)
    rowLineWays[line] += draw(nodes, crossing: kind, middle: plan.lineY.count / 2 - line, name, &random, writer)
  }

  private mutating func drawAlong(
    _ line: Int, _ row: Int, _ name: String, _ random: inout SeededRandom, _ writer: ExtractWriter
  ) {
    let kind = plan.rows[row]
    let (south, north) = (plan.lineY[row], plan.lineY[row + 1])
    var nodes = [corner(line, row)]
    for share in shares(of: kind) {
      nodes.append(
        writer.node(
          plan.place(plan.lineX[line], south + (north - south) * share), nodeTags(kind, share, &random), era: 0))
    }
    nodes.append(corner(line, row + 1))
    along.append(nodes)
    columnLineWays[line] += draw(nodes, crossing: kind, middle: plan.lineX.count / 2 - line, name, &random, writer)
  }

  private func shares(of kind: StripKind) -> [Double] {
    guard kind == .districts else { return ArterialNetwork.crossingShares }
    return (1..<plan.pieces).map { Double($0) / Double(plan.pieces) }
  }

  private func nodeTags(_ kind: StripKind, _ share: Double, _ random: inout SeededRandom) -> Tags {
    switch kind {
    case .railway: share == 0.5 ? [] : [("railway", "level_crossing"), ("crossing:barrier", "full")]
    case .districts where random.chance(0.12):
      [("crossing", "marked"), ("highway", "crossing"), ("tactile_paving", "yes")]
    case .districts where random.chance(0.05): [("bus", "yes"), ("highway", "bus_stop"), ("public_transport", "stop")]
    default: []
    }
  }

  /// One way over a strip, two along a district.
  private func draw(
    _ nodes: [PlacedNode], crossing kind: StripKind, middle: Int, _ name: String, _ random: inout SeededRandom,
    _ writer: ExtractWriter
  ) -> [Int64] {
    let highway = middle == 0 ? "primary" : middle % 3 == 0 ? "secondary" : "tertiary"
    var tags: Tags = [("highway", highway), ("lanes", highway == "tertiary" ? "2" : "4"), ("maxspeed", "50")]
    tags += [("name", name), ("surface", "asphalt")]
    if random.chance(0.4) { tags.append(("sidewalk", "both")) }
    if random.chance(0.3) { tags.append(("lit", "yes")) }
    guard kind == .districts else {
      if kind != .railway { tags += [("bridge", "yes"), ("layer", "1")] }
      return [writer.way(nodes, tags, era: 0)]
    }
    let half = nodes.count / 2
    return [Array(nodes[...half]), Array(nodes[half...])].map { writer.way($0, tags, era: random.whole(0, 1)) }
  }
}
