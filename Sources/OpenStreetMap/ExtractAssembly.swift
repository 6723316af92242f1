import Geography

/// Makes the tables of an ``Extract`` from decoded batches, whatever their order.
struct ExtractAssembly {
  private let batches: [ElementBatch]
  private let hasVersions: Bool
  private var report = ReadingReport()
  private var symbols: SymbolAssembly

  /// - Throws: ``AssemblyProblem``.
  init(_ batches: [ElementBatch]) throws {
    self.batches = batches
    hasVersions = batches.allSatisfy(\.hasVersions)
    if !hasVersions, batches.contains(where: \.hasDeleted) { throw AssemblyProblem.needsVersions }
    symbols = SymbolAssembly(batches)
    for batch in batches {
      report.nodesRead += batch.nodes.ids.count
      report.waysRead += batch.ways.ids.count
      report.relationsRead += batch.relations.ids.count
    }
  }

  /// Builds the extract. Linear in the batches where they are sorted by id.
  ///
  /// - Throws: ``AssemblyProblem``.
  mutating func extract(header: ExtractHeader) throws -> Extract {
    let relationRows = try relationRows()
    let wayRows = try wayRows(memberOf: relationRows)
    var nodes = NodeAssembly(batches, ways: wayRows, hasVersions: hasVersions)
    try nodes.findPlaces(ways: wayRows)
    let nodeRows = try nodes.selectedRows { [batches, symbols] a, b in
      symbols.isEqual(batches[a.batch].nodes.tags[a.row], of: a.batch, batches[b.batch].nodes.tags[b.row], of: b.batch)
    }
    for row in wayRows { symbols.markKeys(batches[row.batch].ways.tags[row.row], of: row.batch) }
    for row in relationRows { symbols.markKeys(batches[row.batch].relations.tags[row.row], of: row.batch) }
    for row in nodeRows { symbols.markKeys(batches[row.batch].nodes.tags[row.row], of: row.batch) }
    symbols.numberKeys()
    let ways = try wayTable(wayRows, &nodes)
    let relations = try relationTable(relationRows, ways)
    let nodeTable = try nodeTable(nodeRows, &nodes)
    report.duplicates += nodes.duplicates
    report.deleted += nodes.deleted
    report.nodesWithoutPlace = nodes.withoutPlace
    (report.nodesKept, report.waysKept, report.relationsKept) = (
      nodeTable.ids.count, ways.ids.count, relations.ids.count
    )
    warn()
    return Extract(
      header: header, strings: symbols.strings(), nodes: nodeTable, ways: ways, relations: relations, report: report)
  }

  // MARK: Choosing

  private mutating func relationRows() throws -> [BatchRow] {
    var resolution = ElementResolution(.relation, hasVersions: hasVersions)
    let rows = try resolution.resolve(
      ElementResolution.sortedRows(batches, \.relations.ids),
      version: { [batches, hasVersions] row in
        let column = batches[row.batch].relations
        return (hasVersions ? column.versions[row.row] : 0, column.standings[row.row].contains(.deleted))
      },
      isEqual: { [batches, symbols] a, b in
        let (first, second) = (batches[a.batch].relations, batches[b.batch].relations)
        let (members, others) = (first.members[first.range(a.row)], second.members[second.range(b.row)])
        return first.standings[a.row] == second.standings[b.row] && members.count == others.count
          && zip(members, others).allSatisfy { member, other in
            member.element == other.element && symbols.isEqual(member.role, of: a.batch, other.role, of: b.batch)
          } && symbols.isEqual(first.tags[a.row], of: a.batch, second.tags[b.row], of: b.batch)
      })
    report.duplicates += resolution.duplicates
    report.deleted += resolution.deleted
    return rows.filter { batches[$0.batch].relations.standings[$0.row].contains(.selected) }
  }

  private mutating func wayRows(memberOf relations: [BatchRow]) throws -> [BatchRow] {
    var resolution = ElementResolution(.way, hasVersions: hasVersions)
    let rows = try resolution.resolve(
      ElementResolution.sortedRows(batches, \.ways.ids),
      version: { [batches, hasVersions] row in
        let column = batches[row.batch].ways
        return (hasVersions ? column.versions[row.row] : 0, column.standings[row.row].contains(.deleted))
      },
      isEqual: { [batches, symbols] a, b in
        let (first, second) = (batches[a.batch].ways, batches[b.batch].ways)
        return first.standings[a.row] == second.standings[b.row]
          && first.references[first.range(a.row)] == second.references[second.range(b.row)]
          && symbols.isEqual(first.tags[a.row], of: a.batch, second.tags[b.row], of: b.batch)
      })
    report.duplicates += resolution.duplicates
    report.deleted += resolution.deleted
    let members = wayMembers(of: relations)
    let kept = rows.filter { row in
      batches[row.batch].ways.standings[row.row].contains(.selected) || members.contains(row.id)
    }
    return kept
  }

  private func wayMembers(of relations: [BatchRow]) -> Set<Int64> {
    var members: Set<Int64> = []
    for row in relations {
      let column = batches[row.batch].relations
      for member in column.members[column.range(row.row)] where member.element.type == .way {
        members.insert(member.element.number)
      }
    }
    return members
  }

  // MARK: Tables

  private mutating func wayTable(_ rows: [BatchRow], _ nodes: inout NodeAssembly) throws -> WayTable {
    let count = rows.reduce(0) { $0 + batches[$1.batch].ways.range($1.row).count }
    guard count < Int(UInt32.max) else { throw AssemblyProblem.tooMany("references of ways") }
    var references: [UInt32] = []
    references.reserveCapacity(count)
    var firstReference: [UInt32] = [0]
    var firstTag: [UInt32] = [0]
    firstReference.reserveCapacity(rows.count + 1)
    firstTag.reserveCapacity(rows.count + 1)
    var tags: [Tags.Pair] = []
    var hint = 0
    for row in rows {
      let column = batches[row.batch].ways
      let missingBefore = report.missingNodeReferences
      for id in column.references[column.range(row.row)] {
        let number = nodes.number(of: id, near: &hint)
        if number == WayTable.missingNode { report.missingNodeReferences += 1 }
        references.append(number)
      }
      if report.missingNodeReferences > missingBefore { report.waysWithMissingNodes += 1 }
      symbols.append(column.tags[row.row], of: row.batch, to: &tags)
      firstReference.append(UInt32(references.count))
      firstTag.append(try Self.place(tags.count))
    }
    return WayTable(
      ids: rows.map(\.id), firstReference: firstReference, references: references, firstTag: firstTag, tags: tags,
      isSelected: rows.map { batches[$0.batch].ways.standings[$0.row].contains(.selected) })
  }

  private mutating func relationTable(_ rows: [BatchRow], _ ways: WayTable) throws -> RelationTable {
    var members: [RelationTable.Member] = []
    var firstMember: [UInt32] = [0]
    var firstTag: [UInt32] = [0]
    var tags: [Tags.Pair] = []
    for row in rows {
      let column = batches[row.batch].relations
      symbols.append(column.tags[row.row], of: row.batch, to: &tags)
      for member in column.members[column.range(row.row)] {
        let isMissing = member.element.type == .way && ways.index(of: member.element.number) == nil
        if isMissing { report.missingWayMembers += 1 }
        members.append(
          RelationTable.Member(element: member.element, role: symbols.symbol(member.role, of: row.batch)))
      }
      firstMember.append(try Self.place(members.count))
      firstTag.append(try Self.place(tags.count))
    }
    return RelationTable(
      ids: rows.map(\.id), firstMember: firstMember, members: members, firstTag: firstTag, tags: tags)
  }

  private mutating func nodeTable(_ rows: [BatchRow], _ nodes: inout NodeAssembly) throws -> NodeTable {
    var tagged: [UInt32] = []
    var firstTag: [UInt32] = [0]
    var tags: [Tags.Pair] = []
    var hint = 0
    for row in rows {
      tagged.append(nodes.number(of: row.id, near: &hint))
      symbols.append(batches[row.batch].nodes.tags[row.row], of: row.batch, to: &tags)
      firstTag.append(try Self.place(tags.count))
    }
    return NodeTable(
      ids: nodes.ids, coordinates: nodes.coordinates, tagged: tagged, firstTag: firstTag, tags: tags)
  }

  private static func place(_ count: Int) throws -> UInt32 {
    guard let place = UInt32(exactly: count) else { throw AssemblyProblem.tooMany("tags or members") }
    return place
  }

  // MARK: Warnings

  private mutating func warn() {
    if report.waysWithMissingNodes > 0 {
      report.warnings.append(
        Warning(
          count: report.waysWithMissingNodes,
          message: "ways are cut where nodes are missing from the extract (\(report.missingNodeReferences) references)")
      )
    }
    if report.nodesWithoutPlace > 0 {
      report.warnings.append(
        Warning(
          count: report.nodesWithoutPlace, message: "nodes have coordinates off the Earth and are taken as missing"))
    }
    if symbols.repaired > 0 {
      report.warnings.append(
        Warning(count: symbols.repaired, message: "names or tags are not UTF-8 and were repaired"))
    }
  }
}
