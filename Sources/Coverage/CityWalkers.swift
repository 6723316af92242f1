import Columns
import Walking

/// What a city knows of walkers beside the one it is prepared for, in the order they were named.
struct CityWalkers: Sendable {
  var others: [CityWalker] = []

  /// The same for some of the venues.
  func keeping(_ venues: [Int]) -> CityWalkers {
    CityWalkers(
      others: others.map { other in
        var kept = other
        kept.doors = venues.map { other.doors[$0] }
        return kept
      })
  }

  /// Whether there is none.
  var isEmpty: Bool { others.isEmpty }

  init(others: [CityWalker] = []) { self.others = others }

  func put(into archive: inout ArchiveWriter) { archive.put(others) { $1.put(into: &$0) } }

  init(from archive: inout ArchiveReader) throws { others = try archive.list { try CityWalker(from: &$0) } }
}

/// The streets of a walker, and how homes and venues' doors join them.
struct CityWalker: Sendable {
  let streets: StreetGraph
  let gates: WalkingProfile.GatePolicy
  /// Whether ways with missing tags are shut, and whether both bounds are asked for.
  let isStrict: Bool, isBoth: Bool
  let homes: JoinTable
  /// The joins of each door of each venue.
  var doors: [[[Join]]]

  /// The walks of the homes; both bounds where both were asked for.
  ///
  /// - Complexity: a search graph and a search over the whole city for each bound.
  var walks: (usual: WalkerSearch, strict: WalkerSearch?) {
    (search(isStrict: isStrict), isBoth ? search(isStrict: true) : nil)
  }

  private func search(isStrict: Bool) -> WalkerSearch {
    WalkerSearch(SearchGraph(streets, gates: gates, isStrict: isStrict), doors: doors, homes: homes)
  }

  init(
    streets: StreetGraph, gates: WalkingProfile.GatePolicy, isStrict: Bool, isBoth: Bool, homes: JoinTable,
    doors: [[[Join]]]
  ) {
    (self.streets, self.gates, self.isStrict, self.isBoth) = (streets, gates, isStrict, isBoth)
    (self.homes, self.doors) = (homes, doors)
  }

  func put(into archive: inout ArchiveWriter) {
    streets.put(into: &archive)
    archive.put(gates.rawValue)
    archive.put(UInt8(isStrict ? 1 : 0))
    archive.put(UInt8(isBoth ? 1 : 0))
    homes.put(into: &archive)
    archive.put(doors) { $0.put($1) { $0.put(list: $1.map(JoinTable.Entry.init)) } }
  }

  init(from archive: inout ArchiveReader) throws {
    streets = try StreetGraph(from: &archive)
    gates = try archive.named()
    (isStrict, isBoth) = (try archive.flag(), try archive.flag())
    homes = try JoinTable(from: &archive)
    doors = try archive.list { try $0.list { try $0.list(JoinTable.Entry.self).map(\.join) } }
  }
}
