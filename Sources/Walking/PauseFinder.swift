import Geography
import OpenStreetMap

/// Finds where walkers wait or cannot go on: the work of ``StreetNetwork/addPauses(_:)``.
///
/// **Crossings** (domain §6.4). Streets have ranks: walkers' own ways, carriageways, major roads. At a node where ranks
/// meet, segments of a lower rank than the highest pay half of the wait each: who crosses pays it once, who walks
/// along the road pays nothing, and who turns into it half, since every other one has to cross. Two crossings on one
/// straight line within 30 m are those of a split carriageway, and the segments between them pay nothing.
///
/// **Kerbs.** A crossing's kerb hinders those who come from walkers' ways; a node that is a kerb or a barrier of its own
/// hinders all. Where a crossing does not tell of its kerb, kerbs that are drawn as nodes within 15 m on the way to it do.
struct PauseFinder {
  private typealias Segment = StreetNetwork.Segment

  /// Crossings of one split carriageway are so near each other (domain §6.4).
  static let splitInMetres = 30.0
  /// A kerb that is drawn belongs to the crossing within so many metres.
  static let kerbInMetres = 15.0
  /// A line counts as straight up to this multiple of the distance.
  private static let straightness = 1.2
  private static let mostSteps = 16

  private let network: StreetNetwork
  private let incidence: StreetNetwork.Incidence
  private let profile: WalkingProfile
  /// What the nodes on streets say that say anything, and by node which of it is its own.
  private var verdicts: [NodeRules.Verdict] = []
  private var verdictOfNode: [UInt32]
  /// Pauses found, and by place in the incidence, a segment's end, which of them is its own.
  private var found: [StreetNetwork.Pause] = []
  private var pauseOfPlace: [UInt32]
  /// In an order that depends on the streets only.
  private(set) var pauses: [StreetNetwork.Pause] = []
  private(set) var closedNodes: [UInt32] = []
  private(set) var unknownNodes: [(node: Int64, tags: UnknownTags)] = []
  private(set) var waits = 0

  private static let none = UInt32.max

  init(_ network: StreetNetwork, _ incidence: StreetNetwork.Incidence) {
    self.network = network
    self.incidence = incidence
    profile = network.profile
    verdictOfNode = [UInt32](repeating: Self.none, count: network.nodeCount)
    pauseOfPlace = [UInt32](repeating: Self.none, count: incidence.segments.count)
  }

  mutating func find() {
    readNodes()
    for node in 0..<UInt32(truncatingIfNeeded: network.nodeCount) where incidence.degree(node) > 0 { look(at: node) }
    joinSplitCarriageways()
    let network = network
    pauses = found.filter {
      $0.wait > 0 || $0.isClosed || $0.isUnknown
    }.sorted { Self.isOrdered($0, $1, network) }
    waits = Set(pauses.lazy.filter { $0.wait > 0 }.map(\.node)).count
  }

  private static func isOrdered(_ a: StreetNetwork.Pause, _ b: StreetNetwork.Pause, _ network: StreetNetwork) -> Bool {
    if a.node != b.node { return network.precedes(a.node, b.node) }
    let (one, two) = (network.segments[Int(a.segment)], network.segments[Int(b.segment)])
    let (far, other) = (one.other(a.node), two.other(b.node))
    if far != other { return network.precedes(far, other) }
    if one.flags != two.flags { return one.flags.rawValue < two.flags.rawValue }
    if one.time != two.time { return one.time < two.time }
    return (one.backTime, one.traits.rawValue, one.way) < (two.backTime, two.traits.rawValue, two.way)
  }

  private mutating func readNodes() {
    let rules = NodeRules(profile)
    let extract = network.extract
    for (position, nodeOfTable) in extract.nodes.tagged.enumerated() {
      let node = network.numberOfNode[Int(nodeOfTable)]
      guard node != WayTable.missingNode, incidence.degree(node) > 0 else { continue }
      let verdict = rules.verdict(extract.tags(ofTaggedNode: position))
      guard verdict != .nothing else { continue }
      verdictOfNode[Int(node)] = UInt32(verdicts.count)
      verdicts.append(verdict)
    }
  }

  private func segmentsAt(_ node: UInt32) -> ArraySlice<UInt32> { incidence.segments[incidence.range(node)] }

  private func verdict(on node: UInt32) -> NodeRules.Verdict? {
    let number = verdictOfNode[Int(node)]
    return number == Self.none ? nil : verdicts[Int(number)]
  }

  /// Changes the pause of a segment's end, which is at a place of the incidence: no segment begins where it ends.
  private mutating func change(_ place: Int, _ node: UInt32, _ body: (inout StreetNetwork.Pause) -> Void) {
    if pauseOfPlace[place] == Self.none {
      pauseOfPlace[place] = UInt32(found.count)
      found.append(StreetNetwork.Pause(segment: incidence.segments[place], node: node))
    }
    body(&found[Int(pauseOfPlace[place])])
  }

  /// The pause for traffic at a segment's end. Linear in the segments at the node.
  private func trafficPause(_ segment: UInt32, _ node: UInt32) -> Int? {
    let place = incidence.range(node).first { incidence.segments[$0] == segment }
    guard let place, pauseOfPlace[place] != Self.none else { return nil }
    let pause = Int(pauseOfPlace[place])
    return found[pause].traffic > 0 ? pause : nil
  }

  // MARK: Waits and kerbs

  private mutating func look(at node: UInt32) {
    let verdict = verdict(on: node)
    let (all, places, waits) = (network.segments, incidence.range(node), profile.waits)
    func traits(_ place: Int) -> StreetTraits { all[Int(incidence.segments[place])].traits }
    var top = 0
    var hasLift = false, hasOther = false
    for place in places {
      let traits = traits(place)
      top = max(top, traits.rank)
      if traits.contains(.lift) { hasLift = true } else { hasOther = true }
    }
    if let verdict { lookAtKerb(node, verdict, places) }
    // Who gets in or out waits: where a lift that is drawn as a way meets anything else, or all around a node.
    if waits.lift > 0, hasLift ? hasOther : verdict?.isLift ?? false {
      for place in places where !hasLift || traits(place).contains(.lift) {
        change(place, node) { $0.lift = waits.lift / 2 }
      }
    }
    guard top > 0 else { return }
    for place in places where traits(place).rank < top {
      let wait = self.wait(waits, for: crossing(verdict, traits(place)), top: top)
      guard wait > 0 else { continue }
      change(place, node) { $0.traffic = wait / 2 }
    }
  }

  /// The node tells, else the way that crosses.
  private func crossing(_ verdict: NodeRules.Verdict?, _ traits: StreetTraits) -> NodeRules.Crossing {
    if let crossing = verdict?.crossing { return crossing }
    return traits.contains(.signals) ? .signals : traits.contains(.marked) ? .marked : .unmarked
  }

  private func wait(_ waits: WalkerWaits, for crossing: NodeRules.Crossing, top: Int) -> UInt32 {
    switch crossing {
    case .signals: waits.signals
    case .marked: waits.uncontrolled
    case .unmarked: top > 1 ? waits.unmarked : 0
    }
  }

  private mutating func lookAtKerb(_ node: UInt32, _ verdict: NodeRules.Verdict, _ places: Range<Int>) {
    guard verdict.isClosed || !verdict.unknown.isEmpty else { return }
    if verdict.isOwnBarrier {
      if verdict.isClosed { return closedNodes.append(node) }
      noteUnknown(node, verdict)
      for place in places { change(place, node) { $0.isUnknown = true } }
      return
    }
    var isAsked = false
    for place in places where network.segments[Int(incidence.segments[place])].traits.rank == 0 {
      if verdict.isClosed {
        change(place, node) { $0.isClosed = true }
      } else if !meetsKerb(from: node, along: incidence.segments[place]) {
        change(place, node) { $0.isUnknown = true }
        isAsked = true
      }
    }
    if isAsked { noteUnknown(node, verdict) }
  }

  private mutating func noteUnknown(_ node: UInt32, _ verdict: NodeRules.Verdict) {
    unknownNodes.append((network.nodeIDs[Int(node)], verdict.unknown))
  }

  // MARK: Straight lines

  /// Calls `body` with the nodes of the straightest line of walkers' ways from a node on, until it says stop: the node,
  /// the segment by which it was reached, and the metres so far.
  private func follow(
    from start: UInt32, along first: UInt32, within metres: Double, _ body: (UInt32, UInt32, Double) -> Bool
  ) {
    let rank = network.segments[Int(first)].traits.rank
    var (node, segment, passed) = (start, first, 0.0)
    for _ in 0..<Self.mostSteps {
      let before = node
      node = network.segments[Int(segment)].other(node)
      passed += network.segments[Int(segment)].metres
      guard passed <= metres, node != start, body(node, segment, passed) else { return }
      var best: (cosine: Double, segment: UInt32)?
      for next in segmentsAt(node) where next != segment && network.segments[Int(next)].traits.rank <= rank {
        let cosine = self.cosine(before, node, network.segments[Int(next)].other(node))
        let known = best?.cosine ?? -2
        if cosine > known || cosine == known && isBefore(next, best?.segment, at: node) { best = (cosine, next) }
      }
      guard let best else { return }
      segment = best.segment
    }
  }

  private func isBefore(_ a: UInt32, _ b: UInt32?, at node: UInt32) -> Bool {
    guard let b else { return true }
    return network.precedes(network.segments[Int(a)].other(node), network.segments[Int(b)].other(node))
  }

  /// How little a way from a over b to c turns: 1 straight on, -1 back.
  private func cosine(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> Double {
    let middle = network.coordinates[Int(b)]
    let scale = Ellipsoid.LocalScale(latitude: middle.latitude)
    func step(_ from: UInt32, _ to: UInt32) -> (x: Double, y: Double) {
      let (p, q) = (network.coordinates[Int(from)], network.coordinates[Int(to)])
      return (
        (Double(q.longitudeE7) - Double(p.longitudeE7)) * scale.eastInMetres,
        (Double(q.latitudeE7) - Double(p.latitudeE7)) * scale.northInMetres
      )
    }
    let (u, v) = (step(a, b), step(b, c))
    let lengths = ((u.x * u.x + u.y * u.y) * (v.x * v.x + v.y * v.y)).squareRoot()
    return lengths > 0 ? (u.x * v.x + u.y * v.y) / lengths : 1
  }

  private func meetsKerb(from node: UInt32, along segment: UInt32) -> Bool {
    var found = false
    follow(from: node, along: segment, within: Self.kerbInMetres) { node, _, _ in
      found = verdict(on: node).map { $0.hasKerb && $0.isOwnBarrier } ?? false
      return !found
    }
    return found
  }

  /// Takes the waits between the two crossings of a split carriageway away.
  private mutating func joinSplitCarriageways() {
    var isInside = [Bool](repeating: false, count: found.count)
    for (number, pause) in found.enumerated() where pause.traffic > 0 {
      follow(from: pause.node, along: pause.segment, within: Self.splitInMetres) { node, segment, metres in
        guard let far = trafficPause(segment, node) else { return true }
        let air = Ellipsoid.lengthInMetres(
          from: network.coordinates[Int(pause.node)], to: network.coordinates[Int(node)])
        if metres <= air * Self.straightness {
          isInside[number] = true
          isInside[far] = true
        }
        return false
      }
    }
    for number in found.indices where isInside[number] { found[number].traffic = 0 }
  }
}
