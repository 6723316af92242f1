/// Homes in the order of their streets, with the states from which each is reached: the lanes of ``CandidateReach``.
struct ReachHomes: Sendable {
  /// Homes with a join, by their first join's edge, its offset and leg, then by number.
  let homes: [UInt32]
  /// The joins of all homes in that order; those of the home at place p are `firstJoin[p]..<firstJoin[p + 1]`.
  let joins: [ReachJoin]
  let firstJoin: [UInt32]
  private let ends: [ReachJoin.End]
  private let firstEnd: [UInt32]

  /// - Complexity: n log n in the joins.
  init(_ all: [ReachJoin], graph: SearchGraph) {
    let sorted = all.enumerated().sorted { a, b in
      a.element.owner != b.element.owner ? a.element.owner < b.element.owner : a.offset < b.offset
    }.map(\.element)
    // A home's joins follow each other: they go to the place of the first.
    let starts = sorted.indices.filter { $0 == 0 || sorted[$0 - 1].owner != sorted[$0].owner }
    let order = starts.indices.sorted { sorted[starts[$0]].isBefore(sorted[starts[$1]]) }
    var (joins, homes): ([ReachJoin], [UInt32]) = ([], [])
    var firstJoin: [UInt32] = [0]
    var ends: [ReachJoin.End] = []
    var firstEnd: [UInt32] = [0]
    joins.reserveCapacity(sorted.count)
    for number in order {
      let own = sorted[starts[number]..<(number + 1 < starts.count ? starts[number + 1] : sorted.count)]
      homes.append(sorted[starts[number]].owner)
      joins += own
      firstJoin.append(UInt32(joins.count))
      for join in own { join.forEachHomeEnd(in: graph) { ends.append($0) } }
      firstEnd.append(UInt32(ends.count))
    }
    (self.homes, self.joins, self.firstJoin) = (homes, joins, firstJoin)
    (self.ends, self.firstEnd) = (ends, firstEnd)
  }

  var count: Int { homes.count }

  /// The joins of the home at a place.
  func joins(at place: Int) -> ArraySlice<ReachJoin> { joins[Int(firstJoin[place])..<Int(firstJoin[place + 1])] }

  /// The ends of the homes at some places.
  func ends(at places: Range<Int>) -> ArraySlice<ReachJoin.End> {
    ends[Int(firstEnd[places.lowerBound])..<Int(firstEnd[places.upperBound])]
  }
}

extension ReachJoin {
  /// By edge, offset, leg and owner.
  fileprivate func isBefore(_ other: ReachJoin) -> Bool {
    (edge, offset, leg, owner) < (other.edge, other.offset, other.leg, other.owner)
  }
}
