/// What stands in a block, by the district's style.
extension District {
  mutating func drawBlock(_ column: Int, _ row: Int) {
    let (west, south) = (Double(column), Double(row))
    let places = [(west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1)]
    let block = Block(
      corners: places.map { grid.place($0.0, $0.1) },
      south: sidesAcross[sideAcross(column, line: row)], north: sidesAcross[sideAcross(column, line: row + 1)],
      west: sidesUp[sideUp(line: column, row)], streets: (namesAcross[row], namesAcross[row + 1]))
    let venues = venuesByBlock[row * grid.columns + column] ?? 0
    for venue in 0..<venues { drawVenue(block, place: venue) }
    guard min(block.width, block.depth) > 24 else { return }
    if venues == 0 && random.chance(0.05) {
      drawPark(block)
    } else if venues == 0 && random.chance(0.03) {
      drawSchool(block)
    } else if venues == 0 && (style == .suburb || style == .industry) && random.chance(0.16) {
      drawField(block)
    } else {
      drawHousing(block)
      if random.chance(0.8) { drawThroughPath(block) }
      if random.chance(0.7) { drawServiceWay(block) }
    }
    drawTrees(block)
    drawPointsOfInterest(block)
  }

  /// The fields inside a ring of streets: a park with paths to the ring.
  mutating func drawMiddle() {
    let ring = (0..<grid.columns).map { grid.place(Double($0), 0) }
    let middle = ring.reduce(Point(x: 0, y: 0), +) * (1 / Double(ring.count))
    draw(ring: ring.map { middle.towards($0, 0.9) }, [("leisure", "park"), ("name", "Parque " + name)])
    let centre = writer.node(middle, [("amenity", "fountain")], era: eras.details)
    for column in stride(from: 0, to: grid.columns, by: 2) {
      let bend = writer.node(middle.towards(ring[column], 0.5) + Point(x: 4, y: -3), era: eras.details)
      writer.way([crossing(column, 0), bend, centre], [("highway", "path"), ("surface", "gravel")], era: 1)
    }
    for index in 0..<60 {
      let place = middle.towards(ring[index % ring.count], random.between(0.15, 0.85))
      _ = writer.node(place, [("natural", "tree")], era: 3)
    }
  }

  private mutating func drawPark(_ block: Block) {
    draw(
      ring: outline(block, inset: 0.08), [("leisure", "park"), ("name", "Parque " + Names.place(&random))])
    if random.chance(0.5) {
      let pond = Outline.ellipse(
        block.place(0.7, 0.7), axis: block.axis(0.7), block.width * 0.3, block.depth * 0.2, points: 16)
      draw(ring: pond, [("natural", "water"), ("water", "pond")])
    }
    let pitch = Outline.rectangle(block.place(0.25, 0.72), axis: block.axis(0.7), block.width * 0.25, 18)
    draw(ring: pitch, [("leisure", "pitch"), ("sport", random.pick(["soccer", "tennis", "basketball"]))])
    drawThroughPath(block)
    if let start = block.west.joint {
      let middle = writer.node(block.place(0.3, 0.4), era: eras.details)
      let end = writer.node(block.place(0.62, 0.3), [("amenity", "bench")], era: eras.details)
      writer.way([start, middle, end], [("highway", "path"), ("surface", "ground")], era: 1)
    }
  }

  private mutating func drawSchool(_ block: Block) {
    draw(
      ring: outline(block, inset: 0.07), [("amenity", "school"), ("name", "Colegio " + Names.place(&random))])
    draw(
      ring: Outline.building(block.place(0.3, 0.5), axis: block.axis(0.5), 34, 20, &random),
      [("building", "school"), ("building:levels", "3")])
    draw(
      ring: Outline.rectangle(block.place(0.75, 0.5), axis: block.axis(0.5), 26, 15),
      [("leisure", "pitch"), ("sport", "basketball"), ("surface", "concrete")])
    drawWall(block, [("barrier", "fence"), ("fence_type", "metal")])
    drawServiceWay(block)
  }

  /// A path through the block from street to street; some have steps.
  mutating func drawThroughPath(_ block: Block) {
    guard let start = block.south.joint, let end = block.north.joint else { return }
    let low = writer.node(block.place(0.5 + random.between(-0.03, 0.03), 0.33), era: eras.details)
    let high = writer.node(block.place(0.5 + random.between(-0.03, 0.03), 0.67), era: eras.details)
    let up = winding(from: start.point, to: low.point, points: 1)
    let down = winding(from: high.point, to: end.point, points: 2)
    let kind = random.pick(["footway", "footway", "footway", "path", "path", "pedestrian"])
    let tags: Tags = [("highway", kind), ("surface", "paving_stones")]
    if style != .industry && random.chance(0.3) {
      writer.way([start] + up + [low], tags, era: 1)
      writer.way([low, high], [("handrail", "yes"), ("highway", "steps"), ("step_count", "24")], era: 1)
      writer.way([high] + down + [end], tags, era: 1)
    } else {
      let middle = winding(from: low.point, to: high.point, points: random.whole(1, 4))
      writer.way([start] + up + [low] + middle + [high] + down + [end], tags, era: 1)
    }
  }

  /// A way into the block that ends there: to a car park, a yard, or behind a gate.
  mutating func drawServiceWay(_ block: Block) {
    guard let start = block.west.joint else { return }
    let isPrivate = random.chance(0.3)
    let gate = isPrivate ? [("access", "private"), ("barrier", "gate")] : [] as Tags
    let first = writer.node(block.place(0.1, 0.5), gate, era: eras.details)
    let bend = writer.node(block.place(0.27, 0.46), era: eras.details)
    let end = writer.node(block.place(0.38, 0.54), era: eras.details)
    let before = winding(from: first.point, to: bend.point, points: random.whole(1, 2))
    let after = winding(from: bend.point, to: end.point, points: random.whole(0, 2))
    var tags: Tags = [("highway", "service")]
    tags.append(("service", isPrivate ? "driveway" : random.pick(["alley", "parking_aisle", "driveway"])))
    if isPrivate { tags.insert(("access", "private"), at: 0) }
    writer.way([start, first] + before + [bend] + after + [end], tags, era: 1)
    guard !isPrivate, random.chance(0.35) else { return }
    draw(
      ring: Outline.rectangle(block.place(0.32, 0.57), axis: block.axis(0.5), 22, 9),
      [("amenity", "parking"), ("parking", "surface")])
  }

  /// A field at the city's edge with a track across.
  private mutating func drawField(_ block: Block) {
    let ring = outline(block, inset: 0.04)
    let bent = ring.indices.flatMap {
      [ring[$0], ring[$0].towards(ring[($0 + 1) % ring.count], random.between(0.3, 0.7))]
    }
    draw(ring: bent, [("landuse", random.pick(["farmland", "meadow", "orchard"]))])
    guard let start = block.south.joint, let end = block.north.joint else { return }
    let track = winding(from: start.point, to: end.point, points: random.whole(7, 13))
    writer.way([start] + track + [end], [("highway", "track"), ("tracktype", "grade\(random.whole(1, 5))")], era: 1)
  }

  /// Nodes on the way from one place to another, a little off the straight line.
  private mutating func winding(from start: Point, to end: Point, points: Int) -> [PlacedNode] {
    (0..<points).map { index in
      let place = start.towards(end, (Double(index) + 1) / Double(points + 1))
      let aside = (end - start).direction.left * random.between(-1.8, 1.8)
      return writer.node(place + aside, era: eras.details)
    }
  }
}
