/// Streets: crossings, block sides with their shape points, ways of a few blocks each, forbidden turns.
extension District {
  /// Takes the nodes of the arterials around the district as the outermost crossings and sides.
  mutating func takeArterials(_ arterials: ArterialNetwork, column: Int, row: Int, pieces: Int) {
    let none = PlacedNode(id: 0, point: Point(x: 0, y: 0))
    crossings = Array(repeating: none, count: crossingColumns * (grid.rows + 1))
    sidesAcross = Array(repeating: StreetSide(nodes: [], way: nil), count: grid.columns * (grid.rows + 1))
    sidesUp = Array(repeating: StreetSide(nodes: [], way: nil), count: crossingColumns * grid.rows)
    let south = arterials.nodesAcross(column: column, line: row)
    let north = arterials.nodesAcross(column: column, line: row + 1)
    let west = arterials.nodesAlong(line: column, row: row)
    let east = arterials.nodesAlong(line: column + 1, row: row)
    if grid.isRound {
      let around = south.dropLast() + east.dropLast() + north.reversed().dropLast() + west.reversed()
      take(Array(around), line: grid.rows)
    } else {
      take(south, line: 0)
      take(north, line: grid.rows)
      for (line, nodes) in [(0, west), (grid.columns, east)] {
        for row in 0..<grid.rows {
          let (from, to) = (grid.rowStops[row], grid.rowStops[row + 1])
          sidesUp[sideUp(line: line, row)].nodes = Array(nodes[from...to])
          crossings[row * crossingColumns + line] = nodes[from]
        }
      }
    }
  }

  private mutating func take(_ nodes: [PlacedNode], line: Int) {
    for column in 0..<grid.columns {
      let (from, to) = (grid.columnStops[column], grid.columnStops[column + 1])
      sidesAcross[sideAcross(column, line: line)].nodes = Array(nodes[from...to])
      crossings[line * crossingColumns + column] = nodes[from]
      if !grid.isRound { crossings[line * crossingColumns + column + 1] = nodes[to] }
    }
  }

  mutating func drawStreets() {
    drawCrossings()
    for line in 0...grid.rows {
      namesAcross.append(Names.street(&random))
      guard !isArterial(row: line) else { continue }
      drawLine(steps: grid.columns, isRing: grid.isRound, name: namesAcross[line]) {
        ($0, line, Point(x: Double($0), y: Double(line)), Point(x: 1, y: 0))
      }
    }
    for line in 0..<crossingColumns {
      namesUp.append(Names.street(&random))
      guard !isArterial(column: line) else { continue }
      drawLine(steps: grid.rows, isRing: false, name: namesUp[line]) {
        (line, $0, Point(x: Double(line), y: Double($0)), Point(x: 0, y: 1))
      }
    }
  }

  private func isArterial(row: Int) -> Bool { row == grid.rows || row == 0 && !grid.isRound }

  private func isArterial(column: Int) -> Bool { !grid.isRound && (column == 0 || column == grid.columns) }

  private mutating func drawCrossings() {
    for row in 0...grid.rows where !isArterial(row: row) {
      for column in 0..<crossingColumns where !isArterial(column: column) {
        let kind = random.unit()
        let tags: Tags =
          kind < 0.03
          ? [("highway", "traffic_signals")]
          : kind < 0.05 ? [("highway", "mini_roundabout")] : kind < 0.06 ? [("highway", "stop")] : []
        crossings[row * crossingColumns + column] = writer.node(
          grid.place(Double(column), Double(row)), tags, era: eras.streets)
      }
    }
  }

  /// Draws one line of the grid as ways of one to four blocks; some blocks of it are not built.
  private mutating func drawLine(
    steps: Int, isRing: Bool, name: String, side: (Int) -> (column: Int, row: Int, from: Point, step: Point)
  ) {
    let tags = streetTags(name)
    var way: [PlacedNode] = []
    var sides: [(index: Int, isUp: Bool)] = []
    func index(_ at: (column: Int, row: Int, from: Point, step: Point)) -> (index: Int, isUp: Bool) {
      at.step.y == 1 ? (sideUp(line: at.column, at.row), true) : (sideAcross(at.column, line: at.row), false)
    }
    for step in 0..<steps {
      let at = side(step)
      let (end, isMissing) = (random.chance(0.62), random.chance(0.09))
      if !isMissing {
        let start = crossing(at.column, at.row)
        let last = crossing(at.column + Int(at.step.x), at.row + Int(at.step.y))
        let nodes = [start] + shapePoints(at.from, at.step) + [last]
        way += way.isEmpty ? nodes : Array(nodes.dropFirst())
        sides.append(index(at))
        if at.step.y == 1 { sidesUp[index(at).index].nodes = nodes } else { sidesAcross[index(at).index].nodes = nodes }
      }
      guard isMissing || end || step == steps - 1, !way.isEmpty else { continue }
      let id = writer.way(way, tags, era: eras.streets == 0 ? 0 : random.whole(0, 1))
      for side in sides {
        if side.isUp { sidesUp[side.index].way = id } else { sidesAcross[side.index].way = id }
      }
      (way, sides) = ([], [])
    }
  }

  /// Nodes between two crossings: about four, some of them crossings for walkers or added by later mappers.
  private mutating func shapePoints(_ from: Point, _ step: Point) -> [PlacedNode] {
    let count = random.whole(2, 5) + (random.chance(0.35) ? random.whole(1, 4) : 0)
    return (1...count).map { index in
      let share = (Double(index) + random.between(-0.25, 0.25)) / Double(count + 1)
      let place = grid.place(from.x + step.x * share, from.y + step.y * share)
      let jitter = Point(x: random.between(-0.7, 0.7), y: random.between(-0.7, 0.7))
      if random.chance(0.06) {
        return writer.node(place + jitter, [("crossing", "uncontrolled"), ("highway", "crossing")], era: eras.details)
      }
      return writer.node(place + jitter, era: random.chance(0.15) ? eras.details : eras.streets)
    }
  }

  private mutating func streetTags(_ name: String) -> Tags {
    let kinds = [
      "residential", "residential", "residential", "residential", "living_street", "unclassified", "tertiary",
    ]
    var kind = random.pick(kinds)
    if style == .oldTown && random.chance(0.2) { kind = "pedestrian" }
    if random.chance(0.012) { kind = "construction" }
    if style == .industry { kind = random.pick(["unclassified", "service", "residential"]) }
    var tags: Tags = [("highway", kind), ("name", name)]
    if kind != "pedestrian" && random.chance(0.38) { tags.append(("oneway", "yes")) }
    if random.chance(0.33) { tags.append(("surface", random.pick(["asphalt", "asphalt", "paving_stones", "sett"]))) }
    if kind != "pedestrian" && random.chance(0.2) { tags.append(("maxspeed", random.pick(["30", "40", "50"]))) }
    if random.chance(0.1) { tags.append(("lit", "yes")) }
    if random.chance(0.1) { tags.append(("source", "survey")) }
    return tags
  }

  /// Forbidden turns, which say nothing to walkers.
  mutating func drawTurnRestrictions() {
    for row in 1..<grid.rows {
      for column in 1..<grid.columns where random.chance(0.28) {
        guard let from = sidesAcross[sideAcross(column - 1, line: row)].way,
          let to = sidesUp[sideUp(line: column, row)].way
        else { continue }
        let via = Member(kind: .node, id: crossing(column, row).id, role: "via")
        writer.relation(
          [Member(kind: .way, id: from, role: "from"), via, Member(kind: .way, id: to, role: "to")],
          [
            ("restriction", random.pick(["no_left_turn", "no_right_turn", "only_straight_on"])),
            ("type", "restriction"),
          ])
      }
    }
  }
}
