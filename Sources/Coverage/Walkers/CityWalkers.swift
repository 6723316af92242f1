import Columns

/// What a city knows of walkers beside the one it is prepared for, in the order they were named.
struct CityWalkers: Sendable {
  var others: [Other] = []

  /// Another walker.
  struct Other: Sendable {
    var ways: WalkerWays
    /// Whether both bounds are asked for.
    var isBoth: Bool
  }

  /// The same with some of the city's venues only.
  func keeping(_ venues: [Int]) -> CityWalkers {
    CityWalkers(
      others: others.map { other in
        var kept = other
        kept.ways = other.ways.keeping(venues)
        return kept
      })
  }

  init(others: [Other] = []) { self.others = others }

  func put(into archive: inout ArchiveWriter) {
    archive.put(others) {
      $1.ways.put(into: &$0)
      $0.put(UInt8($1.isBoth ? 1 : 0))
    }
  }

  /// - Parameters: how many homes and venues there are.
  init(homes: Int, venues: Int, from archive: inout ArchiveReader) throws {
    others = try archive.list {
      Other(ways: try WalkerWays(homes: homes, venues: venues, from: &$0), isBoth: try $0.flag())
    }
  }
}
