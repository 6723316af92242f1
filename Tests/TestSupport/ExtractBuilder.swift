import Geography
import OpenStreetMap

/// Collects nodes, ways and relations in memory and makes the ``Extract`` that a reader would make of them.
///
/// The order of the calls does not matter; an element given twice is replaced.
public struct ExtractBuilder: Sendable {
  struct Node: Sendable {
    var coordinate: Coordinate
    var tags: [String: String]
  }
  struct Way: Sendable {
    var nodes: [Int64]
    var tags: [String: String]
  }
  struct Relation: Sendable {
    var members: [(element: ElementID, role: String)]
    var tags: [String: String]
  }

  var nodes: [Int64: Node] = [:]
  var ways: [Int64: Way] = [:]
  var relations: [Int64: Relation] = [:]

  /// Starts empty.
  public init() {}

  /// Adds a node.
  public mutating func addNode(_ id: Int64, at coordinate: Coordinate, tags: [String: String] = [:]) {
    nodes[id] = Node(coordinate: coordinate, tags: tags)
  }

  /// Adds a node at degrees; one off the Earth is left out, as a reader treats it as missing.
  public mutating func addNode(_ id: Int64, longitude: Double, latitude: Double, tags: [String: String] = [:]) {
    guard let coordinate = Coordinate(longitude: longitude, latitude: latitude) else { return }
    addNode(id, at: coordinate, tags: tags)
  }

  /// Adds a way over node ids; those that are never added are missing in the extract.
  public mutating func addWay(_ id: Int64, _ nodes: [Int64], tags: [String: String] = [:]) {
    ways[id] = Way(nodes: nodes, tags: tags)
  }

  /// Adds a relation.
  public mutating func addRelation(
    _ id: Int64, _ members: [(element: ElementID, role: String)], tags: [String: String] = [:]
  ) {
    relations[id] = Relation(members: members, tags: tags)
  }

  /// Adds a relation of ways, `outer` or `inner` by `roles` or all without a role.
  public mutating func addRelation(_ id: Int64, ways: [Int64], roles: [String] = [], tags: [String: String] = [:]) {
    let members = ways.enumerated().map { position, way in
      (element: ElementID(.way, way), role: position < roles.count ? roles[position] : "")
    }
    addRelation(id, members, tags: tags)
  }

  /// The ids of all ways, ascending.
  public var wayIDs: [Int64] { ways.keys.sorted() }

  /// Takes an element away again, as an extract's edge would.
  public mutating func remove(_ element: ElementID) {
    switch element.type {
    case .node: nodes[element.number] = nil
    case .way: ways[element.number] = nil
    case .relation: relations[element.number] = nil
    }
  }

  /// Puts in the elements of another builder; equal ids are replaced.
  public mutating func merge(_ other: ExtractBuilder) {
    nodes.merge(other.nodes) { $1 }
    ways.merge(other.ways) { $1 }
    relations.merge(other.relations) { $1 }
  }

  /// The tags of an element; empty when it is unknown or has none.
  public func tags(of element: ElementID) -> [String: String] {
    switch element.type {
    case .node: nodes[element.number]?.tags ?? [:]
    case .way: ways[element.number]?.tags ?? [:]
    case .relation: relations[element.number]?.tags ?? [:]
    }
  }
}
