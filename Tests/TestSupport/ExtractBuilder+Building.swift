import Geography
import OpenStreetMap

extension ExtractBuilder {
  /// The extract of everything added (`nil`), or of what a selection keeps.
  ///
  /// Follows ``NodeTable``'s numbering. Without a selection all ways, relations and tagged nodes are kept with all
  /// tags, and tagged ways count as selected. Complexity: O(n log n).
  public func extract(_ selection: ElementSelection? = nil) -> Extract {
    let keptRelations = relations.filter { selection?.keeps($0.value.tags, by: \.relations) ?? true }
    let memberWays = Set(
      keptRelations.values.flatMap { $0.members }.filter { $0.element.type == .way }.map(\.element.number))
    let keptWays = ways.filter {
      memberWays.contains($0.key) || (selection?.keeps($0.value.tags, by: \.ways) ?? true)
    }
    let taggedNodes = nodes.filter { selection?.keeps($0.value.tags, by: \.nodes) ?? !$0.value.tags.isEmpty }
    let tags = TagWriter(
      selection: selection,
      elements: taggedNodes.values.map(\.tags) + keptWays.values.map(\.tags) + keptRelations.values.map(\.tags),
      roles: keptRelations.values.flatMap { $0.members.map(\.role) })

    var report = ReadingReport()
    let (wayTable, numbering) = wayTable(keptWays, selection, tags, &report)
    let nodeTable = nodeTable(numbering, taggedNodes, tags)
    let relationTable = relationTable(keptRelations, tags)
    (report.nodesRead, report.waysRead, report.relationsRead) = (nodes.count, ways.count, relations.count)
    (report.nodesKept, report.waysKept) = (nodeTable.ids.count, wayTable.ids.count)
    report.relationsKept = relationTable.ids.count
    report.missingWayMembers = keptRelations.values.reduce(0) { sum, relation in
      sum + relation.members.filter { $0.element.type == .way && ways[$0.element.number] == nil }.count
    }
    return Extract(
      header: ExtractHeader(writingProgram: "ExtractBuilder"), strings: tags.pool, nodes: nodeTable, ways: wayTable,
      relations: relationTable, report: report)
  }

  private func wayTable(
    _ kept: [Int64: Way], _ selection: ElementSelection?, _ tags: TagWriter, _ report: inout ReadingReport
  ) -> (table: WayTable, nodeOrder: [Int64]) {
    let ids = kept.keys.sorted()
    var numbers: [Int64: UInt32] = [:]
    var order: [Int64] = []
    var firstReference: [UInt32] = [0]
    var references: [UInt32] = []
    var lists: [[String: String]] = []
    var isSelected: [Bool] = []
    for id in ids {
      guard let way = kept[id] else { continue }
      let missing = way.nodes.filter { nodes[$0] == nil }.count
      report.missingNodeReferences += missing
      report.waysWithMissingNodes += missing > 0 ? 1 : 0
      for node in way.nodes where nodes[node] != nil && numbers[node] == nil {
        numbers[node] = UInt32(order.count)
        order.append(node)
      }
      references += way.nodes.map { numbers[$0] ?? WayTable.missingNode }
      firstReference.append(UInt32(references.count))
      lists.append(way.tags)
      isSelected.append(selection?.keeps(way.tags, by: \.ways) ?? !way.tags.isEmpty)
    }
    let (firstTag, pairs) = tags.write(lists)
    let table = WayTable(
      ids: ids, firstReference: firstReference, references: references, firstTag: firstTag, tags: pairs,
      isSelected: isSelected)
    return (table, order)
  }

  private func nodeTable(_ ofWays: [Int64], _ tagged: [Int64: Node], _ tags: TagWriter) -> NodeTable {
    let onWays = Set(ofWays)
    let taggedIDs = tagged.keys.sorted()
    let ids = ofWays + taggedIDs.filter { !onWays.contains($0) }
    let numbers = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, UInt32($0)) })
    let (firstTag, pairs) = tags.write(taggedIDs.compactMap { tagged[$0]?.tags })
    return NodeTable(
      ids: ids, coordinates: ids.compactMap { nodes[$0]?.coordinate }, tagged: taggedIDs.compactMap { numbers[$0] },
      firstTag: firstTag, tags: pairs)
  }

  private func relationTable(_ kept: [Int64: Relation], _ tags: TagWriter) -> RelationTable {
    let ids = kept.keys.sorted()
    var firstMember: [UInt32] = [0]
    var members: [RelationTable.Member] = []
    for id in ids {
      for member in kept[id]?.members ?? [] {
        members.append(.init(element: member.element, role: tags.symbol(member.role)))
      }
      firstMember.append(UInt32(members.count))
    }
    let (firstTag, pairs) = tags.write(ids.compactMap { kept[$0]?.tags })
    return RelationTable(ids: ids, firstMember: firstMember, members: members, firstTag: firstTag, tags: pairs)
  }
}

/// Turns tags into symbols of one pool, leaving out keys that a selection does not materialise.
private struct TagWriter {
  let selection: ElementSelection?
  let pool: StringPool

  init(selection: ElementSelection?, elements: [[String: String]], roles: [String]) {
    self.selection = selection
    var strings = Set(roles)
    for tags in elements {
      for (key, value) in tags where selection?.materialises(key) ?? true { strings.formUnion([key, value]) }
    }
    pool = StringPool(strings.sorted())
  }

  func symbol(_ string: String) -> Symbol { pool.symbol(of: string) ?? Symbol(rawValue: 0) }

  func write(_ lists: [[String: String]]) -> (firstTag: [UInt32], pairs: [Tags.Pair]) {
    var firstTag: [UInt32] = [0]
    var pairs: [Tags.Pair] = []
    for tags in lists {
      for (key, value) in tags.sorted(by: { $0.key < $1.key }) where selection?.materialises(key) ?? true {
        pairs.append(Tags.Pair(key: symbol(key), value: symbol(value)))
      }
      firstTag.append(UInt32(pairs.count))
    }
    return (firstTag, pairs)
  }
}

extension ElementSelection {
  fileprivate func keeps(_ tags: [String: String], by rules: KeyPath<ElementSelection, [Rule]>) -> Bool {
    self[keyPath: rules].contains { rule in
      tags[rule.key].map { rule.values?.contains($0) ?? true } ?? false
    }
  }

  fileprivate func materialises(_ key: String) -> Bool {
    keys.contains(key) || keys.contains { $0.last == "*" && key.hasPrefix($0.dropLast()) }
  }
}
