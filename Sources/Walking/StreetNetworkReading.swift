import Geography
import OpenStreetMap
import Parallel

extension StreetNetwork {
  /// Takes the walkable ways of an extract apart into segments, and lists the areas to cross.
  ///
  /// - Complexity: linear in the references of the walkable ways, shared among the workers.
  init(_ extract: Extract, profile: WalkingProfile, workers: Int) {
    self.extract = extract
    self.profile = profile
    nodeIDs = extract.nodes.ids
    coordinates = extract.nodes.coordinates
    let rules = TagRules(profile: profile)
    readWays(rules, workers: workers)
    readRelations(rules)
  }

  /// What one run of neighbouring ways gives.
  private struct Portion: Sendable {
    var segments: [Segment] = []
    var cutNodes: [UInt32] = []
    var areas: [PedestrianArea] = []
    var closedNodes: [UInt32] = []
    var unknowns: [(way: UInt32, tags: UnknownTags)] = []
    var walkable = 0, closed = 0, broken = 0, closedToWalker = 0
  }

  private static let waysInPortion = 4096

  private mutating func readWays(_ rules: TagRules, workers: Int) {
    let ways = extract.ways.ids.count
    let network = self
    let portions = concurrentMap(
      count: (ways + Self.waysInPortion - 1) / Self.waysInPortion, workers: workers,
      workspace: { TagRulesCache(rules, network.extract.strings) },
      { index, cache in
        let first = index * Self.waysInPortion
        return network.portion(first..<min(ways, first + Self.waysInPortion), &cache)
      })
    let count = portions.reduce(0) { $0 + $1.segments.count }
    // Some more for those across areas.
    segments.reserveCapacity(count + count / 8)
    for portion in portions {
      segments += portion.segments
      cutNodes += portion.cutNodes
      areas += portion.areas
      closedNodes += portion.closedNodes
      unknownWays += portion.unknowns
      report.walkableWays += portion.walkable
      report.closedWays += portion.closed
      report.brokenWays += portion.broken
      report.waysClosedToWalker += portion.closedToWalker
    }
  }

  private func portion(_ ways: Range<Int>, _ cache: inout TagRulesCache) -> Portion {
    var portion = Portion()
    // As if all were streets: room that is not written to costs nothing.
    let (first, last) = (extract.ways.firstReference[ways.lowerBound], extract.ways.firstReference[ways.upperBound])
    portion.segments.reserveCapacity(Int(last - first))
    for way in ways {
      let verdict = cache.verdict(extract.ways.tags[extract.ways.tagRange(way)])
      switch verdict.kind {
      case .notAStreet: continue
      case .closed:
        portion.closed += 1
        if verdict.isClosedToWalker {
          portion.closedToWalker += 1
          portion.closedNodes += extract.ways.references(of: way).filter { $0 != WayTable.missingNode }
        }
      case .walkable: add(way, verdict, to: &portion)
      }
    }
    return portion
  }

  private func add(_ way: Int, _ verdict: StreetVerdict, to portion: inout Portion) {
    let references = extract.ways.references(of: way)
    let isRing = references.count >= 4 && references.first == references.last
    guard isRing || verdict.shape != .areaOnly else { return }
    let before = portion.segments.count
    let isBroken = addSegments(references, UInt32(way), verdict, &portion.segments, &portion.cutNodes)
    guard portion.segments.count > before else { return }
    if !verdict.unknown.isEmpty { portion.unknowns.append((UInt32(way), verdict.unknown)) }
    portion.walkable += 1
    if isBroken { portion.broken += 1 }
    if isRing, !isBroken, verdict.shape != .line {
      let boundary = portion.segments[before...].map { ($0.from, $0.to) }
      portion.areas.append(PedestrianArea(.way(way), way: UInt32(way), flags: verdict.edgeFlags, boundary: boundary))
    }
  }

  /// Adds the segments between neighbouring references; a missing node breaks the street there, and its neighbours
  /// become ends. Says whether one was missing.
  private func addSegments(
    _ references: ArraySlice<UInt32>, _ way: UInt32, _ verdict: StreetVerdict, _ segments: inout [Segment],
    _ cutNodes: inout [UInt32]
  ) -> Bool {
    var previous: UInt32?
    var isBroken = false
    for node in references {
      guard node != WayTable.missingNode else {
        isBroken = true
        if let neighbour = previous { cutNodes.append(neighbour) }
        previous = nil
        continue
      }
      if let previous {
        guard previous != node else { continue }
        var segment = self.segment(
          previous, node, way: way, flags: verdict.edgeFlags, isSteps: verdict.isSteps, traits: verdict.traits)
        segment.unknown = verdict.unknown
        segments.append(segment)
      } else if isBroken {
        cutNodes.append(node)
      }
      previous = node
    }
    return isBroken
  }

  // MARK: Multipolygons

  /// Open areas drawn as relations: their rings are walkable, and so is what lies inside.
  private mutating func readRelations(_ rules: TagRules) {
    for relation in extract.relations.ids.indices {
      let tags = extract.tags(ofRelation: relation)
      guard tags["type"] == "multipolygon" else { continue }
      let verdict = rules.verdict(tags)
      guard verdict.kind == .walkable else { continue }
      let ways = Set(
        extract.relations.members(of: relation).compactMap { member in
          member.element.type == .way ? extract.ways.index(of: member.element.number) : nil
        }
      ).sorted()
      var ring: [Segment] = []
      for way in ways {
        _ = addSegments(extract.ways.references(of: way), UInt32(way), verdict, &ring, &cutNodes)
      }
      guard let first = ways.first, !ring.isEmpty else { continue }
      segments += ring
      areas.append(
        PedestrianArea(
          .relation(relation), way: UInt32(first), flags: verdict.edgeFlags, boundary: ring.map { ($0.from, $0.to) }))
      if !verdict.unknown.isEmpty { unknownWays += ways.map { (UInt32($0), verdict.unknown) } }
    }
  }
}
