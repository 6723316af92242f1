/// Buildings, the ground that they stand on, and walls.
extension District {
  /// Draws a closed way about these corners.
  @discardableResult
  mutating func draw(ring: [Point], _ tags: Tags, doors: Bool = false) -> (way: Int64, nodes: [PlacedNode]) {
    var nodes = ring.map { writer.node($0, era: eras.buildings) }
    if doors {
      let door = writer.node(ring[0].towards(ring[1], 0.5), [("entrance", "main")], era: eras.details)
      nodes.insert(door, at: 1)
    }
    return (writer.way(nodes + nodes.prefix(1), tags, era: eras.buildings / 2), nodes)
  }

  /// The ring of a block inside its streets, with a corner and a point on each side.
  func outline(_ block: Block, inset: Double) -> [Point] {
    let (low, high) = (inset, 1 - inset)
    let places = [
      (low, low), (0.5, low), (high, low), (high, 0.5), (high, high), (0.5, high), (low, high), (low, 0.5),
    ]
    return places.map { block.place($0.0, $0.1) }
  }

  mutating func drawHousing(_ block: Block) {
    if style != .industry && random.chance(0.4) {
      draw(ring: outline(block, inset: 0.05), [("landuse", "residential")])
    } else if style == .industry && random.chance(0.4) {
      draw(ring: outline(block, inset: 0.05), [("landuse", "industrial")])
    }
    switch style {
    case .suburb: drawRows(block, plot: 19, house: (11, 9), share: 0.74)
    case .oldTown: drawRows(block, plot: 17, house: (15, 12), share: 0.74)
    case .apartments: drawApartments(block)
    case .industry: drawHalls(block)
    }
    for _ in 0..<random.whole(0, 3) {
      drawWall(block, [("barrier", random.pick(["wall", "wall", "fence", "hedge"]))])
    }
  }

  mutating func drawWall(_ block: Block, _ tags: Tags) {
    let side = random.between(0.53, 0.9)
    let high = random.between(0.6, 0.78)
    let places = [(side, 0.12), (side, 0.3), (side, 0.55), (side + 0.05, high), (0.93, high)]
    writer.way(places.map { writer.node(block.place($0.0, $0.1), era: eras.details) }, tags, era: 1)
  }

  /// Houses along the southern and the northern street; not all are mapped.
  private mutating func drawRows(_ block: Block, plot: Double, house: (wide: Double, deep: Double), share: Double) {
    for (up, street, side) in [(0.0, block.streets.south, block.south), (1.0, block.streets.north, block.north)] {
      let length = (block.place(1, up) - block.place(0, up)).length
      let plots = max(1, Int((length - 14) / plot))
      guard length > 26 else { continue }
      let setback = (5 + house.deep / 2) / max(block.depth, 2 * house.deep + 12)
      for index in 0..<plots where random.chance(share) {
        let across = (7 + (Double(index) + 0.5) / Double(plots) * (length - 14)) / length
        // Paths through the block run along its middle.
        guard abs(across - 0.5) * length > house.wide / 2 + 2 else { continue }
        let middle = block.place(across, up == 0 ? setback : 1 - setback)
        let size = random.between(0.8, 1.05)
        let ring = Outline.building(
          middle, axis: block.axis(up), min(house.wide, (length - 14) / Double(plots) - 1.5) * size,
          house.deep * size, &random)
        drawHouse(ring, street: street, number: index * 2 + (up == 0 ? 1 : 2))
        guard style == .suburb else { continue }
        if random.chance(0.26) { drawPool(middle + (block.place(0.5, 0.5) - middle).direction * 13, block) }
        if random.chance(0.08) { drawDriveway(from: side, to: middle.towards(block.place(across, up), 0.45)) }
      }
    }
  }

  private mutating func drawHouse(_ ring: [Point], street: String, number: Int) {
    var tags: Tags = []
    if random.chance(0.68) {
      if random.chance(0.3) { tags += [("addr:city", "Generada"), ("addr:country", "ES")] }
      tags.append(("addr:housenumber", String(number)))
      if random.chance(0.06) { tags.append(("addr:postcode", postcode)) }
      tags.append(("addr:street", street))
    }
    let kind =
      style == .suburb
      ? random.pick(["house", "house", "yes", "residential"]) : random.pick(["yes", "yes", "apartments"])
    tags.append(("building", kind))
    if random.chance(0.05) { tags.append(("building:levels", String(random.whole(1, 4)))) }
    if random.chance(0.3) { tags += [("ref:catastral", Names.register(&random)), ("source", "catastro")] }
    if random.chance(0.06) {
      drawSplit(ring, inner: nil, tags)
    } else {
      draw(ring: ring, tags, doors: random.chance(0.02))
    }
  }

  private mutating func drawPool(_ middle: Point, _ block: Block) {
    draw(
      ring: Outline.ellipse(middle, axis: block.axis(0.5), 8, 4.5, points: random.chance(0.5) ? 16 : 8),
      [("access", "private"), ("leisure", "swimming_pool")])
  }

  /// A private way to a house from the nearest node of its street, behind a gate now and then.
  private mutating func drawDriveway(from side: StreetSide, to end: Point) {
    guard side.nodes.count > 2 else { return }
    let nearest = side.nodes[1..<side.nodes.count - 1].min { ($0.point - end).length < ($1.point - end).length }
    guard let start = nearest else { return }
    let gate: Tags = random.chance(0.25) ? [("access", "private"), ("barrier", "gate")] : []
    let points = [0.4, 0.7, 1].map {
      writer.node(start.point.towards(end, $0), $0 == 0.4 ? gate : [], era: eras.details)
    }
    writer.way(
      [start] + points, [("access", "private"), ("highway", "service"), ("service", "driveway")], era: 1)
  }

  /// A building as a multipolygon: its outline as two ways, and a courtyard when there is one.
  @discardableResult
  mutating func drawSplit(_ ring: [Point], inner: [Point]?, _ tags: Tags) -> [PlacedNode] {
    let nodes = ring.map { writer.node($0, era: eras.buildings) }
    let half = nodes.count / 2
    let era = eras.buildings / 2
    var members = [
      Member(kind: .way, id: writer.way(Array(nodes[...half]), [], era: era), role: "outer"),
      Member(kind: .way, id: writer.way(Array(nodes[half...]) + nodes.prefix(1), [], era: era), role: "outer"),
    ]
    if let inner { members.append(Member(kind: .way, id: draw(ring: inner, []).way, role: "inner")) }
    writer.relation(members, tags + [("type", "multipolygon")])
    return nodes
  }

  /// Slabs and towers, some about a courtyard, with doors.
  private mutating func drawApartments(_ block: Block) {
    let axis = block.axis(0.5)
    let (wide, deep) = (block.width * 0.34, block.depth * 0.26)
    for (index, place) in [(0.25, 0.24), (0.76, 0.25), (0.25, 0.79), (0.75, 0.78)].enumerated()
    where random.chance(0.85) {
      var tags: Tags = []
      if random.chance(0.6) {
        tags += [("addr:housenumber", String(index + 1)), ("addr:street", block.streets.south)]
      }
      tags.append(("building", random.pick(["apartments", "apartments", "apartments", "yes", "residential"])))
      if random.chance(0.6) { tags.append(("building:levels", String(random.whole(4, 18)))) }
      let middle = block.place(place.0, place.1)
      if random.chance(0.25) && min(wide, deep) > 14 {
        let court = Outline.rectangle(middle, axis: axis, wide * 0.4, deep * 0.4)
        let walls = Outline.rectangle(middle, axis: axis, wide, deep)
        let bays = walls.indices.flatMap { [walls[$0], walls[$0].towards(walls[($0 + 1) % 4], 0.5)] }
        drawSplit(bays, inner: court, tags)
      } else {
        draw(
          ring: Outline.building(middle, axis: axis, wide, deep * 0.8, &random), tags, doors: random.chance(0.25))
      }
    }
  }

  private mutating func drawHalls(_ block: Block) {
    for place in [(0.25, 0.3), (0.74, 0.3), (0.25, 0.74), (0.74, 0.74)] where random.chance(0.75) {
      let ring = Outline.building(
        block.place(place.0, place.1), axis: block.axis(0.5), block.width * 0.36, block.depth * 0.28, &random)
      draw(ring: ring, [("building", random.pick(["industrial", "industrial", "warehouse", "yes"]))])
    }
  }
}
