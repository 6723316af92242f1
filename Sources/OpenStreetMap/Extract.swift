import Geography

/// What was kept of an OpenStreetMap extract, as flat tables.
///
/// The tables depend on the content of the file only: shuffled, re-blocked or re-encoded files give equal extracts.
public struct Extract: Sendable {
  /// What the header says.
  public let header: ExtractHeader
  /// The strings of all kept tags and roles.
  public let strings: StringPool
  /// The kept nodes.
  public let nodes: NodeTable
  /// The kept ways.
  public let ways: WayTable
  /// The kept relations.
  public let relations: RelationTable
  /// What was read, kept and dropped.
  public let report: ReadingReport

  package init(
    header: ExtractHeader, strings: StringPool, nodes: NodeTable, ways: WayTable, relations: RelationTable,
    report: ReadingReport
  ) {
    self.header = header
    self.strings = strings
    self.nodes = nodes
    self.ways = ways
    self.relations = relations
    self.report = report
  }

  /// The kept tags of a way, by its place in ``ways``.
  public func tags(ofWay way: Int) -> Tags { Tags(pool: strings, pairs: ways.tags[ways.tagRange(way)]) }
  /// The kept tags of a relation, by its place in ``relations``.
  public func tags(ofRelation relation: Int) -> Tags {
    Tags(pool: strings, pairs: relations.tags[relations.tagRange(relation)])
  }
  /// The kept tags of the tagged node at a place of ``NodeTable/tagged``.
  public func tags(ofTaggedNode position: Int) -> Tags {
    Tags(pool: strings, pairs: nodes.tags[nodes.tagRange(position)])
  }
}

/// What an extract says of itself. All of it is advice only.
public struct ExtractHeader: Sendable {
  /// The bounds the writer claims; `nil` when absent or nonsense.
  public var bounds: CoordinateBox?
  /// The replication time, seconds since 1970 UTC; `nil` when absent.
  public var timestamp: Int64?
  /// The program that wrote it.
  public var writingProgram: String?

  package init(bounds: CoordinateBox? = nil, timestamp: Int64? = nil, writingProgram: String? = nil) {
    self.bounds = bounds
    self.timestamp = timestamp
    self.writingProgram = writingProgram
  }
}

/// Kept nodes: those of kept ways, then nodes kept for their own tags.
///
/// Numbered in the order the ways (by ascending id) name them first, then the remaining tagged nodes by ascending
/// id. Every node has a place on Earth: nodes without one are missing.
public struct NodeTable: Sendable {
  /// OSM ids.
  public let ids: [Int64]
  /// Places, parallel to ``ids``.
  public let coordinates: [Coordinate]
  /// Numbers of the nodes that were kept for their own tags, by ascending OSM id.
  public let tagged: [UInt32]
  package let firstTag: [UInt32]
  package let tags: [Tags.Pair]

  package init(
    ids: [Int64], coordinates: [Coordinate], tagged: [UInt32], firstTag: [UInt32], tags: [Tags.Pair]
  ) {
    self.ids = ids
    self.coordinates = coordinates
    self.tagged = tagged
    self.firstTag = firstTag
    self.tags = tags
  }

  package func tagRange(_ position: Int) -> Range<Int> { Int(firstTag[position])..<Int(firstTag[position + 1]) }
}

/// Kept ways by ascending id.
public struct WayTable: Sendable {
  /// The reference to a node that the extract does not hold.
  public static let missingNode = UInt32.max
  /// OSM ids, ascending.
  public let ids: [Int64]
  package let firstReference: [UInt32]
  package let references: [UInt32]
  package let firstTag: [UInt32]
  package let tags: [Tags.Pair]
  /// Whether the way satisfied a rule itself (else it came as a relation's member), parallel to ``ids``.
  public let isSelected: [Bool]

  package init(
    ids: [Int64], firstReference: [UInt32], references: [UInt32], firstTag: [UInt32], tags: [Tags.Pair],
    isSelected: [Bool]
  ) {
    self.ids = ids
    self.firstReference = firstReference
    self.references = references
    self.firstTag = firstTag
    self.tags = tags
    self.isSelected = isSelected
  }

  /// Numbers of the way's nodes in ``NodeTable``, ``missingNode`` where the extract lacks one.
  public func references(of way: Int) -> ArraySlice<UInt32> {
    references[Int(firstReference[way])..<Int(firstReference[way + 1])]
  }

  /// The place of a way in the table. O(log n).
  public func index(of id: Int64) -> Int? { ids.sortedIndex(of: id) }

  package func tagRange(_ way: Int) -> Range<Int> { Int(firstTag[way])..<Int(firstTag[way + 1]) }
}

/// Kept relations by ascending id.
public struct RelationTable: Sendable {
  /// A member: an element and its role.
  public struct Member: Hashable, Sendable {
    /// Which element; it need not be in the extract.
    public let element: ElementID
    /// The role, often empty.
    public let role: Symbol
    package init(element: ElementID, role: Symbol) {
      self.element = element
      self.role = role
    }
  }

  /// OSM ids, ascending.
  public let ids: [Int64]
  package let firstMember: [UInt32]
  package let members: [Member]
  package let firstTag: [UInt32]
  package let tags: [Tags.Pair]

  package init(ids: [Int64], firstMember: [UInt32], members: [Member], firstTag: [UInt32], tags: [Tags.Pair]) {
    self.ids = ids
    self.firstMember = firstMember
    self.members = members
    self.firstTag = firstTag
    self.tags = tags
  }

  /// The members of a relation in the file's order.
  public func members(of relation: Int) -> ArraySlice<Member> {
    members[Int(firstMember[relation])..<Int(firstMember[relation + 1])]
  }

  /// The place of a relation in the table. O(log n).
  public func index(of id: Int64) -> Int? { ids.sortedIndex(of: id) }

  package func tagRange(_ relation: Int) -> Range<Int> { Int(firstTag[relation])..<Int(firstTag[relation + 1]) }
}

/// Counts of what an extract held and what became of it.
public struct ReadingReport: Sendable {
  /// Elements in the file.
  public var nodesRead = 0, waysRead = 0, relationsRead = 0
  /// Elements in the tables.
  public var nodesKept = 0, waysKept = 0, relationsKept = 0
  /// References of kept ways to nodes that the file lacks.
  public var missingNodeReferences = 0
  /// Kept ways with at least one missing node.
  public var waysWithMissingNodes = 0
  /// Way members of kept relations that the file lacks.
  public var missingWayMembers = 0
  /// Nodes without a place on Earth, treated as missing.
  public var nodesWithoutPlace = 0
  /// Elements met twice with the same content, or in an older version.
  public var duplicates = 0
  /// Elements marked as deleted.
  public var deleted = 0
  /// What a user should hear of, counted.
  public var warnings: [Warning] = []

  package init() {}
}

extension [Int64] {
  /// Binary search in an ascending array.
  func sortedIndex(of value: Int64) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == value ? low : nil
  }
}
