import Geography
import OpenStreetMap

extension StreetGraph {
  /// The elements that a street graph and its ``Obstacles`` are built from.
  public static let selection = ElementSelection(
    nodes: [.init("barrier"), .init("highway", ["elevator"]), .init("access"), .init("foot")],
    ways: [
      .init("highway"), .init("railway", ["platform", "rail"]), .init("public_transport", ["platform"]),
      .init("man_made", ["pier"]), .init("place", ["square"]), .init("indoor", ["corridor"]),
    ] + Obstacles.waterRules + Obstacles.lineRules,
    relations: [
      .init("highway", TagRules.walkableHighways), .init("railway", ["platform"]),
      .init("public_transport", ["platform"]), .init("man_made", ["pier"]), .init("place", ["square"]),
      .init("indoor", ["corridor"]),
    ] + Obstacles.waterRules,
    keys: TagRules.keys.union(BarrierRules.keys).union(Obstacles.keys).union(["type"]))

  /// The elements that the street graph of a walker is built from: more nodes and keys for those who wait or ask for
  /// something.
  public static func selection(for profile: WalkingProfile) -> ElementSelection {
    guard profile.minds || profile.usesHeights else { return selection }
    return selection.union(
      ElementSelection(
        nodes: profile.minds ? NodeRules.selection : [], ways: [], relations: [], keys: wayKeys(for: profile)))
  }

  /// All keys that the verdict on a way depends on.
  static func wayKeys(for profile: WalkingProfile) -> Set<String> {
    TagRules.keys.union(profile.minds ? profile.demands.keys : []).union(profile.usesHeights ? ["bridge"] : [])
  }

  /// Builds the walking network of an extract by the tag rules of domain §5.
  ///
  /// The graph depends on the streets only: not on the file's order, on how ways are drawn or split (but for the
  /// ways' ids), or on the number of workers.
  ///
  /// - Parameter workers: threads to read the ways with.
  /// - Throws: ``InputError`` when no street is walkable.
  /// - Complexity: O(n log n) in the street segments.
  public init(_ extract: Extract, profile: WalkingProfile, workers: Int) throws {
    try self.init(extract, profile: profile, heights: nil, workers: workers)
  }

  /// The same with slopes.
  ///
  /// - Parameter heights: how high the land is, for walkers who mind (``WalkingProfile/usesHeights``).
  /// - Throws: ``InputError`` when no street is walkable, or the heights cannot be read.
  package init(
    _ extract: Extract, profile: WalkingProfile, heights: (any ElevationModel)?, workers: Int
  ) throws {
    var network = StreetNetwork(extract, profile: profile, workers: workers)
    network.crossAreas()
    try network.checkStreets()
    network.keepOnlyStreetNodes()
    if profile.usesHeights, let heights {
      try network.applySlopes(heights)
      try network.checkStreets()
    }
    var incidence = network.removeDuplicates()
    var closed: [UInt32] = []
    if profile.minds {
      closed = network.addPauses(incidence)
      incidence = network.incidence()
    }
    var passages = network.passages(incidence)
    for node in closed { passages[Int(node)] = .blocked }
    let chains = StreetNetworkChains(network, incidence, passages)
    self = StreetGraphAssembly(network, chains, passages).graph()
    if profile.minds { setWalkerFindings(network) }
  }
}

extension StreetNetwork {
  fileprivate func checkStreets() throws {
    guard segments.isEmpty else { return }
    throw InputError(
      "extract", "no street in it is walkable (of \(extract.ways.ids.count) ways kept)",
      remedy: "take an extract that holds the city's streets (ways with a highway tag and their nodes)")
  }
}
