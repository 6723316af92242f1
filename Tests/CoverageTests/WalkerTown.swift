import Foundation
import Geography
import OpenStreetMap
import TestSupport

@testable import Walking

/// The streets of a town for one walker, from the tags and the profile's file, to feed an oracle: what a way, a node, a
/// crossing, a kerb and a climb mean is computed a second time (``WalkerTags``), and nothing of the engine's network is
/// read. For ways and nodes; open areas, which random towns have not, are ``ExtractStreets``'.
struct WalkerTown {
  /// What is drawn between two neighbouring nodes.
  private struct Street {
    var a: Int
    var b: Int
    var id: Int64
    var way: WalkerTags.Way
    var metres: Double
    /// Milliseconds as it is drawn and back, and those of both that no pace changes.
    var there: UInt64 = 0, back: UInt64 = 0, fixed: UInt64 = 0
    /// Whether a tag is missing.
    var isDoubtful = false

    func other(_ node: Int) -> Int { node == a ? b : a }
  }

  /// What happens where a street meets one of its ends.
  private struct Stop {
    /// Milliseconds of a lift, and of traffic: half of the wait each.
    var lift: UInt64 = 0, traffic: UInt64 = 0
    var isClosed = false, isDoubtful = false

    var isEmpty: Bool { lift + traffic == 0 && !isClosed && !isDoubtful }
  }

  private struct End: Hashable {
    var street: Int
    var node: Int
  }

  private let extract: Extract
  private let tags: WalkerTags
  private let gates: WalkingProfile.GatePolicy
  private let heights: MadeHeights?
  private var streets: [Street] = []
  private var streetsAt: [Int: [Int]] = [:]
  private var nodes: [Int: WalkerTags.Node] = [:]
  private var stops: [End: Stop] = [:]

  init(
    _ extract: Extract, profile text: String, gates: WalkingProfile.GatePolicy, heights: MadeHeights? = nil
  ) throws {
    self.extract = extract
    self.heights = heights
    self.gates = gates
    tags = try WalkerTags(profile: text)
    for (position, node) in extract.nodes.tagged.enumerated() {
      nodes[Int(node)] = tags.node(extract.tags(ofTaggedNode: position))
    }
    readWays()
    for node in streetsAt.keys { wait(at: node) }
    joinSplitRoads()
  }

  private func place(_ node: Int) -> Coordinate { extract.nodes.coordinates[node] }

  private func node(_ number: Int) -> WalkerTags.Node { nodes[number] ?? WalkerTags.Node() }

  private mutating func readWays() {
    /// Of equal streets the quickest counts, then the one of the lowest way.
    struct Course: Hashable {
      var ends: [Int]
      var way: WalkerTags.Way
    }
    var known: Set<Course> = []
    for way in extract.ways.ids.indices {
      guard let kind = tags.way(extract.tags(ofWay: way)) else { continue }
      let nodes = extract.ways.references(of: way).map { Int($0) }
      for (a, b) in zip(nodes, nodes.dropFirst()) where a != b {
        var turned = kind
        (turned.isForward, turned.isBackward) = (kind.isBackward, kind.isForward)
        turned.rises = kind.rises.map { !$0 }
        let course = a < b ? Course(ends: [a, b], way: kind) : Course(ends: [b, a], way: turned)
        guard known.insert(course).inserted else { continue }
        let metres = Ellipsoid.lengthInMetres(from: place(a), to: place(b))
        var street = Street(a: a, b: b, id: extract.ways.ids[way], way: kind, metres: metres)
        guard setTimes(of: &street) else { continue }
        streetsAt[a, default: []].append(streets.count)
        streetsAt[b, default: []].append(streets.count)
        streets.append(street)
      }
    }
  }

  // MARK: Waits and kerbs

  private mutating func wait(at number: Int) {
    let (node, own) = (node(number), streetsAt[number] ?? [])
    let top = own.map { streets[$0].way.rank }.max() ?? 0
    let lifts = own.filter { streets[$0].way.isLift }
    // A lift's doors: where it meets anything else, or all around the node that it is.
    let doors = lifts.isEmpty ? (node.isLift ? own : []) : lifts.count < own.count ? lifts : []
    for street in doors { stops[End(street: street, node: number), default: Stop()].lift = tags.wait("lift") / 2 }
    for street in own {
      let way = streets[street].way
      var stop = Stop()
      if way.rank < top {
        switch node.crossing ?? way.crossing ?? .unmarked {
        case .signals: stop.traffic = tags.wait("signals") / 2
        case .marked: stop.traffic = tags.wait("uncontrolled") / 2
        case .unmarked: stop.traffic = top == 2 ? tags.wait("unmarked") / 2 : 0
        }
      }
      if node.standsAlone {
        stop.isDoubtful = node.isDoubtful && !node.isClosed
      } else if way.rank == 0 {
        stop.isClosed = node.isClosed
        stop.isDoubtful = node.isDoubtful && !node.isClosed && !hasKerb(beyond: number, along: street)
      }
      guard !stop.isEmpty else { continue }
      let lift = stops[End(street: street, node: number)]?.lift ?? 0
      stop.lift = lift
      stops[End(street: street, node: number)] = stop
    }
  }

  private func hasKerb(beyond number: Int, along street: Int) -> Bool {
    walk(from: number, along: street, metres: 15).contains { node($0.node).hasKerb && node($0.node).standsAlone }
  }

  /// The nodes straight on over streets of no higher rank, with the street that leads there and the metres walked.
  private func walk(from start: Int, along first: Int, metres: Double) -> [(node: Int, street: Int, metres: Double)] {
    var line: [(node: Int, street: Int, metres: Double)] = []
    var (node, street, passed) = (start, first, 0.0)
    while true {
      let before = node
      node = streets[street].other(node)
      passed += streets[street].metres
      guard passed <= metres, node != start else { return line }
      line.append((node, street, passed))
      let onward = (streetsAt[node] ?? []).filter { $0 != street && streets[$0].way.rank <= streets[first].way.rank }
      let straightest = onward.max { turn(before, node, $0) > turn(before, node, $1) }
      guard let straightest else { return line }
      street = straightest
    }
  }

  /// The angle between a line that comes to a node and a street that leaves it, in radians.
  private func turn(_ before: Int, _ node: Int, _ street: Int) -> Double {
    let scale = Ellipsoid.LocalScale(latitude: place(node).latitude)
    func bearing(_ a: Int, _ b: Int) -> Double {
      let (p, q) = (place(a), place(b))
      let east = (Double(q.longitudeE7) - Double(p.longitudeE7)) * scale.eastInMetres
      return atan2(east, (Double(q.latitudeE7) - Double(p.latitudeE7)) * scale.northInMetres)
    }
    let angle = abs(bearing(before, node) - bearing(node, streets[street].other(node)))
    return min(angle, 2 * Double.pi - angle)
  }

  /// Two crossings on a straight line within 30 m are one road's: who is between them has waited.
  private mutating func joinSplitRoads() {
    var between: Set<End> = []
    for (end, stop) in stops where stop.traffic > 0 {
      for step in walk(from: end.node, along: end.street, metres: 30) {
        let other = End(street: step.street, node: step.node)
        guard let far = stops[other], far.traffic > 0 else { continue }
        let air = Ellipsoid.lengthInMetres(from: place(end.node), to: place(step.node))
        if step.metres <= 1.2 * air { between.formUnion([end, other]) }
        break
      }
    }
    for end in between { stops[end]?.traffic = 0 }
  }

  // MARK: The oracle

  /// The oracle on these streets; places are named by their edge of a graph.
  ///
  /// - Parameter tenths: so many tenths of the walker's speed, times in such shares of a tenth of a millisecond; `nil` for
  ///   the walker's own speed in milliseconds.
  func oracle(placesOn graph: StreetGraph, isStrict: Bool = false, tenths: UInt64? = nil) -> WalkOracle {
    func paced(_ time: UInt64, fixed: UInt64) -> UInt64 {
      tenths.map { (time - fixed) * 10 + fixed * $0 } ?? time
    }
    var drawn: [(segment: WalkOracle.Segment, link: EnclosedZones.Link, isDoubtful: Bool)] = []
    var passages: [Int: StreetGraph.Passage] = [:]
    for (number, node) in nodes {
      passages[number] = node.isClosed && node.standsAlone ? .blocked : node.passage
    }
    var names: [WalkOracle.Node] = extract.nodes.ids.map { .node($0) }
    for (number, street) in streets.enumerated() {
      var (time, back) = (street.there, street.back)
      var ends = [street.a, street.b]
      for (side, node) in [street.a, street.b].enumerated() {
        guard let stop = stops[End(street: number, node: node)], !stop.isEmpty else { continue }
        let (end, wait) = (names.count, stop.lift + stop.traffic)
        names.append(.wait(end))
        ends[side] = end
        if stop.isClosed { passages[end] = .blocked }
        // What takes no time by itself takes a millisecond of the street's.
        if wait == 0 { (time, back) = (max(1, time - 1), max(1, back - 1)) }
        let (from, to) = side == 0 ? (node, end) : (end, node)
        let own = wait == 0 ? paced(1, fixed: 0) : paced(wait, fixed: wait)
        drawn.append(piece(street, from, to, names, times: (own, own), isDoubtful: stop.isDoubtful))
      }
      var whole = piece(
        street, ends[0], ends[1], names, times: (paced(time, fixed: street.fixed), paced(back, fixed: street.fixed)),
        isDoubtful: false, metres: street.metres,
        stretch: WalkOracle.Stretch(way: street.id, a: place(street.a), b: place(street.b)))
      (whole.segment.drawnTime, whole.segment.drawnBackTime) = (time, back)
      drawn.append(whole)
    }
    let zones = EnclosedZones(drawn.map(\.link), passages: passages)
    for (number, isPrivate) in zones.isPrivate.enumerated() { drawn[number].segment.isPrivate = isPrivate }
    let used = Set(drawn.flatMap { [$0.link.a, $0.link.b] })
    let closed = passages.filter { used.contains($0.key) }.map { (names[$0.key], $0.value) }
    return WalkOracle(
      drawn.filter { !isStrict || !$0.isDoubtful }.map(\.segment),
      passages: Dictionary(uniqueKeysWithValues: closed), placesOn: graph, gates: gates)
  }

  private func piece(
    _ street: Street, _ from: Int, _ to: Int, _ names: [WalkOracle.Node], times: (UInt64, UInt64), isDoubtful: Bool,
    metres: Double = 0, stretch: WalkOracle.Stretch? = nil
  ) -> (segment: WalkOracle.Segment, link: EnclosedZones.Link, isDoubtful: Bool) {
    let way = street.way
    return (
      WalkOracle.Segment(
        names[from], names[to], time: times.0, backTime: times.1, isForward: way.isForward,
        isBackward: way.isBackward, isPrivate: way.isPrivate, stretch: stretch),
      EnclosedZones.Link(a: from, b: to, metres: metres, isPrivate: way.isPrivate), isDoubtful || street.isDoubtful
    )
  }

  /// Sets the times; says whether the walker can take it at all.
  private func setTimes(of street: inout Street) -> Bool {
    (street.there, street.isDoubtful) = (tags.milliseconds(street.metres), !street.way.missing.isEmpty)
    street.back = street.there
    if street.way.isSteps {
      let (up, down) = (
        tags.milliseconds(street.metres, steps: "up"), tags.milliseconds(street.metres, steps: "down")
      )
      switch street.way.rises {
      case true?: (street.there, street.back) = (up, down)
      case false?: (street.there, street.back) = (down, up)
      // Up or down, nobody knows: between the two.
      case nil: (street.there, street.back) = ((up + down + 1) / 2, (up + down + 1) / 2)
      }
      let flights = (street.metres / 5 * (tags.number("seconds_per_flight", in: "steps") ?? 0) * 1000).rounded()
      street.fixed = min(UInt64(flights), min(street.there, street.back) - 1)
    }
    guard let slopes = slopes(of: street) else { return true }
    func factor(_ slope: Double) -> Double {
      // km/h of Tobler, and on the flat.
      let steep = max(-1, min(1, slope))
      return 6 * exp(-3.5 * 0.05) / (6 * exp(-3.5 * abs(steep + 0.05)))
    }
    let count = Double(slopes.count)
    if slopes.contains(where: { $0 != 0 }) {
      street.there = tags.milliseconds(street.metres * slopes.reduce(0) { $0 + factor($1) } / count)
      street.back = tags.milliseconds(street.metres * slopes.reduce(0) { $0 + factor(-$1) } / count)
    }
    guard street.way.mindsHeights else { return true }
    street.isDoubtful = !street.way.missing.subtracting(["incline"]).isEmpty
    let steepest = slopes.map { abs($0) }.max() ?? 0
    return steepest * 100 <= tags.number("max_slope_percent") ?? .infinity
  }

  /// Metres up a metre on, as it is drawn, of the pieces of up to 30 m of a street; `nil` where they do not count.
  private func slopes(of street: Street) -> [Double]? {
    guard let heights, !street.way.isLevel, street.metres > 0 else { return nil }
    // Places are rounded as seen from the lower node.
    let isTurned = extract.nodes.ids[street.a] > extract.nodes.ids[street.b]
    let (from, to) = isTurned ? (place(street.b), place(street.a)) : (place(street.a), place(street.b))
    let count = (street.metres / 30).rounded(.up)
    let line = (0...Int(count)).map { step -> Double? in
      let share = Double(step) / count
      let east = (Double(to.longitudeE7) - Double(from.longitudeE7)) * share
      let north = (Double(to.latitudeE7) - Double(from.latitudeE7)) * share
      return heights.height(
        at: Coordinate(
          longitudeE7: from.longitudeE7 + Int32(east.rounded()), latitudeE7: from.latitudeE7 + Int32(north.rounded())))
    }
    let known = line.compactMap(\.self)
    guard known.count == line.count else { return nil }
    let slopes = zip(known, known.dropFirst()).map { ($1 - $0) / (street.metres / count) }
    return isTurned ? slopes.reversed().map { -$0 } : slopes
  }
}
