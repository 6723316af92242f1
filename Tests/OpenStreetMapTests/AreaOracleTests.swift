import Geography
import OpenStreetMap
import TestSupport
import Testing

/// Areas against brute force on random input.
struct AreaOracleTests {
  /// A bent grid whose cells are inside or outside at random.
  struct Patchwork {
    let size: Int
    var random: SeededGenerator
    var builder = ExtractBuilder()
    var isInside: Set<Int> = []
    var places: [Coordinate] = []

    init(seed: UInt64) {
      random = SeededGenerator(seed: seed)
      size = random.integer(in: 1...7)
      for row in 0...size {
        for column in 0...size {
          // Bent by up to a fifth of a cell of 1000 steps, so that no two edges cross and cells stay convex.
          let place = Coordinate(
            longitudeE7: Int32(column * 1000 + random.integer(in: -200...200)),
            latitudeE7: Int32(row * 1000 + random.integer(in: -200...200)))
          builder.addNode(Int64(1 + places.count), at: place)
          places.append(place)
        }
      }
      let share = random.number(in: 0.2...0.9)
      for cell in 0..<(size * size) where random.chance(share) { isInside.insert(cell) }
    }

    func node(_ row: Int, _ column: Int) -> Int64 { Int64(1 + row * (size + 1) + column) }

    /// The nodes of a cell, counterclockwise.
    func corners(_ cell: Int) -> [Int64] {
      let (row, column) = (cell / size, cell % size)
      return [node(row, column), node(row, column + 1), node(row + 1, column + 1), node(row + 1, column)]
    }

    func place(_ node: Int64) -> Coordinate { places[Int(node) - 1] }

    /// The segments between inside and outside.
    var border: [(Int64, Int64)] {
      var counts: [[Int64]: Int] = [:]
      for cell in isInside {
        let ring = corners(cell)
        for side in 0..<4 { counts[[ring[side], ring[(side + 1) % 4]].sorted(), default: 0] += 1 }
      }
      return counts.filter { $0.value == 1 }.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
    }

    /// Pieces of inside cells that share sides.
    var pieces: Int {
      var left = isInside
      var count = 0
      while let start = left.min() {
        count += 1
        var waiting = [start]
        left.remove(start)
        while let cell = waiting.popLast() {
          let (row, column) = (cell / size, cell % size)
          for (r, c) in [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
          where (0..<size).contains(r) && (0..<size).contains(c) {
            if left.remove(r * size + c) != nil { waiting.append(r * size + c) }
          }
        }
      }
      return count
    }

    /// Ways that cover the border: random walks over its segments, in random directions.
    mutating func waysOfBorder() -> [[Int64]] {
      var left = random.shuffled(border)
      var ways: [[Int64]] = []
      while let first = left.popLast() {
        var way = [first.0, first.1]
        while random.chance(0.8),
          let next = left.firstIndex(where: { $0.0 == way[way.count - 1] || $0.1 == way[way.count - 1] })
        {
          way.append(left[next].0 == way[way.count - 1] ? left[next].1 : left[next].0)
          left.remove(at: next)
        }
        ways.append(random.chance(0.5) ? way : way.reversed())
      }
      return ways
    }
  }

  /// Whether a point is inside, by counting crossings of every ring.
  static func contains(_ polygon: GeographicPolygon, _ x: Double, _ y: Double) -> Bool {
    var isInside = false
    for ring in polygon.rings {
      for (a, b) in zip(ring, ring.dropFirst()) {
        let (ax, ay) = (Double(a.longitudeE7), Double(a.latitudeE7))
        let (bx, by) = (Double(b.longitudeE7), Double(b.latitudeE7))
        if (ay <= y) != (by <= y), ax + (y - ay) / (by - ay) * (bx - ax) < x { isInside.toggle() }
      }
    }
    return isInside
  }

  static func twiceSignedArea(_ ring: [Coordinate]) -> Int {
    zip(ring, ring.dropFirst()).reduce(0) {
      $0 + Int($1.0.longitudeE7) * Int($1.1.latitudeE7) - Int($1.1.longitudeE7) * Int($1.0.latitudeE7)
    }
  }

  /// Closed, simple in its nodes, begun and turned as promised.
  static func checkRings(_ polygons: [GeographicPolygon]) {
    for polygon in polygons {
      for (place, ring) in polygon.rings.enumerated() {
        let open = ring.dropLast()
        #expect(ring.count >= 4 && ring.first == ring.last)
        #expect(Set(open).count == open.count)
        #expect((twiceSignedArea(ring) > 0) == (place == 0))
        let least = open.min { ($0.longitudeE7, $0.latitudeE7) < ($1.longitudeE7, $1.latitudeE7) }
        #expect(ring.first == least)
        guard place > 0 else { continue }
        // A hole's points lie in the outer ring or on its nodes.
        for point in open where !polygon.exterior.contains(point) {
          let outer = GeographicPolygon(exterior: polygon.exterior)
          #expect(contains(outer, Double(point.longitudeE7), Double(point.latitudeE7) + 1e-6))
        }
      }
    }
  }

  @Test("random patchworks: area, every cell and the number of polygons", arguments: 0..<300)
  func patchwork(_ seed: Int) throws {
    var patchwork = Patchwork(seed: UInt64(seed))
    guard !patchwork.isInside.isEmpty else { return }
    let ways = patchwork.waysOfBorder()
    for (index, way) in ways.enumerated() { patchwork.builder.addWay(Int64(1 + index), way) }
    let members = patchwork.random.shuffled(ways.indices.map { Int64(1 + $0) })
    let roles = ways.map { _ in ["outer", "inner", ""][patchwork.random.integer(in: 0...2)] }
    patchwork.builder.addRelation(1, ways: members, roles: roles)
    // The same area once more as the rings of its cells, whose common sides fall out.
    for (index, cell) in patchwork.isInside.sorted().enumerated() {
      let ring = patchwork.corners(cell)
      patchwork.builder.addWay(Int64(10_001 + index), ring + [ring[0]])
    }
    patchwork.builder.addRelation(2, ways: patchwork.isInside.indices.enumerated().map { Int64(10_001 + $0.offset) })

    let extract = patchwork.builder.extract()
    let polygons = try extract.area(ofRelation: 0).get().polygons
    #expect(try extract.area(ofRelation: 1).get().polygons == polygons)
    Self.checkRings(polygons)
    #expect(polygons.count == patchwork.pieces)
    let cellAreas = patchwork.isInside.map { cell -> Int in
      let ring = patchwork.corners(cell).map(patchwork.place)
      return Self.twiceSignedArea(ring + [ring[0]])
    }
    #expect(polygons.flatMap(\.rings).map(Self.twiceSignedArea).reduce(0, +) == cellAreas.reduce(0, +))
    for cell in 0..<(patchwork.size * patchwork.size) {
      let corners = patchwork.corners(cell).map(patchwork.place)
      let x = corners.map { Double($0.longitudeE7) }.reduce(0, +) / 4 + 0.123
      let y = corners.map { Double($0.latitudeE7) }.reduce(0, +) / 4 + 0.077
      let containing = polygons.filter { Self.contains($0, x, y) }.count
      #expect(containing == (patchwork.isInside.contains(cell) ? 1 : 0), "seed \(seed) cell \(cell)")
    }
  }

  /// Whether segments share a point, by solving for it in rationals.
  private static func share(_ p: [(Int, Int)], _ q: [(Int, Int)]) -> Bool {
    let (rx, ry) = (p[1].0 - p[0].0, p[1].1 - p[0].1)
    let (sx, sy) = (q[1].0 - q[0].0, q[1].1 - q[0].1)
    let (dx, dy) = (q[0].0 - p[0].0, q[0].1 - p[0].1)
    let denominator = rx * sy - ry * sx
    if denominator == 0 {
      guard dx * ry == dy * rx else { return false }
      let from = min(q[0].0 * rx + q[0].1 * ry, q[1].0 * rx + q[1].1 * ry)
      let to = max(q[0].0 * rx + q[0].1 * ry, q[1].0 * rx + q[1].1 * ry)
      return from <= p[1].0 * rx + p[1].1 * ry && to >= p[0].0 * rx + p[0].1 * ry
    }
    let t = (dx * sy - dy * sx) * denominator.signum()
    let u = (dx * ry - dy * rx) * denominator.signum()
    return (0...abs(denominator)).contains(t) && (0...abs(denominator)).contains(u)
  }

  @Test("random rings: simple or crossing as all pairs of segments say, by the short way and the long one")
  func crossings() throws {
    var random = SeededGenerator(seed: 7)
    var simple = 0
    for round in 0..<4000 {
      let count = random.integer(in: 3...(round % 10 == 0 ? 9 : 6))
      var points: [(Int, Int)] = []
      while points.count < count {
        let point = (random.integer(in: 0...8), random.integer(in: 0...8))
        if !points.contains(where: { $0 == point }) { points.append(point) }
      }
      var builder = ExtractBuilder()
      for (index, point) in points.enumerated() {
        builder.addNode(
          Int64(1 + index), at: Coordinate(longitudeE7: Int32(point.0), latitudeE7: Int32(point.1)))
      }
      builder.addWay(1, (1...count).map(Int64.init) + [1])
      builder.addRelation(1, ways: [1])
      var crosses = false
      for first in 0..<count {
        for second in (first + 1)..<max(first + 1, count) {
          let p = [points[first], points[(first + 1) % count]]
          let q = [points[second], points[(second + 1) % count]]
          if second == first + 1 || (first == 0 && second == count - 1) {
            // Neighbours share an end; more than that is an overlap.
            let (end, a, b) = second == first + 1 ? (p[1], p[0], q[1]) : (p[0], p[1], q[0])
            let (ux, uy, vx, vy) = (a.0 - end.0, a.1 - end.1, b.0 - end.0, b.1 - end.1)
            crosses = crosses || (ux * vy == uy * vx && ux * vx + uy * vy > 0)
          } else {
            crosses = crosses || Self.share(p, q)
          }
        }
      }
      let extract = builder.extract()
      let area = extract.area(ofWay: 0).map(\.polygons)
      #expect(area == extract.area(ofRelation: 0).map(\.polygons))
      if case .success(let polygons) = area {
        simple += 1
        #expect(!crosses, "\(points)")
        Self.checkRings(polygons)
      } else {
        #expect(crosses, "\(points)")
      }
    }
    #expect(simple > 1000)
  }

  @Test("heaps of random ways: never a trap, and an area only by the rule of odd crossings")
  func heaps() throws {
    var random = SeededGenerator(seed: 11)
    var areas = 0
    for _ in 0..<6000 {
      var builder = ExtractBuilder()
      let nodes = random.integer(in: 3...9)
      for node in 1...nodes {
        builder.addNode(
          Int64(node),
          at: Coordinate(
            longitudeE7: Int32(random.integer(in: 0...5) * 100), latitudeE7: Int32(random.integer(in: 0...5) * 100)))
      }
      let ways = random.integer(in: 1...4)
      var segments: [(Int64, Int64)] = []
      for way in 1...ways {
        var references = (0..<random.integer(in: 1...5)).map { _ in Int64(random.integer(in: 1...nodes)) }
        if random.chance(0.8) { references.append(references[0]) }
        builder.addWay(Int64(way), references)
        segments += zip(references, references.dropFirst()).map { ($0, $1) }
      }
      builder.addRelation(1, ways: (1...ways).map(Int64.init), roles: (1...ways).map { "r\($0)" })
      let extract = builder.extract()
      for way in extract.ways.ids.indices { _ = extract.area(ofWay: way) }
      guard case .success(let area) = extract.area(ofRelation: 0) else { continue }
      areas += 1
      Self.checkRings(area.polygons)
      let coordinates = Dictionary(uniqueKeysWithValues: zip(extract.nodes.ids, extract.nodes.coordinates))
      let lines = segments.compactMap { pair -> [Coordinate]? in
        guard let a = coordinates[pair.0], let b = coordinates[pair.1] else { return nil }
        return [a, b]
      }
      Self.checkParity(area.polygons, lines)
    }
    #expect(areas > 500)
  }

  /// Samples points: inside where a ray crosses the distinct lines an odd number of times. Doubled lines count
  /// by their parity or, where only that closes the rings, once.
  private static func checkParity(_ polygons: [GeographicPolygon], _ lines: [[Coordinate]]) {
    func key(_ line: [Coordinate]) -> [[Int32]] {
      line.map { [$0.longitudeE7, $0.latitudeE7] }.sorted { $0.lexicographicallyPrecedes($1) }
    }
    let counts = Dictionary(lines.filter { $0[0] != $0[1] }.map { (key($0), 1) }, uniquingKeysWith: +)
    func isEven(_ keys: [[[Int32]]]) -> Bool {
      Dictionary(keys.flatMap { $0 }.map { ($0, 1) }, uniquingKeysWith: +).values.allSatisfy { $0 % 2 == 0 }
    }
    let odd = counts.filter { $0.value % 2 == 1 }.map(\.key)
    let used = isEven(odd) ? odd : Array(counts.keys)
    for step in 0..<36 {
      let (x, y) = (Double(step % 6) * 100 + 37.3, Double(step / 6) * 100 + 51.7)
      let crossings = used.filter { line in
        let (ax, ay, bx, by) = (Double(line[0][0]), Double(line[0][1]), Double(line[1][0]), Double(line[1][1]))
        return (ay <= y) != (by <= y) && ax + (y - ay) / (by - ay) * (bx - ax) < x
      }.count
      #expect(polygons.filter { contains($0, x, y) }.count == crossings % 2)
    }
  }
}
