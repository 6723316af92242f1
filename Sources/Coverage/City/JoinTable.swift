import Columns
import Geography
import Walking

/// Where the homes of a city join its streets, in flat columns.
struct JoinTable: RandomAccessCollection, Sendable {
  /// A join without gaps between its parts, so that equal joins are equal bytes.
  struct Entry: BitwiseCopyable, Sendable {
    var edge: UInt32
    var offset: UInt32
    var leg: UInt32
    /// 1 where the leg crosses an obstacle.
    var crosses: UInt32
    var foot: Coordinate
    var legInMetres: Double

    init(_ join: Join) {
      (edge, offset, leg) = (join.snap.edge, join.snap.offset, join.leg.milliseconds)
      crosses = join.snap.crossesObstacle ? 1 : 0
      (foot, legInMetres) = (join.snap.foot, join.snap.legInMetres)
    }

    /// Whether the place is there.
    func isSound(on streets: StreetGraph) -> Bool {
      streets.isPlace(edge: edge, offset: offset) && foot.isValid && (0...1e7).contains(legInMetres)
    }

    var join: Join {
      Join(
        snap: Snap(
          edge: edge, offset: offset, legInMetres: legInMetres, foot: foot, crossesObstacle: crosses != 0),
        leg: TravelTime(milliseconds: leg))
    }
  }

  /// The joins of one home.
  struct Joins: RandomAccessCollection, Sendable {
    fileprivate let entries: Column<Entry>
    let startIndex: Int, endIndex: Int
    subscript(place: Int) -> Join { entries[place].join }
  }

  /// `count + 1` entries: the joins of home h are `entries[first[h]..<first[h + 1]]`.
  let first: Column<UInt32>
  let entries: Column<Entry>

  /// Linear.
  init(_ joins: some Collection<[Join]>) {
    var first: [UInt32] = [0]
    var entries: [Entry] = []
    first.reserveCapacity(joins.count + 1)
    entries.reserveCapacity(joins.count)
    for list in joins {
      for join in list { entries.append(Entry(join)) }
      first.append(UInt32(entries.count))
    }
    (self.first, self.entries) = (Column(first), Column(entries))
  }

  var startIndex: Int { 0 }
  var endIndex: Int { first.count - 1 }

  subscript(home: Int) -> Joins {
    Joins(entries: entries, startIndex: Int(first[home]), endIndex: Int(first[home + 1]))
  }

  func put(into archive: inout ArchiveWriter) {
    archive.put(first)
    archive.put(entries)
  }

  /// - Parameter count: how many homes there are.
  init(count: Int, on streets: StreetGraph, from archive: inout ArchiveReader) throws {
    first = try archive.column()
    entries = try archive.column()
    let joins = self
    archive.expectLater("homes and streets") {
      joins.first.arePlaces(ofRuns: count, in: joins.entries.count)
        && joins.entries.allSatisfy { $0.isSound(on: streets) }
    }
  }

  /// The joins of the doors of so many venues, which lie on these streets.
  static func doors(ofVenues count: Int, on streets: StreetGraph, from archive: inout ArchiveReader) throws
    -> [[[Join]]]
  {
    let doors = try archive.list { try $0.list { try $0.list(Entry.self).map(\.join) } }
    try archive.expect(areSound(doors, ofVenues: count, on: streets), "doors and streets")
    return doors
  }

  /// Whether there are doors of so many venues, all on the streets.
  static func areSound(_ doors: [[[Join]]], ofVenues count: Int, on streets: StreetGraph) -> Bool {
    doors.count == count && doors.joined().joined().allSatisfy { Entry($0).isSound(on: streets) }
  }
}
