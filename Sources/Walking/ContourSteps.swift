/// The lattice edges that a level crosses, and from each the next one along the contour.
///
/// Lattice edge `3 p` leads from point p east, `3 p + 1` north and `3 p + 2` north-east. Inside lies on the left. Points
/// of the window's rim count as outside, so that all contours close.
struct ContourSteps {
  /// Lattice edges, ascending.
  private(set) var crossings: [UInt32] = []
  /// The place in ``crossings`` of the edge that follows.
  private(set) var next: [UInt32] = []

  private let width: Int
  private var south: Row
  private var here: Row

  /// A row of lattice points.
  private struct Row {
    /// The points at or below the level, 64 a word from the west.
    var inside: [UInt64]
    /// The points from which a crossed edge leads east, north or north-east.
    var crossed: [UInt64]
    /// Where the crossed ones of these edges stand in ``crossings``, three a point.
    var places: [UInt32]

    init(words: Int) {
      inside = Array(repeating: 0, count: words)
      crossed = inside
      places = Array(repeating: 0, count: 3 * 64 * words)
    }
  }

  /// No crossings.
  init() {
    width = 0
    south = Row(words: 0)
    here = south
  }

  /// Finds the crossings row by row.
  ///
  /// - Complexity: linear in the window, 16 points a step, and in the crossings.
  init(_ field: Field, level: Float) {
    width = field.width
    let words = (width + 63) / 64 + 1
    south = Row(words: words)
    here = south
    var north = south
    // The rim's northern row has no crossings, but the squares south of it are linked with it.
    for row in 0..<field.height {
      if row + 1 < field.height - 1 {
        field.readInsideBits(row: row + 1, level: level, into: &north.inside)
      } else {
        for word in north.inside.indices { north.inside[word] = 0 }
      }
      number(row: row, north: north.inside)
      linkUpperTriangles()
      linkLowerTriangles(north: north.inside)
      swap(&south, &here)
      swap(&here, &north)
    }
  }

  /// Lists the crossed edges that begin in a row.
  private mutating func number(row: Int, north: [UInt64]) {
    for word in 0..<here.inside.count - 1 {
      let inside = here.inside[word]
      let east = inside ^ (inside >> 1 | here.inside[word + 1] << 63)
      let up = inside ^ north[word]
      let diagonal = inside ^ (north[word] >> 1 | north[word + 1] << 63)
      here.crossed[word] = east | up | diagonal
      var left = here.crossed[word]
      while left != 0 {
        let bit = UInt64(left.trailingZeroBitCount)
        left &= left - 1
        let point = 64 * word + Int(bit)
        let edge = UInt32(3 * (row * width + point))
        if east >> bit & 1 == 1 { add(edge, at: 3 * point) }
        if up >> bit & 1 == 1 { add(edge + 1, at: 3 * point + 1) }
        if diagonal >> bit & 1 == 1 { add(edge + 2, at: 3 * point + 2) }
      }
    }
  }

  @inline(__always)
  private mutating func add(_ edge: UInt32, at slot: Int) {
    here.places[slot] = UInt32(crossings.count)
    crossings.append(edge)
    next.append(0)
  }

  /// Links the crossings of the triangles south-west, north-east and north-west of the squares south of this row.
  private mutating func linkUpperTriangles() {
    for word in 0..<here.inside.count - 1 {
      let northEast = here.inside[word] >> 1 | here.inside[word + 1] << 63
      var left = south.crossed[word]
      while left != 0 {
        let bit = UInt64(left.trailingZeroBitCount)
        left &= left - 1
        let slot = 3 * (64 * word + Int(bit))
        let corners = Self.corners(south.inside[word] >> bit, northEast >> bit, here.inside[word] >> bit)
        link(corners, south.places[slot + 2], here.places[slot], south.places[slot + 1])
      }
    }
  }

  /// Links the crossings of the triangles south-west, south-east and north-east of the squares north of this row.
  private mutating func linkLowerTriangles(north: [UInt64]) {
    for word in 0..<here.inside.count - 1 {
      let southEast = here.inside[word] >> 1 | here.inside[word + 1] << 63
      let northEast = north[word] >> 1 | north[word + 1] << 63
      var left = here.crossed[word]
      while left != 0 {
        let bit = UInt64(left.trailingZeroBitCount)
        left &= left - 1
        let slot = 3 * (64 * word + Int(bit))
        let corners = Self.corners(here.inside[word] >> bit, southEast >> bit, northEast >> bit)
        link(corners, here.places[slot], here.places[slot + 4], here.places[slot + 2])
      }
    }
  }

  @inline(__always)
  private static func corners(_ p: UInt64, _ q: UInt64, _ r: UInt64) -> UInt64 { p & 1 | (q & 1) << 1 | (r & 1) << 2 }

  /// The step through one counterclockwise triangle p, q, r with the crossings of its edges pq, qr, rp.
  @inline(__always)
  private mutating func link(_ corners: UInt64, _ pq: UInt32, _ qr: UInt32, _ rp: UInt32) {
    switch corners {
    case 0b001: next[Int(pq)] = rp
    case 0b010: next[Int(qr)] = pq
    case 0b100: next[Int(rp)] = qr
    case 0b110: next[Int(rp)] = pq
    case 0b101: next[Int(pq)] = qr
    case 0b011: next[Int(qr)] = rp
    default: return
    }
  }
}
