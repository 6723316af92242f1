/// Draws the strips between districts: rivers, railways and motorways.
struct StripDrawing {
  let plan: CityPlan
  let arterials: ArterialNetwork
  let writer: ExtractWriter
  var random: SeededRandom

  /// Columns of the lattice that one section of a river's water covers.
  static let sectionColumns = 4

  init(plan: CityPlan, arterials: ArterialNetwork, writer: ExtractWriter) {
    self.plan = plan
    self.arterials = arterials
    self.writer = writer
    random = SeededRandom(seed: plan.seed, stream: 0x57A)
  }

  mutating func draw() {
    for row in plan.rows.indices {
      switch plan.rows[row] {
      case .river: drawRiver(row)
      case .motorway: drawMotorway(row)
      case .railway, .districts: break
      }
    }
    for column in plan.columns.indices where plan.columns[column] == .railway { drawRailway(column) }
  }

  /// Places about `step` metres apart along a row at this height of the straight plane, with both ends.
  func pointsAcross(_ columns: Range<Int>, y: Double, step: Double) -> [Point] {
    let (west, east) = (plan.lineX[columns.lowerBound], plan.lineX[columns.upperBound])
    let count = max(2, Int((east - west) / step))
    return (0...count).map { plan.place(west + (east - west) * Double($0) / Double(count), y) }
  }

  /// Nodes at these places, the first of them `start` when there is one.
  func nodes(_ points: [Point], from start: PlacedNode?, era: Int) -> [PlacedNode] {
    points.enumerated().map { index, point in
      if index == 0, let start { return start }
      return writer.node(point, era: era)
    }
  }
}

/// Rivers: water as multipolygons, a centre line, islands, footbridges.
extension StripDrawing {
  mutating func drawRiver(_ row: Int) {
    let (south, north) = (plan.lineY[row] + 30, plan.lineY[row + 1] - 30)
    let name = "Río " + Names.place(&random)
    var last: (south: PlacedNode?, north: PlacedNode?, middle: PlacedNode?) = (nil, nil, nil)
    for start in stride(from: 0, to: plan.columns.count, by: StripDrawing.sectionColumns) {
      let section = start..<min(start + StripDrawing.sectionColumns, plan.columns.count)
      let low = nodes(pointsAcross(section, y: south, step: 38), from: last.south, era: 0)
      let high = nodes(pointsAcross(section, y: north, step: 38), from: last.north, era: 0)
      let middle = nodes(pointsAcross(section, y: (south + north) / 2, step: 55), from: last.middle, era: 1)
      writer.way(middle, [("name", name), ("waterway", "river")], era: 0)
      var members = [low, high, [low[0], high[0]], [low[low.count - 1], high[high.count - 1]]].map {
        Member(kind: .way, id: writer.way($0, [], era: 0), role: "outer")
      }
      for column in section where plan.columns[column] == .districts && random.chance(0.4) {
        members.append(Member(kind: .way, id: island(column, (south + north) / 2), role: "inner"))
      }
      writer.relation(members, [("name", name), ("natural", "water"), ("type", "multipolygon"), ("water", "river")])
      for column in section where plan.columns[column] == .districts { footbridge(column, row) }
      last = (low.last, high.last, middle.last)
    }
  }

  private mutating func island(_ column: Int, _ y: Double) -> Int64 {
    let x = plan.lineX[column] + (plan.lineX[column + 1] - plan.lineX[column]) * random.between(0.25, 0.4)
    let ring = Outline.ellipse(Point(x: x, y: y + 18), axis: Point(x: 1, y: 0), 110, 36, points: 16)
      .map { writer.node(plan.plane.bent($0), era: 1) }
    return writer.way(ring + ring.prefix(1), [("landuse", "grass")], era: 1)
  }

  private func footbridge(_ column: Int, _ row: Int) {
    let low = arterials.nodesAcross(column: column, line: row)
    let high = arterials.nodesAcross(column: column, line: row + 1)
    let (start, end) = (low[plan.pieces / 2], high[plan.pieces / 2])
    let middle = writer.node(start.point.towards(end.point, 0.5), era: 2)
    writer.way([start, middle, end], [("bridge", "yes"), ("highway", "footway"), ("layer", "1")], era: 1)
  }
}

/// Railways and motorways.
extension StripDrawing {
  mutating func drawRailway(_ column: Int) {
    let (west, width) = (plan.lineX[column], plan.lineX[column + 1] - plan.lineX[column])
    for row in plan.rows.indices {
      for (index, share) in [(1, 0.25), (3, 0.75)] {
        let start = arterials.nodesAcross(column: column, line: row)[index]
        let end = arterials.nodesAcross(column: column, line: row + 1)[index]
        var track = [start]
        for y in heights(row, step: 60) { track.append(writer.node(plan.place(west + width * share, y), era: 0)) }
        var tags: Tags = [("electrified", "contact_line"), ("gauge", "1435"), ("railway", "rail")]
        if plan.rows[row] == .river || plan.rows[row] == .motorway { tags += [("bridge", "yes"), ("layer", "2")] }
        writer.way(track + [end], tags, era: 0)
      }
      guard plan.rows[row] == .districts else { continue }
      for share in [0.1, 0.9] {
        let fence = heights(row, step: 85).map { writer.node(plan.place(west + width * share, $0), era: 1) }
        writer.way(fence, [("barrier", "fence")], era: 1)
      }
      footOverpass(column, row)
    }
  }

  /// Heights of the straight plane between a row's lines, without them.
  private func heights(_ row: Int, step: Double) -> [Double] {
    let (south, north) = (plan.lineY[row], plan.lineY[row + 1])
    let count = max(2, Int((north - south) / step))
    return (1..<count).map { south + (north - south) * Double($0) / Double(count) }
  }

  private func footOverpass(_ column: Int, _ row: Int) {
    let start = arterials.nodesAlong(line: column, row: row)[plan.pieces / 2]
    let end = arterials.nodesAlong(line: column + 1, row: row)[plan.pieces / 2]
    let rise = writer.node(start.point.towards(end.point, 0.15), era: 2)
    let fall = writer.node(start.point.towards(end.point, 0.85), era: 2)
    writer.way([start, rise], [("handrail", "yes"), ("highway", "steps")], era: 1)
    writer.way([rise, fall], [("bridge", "yes"), ("highway", "footway"), ("layer", "1")], era: 1)
    writer.way([fall, end], [("handrail", "yes"), ("highway", "steps")], era: 1)
  }

  mutating func drawMotorway(_ row: Int) {
    let (south, width) = (plan.lineY[row], plan.lineY[row + 1] - plan.lineY[row])
    let reference = "GC-\(random.whole(1, 99))"
    var last: [PlacedNode?] = [nil, nil]
    for column in plan.columns.indices {
      for (side, share) in [0.36, 0.64].enumerated() {
        let points = pointsAcross(column..<column + 1, y: south + width * share, step: 48)
        let carriageway = nodes(points, from: last[side], era: 0)
        last[side] = carriageway.last
        let tags: Tags = [
          ("highway", "motorway"), ("lanes", "3"), ("maxspeed", "120"), ("oneway", "yes"), ("ref", reference),
        ]
        writer.way(side == 0 ? carriageway : carriageway.reversed(), tags, era: 0)
        guard plan.columns[column] == .districts, column % 3 == 0 else { continue }
        let exit = carriageway[carriageway.count / 3]
        let corner = arterials.corner(column, row + side)
        let ramp = [0.3, 0.6].map { writer.node(exit.point.towards(corner.point, $0), era: 1) }
        writer.way([exit] + ramp + [corner], [("highway", "motorway_link"), ("oneway", "yes")], era: 0)
      }
      let wall = pointsAcross(column..<column + 1, y: south + width * 0.12, step: 90).map { writer.node($0, era: 2) }
      if plan.columns[column] == .districts {
        writer.way(wall, [("barrier", "wall"), ("wall", "noise_barrier")], era: 1)
      }
    }
  }
}
