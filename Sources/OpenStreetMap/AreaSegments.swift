import Geography

/// The segments of an area's ways as unordered pairs of node numbers, before and after doubled ones are taken out.
struct AreaSegments {
  /// A pair in one integer, the lower node number in the high half, so that sorting groups equal pairs.
  typealias Key = UInt64

  static func key(_ a: UInt32, _ b: UInt32) -> Key { Key(min(a, b)) << 32 | Key(max(a, b)) }
  static func low(_ key: Key) -> UInt32 { UInt32(truncatingIfNeeded: key >> 32) }
  static func high(_ key: Key) -> UInt32 { UInt32(truncatingIfNeeded: key) }

  /// Ascending; a pair as often as the ways have it.
  private(set) var keys: [Key] = []

  /// Collects the segments of ways whose nodes are all present. O(n log n).
  ///
  /// Neighbouring nodes at one place are made one node, so that no segment is without length.
  init(_ ways: [ArraySlice<UInt32>], coordinates: [Coordinate]) {
    keys.reserveCapacity(ways.reduce(0) { $0 + $1.count })
    var sameAs: [UInt32: UInt32] = [:]
    func representative(_ node: UInt32) -> UInt32 {
      var node = node
      while let other = sameAs[node] { node = other }
      return node
    }
    for way in ways {
      for (a, b) in zip(way, way.dropFirst()) where a != b {
        if coordinates[Int(a)] == coordinates[Int(b)] {
          let (first, second) = (representative(a), representative(b))
          if first != second { sameAs[max(first, second)] = min(first, second) }
        } else {
          keys.append(Self.key(a, b))
        }
      }
    }
    if !sameAs.isEmpty {
      keys = keys.map { Self.key(representative(Self.low($0)), representative(Self.high($0))) }
    }
    keys.sort()
  }

  /// The pairs that occur an odd number of times.
  ///
  /// Two inner rings along one segment have it twice and are one hole without it; a spike goes out and comes back.
  func withoutDoubled() -> [Key] {
    var kept: [Key] = []
    kept.reserveCapacity(keys.count)
    var index = 0
    while index < keys.count {
      var end = index + 1
      while end < keys.count, keys[end] == keys[index] { end += 1 }
      if (end - index) % 2 == 1 { kept.append(keys[index]) }
      index = end
    }
    return kept
  }

  /// Every pair once.
  func withoutRepeats() -> [Key] {
    var kept: [Key] = []
    kept.reserveCapacity(keys.count)
    for key in keys where key != kept.last { kept.append(key) }
    return kept
  }
}
