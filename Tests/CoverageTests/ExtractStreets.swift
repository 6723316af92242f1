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
  }

  private let extract: Extract
  private let profile: WalkingProfile
  private let network: StreetNetwork
  private var streets: [Street] = []
  private var passages: [UInt32: StreetGraph.Passage] = [:]
  private var streetsAt: [UInt32: [Int]] = [:]

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
    for (number, street) in streets.enumerated() {
      streetsAt[street.a, default: []].append(number)
      streetsAt[street.b, default: []].append(number)
    }
    restrictEnclosedZones()
  }

  /// The oracle on these streets; places are named by their edge of a graph.
  func oracle(placesOn graph: StreetGraph) -> WalkOracle {
    func name(_ node: UInt32) -> WalkOracle.Node {
      WalkOracle.Node(network.nodeIDs[Int(node)], at: network.coordinates[Int(node)])
    }
    let closed = passages.filter { $0.value != .open && streetsAt[$0.key] != nil }.map { (name($0.key), $0.value) }
    return WalkOracle(
      streets.map { WalkOracle.Segment(name($0.a), name($0.b), time: $0.milliseconds, flags: $0.flags) },
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
      if a != b { add(a, b, verdict.flags, isSteps: verdict.isSteps) }
    }
  }

  private mutating func add(_ a: UInt32, _ b: UInt32, _ flags: StreetGraph.EdgeFlags, isSteps: Bool) {
    let metres = Ellipsoid.lengthInMetres(from: network.coordinates[Int(a)], to: network.coordinates[Int(b)])
    let metresPerSecond = profile.speed.metresPerSecond * (isSteps ? profile.stepsFactor : 1)
    streets.append(
      Street(
        a: a, b: b, milliseconds: UInt64(max(1, (metres / metresPerSecond * 1000).rounded())), metres: metres,
        flags: flags))
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
