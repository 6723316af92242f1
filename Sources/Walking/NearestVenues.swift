/// The nearest distinct venues of one place: at most so many, none over a cutoff, ties to the lowest venue.
package struct NearestVenues: Sendable {
  /// How far they may be, inclusive: milliseconds, or millimetres over ``StreetLengths``.
  package let cutoff: UInt32
  /// `cost << 32 | venue`, ascending; `UInt64.max` for none.
  package private(set) var keys: [UInt64]

  /// None yet.
  ///
  /// - Parameter count: how many are wanted, 1 or more.
  package init(count: Int, cutoff: UInt32) {
    self.cutoff = cutoff
    keys = [UInt64](repeating: .max, count: max(1, count))
  }

  /// The cost of the n-th nearest, from 1; `nil` when fewer are within the cutoff.
  package func cost(ofNearest number: Int) -> UInt32? {
    guard keys.indices.contains(number - 1), keys[number - 1] != .max else { return nil }
    return UInt32(keys[number - 1] >> 32)
  }

  /// Takes a venue in. Linear in the number wanted.
  package mutating func offer(cost: UInt64, venue: UInt32) {
    guard cost <= UInt64(cutoff) else { return }
    let count = keys.count
    _ = keys.withUnsafeMutableBufferPointer {
      Self.insert(cost << 32 | UInt64(venue), into: $0, first: 0, count: count)
    }
  }

  /// Forgets all.
  package mutating func removeAll() {
    for place in keys.indices { keys[place] = .max }
  }

  /// Puts a key into a sorted stretch of keys of distinct venues, if it is among the lowest; says whether it was.
  @inline(__always)
  static func insert(_ key: UInt64, into keys: UnsafeMutableBufferPointer<UInt64>, first: Int, count: Int) -> Bool {
    let last = first &+ count &- 1
    guard key < keys[last] else { return false }
    // The venue's own place, else the last one, which drops out.
    let venue = UInt32(truncatingIfNeeded: key)
    var place = first
    while place < last, UInt32(truncatingIfNeeded: keys[place]) != venue { place &+= 1 }
    guard key < keys[place] else { return false }
    while place > first, keys[place &- 1] > key {
      keys[place] = keys[place &- 1]
      place &-= 1
    }
    keys[place] = key
    return true
  }
}
