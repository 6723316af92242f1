import Geography

/// Finds places for the nodes that are needed, and numbers them in the order they are named.
struct NodeAssembly {
  private let batches: [ElementBatch]
  private let hasVersions: Bool
  private var index = NodeIndex()
  /// By slot of the index: the place, the highest version, the number in the table.
  private var places: [Coordinate]
  private var versions: [Int32]
  private var numbers: [UInt32]
  /// Copies beyond the first, by slot.
  private var copies: [Int: Int] = [:]
  /// Rows of the selected nodes, by ascending id; `row` counts in ``ElementBatch/Nodes/selected``.
  private let selected: [BatchRow]

  private(set) var ids: [Int64] = []
  private(set) var coordinates: [Coordinate] = []
  private(set) var duplicates = 0
  private(set) var deleted = 0
  private(set) var withoutPlace = 0

  /// Collects the nodes that the ways and the selection need.
  init(_ batches: [ElementBatch], ways: [BatchRow], hasVersions: Bool) {
    self.batches = batches
    self.hasVersions = hasVersions
    for row in ways {
      let column = batches[row.batch].ways
      for id in column.references[column.range(row.row)] { index.insert(id) }
    }
    var selected: [BatchRow] = []
    for (batch, content) in batches.enumerated() {
      for (row, node) in content.nodes.selected.enumerated() {
        let id = content.nodes.ids[node]
        selected.append(BatchRow(id: id, batch: batch, row: row))
        index.insert(id)
      }
    }
    selected.sort { ($0.id, $0.batch, $0.row) < ($1.id, $1.batch, $1.row) }
    self.selected = selected
    let count = index.rank()
    places = [Coordinate](repeating: .unset, count: count)
    versions = hasVersions ? [Int32](repeating: .min, count: count) : []
    numbers = [UInt32](repeating: WayTable.missingNode, count: count)
  }

  /// Finds the place of every needed node. Linear in the nodes of the file.
  mutating func findPlaces(ways: [BatchRow]) throws {
    if hasVersions { findVersions() }
    var hint = 0
    for batch in batches {
      let nodes = batch.nodes
      for row in nodes.ids.indices {
        guard let slot = index.slot(of: nodes.ids[row], near: &hint) else { continue }
        if hasVersions, versions[slot] != nodes.versions[row] {
          duplicates += 1
        } else if places[slot] == .unset {
          places[slot] = nodes.places[row]
        } else {
          try addCopy(of: nodes.ids[row], at: nodes.places[row], slot)
        }
      }
    }
    for place in places {
      if place == .nowhere { withoutPlace += 1 }
      if place == .deleted { deleted += 1 }
    }
    takePlaces(from: ways)
  }

  private mutating func findVersions() {
    var hint = 0
    for batch in batches {
      for (id, version) in zip(batch.nodes.ids, batch.nodes.versions) {
        guard let slot = index.slot(of: id, near: &hint) else { continue }
        versions[slot] = max(versions[slot], version)
      }
    }
  }

  private mutating func addCopy(of id: Int64, at place: Coordinate, _ slot: Int) throws {
    guard places[slot] == place else { throw conflict(id, slot) }
    duplicates += 1
    copies[slot, default: 0] += 1
  }

  private func conflict(_ id: Int64, _ slot: Int) -> AssemblyProblem {
    hasVersions ? .conflict(ElementID(.node, id), version: versions[slot]) : .needsVersions
  }

  /// Where the file lacks a node, the way may tell its place (LocationsOnWays); the lowest way id counts.
  private mutating func takePlaces(from ways: [BatchRow]) {
    var hint = 0
    for row in ways {
      let column = batches[row.batch].ways
      guard !column.places.isEmpty else { continue }
      for position in column.range(row.row) where column.places[position].isValid {
        guard let slot = index.slot(of: column.references[position], near: &hint), places[slot] == .unset else {
          continue
        }
        places[slot] = column.places[position]
      }
    }
  }

  /// The selected nodes that have a place, by ascending id.
  func selectedRows(isEqual: (BatchRow, BatchRow) -> Bool) throws -> [BatchRow] {
    var kept: [BatchRow] = []
    var hint = 0
    var begin = 0
    while begin < selected.count {
      let id = selected[begin].id
      let end = selected[begin...].firstIndex { $0.id != id } ?? selected.count
      defer { begin = end }
      guard let slot = index.slot(of: id, near: &hint) else { continue }
      let current = selected[begin..<end].filter { !hasVersions || version(of: $0) == versions[slot] }
      guard let first = current.first else { continue }
      // A copy that no rule wants has other tags.
      let isAlike = current.count == 1 + copies[slot, default: 0] && current.allSatisfy { isEqual(first, $0) }
      guard isAlike else { throw conflict(id, slot) }
      if places[slot].isValid { kept.append(first) }
    }
    return kept
  }

  private func version(of row: BatchRow) -> Int32 {
    let nodes = batches[row.batch].nodes
    return nodes.versions[nodes.selected[row.row]]
  }

  /// The number of a node, the next one when it is named for the first time; ``WayTable/missingNode`` where it has
  /// no place.
  mutating func number(of id: Int64, near hint: inout Int) -> UInt32 {
    guard let slot = index.slot(of: id, near: &hint) else { return WayTable.missingNode }
    if numbers[slot] == WayTable.missingNode, places[slot].isValid {
      numbers[slot] = UInt32(ids.count)
      ids.append(id)
      coordinates.append(places[slot])
    }
    return numbers[slot]
  }
}
