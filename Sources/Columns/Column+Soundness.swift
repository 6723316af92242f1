// What the tables of a file must hold so that places which one names are there in another. Whole columns are looked at,
// without a branch an element, so that the compiler takes many at a time.

extension Column where Element == UInt32 {
  /// Whether every element is below a bound. Linear.
  package func areBelow(_ bound: Int) -> Bool {
    withUnsafeBufferPointer { elements in
      var most: UInt32 = 0
      for element in elements { most = Swift.max(most, element) }
      return elements.isEmpty || Int(most) < bound
    }
  }

  /// Whether every element is below a bound, or `UInt32.max`, which stands for none. Linear.
  package func areBelowOrNone(_ bound: Int) -> Bool {
    withUnsafeBufferPointer { elements in
      // None becomes 0, which is in any bound.
      var most: UInt32 = 0
      for element in elements { most = Swift.max(most, element &+ 1) }
      return Int(most) <= bound
    }
  }

  /// Whether these are the first places of so many runs in a table of so many elements, and its end: from 0, never
  /// falling. Linear.
  package func arePlaces(ofRuns runs: Int, in count: Int) -> Bool {
    withUnsafeBufferPointer { elements in
      guard runs >= 0, elements.count == runs + 1, elements.first == 0, elements.last.map(Int.init) == count else {
        return false
      }
      var falls: UInt32 = 0
      for run in 0..<runs { falls |= elements[run] > elements[run &+ 1] ? 1 : 0 }
      return falls == 0
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
      var falls: UInt64 = 0
      for run in 0..<runs { falls |= elements[run] > elements[run &+ 1] ? 1 : 0 }
      return falls == 0
    }
  }

  /// Whether the low halves are below a bound where the element is not `UInt64.max`, which stands for none. Linear.
  package func haveLowHalvesBelow(_ bound: Int) -> Bool {
    guard bound < UInt32.max else { return true }
    return withUnsafeBufferPointer { elements in
      var most: UInt64 = 0
      for element in elements { most = Swift.max(most, element == UInt64.max ? 0 : (element & 0xFFFF_FFFF) + 1) }
      return most <= UInt64(Swift.max(0, bound))
    }
  }
}

extension Column where Element == Int32 {
  /// Whether every element is within a range. Linear.
  package func areWithin(_ range: ClosedRange<Int>) -> Bool {
    withUnsafeBufferPointer { elements in
      var (least, most) = (Int32.max, Int32.min)
      for element in elements { (least, most) = (Swift.min(least, element), Swift.max(most, element)) }
      return elements.isEmpty || (range.contains(Int(least)) && range.contains(Int(most)))
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
