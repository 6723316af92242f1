// What the tables of a file must hold so that places which one names are there in another.
//
// Whole columns are looked at, at the speed of memory: a difference whose top bit is set tells of an element that is too
// large or of a fall, and all of them are put together before that bit is asked for. Without a branch or a comparison
// an element, the compiler takes many at a time on any processor. Counts of elements are below 2³¹ for the differences
// to tell; larger ones are refused.

extension Column where Element == UInt32 {
  /// Whether every element is below a bound. Linear.
  package func areBelow(_ bound: Int) -> Bool {
    guard !isEmpty else { return true }
    guard bound > 0, let last = Int32(exactly: bound - 1).map(UInt32.init(bitPattern:)) else { return false }
    return withUnsafeBufferPointer { elements in
      var signs: UInt32 = 0
      for element in elements { signs |= element | (last &- element) }
      return signs >> 31 == 0
    }
  }

  /// Whether every element is below a bound, or `UInt32.max`, which stands for none. Linear.
  package func areBelowOrNone(_ bound: Int) -> Bool {
    guard bound >= 0, let bound = Int32(exactly: bound).map(UInt32.init(bitPattern:)) else { return isEmpty }
    return withUnsafeBufferPointer { elements in
      var signs: UInt32 = 0
      // None becomes 0.
      for element in elements { signs |= (element &+ 1) | (bound &- (element &+ 1)) }
      return signs >> 31 == 0
    }
  }

  /// Whether these are the first places of so many runs in a table of so many elements, and its end: from 0, never
  /// falling. Linear.
  package func arePlaces(ofRuns runs: Int, in count: Int) -> Bool {
    withUnsafeBufferPointer { elements in
      guard runs >= 0, elements.count == runs + 1, elements.first == 0, elements.last.map(Int.init) == count,
        count <= Int32.max
      else { return false }
      var signs: UInt32 = 0
      for run in 0..<runs { signs |= elements[run] | (elements[run &+ 1] &- elements[run]) }
      return signs >> 31 == 0
    }
  }
}

extension Column where Element == UInt64 {
  /// Whether these are the first places of so many runs in a table of so many elements, and its end: from 0, never
  /// falling. Linear.
  package func arePlaces(ofRuns runs: Int, in count: Int) -> Bool {
    withUnsafeBufferPointer { elements in
      guard runs >= 0, elements.count == runs + 1, elements.first == 0, elements.last == UInt64(count) else {
        return false
      }
      var signs: UInt64 = 0
      for run in 0..<runs { signs |= elements[run] | (elements[run &+ 1] &- elements[run]) }
      return signs >> 63 == 0
    }
  }

  /// Whether the low halves are below a bound where the element is not `UInt64.max`, which stands for none. Linear.
  package func haveLowHalvesBelow(_ bound: Int) -> Bool {
    guard bound >= 0, bound <= Int32.max else { return isEmpty }
    let bound = UInt64(bound)
    return withUnsafeBufferPointer { elements in
      var (signs, carries): (UInt64, UInt64) = (0, 0)
      for element in elements {
        // None becomes 0. A low half of ones alone does too, but carries into the high one.
        let next = element &+ 1
        let low = next & 0xFFFF_FFFF
        signs |= bound &- low
        carries |= (low &- 1) >> 32 & next >> 32
      }
      return signs >> 63 == 0 && carries == 0
    }
  }
}

extension Column where Element == Int32 {
  /// Whether every element is at least −1 and below a bound. Linear.
  package func areBelowOrNone(_ bound: Int) -> Bool {
    guard bound >= 0, let bound = Int32(exactly: bound) else { return isEmpty }
    return withUnsafeBufferPointer { elements in
      var signs: Int32 = 0
      for element in elements { signs |= (element &+ 1) | (bound &- (element &+ 1)) }
      return signs >= 0
    }
  }
}

extension Column where Element == Double {
  /// Whether every element is a number within a range. Linear.
  package func areWithin(_ range: ClosedRange<Double>) -> Bool {
    withUnsafeBufferPointer { elements in
      var outside = 0
      for element in elements { outside |= element >= range.lowerBound && element <= range.upperBound ? 0 : 1 }
      return outside == 0
    }
  }
}
