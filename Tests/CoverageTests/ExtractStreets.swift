import Geography
import TestSupport

@testable import OpenStreetMap
@testable import Walking

/// The walkable streets of an extract read by themselves, to feed an oracle: no contraction, no street graph.
///
/// Every pair of neighbouring references of a way that the tag rules open, the rings of open areas drawn as relations,
/// and the enclosed zones found by walking from street to street. Only the lines across open areas come from the
/// program's own (uncontracted) network. For walkers without demands; ``WalkerTown`` is for the others.
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
    let links = streets.map {
      EnclosedZones.Link(
        a: Int($0.a), b: Int($0.b), metres: $0.metres, isPrivate: $0.flags.contains(.restricted))
    }
    let zones = EnclosedZones(links, passages: Dictionary(uniqueKeysWithValues: passages.map { (Int($0), $1) }))
    for (number, isPrivate) in zones.isPrivate.enumerated() where isPrivate {
      streets[number].flags.insert(.restricted)
    }
  }

  /// The oracle on these streets; places are named by their edge of a graph.
  func oracle(placesOn graph: StreetGraph) -> WalkOracle {
    func name(_ node: UInt32) -> WalkOracle.Node {
      WalkOracle.Node(network.nodeIDs[Int(node)], at: network.coordinates[Int(node)])
    }
    let used = Set(streets.flatMap { [$0.a, $0.b] })
    let closed = passages.filter { $0.value != .open && used.contains($0.key) }.map { (name($0.key), $0.value) }
    return WalkOracle(
      streets.map {
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
      if a != b { add(a, b, verdict.edgeFlags, isSteps: verdict.isSteps) }
    }
  }

  private mutating func add(_ a: UInt32, _ b: UInt32, _ flags: StreetGraph.EdgeFlags, isSteps: Bool) {
    let metres = Ellipsoid.lengthInMetres(from: network.coordinates[Int(a)], to: network.coordinates[Int(b)])
    let metresPerSecond = profile.speed.metresPerSecond * (isSteps ? profile.steps.up : 1)
    let milliseconds = UInt64(max(1, (metres / metresPerSecond * 1000).rounded()))
    streets.append(Street(a: a, b: b, milliseconds: milliseconds, metres: metres, flags: flags))
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
}
