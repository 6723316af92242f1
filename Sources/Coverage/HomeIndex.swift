import Walking

/// Homes by the edges that they join.
struct HomeIndex: Sendable {
  /// A home and one of its joins.
  struct Entry: Sendable {
    var home: UInt32
    var join: Join
  }

  private let firstEntry: [UInt32]
  private let entries: [Entry]

  /// Linear in edges and homes.
  init(_ joins: [[Join]], edgeCount: Int) {
    var firstEntry = [UInt32](repeating: 0, count: edgeCount + 1)
    for join in joins.joined() { firstEntry[Int(join.snap.edge) + 1] += 1 }
    for edge in 0..<edgeCount { firstEntry[edge + 1] += firstEntry[edge] }
    var unsorted: [Entry] = []
    for (home, list) in joins.enumerated() {
      for join in list { unsorted.append(Entry(home: UInt32(home), join: join)) }
    }
    var next = firstEntry
    var places = [Int](repeating: 0, count: unsorted.count)
    for (number, entry) in unsorted.enumerated() {
      places[Int(next[Int(entry.join.snap.edge)])] = number
      next[Int(entry.join.snap.edge)] += 1
    }
    self.firstEntry = firstEntry
    entries = places.map { unsorted[$0] }
  }

  /// The homes that join an edge, ascending.
  func entries(on edge: Int) -> ArraySlice<Entry> { entries[Int(firstEntry[edge])..<Int(firstEntry[edge + 1])] }
}
