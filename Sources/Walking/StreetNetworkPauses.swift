import Geography
import OpenStreetMap

extension StreetNetwork {
  /// What happens where a segment meets a node: who comes along it waits, cannot go on, or nobody knows.
  struct Pause {
    var segment: UInt32
    var node: UInt32
    /// Milliseconds for traffic, half of a crossing: the segment on the other side has the other half. So who turns into
    /// the street pays half, and who walks along it nothing.
    var traffic: UInt32 = 0
    /// Milliseconds for a lift, half likewise.
    var lift: UInt32 = 0
    var isClosed = false
    var isUnknown = false

    var wait: UInt32 { traffic + lift }
  }

  /// Sets the times of a segment of steps, up and down; where nobody says which way is up, both are between the two.
  func setStepsTimes(of segment: inout Segment) {
    let (metres, steps) = (segment.metres, profile.steps)
    let up = Self.bounded(steps.time(forMetres: metres, factor: steps.up, speed: profile.speed))
    let down = Self.bounded(steps.time(forMetres: metres, factor: steps.down, speed: profile.speed))
    if segment.traits.contains(.rising) {
      (segment.time, segment.backTime) = (up, down)
    } else if segment.traits.contains(.falling) {
      (segment.time, segment.backTime) = (down, up)
    } else {
      segment.time = up / 2 + down / 2 + (up % 2 + down % 2 + 1) / 2
      segment.backTime = segment.time
    }
  }

  /// Milliseconds of a segment's time that no pace changes: all of a wait, and what steps take a flight.
  func fixedTime(of segment: Segment) -> UInt32 {
    let least = min(segment.time, segment.backTime)
    // What only divides a street takes a millisecond, and that is the street's.
    if segment.metres == 0 { return least > 1 ? least : 0 }
    guard profile.steps.secondsPerFlight > 0, segment.traits.contains(.steps) else { return 0 }
    let milliseconds = segment.metres / StepsManner.flightInMetres * profile.steps.secondsPerFlight * 1000
    return UInt32(min(Double(least - 1), milliseconds.rounded()))
  }

  /// Puts waits and kerbs between segments and their ends: a made-up node in the same place, and a piece of no length
  /// from there. What follows (contraction, searches, snapping) knows of streets only.
  ///
  /// - Returns: the nodes that this walker cannot pass.
  /// - Complexity: n log n in the segments that meet such a node; linear in the others.
  mutating func addPauses(_ incidence: Incidence) -> [UInt32] {
    let pauses: [Pause]
    var closed: [UInt32]
    do {
      // It holds a copy of the network, and is gone before anything is changed.
      var finder = PauseFinder(self, incidence)
      finder.find()
      (pauses, closed) = (finder.pauses, finder.closedNodes)
      (report.waits, unknownNodes) = (finder.waits, finder.unknownNodes)
    }
    report.nodesClosedToWalker = closed.count
    for pause in pauses {
      let node = insertNode(before: pause.node, on: pause.segment)
      let place = Int(pause.segment)
      var flags = segments[place].flags(from: otherEnd(of: pause.segment, than: node))
      if pause.isUnknown { flags.insert(.unknown) }
      if pause.wait == 0 {
        // What only divides takes no time: its millisecond is the segment's.
        segments[place].time = max(1, segments[place].time - 1)
        segments[place].backTime = max(1, segments[place].backTime - 1)
      }
      addPiece(from: node, to: pause.node, like: pause.segment, time: max(1, pause.wait), flags: flags)
      if pause.isClosed {
        closed.append(node)
        report.nodesClosedToWalker += 1
      }
    }
    return closed
  }

  private func otherEnd(of segment: UInt32, than node: UInt32) -> UInt32 { segments[Int(segment)].other(node) }

  /// Ends a segment at a new node in the place of one of its ends.
  private mutating func insertNode(before node: UInt32, on segment: UInt32) -> UInt32 {
    let new = UInt32(truncatingIfNeeded: nodeCount)
    nodeIDs.append(0)
    coordinates.append(coordinates[Int(node)])
    var changed = segments[Int(segment)]
    let other = changed.other(node)
    let (flags, traits) = (changed.flags(from: other), changed.traits(from: other))
    let (time, backTime) = (changed.time(from: other), changed.time(from: node))
    let ordered = precedes(other, new)
    (changed.from, changed.to) = ordered ? (other, new) : (new, other)
    (changed.flags, changed.traits) = ordered ? (flags, traits) : (flags.reversed, traits.reversed)
    (changed.time, changed.backTime) = ordered ? (time, backTime) : (backTime, time)
    segments[Int(segment)] = changed
    return new
  }

  private mutating func addPiece(
    from new: UInt32, to node: UInt32, like segment: UInt32, time: UInt32, flags: StreetGraph.EdgeFlags
  ) {
    let ordered = precedes(new, node)
    segments.append(
      Segment(
        from: ordered ? new : node, to: ordered ? node : new, way: segments[Int(segment)].way, time: time,
        backTime: time, metres: 0,
        flags: ordered ? flags : flags.reversed))
    report.pauses += 1
  }
}
