/// One block: its corners counted around from the south-west, and the sides that paths start from.
struct Block {
  let corners: [Point]
  let south: District.StreetSide
  let north: District.StreetSide
  let west: District.StreetSide
  let streets: (south: String, north: String)

  /// A place inside by shares of the way from west to east and from south to north.
  func place(_ across: Double, _ up: Double) -> Point {
    corners[0].towards(corners[1], across).towards(corners[3].towards(corners[2], across), up)
  }

  /// Metres from west to east, and from south to north, on average.
  var width: Double { ((corners[1] - corners[0]).length + (corners[2] - corners[3]).length) / 2 }
  var depth: Double { ((corners[3] - corners[0]).length + (corners[2] - corners[1]).length) / 2 }

  /// The direction from west to east at a share of the way north.
  func axis(_ up: Double) -> Point { (place(1, up) - place(0, up)).direction }
}
