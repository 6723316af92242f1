extension StreetNetwork {
  /// Drops segments that say the same twice: same two nodes, same flags. The quickest stays, then the lowest way.
  ///
  /// A way of 200 000 references to and fro leaves each segment once. Gives the segments at each node, as they are
  /// then. O(n log n) at worst, linear where few segments share an end.
  mutating func removeDuplicates() -> Incidence {
    let incidence = incidence()
    var isDropped = [Bool](repeating: false, count: segments.count)
    var dropped = 0
    var beginning: [UInt32] = []
    for node in nodesWithDuplicates(incidence) {
      beginning.removeAll(keepingCapacity: true)
      for place in incidence.range(node) where segments[Int(incidence.segments[place])].from == node {
        beginning.append(incidence.segments[place])
      }
      beginning.sort { segments[Int($0)].isKept(before: segments[Int($1)]) }
      guard var kept = beginning.first else { continue }
      for index in beginning.dropFirst() {
        if segments[Int(index)].hasCourse(of: segments[Int(kept)]),
          segments[Int(index)].backTime >= segments[Int(kept)].backTime
        {
          isDropped[Int(index)] = true
          dropped += 1
        } else {
          kept = index
        }
      }
    }
    return dropped == 0 ? incidence : remove(isDropped, incidence, count: segments.count - dropped)
  }

  /// Nodes at which segments may begin twice: some do where few meet, all where many do.
  private func nodesWithDuplicates(_ incidence: Incidence) -> [UInt32] {
    let (all, firstAt, incident) = (segments.span, incidence.first.span, incidence.segments.span)
    var found: [UInt32] = []
    for node in 0..<UInt32(truncatingIfNeeded: nodeCount) {
      let (begin, end) = (Int(firstAt[Int(node)]), Int(firstAt[Int(node) + 1]))
      guard end - begin > 1 else { continue }
      var mayBeTwice = end - begin > 16
      var place = begin
      while place < end, !mayBeTwice {
        let segment = all[Int(incident[place])]
        place += 1
        guard segment.from == node else { continue }
        for other in place..<end where all[Int(incident[other])].from == node {
          if segment.hasCourse(of: all[Int(incident[other])]) { mayBeTwice = true }
        }
      }
      if mayBeTwice { found.append(node) }
    }
    return found
  }

  /// Takes the dropped segments out of the array and the lists.
  private mutating func remove(_ isDropped: [Bool], _ incidence: Incidence, count: Int) -> Incidence {
    var numbers = [UInt32](repeating: 0, count: segments.count)
    var kept = 0
    var all = segments.mutableSpan
    for index in all.indices where !isDropped[index] {
      numbers[index] = UInt32(truncatingIfNeeded: kept)
      if kept != index { all[kept] = all[index] }
      kept += 1
    }
    segments.removeLast(segments.count - kept)
    var first = incidence.first
    var incident = [UInt32](repeating: 0, count: 2 * count)
    let old = incidence.segments.span
    var place = 0
    for node in 0..<nodeCount {
      for entry in incidence.range(UInt32(truncatingIfNeeded: node)) where !isDropped[Int(old[entry])] {
        incident[place] = numbers[Int(old[entry])]
        place += 1
      }
      first[node + 1] = UInt32(truncatingIfNeeded: place)
    }
    return Incidence(first: first, segments: incident)
  }
}

extension StreetNetwork.Segment {
  /// Whether it leads from a node to the same other one as another segment from there, under the same flags.
  fileprivate func hasCourse(of other: Self) -> Bool {
    to == other.to && flags == other.flags && kinds == other.kinds
  }

  /// Slopes are in the times.
  private var kinds: StreetTraits { traits.subtracting([.level, .slopeUnsaid]) }

  fileprivate func isKept(before other: Self) -> Bool {
    if to != other.to { return to < other.to }
    if flags != other.flags { return flags.rawValue < other.flags.rawValue }
    if kinds != other.kinds { return kinds.rawValue < other.kinds.rawValue }
    if time != other.time { return time < other.time }
    return backTime != other.backTime ? backTime < other.backTime : way < other.way
  }
}
