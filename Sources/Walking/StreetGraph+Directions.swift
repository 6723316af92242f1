extension StreetGraph {
  /// Whether any edge takes longer one way than the other: steps for walkers who climb slower than they descend, and
  /// slopes. Places are told by their milliseconds from the tail all the same.
  package var isDirectional: Bool { !shapeBackTimes.isEmpty }

  /// Milliseconds to walk the whole edge from its head.
  package func edgeBackTime(_ edge: Int) -> UInt32 {
    isDirectional ? shapeBackTimes[Int(firstShapePoint[edge + 1]) - 1] : edgeTime(edge)
  }

  /// Milliseconds from a point of an edge back to its tail. Between shape points both ways run evenly.
  ///
  /// - Parameter offset: the point's milliseconds from the tail.
  /// - Complexity: logarithmic in the edge's shape points where edges have directions, else constant.
  @inline(__always)
  package func timeToTail(_ edge: Int, _ offset: UInt32) -> UInt32 {
    isDirectional ? backTime(edge, offset) : offset
  }

  /// Milliseconds from the head of an edge to a point of it.
  @inline(__always)
  package func timeFromHead(_ edge: Int, _ offset: UInt32) -> UInt32 {
    isDirectional ? edgeBackTime(edge) - backTime(edge, offset) : edgeTime(edge) - offset
  }

  /// The point of an edge that lies so many milliseconds before its tail, by its own milliseconds from there.
  package func offset(_ edge: Int, timeToTail time: Double) -> Double {
    guard isDirectional else { return time }
    let point = segment(of: shapeRange(edge), at: time) { Double(shapeBackTimes[$0]) }
    let (start, end) = (Double(shapeBackTimes[point]), Double(shapeBackTimes[point + 1]))
    let (first, last) = (Double(shapeTimes[point]), Double(shapeTimes[point + 1]))
    return first + (last - first) * min(1, (time - start) / (end - start))
  }

  /// Whether an edge is walked in the same times from either end.
  func isEven(_ edge: Int) -> Bool {
    guard isDirectional else { return true }
    return shapeRange(edge).allSatisfy { shapeTimes[$0] == shapeBackTimes[$0] }
  }

  private func backTime(_ edge: Int, _ offset: UInt32) -> UInt32 {
    let point = segment(of: shapeRange(edge), at: offset) { shapeTimes[$0] }
    let (start, end) = (UInt64(shapeTimes[point]), UInt64(shapeTimes[point + 1]))
    let (first, last) = (UInt64(shapeBackTimes[point]), UInt64(shapeBackTimes[point + 1]))
    // Products of times of 31 bits.
    let share = (2 * (UInt64(offset) - start) * (last - first) + (end - start)) / (2 * (end - start))
    return UInt32(truncatingIfNeeded: first + share)
  }

  /// The last segment that begins at or before a time.
  private func segment<Time: Comparable>(of shape: Range<Int>, at time: Time, _ times: (Int) -> Time) -> Int {
    var (low, high) = (shape.lowerBound, shape.upperBound - 2)
    while low < high {
      let middle = (low + high + 1) / 2
      if times(middle) <= time { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
