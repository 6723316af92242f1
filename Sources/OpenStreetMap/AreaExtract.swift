import Geography

extension Extract {
  /// The area that a closed way encloses.
  ///
  /// A way that touches itself at a node gives several polygons or holes; one that goes out and back loses the spike.
  ///
  /// - Parameter index: the way's place in ``ways``.
  /// - Complexity: O(n log n) in the way's nodes.
  public func area(ofWay index: Int) -> Result<Area, AreaProblem> {
    let nodes = ways.references(of: index)
    guard !nodes.contains(WayTable.missingNode) else { return .failure(.incomplete) }
    guard let first = nodes.first, first == nodes.last else {
      return .failure(nodes.isEmpty ? .degenerate : .openRing)
    }
    let id = ElementID(.way, ways.ids[index])
    if (4...(AreaSimpleRing.mostPoints + 1)).contains(nodes.count),
      let polygon = AreaSimpleRing.polygon(nodes.map { self.nodes.coordinates[Int($0)] })
    {
      return .success(Area(id: id, polygons: [polygon]))
    }
    return AreaAssembly.polygons(of: [nodes], coordinates: self.nodes.coordinates)
      .map { Area(id: id, polygons: $0) }
  }

  /// The area that the member ways of a relation enclose together.
  ///
  /// Rings come of ways in any order and direction, joined where they share nodes. Roles do not count: what an odd
  /// number of rings surrounds is inside. A way that is a member twice counts once, and so do ways of equal role
  /// over the same nodes. Members that are nodes or relations are passed over.
  ///
  /// - Parameter index: the relation's place in ``relations``. Its `type` is the caller's business.
  /// - Complexity: O(n log n) in the nodes of all member ways.
  public func area(ofRelation index: Int) -> Result<Area, AreaProblem> {
    var members: [(way: Int, role: Symbol)] = []
    for member in relations.members(of: index) where member.element.type == .way {
      guard let way = ways.index(of: member.element.number),
        !ways.references(of: way).contains(WayTable.missingNode)
      else { return .failure(.incomplete) }
      members.append((way, member.role))
    }
    members.sort { ($0.way, $0.role.rawValue) < ($1.way, $1.role.rawValue) }
    let single = members.indices.filter { $0 == 0 || members[$0].way != members[$0 - 1].way }.map { members[$0] }
    let id = ElementID(.relation, relations.ids[index])
    if let polygons = simplePolygons(of: single.map(\.way)) { return .success(Area(id: id, polygons: polygons)) }
    let different = withoutTwins(single).map { ways.references(of: $0) }
    return AreaAssembly.polygons(of: different, coordinates: nodes.coordinates)
      .map { Area(id: id, polygons: $0) }
  }

  /// The polygons of a few closed ways that touch nowhere; `nil` for others.
  private func simplePolygons(of members: [Int]) -> [GeographicPolygon]? {
    var count = 0
    for way in members {
      let nodes = ways.references(of: way)
      count += nodes.count
      guard count <= AreaSimpleRings.mostPoints, nodes.count >= 4, nodes.first == nodes.last else { return nil }
    }
    guard count > 0 else { return nil }
    return AreaSimpleRings.polygons(
      members.map { way in ways.references(of: way).map { nodes.coordinates[Int($0)] } })
  }

  /// The ways less those that run over the same nodes as an earlier one of the same role.
  private func withoutTwins(_ members: [(way: Int, role: Symbol)]) -> [Int] {
    struct Course: Hashable {
      let nodes: [UInt32]
      let role: Symbol
    }
    // Twins agree in length, sum and least number of their nodes, which is cheap to tell; only then compare courses.
    struct Outline: Hashable {
      let count: Int
      let sum: UInt64
      let least: UInt32
    }
    let outlines = members.map { member in
      let nodes = ways.references(of: member.way)
      let isClosed = nodes.count > 1 && nodes.first == nodes.last
      let open = isClosed ? nodes.dropLast() : nodes
      return Outline(count: nodes.count, sum: open.reduce(0) { $0 &+ UInt64($1) }, least: nodes.min() ?? 0)
    }
    let counts = Dictionary(outlines.map { ($0, 1) }, uniquingKeysWith: +)
    var seen: Set<Course> = []
    return zip(members, outlines).filter { member, outline in
      counts[outline] == 1
        || seen.insert(Course(nodes: Self.course(ways.references(of: member.way)), role: member.role)).inserted
    }.map { $0.0.way }
  }

  /// A way's nodes the same whatever its direction and, when closed, its start.
  private static func course(_ nodes: ArraySlice<UInt32>) -> [UInt32] {
    guard nodes.count > 2, nodes.first == nodes.last, let least = nodes.min() else {
      let forward = Array(nodes)
      let backward = Array(nodes.reversed())
      return backward.lexicographicallyPrecedes(forward) ? backward : forward
    }
    let ring = Array(nodes.dropLast())
    guard let start = ring.firstIndex(of: least) else { return ring }
    let forward = Array(ring[start...] + ring[..<start])
    let backward = [least] + forward.dropFirst().reversed()
    return backward.lexicographicallyPrecedes(forward) ? backward : forward
  }
}
