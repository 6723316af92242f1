/// What a district is like.
enum DistrictStyle: CaseIterable {
  case oldTown, apartments, suburb, industry

  /// Nodes that a block and its share of the streets come to on average, found by counting what is drawn.
  var nodesPerBlock: Double {
    switch self {
    case .oldTown: 111
    case .apartments: 71
    case .suburb: 113
    case .industry: 59
    }
  }

  /// A style as it is likely this far from the city's middle, as a share of its radius.
  static func likely(at distance: Double, _ random: inout SeededRandom) -> DistrictStyle {
    if distance < 0.3 { return random.pick([.oldTown, .oldTown, .apartments]) }
    if distance < 0.65 { return random.pick([.oldTown, .apartments, .apartments, .suburb, .suburb]) }
    return random.pick([.apartments, .suburb, .suburb, .suburb, .industry])
  }
}
