import Geography

/// Places of one cell in a tree of boxes, to tell at little cost whether two clouds come within a distance.
struct VenueCloud {
  /// A box and its places: a leaf, or two halves.
  private struct Node {
    let places: Range<Int>
    let south: Int32, north: Int32, west: Int32, east: Int32
    /// Numbers of the halves; 0 for a leaf.
    var halves: (Int, Int) = (0, 0)
    var isLeaf: Bool { halves.1 == 0 }
  }

  private static let leafSize = 8
  private var nodes: [Node] = []
  private var places: [Coordinate]

  /// Sorts places into boxes, halved at the median of their longer side. O(n log² n).
  init(_ places: [Coordinate]) {
    self.places = places
    if !places.isEmpty { _ = build(places.indices) }
  }

  private mutating func build(_ range: Range<Int>) -> Int {
    let part = places[range]
    let number = nodes.count
    let node = Node(
      places: range, south: part.lazy.map(\.latitudeE7).min() ?? 0, north: part.lazy.map(\.latitudeE7).max() ?? 0,
      west: part.lazy.map(\.longitudeE7).min() ?? 0, east: part.lazy.map(\.longitudeE7).max() ?? 0)
    nodes.append(node)
    guard range.count > Self.leafSize else { return number }
    let scale = Ellipsoid.LocalScale(latitude: Double(node.south) / 1e7)
    let width = Double(Int64(node.east) - Int64(node.west)) * scale.eastInMetres
    let height = Double(Int64(node.north) - Int64(node.south)) * scale.northInMetres
    if width > height {
      places[range].sort { $0.longitudeE7 < $1.longitudeE7 }
    } else {
      places[range].sort { $0.latitudeE7 < $1.latitudeE7 }
    }
    let middle = range.lowerBound + range.count / 2
    nodes[number].halves = (build(range.lowerBound..<middle), build(middle..<range.upperBound))
    return number
  }

  /// Whether a place of this cloud and one of another are closer than a distance.
  ///
  /// Boxes surely farther apart are passed over, boxes surely closer end the search; what is left is measured.
  /// Near-linear unless very many pairs lie just beyond the distance.
  func comes(within metres: Double, of other: VenueCloud) -> Bool {
    guard !nodes.isEmpty, !other.nodes.isEmpty else { return false }
    var stack = [(0, 0)]
    while let (own, others) = stack.popLast() {
      let a = nodes[own], b = other.nodes[others]
      let bounds = Self.bounds(a, b)
      if bounds.least >= metres { continue }
      if bounds.most < metres { return true }
      if a.isLeaf, b.isLeaf {
        for place in places[a.places]
        where other.places[b.places].contains(where: { Ellipsoid.lengthInMetres(from: place, to: $0) < metres }) {
          return true
        }
      } else if b.isLeaf || (!a.isLeaf && a.places.count >= b.places.count) {
        stack += [(a.halves.0, others), (a.halves.1, others)]
      } else {
        stack += [(own, b.halves.0), (own, b.halves.1)]
      }
    }
    return false
  }

  /// Metres that no pair of two boxes is nearer than, and none farther than: by the scale at the box's latitudes
  /// nearest the pole and the equator, and a ten-thousandth to spare.
  private static func bounds(_ a: Node, _ b: Node) -> (least: Double, most: Double) {
    let south = min(a.south, b.south), north = max(a.north, b.north)
    let farthest = max(abs(Double(south)), abs(Double(north))) / 1e7
    let nearest = south < 0 && north > 0 ? 0 : min(abs(Double(south)), abs(Double(north))) / 1e7
    let small = Ellipsoid.LocalScale(latitude: farthest), large = Ellipsoid.LocalScale(latitude: nearest)
    func gap(_ low: Int32, _ high: Int32, _ otherLow: Int32, _ otherHigh: Int32) -> Double {
      Double(max(0, Int64(otherLow) - Int64(high), Int64(low) - Int64(otherHigh)))
    }
    func span(_ low: Int32, _ high: Int32, _ otherLow: Int32, _ otherHigh: Int32) -> Double {
      Double(max(Int64(otherHigh) - Int64(low), Int64(high) - Int64(otherLow)))
    }
    // North steps grow towards the pole, east steps shrink.
    let leastEast = gap(a.west, a.east, b.west, b.east) * small.eastInMetres
    let leastNorth = gap(a.south, a.north, b.south, b.north) * large.northInMetres
    let mostEast = span(a.west, a.east, b.west, b.east) * large.eastInMetres
    let mostNorth = span(a.south, a.north, b.south, b.north) * small.northInMetres
    return (
      (leastEast * leastEast + leastNorth * leastNorth).squareRoot() * (1 - 1e-4),
      (mostEast * mostEast + mostNorth * mostNorth).squareRoot() * (1 + 1e-4)
    )
  }
}
