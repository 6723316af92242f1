import Geography

/// Finds the nodes that are needed among those of batches in any order, where a node may come more than once.
struct NodeResolution {
  private let batches: [ElementBatch]
  private let hasVersions: Bool
  private let index: NodeIndex
  private let places: NodePlaces
  /// The highest version by slot; empty without versions.
  private var versions: [Int32]
  /// Copies beyond the first, by slot.
  private var copies: [Int: Int] = [:]
  private(set) var duplicates = 0

  /// Finds the place of every needed node. Linear in the nodes of the file.
  ///
  /// - Throws: ``AssemblyProblem``.
  init(_ batches: [ElementBatch], _ index: NodeIndex, _ places: NodePlaces, hasVersions: Bool) throws {
    self.batches = batches
    self.hasVersions = hasVersions
    self.index = index
    self.places = places
    versions = hasVersions ? [Int32](repeating: .min, count: index.count) : []
    if hasVersions { findVersions() }
    var lookup = NodeIndex.Lookup(index)
    for batch in batches {
      let nodes = batch.nodes
      for row in nodes.ids.indices {
        guard let slot = lookup.slot(of: nodes.ids[row]) else { continue }
        if hasVersions, versions[slot] != nodes.versions[row] {
          duplicates += 1
        } else if places[slot] == .unset {
          places[slot] = nodes.places[row]
        } else {
          try addCopy(of: nodes.ids[row], at: nodes.places[row], slot)
        }
      }
    }
  }

  private mutating func findVersions() {
    var lookup = NodeIndex.Lookup(index)
    for batch in batches {
      for (id, version) in zip(batch.nodes.ids, batch.nodes.versions) {
        guard let slot = lookup.slot(of: id) else { continue }
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

  /// Of rows of selected nodes by ascending id those that count, one for each node.
  func resolve(_ rows: [BatchRow], isEqual: (BatchRow, BatchRow) -> Bool) throws -> [BatchRow] {
    var kept: [BatchRow] = []
    var lookup = NodeIndex.Lookup(index)
    var begin = 0
    while begin < rows.count {
      let id = rows[begin].id
      let end = rows[begin...].firstIndex { $0.id != id } ?? rows.count
      defer { begin = end }
      guard let slot = lookup.slot(of: id) else { continue }
      let current = rows[begin..<end].filter { !hasVersions || version(of: $0) == versions[slot] }
      guard let first = current.first else { continue }
      // A copy that no rule wants has other tags.
      let isAlike = current.count == 1 + copies[slot, default: 0] && current.allSatisfy { isEqual(first, $0) }
      guard isAlike else { throw conflict(id, slot) }
      kept.append(first)
    }
    return kept
  }

  private func version(of row: BatchRow) -> Int32 {
    let nodes = batches[row.batch].nodes
    return nodes.versions[nodes.selected[row.row].row]
  }
}
