import Geography
import Parallel

/// The tables of the rows that were chosen.
extension ExtractAssembly {
  mutating func wayTable(
    _ rows: [BatchRow], _ index: NodeIndex, _ nodes: inout NodeAssembly
  ) throws -> WayTable {
    let ends = try referenceEnds(of: rows)
    var references = slots(of: rows, ends, index)
    // Their last use: they are as large as all that is made from here on.
    for batch in batches.indices { batches[batch].ways.dropReferences() }
    if nodes.number(&references) > 0 { countMissing(references, ends) }
    var table = WayColumns(references: references, firstReference: ends)
    forEachRun(of: rows[...]) { column, rows in
      for row in rows {
        symbols.append(column.tags[row.row], of: row.batch, to: &table.tags)
        table.endRow(row.id, isSelected: column.standings[row.row].contains(.selected))
      }
    }
    _ = try Self.place(table.tags.count)
    dropWays()
    return table.table
  }

  /// Frees what the batches hold of ways.
  private mutating func dropWays() {
    for batch in batches.indices { batches[batch].ways = ElementBatch.Ways() }
  }

  private mutating func countMissing(_ references: [UInt32], _ ends: [UInt32]) {
    for way in ends.indices.dropLast() {
      let missing = references[Int(ends[way])..<Int(ends[way + 1])].count { $0 == WayTable.missingNode }
      report.missingNodeReferences += missing
      if missing > 0 { report.waysWithMissingNodes += 1 }
    }
  }

  private static let waysInPortion = 8192

  private static func ways(inPortion portion: Int, of count: Int) -> Range<Int> {
    portion * waysInPortion..<min(count, (portion + 1) * waysInPortion)
  }

  /// Where the references of each way begin in the table, and the end of the last.
  private func referenceEnds(of rows: [BatchRow]) throws -> [UInt32] {
    var ends: [UInt32] = [0]
    ends.reserveCapacity(rows.count + 1)
    var end = 0
    forEachRun(of: rows[...]) { column, rows in
      for row in rows {
        end += column.references.count(of: row.row)
        ends.append(UInt32(truncatingIfNeeded: end))
      }
    }
    guard end < Int(UInt32.max) else { throw AssemblyProblem.tooMany("references of ways") }
    return ends
  }

  /// The slots of the nodes that ways name, ``WayTable/missingNode`` for none.
  private func slots(of rows: [BatchRow], _ ends: [UInt32], _ index: NodeIndex) -> [UInt32] {
    let count = Int(ends[rows.count])
    // An array of none shares its storage with all such, and this would write to it.
    guard count > 0 else { return [] }
    return [UInt32](unsafeUninitializedCapacity: count) { buffer, initialized in
      buffer.initialize(repeating: WayTable.missingNode)
      let slots = ReferenceSlots(base: buffer.baseAddress)
      _ = concurrentMap(
        count: (rows.count + Self.waysInPortion - 1) / Self.waysInPortion, workers: workers,
        workspace: { NodeIndex.Lookup(index) },
        { portion, lookup in
          let ways = Self.ways(inPortion: portion, of: rows.count)
          var lookupNow = lookup
          var place = Int(ends[ways.lowerBound])
          forEachRun(of: rows[ways]) { column, rows in
            for row in rows {
              column.references.forEach(of: row.row) { id in
                if let slot = lookupNow.slot(of: id) { slots.set(place, UInt32(truncatingIfNeeded: slot)) }
                place += 1
              }
            }
          }
          lookup = lookupNow
        })
      initialized = count
    }
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

/// The table of references while workers fill it.
///
/// Unsafe because workers write to one array; `@unchecked Sendable` because each writes the references of its own ways
/// only, of which no two share a place.
private struct ReferenceSlots: @unchecked Sendable {
  let base: UnsafeMutablePointer<UInt32>?

  @inline(__always)
  func set(_ place: Int, _ slot: UInt32) { base?[place] = slot }
}
