import Geography

/// The sea within a box, from coastlines as OSM draws them: ways with land on their left and water on their right.
///
/// Coastlines are joined end to end and cut to the box; then each sea is gone round with the water on the right: along
/// a coast to the border, and from there clockwise along the border to where the next coast comes in. An end inside the
/// box, where the extract was cut, is led straight to the nearest border.
enum SeaAreas {
  /// The seas with their islands as holes; none where there is no coast.
  ///
  /// - Complexity: linear in the coastlines' points; quadratic in the coasts that cross the border.
  static func polygons(_ coastlines: [[Coordinate]], in box: CoordinateBox) -> [GeographicPolygon] {
    let border = Border(box)
    var coasts: [[Coordinate]] = []
    var islands: [[Coordinate]] = []
    var seas: [[Coordinate]] = []
    for chain in joined(coastlines) {
      if chain.first == chain.last, chain.allSatisfy(box.contains) {
        guard chain.count > 3 else { continue }
        if GeographicPolygon.doubledArea(of: chain) > 0 { islands.append(chain) } else { seas.append(chain) }
      } else {
        coasts += border.pieces(of: border.startingOutside(chain))
      }
    }
    if coasts.isEmpty, !islands.isEmpty, seas.isEmpty { seas.append(border.ring) }
    seas += border.rings(along: coasts)
    return seas.map { sea in
      GeographicPolygon(exterior: sea, holes: islands.filter { island in island.first.map { holds(sea, $0) } ?? false })
    }
  }

  /// Lines joined where one begins at another's end.
  private static func joined(_ lines: [[Coordinate]]) -> [[Coordinate]] {
    let lines = lines.filter { $0.count >= 2 }
    var beginning: [Coordinate: [Int]] = [:]
    for (number, line) in lines.enumerated().reversed() { beginning[line[0], default: []].append(number) }
    let ends = Set(lines.map { $0[$0.count - 1] })
    var isUsed = [Bool](repeating: false, count: lines.count)
    var chains: [[Coordinate]] = []
    func follow(_ first: Int) {
      guard !isUsed[first] else { return }
      isUsed[first] = true
      var chain = lines[first]
      while chain.first != chain.last, let next = beginning[chain[chain.count - 1]]?.last(where: { !isUsed[$0] }) {
        isUsed[next] = true
        chain += lines[next].dropFirst()
      }
      chains.append(chain)
    }
    // Those that continue no other first: what is left are rings.
    for number in lines.indices where !ends.contains(lines[number][0]) { follow(number) }
    for number in lines.indices { follow(number) }
    return chains
  }

  /// Whether a ring holds a place, by the even-odd rule.
  static func holds(_ ring: [Coordinate], _ place: Coordinate) -> Bool {
    guard var last = ring.last else { return false }
    var isInside = false
    let (x, y) = (Double(place.longitudeE7), Double(place.latitudeE7))
    for point in ring {
      let (ax, ay) = (Double(last.longitudeE7), Double(last.latitudeE7))
      let (bx, by) = (Double(point.longitudeE7), Double(point.latitudeE7))
      if (ay > y) != (by > y), x < ax + (y - ay) / (by - ay) * (bx - ax) { isInside.toggle() }
      last = point
    }
    return isInside
  }
}

/// The border of a box, walked clockwise: 0 to 1 along the north, then east, south and west.
private struct Border {
  private let west: Double, south: Double, east: Double, north: Double

  init(_ box: CoordinateBox) {
    west = Double(box.southWest.longitudeE7)
    south = Double(box.southWest.latitudeE7)
    east = Double(box.northEast.longitudeE7)
    north = Double(box.northEast.latitudeE7)
  }

  private var corners: [Coordinate] {
    [(west, north), (east, north), (east, south), (west, south)].map { Self.coordinate($0.0, $0.1) }
  }

  /// The whole border.
  var ring: [Coordinate] { corners + [corners[0]] }

  private static func coordinate(_ x: Double, _ y: Double) -> Coordinate {
    Coordinate(longitudeE7: Int32(x.rounded()), latitudeE7: Int32(y.rounded()))
  }

  private func isInside(_ c: Coordinate) -> Bool {
    let (x, y) = (Double(c.longitudeE7), Double(c.latitudeE7))
    return x >= west && x <= east && y >= south && y <= north
  }

  /// A ring that leaves the box, turned so that it begins outside; other lines as they are.
  func startingOutside(_ chain: [Coordinate]) -> [Coordinate] {
    guard chain.first == chain.last, let outside = chain.firstIndex(where: { !isInside($0) }) else { return chain }
    return Array(chain[outside...]) + chain[1..<(outside + 1)]
  }

  /// The parts of a line in the box; each begins and ends on the border.
  func pieces(of line: [Coordinate]) -> [[Coordinate]] {
    var pieces: [[Coordinate]] = []
    var piece: [Coordinate] = []
    for (a, b) in zip(line, line.dropFirst()) {
      guard let (start, end) = clipped(a, b) else { continue }
      if piece.last != start {
        if piece.count >= 2 { pieces.append(piece) }
        piece = [start]
      }
      piece.append(end)
    }
    if piece.count >= 2 { pieces.append(piece) }
    return pieces.map { piece in
      [nearestOnBorder(piece[0])] + piece + [nearestOnBorder(piece[piece.count - 1])]
    }
  }

  /// The part of a segment in the box (Liang and Barsky 1984).
  private func clipped(_ a: Coordinate, _ b: Coordinate) -> (Coordinate, Coordinate)? {
    if isInside(a), isInside(b) { return (a, b) }
    let (ax, ay) = (Double(a.longitudeE7), Double(a.latitudeE7))
    let (dx, dy) = (Double(b.longitudeE7) - ax, Double(b.latitudeE7) - ay)
    var (enters, leaves) = (0.0, 1.0)
    for (direction, room) in [(-dx, ax - west), (dx, east - ax), (-dy, ay - south), (dy, north - ay)] {
      if direction == 0 {
        if room < 0 { return nil }
      } else if direction < 0 {
        enters = max(enters, room / direction)
      } else {
        leaves = min(leaves, room / direction)
      }
    }
    guard enters < leaves else { return nil }
    return (
      enters > 0 ? Self.coordinate(ax + enters * dx, ay + enters * dy) : a,
      leaves < 1 ? Self.coordinate(ax + leaves * dx, ay + leaves * dy) : b
    )
  }

  private func nearestOnBorder(_ c: Coordinate) -> Coordinate {
    let (x, y) = (Double(c.longitudeE7), Double(c.latitudeE7))
    let ways = [(north - y, x, north), (east - x, east, y), (y - south, x, south), (x - west, west, y)]
    guard let nearest = ways.min(by: { $0.0 < $1.0 }) else { return c }
    return Self.coordinate(nearest.1, nearest.2)
  }

  /// How far round the border a place on it is, 0 to 4.
  private func position(_ c: Coordinate) -> Double {
    let (x, y) = (Double(c.longitudeE7), Double(c.latitudeE7))
    if y >= north { return (x - west) / (east - west) }
    if x >= east { return 1 + (north - y) / (north - south) }
    if y <= south { return 2 + (east - x) / (east - west) }
    return 3 + (y - south) / (north - south)
  }

  /// Closes coasts to rings along the border.
  func rings(along coasts: [[Coordinate]]) -> [[Coordinate]] {
    let starts = coasts.map { position($0[0]) }
    var isUsed = [Bool](repeating: false, count: coasts.count)
    var rings: [[Coordinate]] = []
    for first in coasts.indices where !isUsed[first] {
      var ring: [Coordinate] = []
      var coast = first
      repeat {
        isUsed[coast] = true
        ring += coasts[coast]
        let here = position(coasts[coast][coasts[coast].count - 1])
        func ahead(_ place: Double) -> Double { place >= here ? place - here : place - here + 4 }
        // A coast that was taken before is not taken twice, the first one but closes the ring.
        let open = coasts.indices.filter { !isUsed[$0] || $0 == first }
        guard let next = open.min(by: { (ahead(starts[$0]), $0) < (ahead(starts[$1]), $1) }) else { break }
        let way = ahead(starts[next])
        for step in 1...4 {
          let corner = here.rounded(.down) + Double(step)
          if corner - here < way { ring.append(corners[Int(corner) % 4]) }
        }
        coast = next
      } while coast != first
      ring.append(ring[0])
      rings.append(ring)
    }
    return rings.filter { GeographicPolygon.doubledArea(of: $0) != 0 }
  }
}
