import Geography
import OpenStreetMap

extension StreetNetwork {
  /// What happens where a segment meets a node: who comes along it waits, cannot go on, or nobody knows.
  struct Pause {
    var segment: UInt32
    var node: UInt32
    /// Milliseconds, half of a crossing: the segment on the other side has the other half. So who turns into the street
    /// pays half, and who walks along it nothing.
    var wait: UInt32 = 0
    /// Whether the wait is for traffic.
    var isCrossing = false
    var isClosed = false
    var isUnknown = false
    /// Milliseconds more for those who walk on to the node, and for those who come from it.
    var surcharge: (on: UInt32, off: UInt32)?
  }

  /// Sets the time of a segment of steps. Where up and down differ, the segment's own time is the shorter one less a
  /// millisecond, and the rest lies in two pieces of no length at its upper end, one each way (``addPauses(_:)``).
  func setStepsTime(of segment: inout Segment) {
    let (metres, steps) = (segment.metres, profile.steps)
    let up = Self.bounded(steps.time(forMetres: metres, factor: steps.up, speed: profile.speed))
    let down = Self.bounded(steps.time(forMetres: metres, factor: steps.down, speed: profile.speed))
    segment.time = up
    guard up != down else { return }
    let (rises, falls) = (segment.traits.contains(.rising), segment.traits.contains(.falling))
    let isOneWay = !segment.flags.isSuperset(of: .bothWays)
    if !rises && !falls {
      // Up or down, nobody knows: between the two.
      segment.time = up / 2 + down / 2 + (up % 2 + down % 2 + 1) / 2
    } else if isOneWay {
      segment.time = rises == segment.flags.contains(.forward) ? up : down
    } else if min(up, down) == 1 {
      segment.time = max(up, down)
    } else {
      segment.time = min(up, down) - 1
      segment.surcharge = max(up, down) - segment.time
    }
  }

  /// Puts waits, kerbs and the cost of climbing between segments and their ends: a made-up node in the same place, and
  /// a piece of no length from there. What follows (contraction, searches, snapping) knows of streets only.
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
      var end = pause.node
      if pause.wait > 0 || pause.isClosed || pause.isUnknown {
        let node = insertNode(before: pause.node, on: pause.segment)
        var flags = segments[Int(pause.segment)].flags(from: otherEnd(of: pause.segment, than: node))
        if pause.isUnknown { flags.insert(.unknown) }
        var time = pause.wait
        if time == 0 {
          // What only divides takes no time: its millisecond is the segment's.
          time = 1
          segments[Int(pause.segment)].time = max(1, segments[Int(pause.segment)].time - 1)
        }
        addPiece(from: node, to: pause.node, like: pause.segment, time: time, flags: flags)
        if pause.isClosed {
          closed.append(node)
          report.nodesClosedToWalker += 1
        }
        end = node
      }
      if let surcharge = pause.surcharge { addSurcharge(surcharge, on: pause.segment, before: end) }
    }
    return closed
  }

  private mutating func addSurcharge(_ surcharge: (on: UInt32, off: UInt32), on segment: UInt32, before end: UInt32) {
    let node = insertNode(before: end, on: segment)
    let flags = segments[Int(segment)].flags.subtracting(.bothWays)
    addPiece(from: node, to: end, like: segment, time: surcharge.on, flags: flags.union(.forward))
    addPiece(from: node, to: end, like: segment, time: surcharge.off, flags: flags.union(.backward))
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
    let ordered = precedes(other, new)
    (changed.from, changed.to) = ordered ? (other, new) : (new, other)
    (changed.flags, changed.traits) = ordered ? (flags, traits) : (flags.reversed, traits.reversed)
    segments[Int(segment)] = changed
    return new
  }

  private mutating func addPiece(
    from new: UInt32, to node: UInt32, like segment: UInt32, time: UInt32, flags: StreetGraph.EdgeFlags
  ) {
    let ordered = precedes(new, node)
    segments.append(
      Segment(
        from: ordered ? new : node, to: ordered ? node : new, way: segments[Int(segment)].way, time: time, metres: 0,
        flags: ordered ? flags : flags.reversed))
    report.pauses += 1
  }
}
