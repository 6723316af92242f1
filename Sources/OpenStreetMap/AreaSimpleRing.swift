import Geography

/// The short way for closed ways with few nodes, most of which are buildings: one ring, no allocation but its own.
enum AreaSimpleRing {
  /// Above this many points the pairwise test costs more than an index.
  static let mostPoints = 24

  /// The ring as a polygon when it is simple; `nil` when it takes the full assembly to judge.
  ///
  /// - Parameter points: a closed ring, the last point repeating the first.
  static func polygon(_ points: [Coordinate]) -> GeographicPolygon? {
    let count = points.count - 1
    guard (3...mostPoints).contains(count), isSimple(points, count) else { return nil }
    return directed(points, isCounterclockwise: true).map { GeographicPolygon(exterior: $0) }
  }

  /// A simple ring in one direction, from its westernmost (then southernmost) point on; `nil` without extent.
  static func directed(_ points: [Coordinate], isCounterclockwise: Bool) -> [Coordinate]? {
    let count = points.count - 1
    var start = 0
    for index in 1..<count where AreaGeometry.precedes(points[index], points[start]) { start = index }
    let previous = points[start == 0 ? count - 1 : start - 1]
    // At its westernmost corner a simple ring turns the way it runs.
    let turn = AreaGeometry.side(previous, points[start], points[start + 1])
    guard turn != 0 else { return nil }
    let isForward = (turn > 0) == isCounterclockwise
    if isForward, start == 0 { return points }
    var ring: [Coordinate] = []
    ring.reserveCapacity(count + 1)
    for step in 0...count { ring.append(points[(start + (isForward ? step : count - step)) % count]) }
    return ring
  }

  /// Whether no two segments meet but neighbours at their common end.
  static func isSimple(_ points: [Coordinate], _ count: Int) -> Bool {
    for first in 0..<count {
      let a = points[first]
      let b = points[first + 1]
      let following = points[first + 2 <= count ? first + 2 : 1]
      if a == b || AreaGeometry.overlap(from: b, to: a, and: following) { return false }
      let box = AreaGeometry.box(a, b)
      var second = first + 2
      let last = first == 0 ? count - 1 : count
      while second < last {
        let c = points[second]
        let d = points[second + 1]
        if box.intersects(AreaGeometry.box(c, d)), AreaGeometry.segmentsMeet(a, b, c, d) { return false }
        second += 1
      }
    }
    return true
  }
}
