import Columns
import Walking

/// What a city knows of walkers beside the one it is prepared for.
struct CityWalkers: Sendable {
  /// The strict times of the city's own walker, where both bounds were asked for.
  var strict: WalkerTimes?
  /// The other walkers, in the order they were named.
  var others: [Other] = []

  /// Another walker.
  struct Other: Sendable {
    var times: WalkerTimes
    /// Where both bounds were asked for.
    var strict: WalkerTimes?
    /// Homes without a street of the walker's within the snap radius.
    var homesWithoutStreet: Int
    /// Metres of the walker's streets.
    var lengthInMetres: Double
  }

  var isEmpty: Bool { strict == nil && others.isEmpty }

  func narrowed(to kinds: [Int]) -> CityWalkers {
    CityWalkers(
      strict: strict?.narrowed(to: kinds),
      others: others.map { other in
        var narrowed = other
        (narrowed.times, narrowed.strict) = (other.times.narrowed(to: kinds), other.strict?.narrowed(to: kinds))
        return narrowed
      })
  }

  init(strict: WalkerTimes? = nil, others: [Other] = []) {
    (self.strict, self.others) = (strict, others)
  }

  func put(into archive: inout ArchiveWriter) {
    archive.put(optional: strict) { $1.put(into: &$0) }
    archive.put(others) {
      $1.times.put(into: &$0)
      $0.put(optional: $1.strict) { $1.put(into: &$0) }
      $0.put($1.homesWithoutStreet)
      $0.put($1.lengthInMetres)
    }
  }

  /// - Parameters: how many homes and kinds there are.
  init(homes: Int, kinds: Int, from archive: inout ArchiveReader) throws {
    func times(_ archive: inout ArchiveReader) throws -> WalkerTimes {
      try WalkerTimes(homes: homes, kinds: kinds, from: &archive)
    }
    strict = try archive.optional(times)
    others = try archive.list {
      Other(
        times: try times(&$0), strict: try $0.optional(times),
        homesWithoutStreet: try $0.count(), lengthInMetres: try $0.number())
    }
  }
}
