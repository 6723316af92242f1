import Geography

/// Makes the tables of an ``Extract`` from decoded batches, whatever their order.
struct ExtractAssembly {
  /// Where the nodes come from.
  enum NodeSource {
    /// The batches hold all of them, in any order and perhaps more than once.
    case batches
    /// They come now that it is known which are needed, each once and by ascending id: the function writes the places
    /// of those and gives the selected ones.
    case sorted((NodeIndex, NodePlaces) throws -> [ElementBatch])
  }

  var batches: [ElementBatch]
  let workers: Int
  private let hasVersions: Bool
  /// Whether nothing in the file marks its end, as nothing does in PBF.
  var isEndUnmarked = false
  var report = ReadingReport()
  var symbols = SymbolAssembly()

  /// - Throws: ``AssemblyProblem``.
  init(_ batches: [ElementBatch], workers: Int) throws {
    self.batches = batches
    self.workers = workers
    hasVersions = batches.allSatisfy(\.hasVersions)
    if !hasVersions, batches.contains(where: \.hasDeleted) { throw AssemblyProblem.needsVersions }
    symbols.add(batches)
  }

  /// Builds the extract. Linear in the batches where they are sorted by id.
  ///
  /// - Throws: ``AssemblyProblem``, or what the source of nodes throws.
  mutating func extract(header: ExtractHeader, nodes source: NodeSource) throws -> Extract {
    let relationRows = try relationRows()
    let wayRows = try wayRows(memberOf: relationRows)
    let index = NodeIndex()
    forEachRun(of: wayRows[...]) { column, rows in
      for row in rows { index.insert(referencesOf: row.row, in: column.references) }
    }
    var nodes: NodeAssembly
    let nodeRows: [BatchRow]
    do {
      // A scope of its own: the assembly is the only one to hold the places, and lets them go for the ids.
      let found = try self.nodeRows(source, index)
      takePlaces(from: wayRows, index, found.places)
      nodes = NodeAssembly(index, found.places)
      nodeRows = found.selected
    }
    for batch in batches {
      report.nodesRead += batch.nodes.count
      report.waysRead += batch.ways.ids.count
      report.relationsRead += batch.relations.ids.count
    }
    for row in wayRows { symbols.markKeys(batches[row.batch].ways.tags[row.row], of: row.batch) }
    for row in relationRows { symbols.markKeys(batches[row.batch].relations.tags[row.row], of: row.batch) }
    for row in nodeRows { symbols.markKeys(batches[row.batch].nodes.tags[row.row], of: row.batch) }
    symbols.numberKeys()
    let ways = try wayTable(wayRows, index, &nodes)
    let relations = try relationTable(relationRows, ways)
    let nodeTable = try nodeTable(nodeRows, &nodes)
    (report.nodesKept, report.waysKept, report.relationsKept) = (
      nodeTable.ids.count, ways.ids.count, relations.ids.count
    )
    warn()
    return Extract(
      header: header, strings: symbols.strings(), nodes: nodeTable, ways: ways, relations: relations, report: report)
  }

  /// Calls `body` with the rows of one batch after the other, so that a batch's columns are fetched once for many.
  func forEachRun(of rows: ArraySlice<BatchRow>, _ body: (ElementBatch.Ways, ArraySlice<BatchRow>) -> Void) {
    var begin = rows.startIndex
    while begin < rows.endIndex {
      let batch = rows[begin].batch
      var end = begin + 1
      while end < rows.endIndex, rows[end].batch == batch { end += 1 }
      body(batches[batch].ways, rows[begin..<end])
      begin = end
    }
  }

  // MARK: Choosing

  private mutating func relationRows() throws -> [BatchRow] {
    var resolution = ElementResolution(.relation, hasVersions: hasVersions)
    let rows = try resolution.resolve(
      ElementResolution.sortedRows(batches.map(\.relations.ids)),
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
    let members = wayMembers(of: relations)
    var lookup = NodeIndex.Lookup(members)
    let columns = batches.map(\.ways.ids)
    guard hasVersions || !ElementResolution.areAscending(columns) else {
      // Each way comes once, and none is deleted: there is nothing to choose.
      var kept: [BatchRow] = []
      for (batch, ids) in columns.enumerated() {
        let standings = batches[batch].ways.standings
        for row in ids.indices where standings[row].contains(.selected) || lookup.contains(ids[row]) {
          kept.append(BatchRow(id: ids[row], batch: batch, row: row))
        }
      }
      return kept
    }
    return try resolvedWays(ElementResolution.sortedRows(columns)).filter { row in
      batches[row.batch].ways.standings[row.row].contains(.selected) || lookup.contains(row.id)
    }
  }

  private mutating func resolvedWays(_ rows: [BatchRow]) throws -> [BatchRow] {
    var resolution = ElementResolution(.way, hasVersions: hasVersions)
    let resolved = try resolution.resolve(
      rows,
      version: { [batches, hasVersions] row in
        let column = batches[row.batch].ways
        return (hasVersions ? column.versions[row.row] : 0, column.standings[row.row].contains(.deleted))
      },
      isEqual: { [batches, symbols] a, b in
        let (first, second) = (batches[a.batch].ways, batches[b.batch].ways)
        return first.standings[a.row] == second.standings[b.row]
          && first.references.ids(of: a.row) == second.references.ids(of: b.row)
          && first.agreesInPlaces(a.row, second, b.row)
          && symbols.isEqual(first.tags[a.row], of: a.batch, second.tags[b.row], of: b.batch)
      },
      isRicher: { [batches] a, b in
        batches[a.batch].ways.hasPlaces(a.row) && !batches[b.batch].ways.hasPlaces(b.row)
      })
    report.duplicates += resolution.duplicates
    report.deleted += resolution.deleted
    return resolved
  }

  /// The ids of the ways that relations have as members.
  private func wayMembers(of relations: [BatchRow]) -> NodeIndex {
    let members = NodeIndex()
    for row in relations {
      let column = batches[row.batch].relations
      members.insert(
        column.members[column.range(row.row)].lazy.filter { $0.element.type == .way }.map(\.element.number))
    }
    return members
  }

  /// The places of the nodes in the index and of the selected ones; the rows of these, by ascending id.
  private mutating func nodeRows(
    _ source: NodeSource, _ index: NodeIndex
  ) throws -> (places: NodePlaces, selected: [BatchRow]) {
    let places: NodePlaces
    var rows: [BatchRow]
    switch source {
    case .sorted(let nodes):
      try index.rank()
      places = NodePlaces(count: index.count)
      let found = try nodes(index, places)
      symbols.add(found)
      batches += found
      rows = selectedNodes()
      var lookup = NodeIndex.Lookup(index)
      for row in rows where lookup.slot(of: row.id) == nil {
        if batches[row.batch].nodes.selected[row.row].place == .nowhere { report.nodesWithoutPlace += 1 }
      }
    case .batches:
      rows = selectedNodes()
      rows.sort { ($0.id, $0.batch, $0.row) < ($1.id, $1.batch, $1.row) }
      index.insert(rows.lazy.map(\.id))
      try index.rank()
      places = NodePlaces(count: index.count)
      let resolution = try NodeResolution(batches, index, places, hasVersions: hasVersions)
      rows = try resolution.resolve(rows) { [batches, symbols] a, b in
        symbols.isEqual(
          batches[a.batch].nodes.tags[a.row], of: a.batch, batches[b.batch].nodes.tags[b.row], of: b.batch)
      }
      report.duplicates += resolution.duplicates
    }
    for slot in 0..<places.count {
      if places[slot] == .nowhere { report.nodesWithoutPlace += 1 }
      if places[slot] == .deleted { report.deleted += 1 }
    }
    rows.removeAll { !batches[$0.batch].nodes.selected[$0.row].place.isValid }
    return (places, rows)
  }

  /// Rows of all selected nodes, in the order of the batches; `row` counts in ``ElementBatch/Nodes/selected``.
  private func selectedNodes() -> [BatchRow] {
    var rows: [BatchRow] = []
    for (batch, content) in batches.enumerated() {
      for (row, node) in content.nodes.selected.enumerated() {
        rows.append(BatchRow(id: node.id, batch: batch, row: row))
      }
    }
    return rows
  }

  /// Where the file lacks a node, the way may tell its place (LocationsOnWays); the lowest way id counts.
  private func takePlaces(from ways: [BatchRow], _ index: NodeIndex, _ places: NodePlaces) {
    var lookup = NodeIndex.Lookup(index)
    forEachRun(of: ways[...]) { column, rows in
      guard column.havePlaces else { return }
      for row in rows {
        for (id, place) in zip(column.references.ids(of: row.row), column.places(of: row.row)) where place.isValid {
          guard let slot = lookup.slot(of: id), places[slot] == .unset else { continue }
          places[slot] = place
        }
      }
    }
  }

  // MARK: Warnings

  private mutating func warn() {
    if isEndUnmarked, report.relationsRead == 0, report.waysRead > 0 {
      // Relations come last: this is how a file looks that was cut between two blobs.
      report.warnings.append(
        Warning(
          count: 1,
          message: "file without relations, so without districts and shapes of several ways: perhaps cut short"))
    }
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
