import Geography
import Parallel

/// The tables of the rows that were chosen.
extension ExtractAssembly {
  mutating func wayTable(
    _ rows: [BatchRow], _ index: NodeIndex, _ nodes: inout NodeAssembly
  ) throws -> WayTable {
    let portions = slots(of: rows, index)
    // Their last use: they are as large as all that is made from here on.
    for batch in batches.indices { batches[batch].ways.dropReferences() }
    let count = portions.reduce(0) { $0 + $1.count }
    guard count < Int(UInt32.max) else { throw AssemblyProblem.tooMany("references of ways") }
    var table = WayColumns(references: count, ways: rows.count)
    for (portion, slots) in portions.enumerated() {
      var references = slots
      let missing = nodes.number(&references)
      if missing > 0 { countMissing(references, rows[Self.ways(inPortion: portion, of: rows.count)]) }
      table.references += references
    }
    forEachRun(of: rows[...]) { column, rows in
      for row in rows {
        symbols.append(column.tags[row.row], of: row.batch, to: &table.tags)
        table.endRow(
          row.id, references: column.range(row.row).count, isSelected: column.standings[row.row].contains(.selected))
      }
    }
    _ = try Self.place(table.tags.count)
    return table.table
  }

  private mutating func countMissing(_ references: [UInt32], _ rows: ArraySlice<BatchRow>) {
    var begin = 0
    for row in rows {
      let end = begin + batches[row.batch].ways.range(row.row).count
      let missing = references[begin..<end].count { $0 == WayTable.missingNode }
      report.missingNodeReferences += missing
      if missing > 0 { report.waysWithMissingNodes += 1 }
      begin = end
    }
  }

  private static let waysInPortion = 8192

  private static func ways(inPortion portion: Int, of count: Int) -> Range<Int> {
    portion * waysInPortion..<min(count, (portion + 1) * waysInPortion)
  }

  /// The slots of the nodes that ways name, ``WayTable/missingNode`` for none: one array a portion.
  private func slots(of rows: [BatchRow], _ index: NodeIndex) -> [[UInt32]] {
    concurrentMap(
      count: (rows.count + Self.waysInPortion - 1) / Self.waysInPortion, workers: workers,
      workspace: { NodeIndex.Lookup(index) },
      { portion, lookup in
        let rows = rows[Self.ways(inPortion: portion, of: rows.count)]
        var count = 0
        forEachRun(of: rows) { column, rows in for row in rows { count += column.range(row.row).count } }
        return [UInt32](capacity: count) { slots in
          forEachRun(of: rows) { column, rows in
            for row in rows {
              for id in column.references[column.range(row.row)] {
                slots.append(lookup.slot(of: id).map { UInt32(truncatingIfNeeded: $0) } ?? WayTable.missingNode)
              }
            }
          }
        }
      })
  }

  mutating func relationTable(_ rows: [BatchRow], _ ways: WayTable) throws -> RelationTable {
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

  mutating func nodeTable(_ rows: [BatchRow], _ nodes: inout NodeAssembly) throws -> NodeTable {
    var tagged: [UInt32] = []
    var firstTag: [UInt32] = [0]
    var tags: [Tags.Pair] = []
    for row in rows {
      let column = batches[row.batch].nodes
      tagged.append(nodes.number(ofSelected: row.id, at: column.selected[row.row].place))
      symbols.append(column.tags[row.row], of: row.batch, to: &tags)
      firstTag.append(try Self.place(tags.count))
    }
    let (ids, coordinates) = nodes.columns()
    return NodeTable(
      ids: ids, coordinates: coordinates, tagged: tagged, firstTag: firstTag, tags: tags)
  }

  private static func place(_ count: Int) throws -> UInt32 {
    guard let place = UInt32(exactly: count) else { throw AssemblyProblem.tooMany("tags or members") }
    return place
  }
}
