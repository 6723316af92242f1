import Geography

extension SnapIndex {
  /// A segment near a place.
  struct Candidate {
    var segment: Int
    /// Tenths of a millimetre, so that equal distances are equal.
    var distance: Int64
    var way: UInt32
    var share: Double
    var x: Double
    var y: Double

    @inline(__always)
    static func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
      if a.distance != b.distance { return a.distance < b.distance }
      return a.way != b.way ? a.way < b.way : a.segment < b.segment
    }
  }

  @inline(__always)
  private func candidate(_ segment: Int, _ near: LocalPlane.Near) -> Candidate {
    Candidate(
      segment: segment, distance: Int64(near.squared.squareRoot() * 10_000 + 0.5),
      way: graph.streets.shapeWays[Int(segmentPoints[segment])], share: near.share, x: near.x, y: near.y)
  }

  /// What lies beyond one distance and within another, in metres.
  struct Ring {
    var inner: Double
    var outer: Double

    init(beyond inner: Double = -1, within outer: Double) {
      self.inner = inner
      self.outer = outer
    }
  }

  /// The first of the wanted segments in a ring that is fit, by distance, way and segment; only those that would
  /// come first so far are asked whether they are. Linear in the segments near.
  @inline(__always)
  func nearest(
    _ plane: LocalPlane, _ ring: Ring, where isWanted: (Int) -> Bool, isFit: (Candidate) -> Bool = { _ in true }
  ) -> Candidate? {
    var best: Candidate?
    var bound = ring.outer * ring.outer
    forEachNear(plane, ring, squaredBound: { bound }) { segment, near in
      guard isWanted(segment) else { return }
      let candidate = candidate(segment, near)
      if let best, !Candidate.precedes(candidate, best) { return }
      guard isFit(candidate) else { return }
      best = candidate
      // What is more than 0.2 mm farther cannot be as near to 0.1 mm.
      let spared = near.squared.squareRoot() + 0.0002
      bound = min(bound, spared * spared)
    }
    return best
  }

  /// Calls `body` with the segments of a ring whose squared distance is at most what the bound says then; one may
  /// come twice.
  @inline(__always)
  func forEachNear(
    _ plane: LocalPlane, _ ring: Ring, squaredBound: () -> Double, _ body: (Int, LocalPlane.Near) -> Void
  ) {
    let box = plane.box(radius: ring.outer)
    let squaredInner = ring.inner < 0 ? -1 : ring.inner * ring.inner
    let coordinates = graph.streets.shapeCoordinates
    let points = segmentPoints
    grid.forEachSegment(west: box.west, south: box.south, east: box.east, north: box.north) { segment in
      let point = Int(points[segment])
      let near = plane.nearest(coordinates[point], coordinates[point + 1])
      if near.squared <= squaredBound(), near.squared > squaredInner { body(segment, near) }
    }
  }
}
