import Columns

/// What a city knows of walkers beside the one it is prepared for.
struct CityWalkers: Sendable {
  /// The other walkers, in the order they were named.
  var others: [Other] = []

  /// Another walker.
  struct Other: Sendable {
    var ways: WalkerWays
    /// Homes without a street of the walker's within the snap radius.
    var homesWithoutStreet: Int
    /// Metres of the walker's streets.
    var lengthInMetres: Double
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
      $0.put($1.homesWithoutStreet)
      $0.put($1.lengthInMetres)
    }
  }

  init(from archive: inout ArchiveReader) throws {
    others = try archive.list {
      Other(
        ways: try WalkerWays(from: &$0), homesWithoutStreet: try $0.value(), lengthInMetres: try $0.value())
    }
  }
}
