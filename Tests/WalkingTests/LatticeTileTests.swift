import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

@testable import Walking

/// Lattice tiles against trying every street on every point.
@Suite("Lattice tiles against brute force")
struct LatticeTileTests {
  @Test("Every point of a tile of a random town with fences", arguments: UInt64(1)...12)
  func randomTown(_ seed: UInt64) throws {
    let extract = RandomCity(seed: seed).extract()
    let streets = try StreetGraph(extract, profile: .standard, workers: 1)
    var obstacles = Obstacles(extract)
    obstacles.walls += Self.fences(around: streets, seed: seed)
    let snaps = SnapIndex(
      SearchGraph(streets, gates: .resident), obstacles: ObstacleIndex(obstacles),
      radiusInMetres: seed % 2 == 0 ? 250 : 90)
    let builder = LatticeTileBuilder(
      lattice: Lattice(resolutionInMetres: 10), snaps: snaps, speed: .standard, obstacles: obstacles)
    let workspace = LatticeTileBuilder.Workspace(builder)
    let corners = try Self.corners(on: streets, seed: seed)
    let tile = builder.tile(
      Lattice.TileID(column: 0, row: 0), corners: corners[...], workspace: workspace)
    let oracle = LatticeTileOracle(snaps, frame: try #require(TileFrame(corners: corners[...])), brush: 15)
    let water = WaterIndex(obstacles)
    var joined = 0
    for point in 0..<Lattice.tileSide * Lattice.tileSide {
      let place = oracle.frame.point(row: point / Lattice.tileSide, column: point % Lattice.tileSide)
      let isWater = water.contains(longitudeE7: place.longitudeE7, latitudeE7: place.latitudeE7)
      let expected = oracle.point(row: point / Lattice.tileSide, column: point % Lattice.tileSide, isWater: isWater)
      let actual = tile.candidateRange(point).map { tile.candidates[$0] }
      #expect(actual.map(\.edge) == expected.candidates.map(\.edge), "seed \(seed), point \(point)")
      #expect(actual.map(\.offset) == expected.candidates.map(\.offset), "seed \(seed), point \(point)")
      #expect(actual.map(\.leg) == expected.candidates.map(\.leg), "seed \(seed), point \(point)")
      if !expected.candidates.isEmpty { #expect(tile.flags[point] == expected.flags, "seed \(seed), point \(point)") }
      joined += expected.candidates.isEmpty ? 0 : 1
    }
    #expect(joined > 100)
  }

  @Test("Land out of reach is not made, all else as ever", arguments: UInt64(1)...6)
  func reach(_ seed: UInt64) throws {
    let extract = RandomCity(seed: seed).extract()
    let streets = try StreetGraph(extract, profile: .standard, workers: 1)
    let snaps = SnapIndex(
      SearchGraph(streets, gates: .resident), obstacles: ObstacleIndex(Obstacles(extract)), radiusInMetres: 250)
    var random = SeededGenerator(seed: seed)
    let times = (0..<streets.edgeCount).map { _ in
      random.chance(0.02) ? UInt32(random.integer(in: 0...120_000)) : UInt32(1_000_000)
    }
    let latest = TravelTime(milliseconds: 120_000)
    func tile(_ reach: StreetReach) throws -> LatticeTile {
      let builder = LatticeTileBuilder(
        lattice: Lattice(resolutionInMetres: 10), snaps: snaps, speed: .standard, obstacles: Obstacles(extract),
        reach: reach)
      return builder.tile(
        Lattice.TileID(column: 0, row: 0), corners: try Self.corners(on: streets, seed: seed)[...],
        workspace: LatticeTileBuilder.Workspace(builder))
    }
    let all = try tile(.everywhere)
    let some = try tile(StreetReach(times: times, latest: latest, speed: .standard))
    for point in 0..<Lattice.tileSide * Lattice.tileSide {
      let expected = all.candidateRange(point).map { all.candidates[$0] }
      let actual = some.candidateRange(point).map { some.candidates[$0] }
      guard !actual.isEmpty else {
        let isInTime = expected.contains { UInt64(times[Int($0.edge)]) + UInt64($0.leg) <= UInt64(latest.milliseconds) }
        #expect(!isInTime, "seed \(seed), point \(point)")
        continue
      }
      #expect(actual.map(\.edge) == expected.map(\.edge) && actual.map(\.leg) == expected.map(\.leg))
    }
  }

  @Test("A node of many ways, against brute force and at a size where a quadratic step would take a minute")
  func star() throws {
    for ways in [60, 400, 30_000] {
      let (snaps, corners) = try Self.star(of: ways)
      let builder = LatticeTileBuilder(
        lattice: Lattice(resolutionInMetres: 10), snaps: snaps, speed: .standard, obstacles: Obstacles())
      let tile = builder.tile(
        Lattice.TileID(column: 0, row: 0), corners: corners[...],
        workspace: LatticeTileBuilder.Workspace(builder))
      let points = Lattice.tileSide * Lattice.tileSide
      let fullest = (0..<points).map { tile.candidateRange($0).count }.max()
      #expect(fullest == min(ways, TileBuild.mostBrushed))
      guard ways < 1000 else { continue }
      let oracle = LatticeTileOracle(snaps, frame: try #require(TileFrame(corners: corners[...])), brush: 15)
      for point in stride(from: 0, to: points, by: 5) {
        let expected = oracle.point(row: point / Lattice.tileSide, column: point % Lattice.tileSide, isWater: false)
        let edges = tile.candidateRange(point).map { tile.candidates[$0].edge }
        #expect(edges == expected.candidates.map(\.edge), "\(ways) at \(point)")
      }
    }
  }

  /// Ways of 400 m from one node to all sides, and the corners of a tile about it.
  private static func star(of ways: Int) throws -> (SnapIndex, [Coordinate]) {
    let plane = TestSupport.LocalPlane.standard
    var builder = ExtractBuilder()
    builder.addNode(1, at: plane.coordinate(east: 3, north: 4))
    for way in 1...ways {
      let angle = 2 * Double.pi * Double(way) / Double(ways)
      builder.addNode(Int64(way + 1), at: plane.coordinate(east: 400 * cos(angle), north: 400 * sin(angle)))
      builder.addWay(Int64(way), [1, Int64(way + 1)], tags: ["highway": "residential"])
    }
    let streets = try StreetGraph(builder.extract(), profile: .standard, workers: 1)
    let snaps = SnapIndex(
      SearchGraph(streets, gates: .resident), obstacles: ObstacleIndex(Obstacles()), radiusInMetres: 250)
    let corners = [(-320.0, -320.0), (320, -320), (-320, 320), (320, 320)].map {
      plane.coordinate(east: $0.0, north: $0.1)
    }
    return (snaps, corners)
  }

  /// A tile of 640 m about one of the town's shape points.
  private static func corners(on streets: StreetGraph, seed: UInt64) throws -> [Coordinate] {
    var random = SeededGenerator(seed: seed)
    let middle = streets.shapeCoordinates[random.integer(in: 0...streets.shapeCoordinates.count - 1)]
    let plane = TestSupport.LocalPlane(origin: middle)
    return [(-320.0, -320.0), (320, -320), (-320, 320), (320, 320)].map {
      plane.coordinate(east: $0.0, north: $0.1)
    }
  }

  /// Fences of a few corners, some closed, all over a town.
  private static func fences(around streets: StreetGraph, seed: UInt64) -> [[Coordinate]] {
    var random = SeededGenerator(seed: seed &+ 1000)
    return (0..<streets.edgeCount / 2).map { _ in
      let start = streets.shapeCoordinates[random.integer(in: 0...streets.shapeCoordinates.count - 1)]
      let plane = TestSupport.LocalPlane(origin: start)
      let (east, north) = (random.number(in: -60...60), random.number(in: -60...60))
      let (width, height) = (random.number(in: 5...90), random.number(in: 5...90))
      let ring = [(0.0, 0.0), (width, 0), (width, height), (0, height), (0, 0)].map {
        plane.coordinate(east: east + $0.0, north: north + $0.1)
      }
      return random.chance(0.5) ? ring : Array(ring.prefix(random.integer(in: 2...4)))
    }
  }
}

/// The rule of lattice points, tried on every street and obstacle in the tile's plane.
struct LatticeTileOracle {
  let frame: TileFrame
  private let snaps: SnapIndex
  private let brush: Double
  private let streets: [TileStreet]
  private let obstacles: [TileObstacle]

  init(_ snaps: SnapIndex, frame: TileFrame, brush: Double) {
    self.snaps = snaps
    self.frame = frame
    self.brush = brush
    let graph = snaps.graph.streets
    streets = snaps.segmentEdges.indices.map { segment in
      let start = Int(snaps.segmentPoints[segment])
      let edge = Int(snaps.segmentEdges[segment])
      let a = frame.plane.point(graph.shapeCoordinates[start])
      let b = frame.plane.point(graph.shapeCoordinates[start + 1])
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      let length = dx * dx + dy * dy
      return TileStreet(
        ax: a.x, ay: a.y, dx: dx, dy: dy, inverseSquaredLength: length > 0 ? 1 / length : 0,
        segment: UInt32(segment), edge: UInt32(edge), component: graph.edgeComponents[edge],
        startTime: graph.shapeTimes[start], duration: graph.shapeTimes[start + 1] - graph.shapeTimes[start],
        isPreferred: graph.isPreferred(edge), isUnderground: graph.edgeFlags[edge].contains(.underground))
    }
    let index = snaps.obstacles
    obstacles = index.starts.indices.map {
      let a = frame.plane.point(index.starts[$0])
      let b = frame.plane.point(index.ends[$0])
      return TileObstacle(ax: a.x, ay: a.y, bx: b.x, by: b.y, kind: $0 < index.firstWall ? .barrier : .wall)
    }
  }

  private struct Leg {
    var street: TileStreet
    var squared: Double
    var share: Double
    var order: Int
  }

  /// The candidates and flags of a point.
  func point(row: Int, column: Int, isWater: Bool) -> (candidates: [LatticeTile.Candidate], flags: LatticeTile.Flags) {
    let place = frame.point(row: row, column: column)
    let middle = frame.point(row: row / 8 * 8 + 4, column: column / 8 * 8 + 4)
    let legs = streets.map { street in
      let near = street.nearest(place.x, place.y)
      let order = Int(street.nearest(middle.x, middle.y).squared.squareRoot() * 1000)
      return Leg(street: street, squared: near.squared, share: near.share, order: order)
    }
    let radius = snaps.radiusInMetres
    let near = legs.filter { $0.squared <= radius * radius }.sorted {
      ($0.squared, $0.order, $0.street.segment) < ($1.squared, $1.order, $1.street.segment)
    }
    var chosen: [Leg] = []
    var flags: LatticeTile.Flags = []
    let nearest = near.first { $0.street.isPreferred } ?? near.first
    if isWater {
      flags = .isWater
    } else if let nearest {
      flags = .hasHomeRule
      let clear = near.first { $0.street.isPreferred == nearest.street.isPreferred && crossing(place, $0) == .none }
      if clear == nil { flags.insert(.crossesObstacle) }
      chosen = [clear ?? nearest]
      if let mainland = mainland(place, near, own: chosen[0].street.component) {
        flags.insert(.hasMainland)
        chosen.append(mainland)
      }
    }
    let brushed = legs.filter { $0.squared <= brush * brush && !$0.street.isUnderground }.sorted {
      ($0.squared, $0.street.edge, $0.street.segment) < ($1.squared, $1.street.edge, $1.street.segment)
    }.prefix(TileBuild.mostBrushed).sorted {
      ($0.street.edge, $0.squared, $0.street.segment) < ($1.street.edge, $1.squared, $1.street.segment)
    }
    for leg in brushed where !chosen.contains(where: { $0.street.edge == leg.street.edge }) {
      if crossing(place, leg) == .none { chosen.append(leg) }
    }
    return (
      chosen.map {
        LatticeTile.Candidate(
          edge: $0.street.edge, offset: $0.street.offset(share: $0.share),
          leg: WalkingSpeed.standard.time(forMetres: $0.squared.squareRoot()).milliseconds)
      }, flags
    )
  }

  private func mainland(_ place: TileFrame.Point, _ near: [Leg], own: UInt32) -> Leg? {
    guard own != 0, !snaps.isShutOff[Int(own)] else { return nil }
    let walkable = near.filter { !$0.street.isUnderground }
    let largest = walkable.map(\.street.component).min() ?? own
    guard largest < own else { return nil }
    let there = walkable.filter { $0.street.component == largest }
    return there.first { crossing(place, $0) == .none } ?? there.first { crossing(place, $0) <= .wall }
  }

  private func crossing(_ place: TileFrame.Point, _ leg: Leg) -> ObstacleIndex.Crossing {
    guard
      let line = Walking.Leg(
        toX: leg.street.ax + leg.share * leg.street.dx - place.x,
        y: leg.street.ay + leg.share * leg.street.dy - place.y)
    else { return .none }
    var worst = ObstacleIndex.Crossing.none
    for obstacle in obstacles where obstacle.kind > worst {
      if line.crosses(
        ax: obstacle.ax - place.x, ay: obstacle.ay - place.y, bx: obstacle.bx - place.x, by: obstacle.by - place.y)
      {
        worst = obstacle.kind
      }
    }
    return worst
  }
}
