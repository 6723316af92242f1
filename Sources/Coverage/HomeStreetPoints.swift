import Geography
import OpenStreetMap
import Walking

/// Points along the streets of residential land whose buildings are not mapped, about every 50 m, that share the
/// land's estimated dwellings by the metres of street they stand for.
///
/// Of land with a few mapped homes, points near those, or on another land that is mapped, are left out with their
/// share: the rest of the land holds no more people for that.
struct HomeStreetPoints {
  private let extract: Extract
  private let streets: StreetGraph
  private let lands: HomeLands
  /// Points made.
  private(set) var count = 0
  /// Lands without a mapped home, and those among them without a street.
  private(set) var landsWithoutHomes = 0, landsWithoutStreets = 0
  /// Lands with mapped homes, but too few.
  private(set) var landsThinlyMapped = 0

  private struct Point {
    let coordinate: Coordinate
    let metres: Double
    /// Whether the map knows who lives here.
    var isKnown = false
  }

  /// Streets that no one lives along.
  private static let skippedHighways: Set<String> = [
    "service", "track", "steps", "path", "cycleway", "elevator", "corridor", "motorway", "motorway_link", "trunk",
    "trunk_link",
  ]

  init(extract: Extract, streets: StreetGraph, lands: HomeLands) {
    self.extract = extract
    self.streets = streets
    self.lands = lands
  }

  /// The homes, by land and then by place.
  mutating func homes() -> [Home] {
    let unmapped = Set(lands.ids.indices.filter { lands.areasInSquareMetres[$0] > 0 && !lands.isMapped($0) })
    let empty = unmapped.filter { lands.homes[$0].isEmpty }
    landsWithoutHomes = empty.count
    landsThinlyMapped = unmapped.count - empty.count
    guard !unmapped.isEmpty else { return [] }
    var points: [Int: [Point]] = [:]
    let skipped = skippedWays()
    for edge in 0..<streets.edgeCount {
      for var point in stretches(of: edge, skipped).flatMap({ samples(of: $0) }) {
        let holding = lands.index.all(containing: point.coordinate)
        guard let land = holding.first(where: unmapped.contains) else { continue }
        point.isKnown = holding.contains { lands.isMapped($0) }
        points[land, default: []].append(point)
      }
    }
    landsWithoutStreets = empty.count { points[$0] == nil }
    let found = points.keys.sorted().flatMap { homes(of: $0, points[$0] ?? []) }
    count = found.count
    return found
  }

  private func homes(of land: Int, _ points: [Point]) -> [Home] {
    let dwellings = lands.areasInSquareMetres[land] / 10_000 * DwellingEstimate.dwellingsPerHectare
    let metres = points.reduce(0) { $0 + $1.metres }
    guard metres > 0 else { return [] }
    let mapped = PlaceGrid(lands.homes[land])
    let unknown = points.filter { point in
      !point.isKnown
        && !mapped.hasPlace(
          within: DwellingEstimate.mappedHomeReachInMetres, of: point.coordinate, point.coordinate)
    }
    // By place, so that the numbering does not hang on the graph's order.
    let sorted = unknown.sorted { a, b in
      (a.coordinate.longitudeE7, a.coordinate.latitudeE7, a.metres)
        < (b.coordinate.longitudeE7, b.coordinate.latitudeE7, b.metres)
    }
    return sorted.enumerated().map { number, point in
      Home(
        id: "\(lands.ids[land])/\(number + 1)", coordinate: point.coordinate,
        weight: dwellings * point.metres / metres, source: .estimated)
    }
  }

  /// The stretches of an edge that people live along. An edge may run over several ways: a street that goes on as a
  /// track is lived along as far as it is a street.
  private func stretches(of edge: Int, _ skipped: [Bool]) -> [[Coordinate]] {
    guard streets.edgeFlags[edge].isDisjoint(with: [.acrossArea, .underground]) else { return [] }
    var stretches: [[Coordinate]] = []
    var isOpen = false
    for point in streets.shapeRange(edge).dropLast() {
      let way = Int(streets.shapeWays[point])
      guard way >= skipped.count || !skipped[way] else {
        isOpen = false
        continue
      }
      if !isOpen { stretches.append([streets.shapeCoordinates[point]]) }
      isOpen = true
      stretches[stretches.count - 1].append(streets.shapeCoordinates[point + 1])
    }
    return stretches
  }

  /// For each way of the graph whether no one lives along it.
  private func skippedWays() -> [Bool] {
    guard let key = extract.strings.symbol(of: "highway") else { return [] }
    return streets.ways.map { id in
      guard let way = extract.ways.index(of: id), let value = extract.tags(ofWay: way)[key] else { return false }
      return Self.skippedHighways.contains(value)
    }
  }

  /// Points in the middle of equal pieces of about 50 m, at least one.
  private func samples(of shape: [Coordinate]) -> [Point] {
    let lengths = zip(shape, shape.dropFirst()).map { Ellipsoid.lengthInMetres(from: $0, to: $1) }
    let total = lengths.reduce(0, +)
    guard total > 0 else { return [] }
    let pieces = max(1, Int((total / DwellingEstimate.streetSpacingInMetres).rounded()))
    let metres = total / Double(pieces)
    var points: [Point] = []
    var segment = 0
    var passed = 0.0
    for piece in 0..<pieces {
      let along = (Double(piece) + 0.5) * metres
      while segment + 1 < lengths.count, passed + lengths[segment] < along {
        passed += lengths[segment]
        segment += 1
      }
      let share = lengths[segment] > 0 ? min(1, max(0, (along - passed) / lengths[segment])) : 0
      points.append(Point(coordinate: between(shape[segment], shape[segment + 1], share), metres: metres))
    }
    return points
  }

  private func between(_ a: Coordinate, _ b: Coordinate, _ share: Double) -> Coordinate {
    let x = Double(a.longitudeE7) + share * (Double(b.longitudeE7) - Double(a.longitudeE7))
    let y = Double(a.latitudeE7) + share * (Double(b.latitudeE7) - Double(a.latitudeE7))
    return Coordinate(longitudeE7: Int32(x.rounded()), latitudeE7: Int32(y.rounded()))
  }
}
