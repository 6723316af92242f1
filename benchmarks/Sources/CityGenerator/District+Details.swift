/// Venues, and the many nodes that matter to nobody's way.
extension District {
  /// A venue in the block's middle: a node in a building, a building, or a multipolygon.
  mutating func drawVenue(_ block: Block, place: Int) {
    let kind = random.unit()
    let word = Names.place(&random)
    var tags: Tags
    if kind < 0.45 {
      tags = [("name", "Museo de " + word + " \(random.whole(1, 999))"), ("tourism", "museum")]
    } else if kind < 0.74 {
      tags = [("amenity", "library"), ("name", "Biblioteca " + word + " \(random.whole(1, 999))")]
    } else {
      tags = [("amenity", "theatre"), ("name", "Teatro " + word + " \(random.whole(1, 999))")]
    }
    if random.chance(0.5) { tags.append(("opening_hours", "Tu-Su 10:00-20:00")) }
    if random.chance(0.4) { tags.append(("wheelchair", random.pick(["yes", "limited", "no"]))) }
    if random.chance(0.3) { tags.append(("wikidata", "Q\(random.whole(1_000_000, 120_000_000))")) }
    let spots = [(0.72, 0.5), (0.3, 0.68), (0.72, 0.7), (0.3, 0.32), (0.72, 0.3)]
    let spot = spots[place % spots.count]
    let middle = block.place(spot.0, spot.1)
    let size = (wide: min(26, block.width * 0.3), deep: min(15, block.depth * 0.16))
    let ring = Outline.building(middle, axis: block.axis(0.5), size.wide, size.deep, &random)
    switch random.unit() {
    case ..<0.34: _ = writer.node(middle, tags, era: eras.details)
    case ..<0.76:
      let outline = draw(ring: ring, [("building", "public")] + tags, doors: random.chance(0.6)).nodes
      if let street = block.south.joint, random.chance(0.5) {
        let bend = writer.node(street.point.towards(outline[1].point, 0.5), era: eras.details)
        writer.way([street, bend, outline[1]], [("highway", "footway")], era: 1)
      }
    default: drawSplit(ring, inner: nil, [("building", "civic")] + tags)
    }
  }

  /// Rows of trees along the streets of half the blocks.
  mutating func drawTrees(_ block: Block) {
    guard random.chance(0.55) else { return }
    let tags: Tags = random.chance(0.1) ? [("leaf_type", "broadleaved"), ("natural", "tree")] : [("natural", "tree")]
    for side in [block.south, block.west] {
      guard let first = side.nodes.first?.point, let last = side.nodes.last?.point else { continue }
      let beside = (last - first).direction.left * 4.5
      let trees = random.whole(4, 13)
      for tree in 0..<trees {
        let place = first.towards(last, (Double(tree) + 0.8) / (Double(trees) + 0.6))
        let jitter = Point(x: random.between(-0.6, 0.6), y: random.between(-0.6, 0.6))
        _ = writer.node(place + beside + jitter, tags, era: 3)
      }
    }
  }

  mutating func drawPointsOfInterest(_ block: Block) {
    let count = style == .industry ? random.whole(0, 2) : random.whole(1, 5)
    for _ in 0..<count {
      let place = block.place(random.between(0.08, 0.92), random.chance(0.5) ? 0.11 : 0.89)
      _ = writer.node(place, pointOfInterest(block), era: eras.details)
    }
  }

  private mutating func pointOfInterest(_ block: Block) -> Tags {
    switch random.unit() {
    case ..<0.22: return [("amenity", "bench"), ("backrest", random.pick(["yes", "no"]))]
    case ..<0.34: return [("amenity", "waste_basket")]
    case ..<0.44: return [("amenity", "recycling"), ("recycling:paper", "yes"), ("recycling_type", "container")]
    case ..<0.5: return [("bus", "yes"), ("highway", "bus_stop"), ("public_transport", "platform"), ("shelter", "yes")]
    case ..<0.55: return [("power", random.pick(["pole", "tower"]))]
    case ..<0.6: return [("highway", "street_lamp")]
    case ..<0.76:
      let kinds = ["restaurant", "cafe", "bar", "pharmacy", "bank"]
      var tags: Tags = [("amenity", random.pick(kinds)), ("name", Names.shop(&random))]
      if random.chance(0.3) { tags.insert(contentsOf: address(block), at: 1) }
      if random.chance(0.2) { tags.append(("opening_hours", "Mo-Sa 09:00-21:00")) }
      if random.chance(0.3) { tags.append(("phone", Names.telephone(&random))) }
      return tags
    case ..<0.92:
      let kinds = ["clothes", "hairdresser", "supermarket", "convenience", "car_repair", "bakery"]
      return [("name", Names.shop(&random)), ("shop", random.pick(kinds))]
    default: return address(block)
    }
  }

  private mutating func address(_ block: Block) -> Tags {
    [("addr:housenumber", String(random.whole(1, 120))), ("addr:street", block.streets.north)]
  }
}
