import Geography
import TestSupport

@testable import OpenStreetMap
@testable import Walking

/// The walkable streets of an extract read by themselves, to feed an oracle: no contraction, no street graph.
///
/// Every pair of neighbouring references of a way that the tag rules open, the rings of open areas drawn as relations,
/// and the enclosed zones found by walking from street to street. Only the lines across open areas come from the
/// program's own (uncontracted) network.
struct ExtractStreets {
  /// A street between two neighbouring nodes.
  private struct Street {
    var a: UInt32
    var b: UInt32
    var milliseconds: UInt64
    var metres: Double
    var flags: StreetGraph.EdgeFlags
    var traits: StreetTraits = []
  }

  private let extract: Extract
  private let profile: WalkingProfile
  private let network: StreetNetwork
  private var streets: [Street] = []
  private var passages: [UInt32: StreetGraph.Passage] = [:]
  private var streetsAt: [UInt32: [Int]] = [:]
  /// Nodes where walkers wait, after those of the network.
  private var pauses: [WalkOracle.Node] = []

  init(_ extract: Extract, profile: WalkingProfile) {
    self.extract = extract
    self.profile = profile
    var network = StreetNetwork(extract, profile: profile, workers: 1)
    network.crossAreas()
    self.network = network
    readWays()
    readRelations()
    for line in network.segments where line.flags.contains(.acrossArea) {
      add(line.from, line.to, line.flags, isSteps: false)
    }
    removeEqual()
    for (position, node) in extract.nodes.tagged.enumerated() {
      passages[node] = BarrierRules.verdict(extract.tags(ofTaggedNode: position)).passage
    }
    if profile != profile.everyone { addPauses() }
    for (number, street) in streets.enumerated() {
      streetsAt[street.a, default: []].append(number)
      streetsAt[street.b, default: []].append(number)
    }
    restrictEnclosedZones()
  }

  /// The oracle on these streets; places are named by their edge of a graph.
  func oracle(placesOn graph: StreetGraph, isStrict: Bool = false) -> WalkOracle {
    func name(_ node: UInt32) -> WalkOracle.Node {
      if Int(node) >= network.nodeCount { return pauses[Int(node) - network.nodeCount] }
      return WalkOracle.Node(network.nodeIDs[Int(node)], at: network.coordinates[Int(node)])
    }
    let closed = passages.filter { $0.value != .open && streetsAt[$0.key] != nil }.map { (name($0.key), $0.value) }
    return WalkOracle(
      streets.filter { !isStrict || !$0.flags.contains(.unknown) }.map {
        WalkOracle.Segment(name($0.a), name($0.b), time: $0.milliseconds, flags: $0.flags)
      },
      passages: Dictionary(uniqueKeysWithValues: closed), placesOn: graph, gates: profile.gates)
  }

  // MARK: Reading

  private mutating func readWays() {
    let rules = TagRules(profile: profile)
    for way in extract.ways.ids.indices {
      let verdict = rules.verdict(extract.tags(ofWay: way))
      let nodes = extract.ways.references(of: way)
      let isRing = nodes.count >= 4 && nodes.first == nodes.last
      guard verdict.kind == .walkable, isRing || verdict.shape != .areaOnly else { continue }
      add(way: way, verdict)
    }
  }

  private mutating func readRelations() {
    let rules = TagRules(profile: profile)
    for relation in extract.relations.ids.indices {
      let tags = extract.tags(ofRelation: relation)
      let verdict = rules.verdict(tags)
      guard tags["type"] == "multipolygon", verdict.kind == .walkable else { continue }
      for member in extract.relations.members(of: relation) where member.element.type == .way {
        if let way = extract.ways.index(of: member.element.number) { add(way: way, verdict) }
      }
    }
  }

  private mutating func add(way: Int, _ verdict: StreetVerdict) {
    let nodes = Array(extract.ways.references(of: way))
    for (a, b) in zip(nodes, nodes.dropFirst()) where a != WayTable.missingNode && b != WayTable.missingNode {
      if a != b { add(a, b, verdict.edgeFlags, isSteps: verdict.isSteps, traits: verdict.traits) }
    }
  }

  private mutating func add(
    _ a: UInt32, _ b: UInt32, _ flags: StreetGraph.EdgeFlags, isSteps: Bool, traits: StreetTraits = []
  ) {
    let metres = Ellipsoid.lengthInMetres(from: network.coordinates[Int(a)], to: network.coordinates[Int(b)])
    let metresPerSecond = profile.speed.metresPerSecond
    func milliseconds(_ factor: Double) -> UInt64 {
      let penalty = isSteps ? metres / 5 * profile.steps.secondsPerFlight : 0
      return UInt64(max(1, ((metres / (metresPerSecond * factor) + penalty) * 1000).rounded()))
    }
    guard isSteps else {
      streets.append(
        Street(a: a, b: b, milliseconds: milliseconds(1), metres: metres, flags: flags, traits: traits))
      return
    }
    let (up, down) = (milliseconds(profile.steps.up), milliseconds(profile.steps.down))
    let rises = traits.contains(.rising), falls = traits.contains(.falling)
    var time = up
    if up != down {
      if !rises && !falls {
        time = (up + down + 1) / 2
      } else if !flags.isSuperset(of: .bothWays) {
        time = rises == flags.contains(.forward) ? up : down
      } else {
        // The rest is at the upper end.
        time = min(up, down) - 1
      }
    }
    streets.append(Street(a: a, b: b, milliseconds: time, metres: metres, flags: flags, traits: traits))
  }

  /// Waits, kerbs and climbs at the ends of streets, each judged by itself: crossings are far apart in test towns.
  private mutating func addPauses() {
    let rules = NodeRules(profile)
    var verdicts: [UInt32: NodeRules.Verdict] = [:]
    for (position, node) in extract.nodes.tagged.enumerated() {
      verdicts[node] = rules.verdict(extract.tags(ofTaggedNode: position))
    }
    var rankAt: [UInt32: Int] = [:]
    for street in streets {
      for node in [street.a, street.b] { rankAt[node] = max(rankAt[node] ?? 0, street.traits.rank) }
    }
    for number in streets.indices {
      for isHead in [false, true] {
        let street = streets[number]
        let node = isHead ? street.b : street.a
        guard Int(node) < network.nodeCount else { continue }
        addPause(number, node, isHead: isHead, verdicts[node] ?? .nothing, top: rankAt[node] ?? 0)
      }
    }
    for (node, verdict) in verdicts where verdict.isClosed && verdict.isOwnBarrier { passages[node] = .blocked }
  }

  private mutating func addPause(
    _ number: Int, _ node: UInt32, isHead: Bool, _ verdict: NodeRules.Verdict, top: Int
  ) {
    let street = streets[number]
    let rank = street.traits.rank
    var wait: UInt32 = verdict.isLift ? profile.waits.lift / 2 : 0
    if rank < top {
      switch verdict.crossing {
      case .signals?: wait += profile.waits.signals / 2
      case .marked?: wait += profile.waits.uncontrolled / 2
      default: wait += top == 2 ? profile.waits.unmarked / 2 : 0
      }
    }
    let isOwn = verdict.isOwnBarrier
    let isClosed = verdict.isClosed && !isOwn && rank == 0
    let isUnknown = !verdict.unknown.isEmpty && !verdict.isClosed && (isOwn || rank == 0)
    let climbs = climb(of: street, isHead: isHead)
    guard wait > 0 || isClosed || isUnknown || climbs != nil else { return }
    let far = isHead ? street.a : street.b
    // The far end may have a wait of its own; where it is does not change.
    let place = Int(far) < network.nodeCount ? network.coordinates[Int(far)] : coordinate(ofPause: far)
    let new = UInt32(network.nodeCount + pauses.count)
    pauses.append(.pause(network.coordinates[Int(node)], from: place))
    if isClosed { passages[new] = .blocked }
    var piece = UInt64(wait)
    if wait == 0, isClosed || isUnknown {
      piece = 1
      streets[number].milliseconds = max(1, street.milliseconds - 1)
    }
    if isHead { streets[number].b = new } else { streets[number].a = new }
    let seen = isHead ? street.flags : street.flags.reversed
    let flags = isUnknown ? seen.union(.unknown) : seen
    let (on, off) = climbs ?? (0, 0)
    for (direction, more) in [(StreetGraph.EdgeFlags.forward, on), (.backward, off)] where flags.contains(direction) {
      streets.append(
        Street(
          a: new, b: node, milliseconds: piece + more, metres: 0,
          flags: flags.subtracting(.bothWays).union(direction)))
    }
  }

  /// Milliseconds more for who walks on to the upper end of steps, and for who comes from there.
  private func climb(of street: Street, isHead: Bool) -> (on: UInt64, off: UInt64)? {
    guard street.traits.contains(isHead ? .rising : .falling), street.flags.isSuperset(of: .bothWays) else {
      return nil
    }
    let metresPerSecond = profile.speed.metresPerSecond
    func milliseconds(_ factor: Double) -> UInt64 {
      let penalty = street.metres / 5 * profile.steps.secondsPerFlight
      return UInt64(max(1, ((street.metres / (metresPerSecond * factor) + penalty) * 1000).rounded()))
    }
    let (up, down) = (milliseconds(profile.steps.up), milliseconds(profile.steps.down))
    guard up != down else { return nil }
    let base = min(up, down) - 1
    return (up - base, down - base)
  }

  private func coordinate(ofPause node: UInt32) -> Coordinate {
    guard case .pause(let place, _) = pauses[Int(node) - network.nodeCount] else { return network.coordinates[0] }
    return place
  }

  /// Streets drawn twice would count twice in the length of a zone.
  private mutating func removeEqual() {
    var quickest: [[UInt32]: Int] = [:]
    for (number, street) in streets.enumerated() {
      let isTurned = street.a > street.b
      let flags = isTurned ? street.flags.reversed : street.flags
      let key = [min(street.a, street.b), max(street.a, street.b), UInt32(flags.rawValue)]
      if let other = quickest[key], streets[other].milliseconds <= street.milliseconds { continue }
      quickest[key] = number
    }
    streets = quickest.values.sorted().map { streets[$0] }
  }

  // MARK: Zones

  /// What only gates and private streets lead to is private too: all but the longest zone of each component.
  private mutating func restrictEnclosedZones() {
    let components = pieces { _, passage in passage != .blocked }
    let zones = pieces { street, passage in !street.flags.contains(.restricted) && passage == .open }
    var metres: [Int: Double] = [:]
    for (number, street) in streets.enumerated() { metres[zones[number], default: 0] += street.metres }
    var longest: [Int: Int] = [:]
    for (number, street) in streets.enumerated() where !street.flags.contains(.restricted) {
      let known = longest[components[number]].flatMap { metres[$0] } ?? -1
      if metres[zones[number], default: 0] > known { longest[components[number]] = zones[number] }
    }
    for number in streets.indices where longest[components[number]] != zones[number] {
      streets[number].flags.insert(.restricted)
    }
  }

  /// The number of the piece of each street: streets that meet at a node where both are joined.
  private func pieces(isJoined: (Street, StreetGraph.Passage) -> Bool) -> [Int] {
    var pieces = [Int](repeating: -1, count: streets.count)
    for first in streets.indices where pieces[first] < 0 {
      pieces[first] = first
      var open = [first]
      while let street = open.popLast() {
        for node in [streets[street].a, streets[street].b] where isJoined(streets[street], passages[node] ?? .open) {
          for other in streetsAt[node] ?? [] where pieces[other] < 0 {
            guard isJoined(streets[other], passages[node] ?? .open) else { continue }
            pieces[other] = first
            open.append(other)
          }
        }
      }
    }
    return pieces
  }
}
