import Columns
import Walking

/// Homes by the edges that they join.
struct HomeIndex: Sendable {
  /// A home and one of its joins.
  struct Entry: BitwiseCopyable, Sendable {
    var home: UInt32
    /// Milliseconds from the edge's tail to the street point, and of the leg from there.
    var offset: UInt32
    var leg: UInt32
  }

  private let firstEntry: Column<UInt32>
  private let entries: Column<Entry>

  /// Linear in edges and homes.
  init(_ joins: JoinTable, edgeCount: Int) {
    var firstEntry = [UInt32](repeating: 0, count: edgeCount + 1)
    for join in joins.entries { firstEntry[Int(join.edge) + 1] += 1 }
    for edge in 0..<edgeCount { firstEntry[edge + 1] += firstEntry[edge] }
    var next = firstEntry
    var entries = [Entry](repeating: Entry(home: 0, offset: 0, leg: 0), count: joins.entries.count)
    for home in joins.indices {
      for place in Int(joins.first[home])..<Int(joins.first[home + 1]) {
        let join = joins.entries[place]
        entries[Int(next[Int(join.edge)])] = Entry(home: UInt32(home), offset: join.offset, leg: join.leg)
        next[Int(join.edge)] += 1
      }
    }
    (self.firstEntry, self.entries) = (Column(firstEntry), Column(entries))
  }

  /// The homes that join an edge, ascending.
  func entries(on edge: Int) -> Column<Entry> { entries.part(Int(firstEntry[edge])..<Int(firstEntry[edge + 1])) }

  func put(into archive: inout ArchiveWriter) {
    archive.put(firstEntry)
    archive.put(entries)
  }

  /// - Parameter count: how many homes there are.
  init(count: Int, on streets: StreetGraph, from archive: inout ArchiveReader) throws {
    firstEntry = try archive.column()
    entries = try archive.column()
    let index = self
    archive.expectLater("homes at streets") {
      index.firstEntry.arePlaces(ofRuns: streets.edgeCount, in: index.entries.count)
        && (0..<streets.edgeCount).allSatisfy { edge in
          index.entries(on: edge).allSatisfy { $0.home < count && $0.offset <= streets.edgeTime(edge) }
        }
    }
  }
}
