import Geography
import TestSupport
import Testing
import Walking

@testable import Coverage

/// Sites and closures against brute force over the streets, and against the run that really has the venue.
@Suite("New sites and closures")
struct SiteEvaluationTests {
  private static func searched(_ seed: UInt64) throws -> SearchedCity {
    var parameters = CoverageParameters(workers: 1)
    parameters.profile.gates = [.resident, .open, .resident, .closed][Int(seed % 4)]
    return try SearchedCity(RandomCity(seed: seed).extract(), parameters: parameters)
  }

  private static func oracle(_ searched: SearchedCity) -> WalkOracle {
    ExtractStreets(searched.extract, profile: searched.run.parameters.profile).oracle(placesOn: searched.city.streets)
  }

  /// Places all over the city, some on streets, some off, some far outside.
  private static func sites(_ searched: SearchedCity, seed: UInt64) -> [CandidateSite] {
    var generator = SeededGenerator(seed: seed)
    let vertices = searched.city.streets.vertexCoordinates
    return (0..<6).map { number in
      let vertex = vertices[Int.random(in: vertices.indices, using: &generator)]
      let away = Int32([0, 900, 3_000, 9_000, 0, 900_000][number])
      return CandidateSite(
        name: "site \(number)",
        coordinate: Coordinate(longitudeE7: vertex.longitudeE7 + away, latitudeE7: vertex.latitudeE7 - away / 2))
    }
  }

  /// The change as it must be, from all times before and after.
  private static func expect(
    _ change: CoverageChange, before: [TravelTime], after: [TravelTime], homes: [Home], limit: TravelTime
  ) {
    var (gained, lost, nearer, farther) = (HomeCount(), HomeCount(), HomeCount(), HomeCount())
    var (saved, added, covered) = (0.0, 0.0, HomeCount())
    for (home, (old, new)) in zip(homes, zip(before, after)) {
      if new <= limit { covered.add(weight: home.weight) }
      if new <= limit && old > limit { gained.add(weight: home.weight) }
      if old <= limit && new > limit { lost.add(weight: home.weight) }
      if new < old { nearer.add(weight: home.weight) }
      if new > old { farther.add(weight: home.weight) }
      guard old.isReachable, new.isReachable else { continue }
      saved += max(0, old.minutes - new.minutes) * home.weight
      added += max(0, new.minutes - old.minutes) * home.weight
    }
    #expect(change.gained == gained)
    #expect(change.lost == lost)
    #expect(change.nearer == nearer)
    #expect(change.farther == farther)
    #expect(abs(change.savedMinutes - saved) < 1e-6 * (1 + saved))
    #expect(abs(change.addedMinutes - added) < 1e-6 * (1 + added))
    #expect(change.after.covered.homes == covered.homes)
    #expect(abs(change.after.covered.weight - covered.weight) < 1e-6)
    let unreachable: (Int, Int) = (
      zip(before, after).count { !$0.isReachable && $1.isReachable },
      zip(before, after).count { $0.isReachable && !$1.isReachable }
    )
    #expect((change.connected.homes, change.disconnected.homes) == unreachable)
  }

  @Test("Against brute force on random cities", arguments: UInt64(1)...40)
  func changesAreThoseOfBruteForce(_ seed: UInt64) throws {
    let searched = try Self.searched(seed)
    let oracle = Self.oracle(searched)
    let limit = TravelTime.minutes([15, 5, 9][Int(seed % 3)])
    let evaluation = SiteEvaluation(searched.run.prepared, limit: limit, workers: 2)
    let doors = searched.doors { _ in true }
    let before = searched.times(oracle, to: doors)
    #expect(Array(evaluation.times) == before)
    let workspace = SiteEvaluation.Workspace(evaluation)
    let homes = Array(searched.run.homes)
    var opened: [WalkOracle.Place] = []
    let sites = Self.sites(searched, seed: seed)
    for site in sites {
      let places = evaluation.joins(of: site).map(SearchedCity.place)
      opened += places
      let alone = searched.times(oracle, to: places)
      let effect = evaluation.effect(of: site, workspace: workspace)
      var (reached, overlap) = (HomeCount(), HomeCount())
      for home in homes.indices where !places.isEmpty && alone[home] <= limit {
        reached.add(weight: homes[home].weight)
        if before[home] <= limit { overlap.add(weight: homes[home].weight) }
      }
      #expect(effect.reached == reached)
      #expect(effect.overlap == overlap)
      #expect(effect.overlapVenues.reduce(0) { $0 + $1.count.homes } == overlap.homes)
      #expect(effect.gained.homes == reached.homes - overlap.homes)
      Self.expect(
        effect.change, before: before, after: zip(before, alone).map { min($0, $1) }, homes: homes, limit: limit)
    }
    Self.expect(
      evaluation.change(opening: sites), before: before, after: searched.times(oracle, to: doors + opened),
      homes: homes, limit: limit)
    for closed in [[0], Array(searched.run.venues.indices.dropFirst()), Array(searched.run.venues.indices)] {
      let left = searched.run.venues.indices.filter { !closed.contains($0) }
        .flatMap { searched.run.doors[$0].joined().map(SearchedCity.place) }
      Self.expect(
        evaluation.change(opening: [], closing: Set(closed)), before: before, after: searched.times(oracle, to: left),
        homes: homes, limit: limit)
      Self.expect(
        evaluation.change(opening: sites, closing: Set(closed)), before: before,
        after: searched.times(oracle, to: left + opened), homes: homes, limit: limit)
    }
  }

  @Test("A closed venue opened again at its doors changes nothing", arguments: UInt64(1)...10)
  func closingAndOpeningAtTheSameDoors(_ seed: UInt64) throws {
    let searched = try Self.searched(seed)
    let evaluation = SiteEvaluation(searched.run.prepared, limit: .minutes(15))
    for (number, venue) in searched.run.venues.enumerated() {
      let doors = venue.doors.map { CandidateSite(coordinate: $0.coordinate) }
      let change = evaluation.change(opening: doors, closing: [number])
      #expect(change.gained == HomeCount() && change.lost == HomeCount())
      #expect(change.nearer == HomeCount() && change.farther == HomeCount())
      #expect(change.after == change.before)
    }
  }

  @Test("The gain promised is the gain of the run that has the venue", arguments: ["monaco", "las_palmas"])
  func promisesAreKept(_ name: String) throws {
    guard let path = SharedData.path("geodata/extracts/\(name).osm.pbf") else {
      print("skipped, needs ../shared: promised gains on \(name)")
      return
    }
    let analysis = CoverageAnalysis(extract: path)
    let city = try analysis.prepare()
    let evaluation = SiteEvaluation(city, limit: .minutes(15))
    let beyond = city.homes.indices.filter { evaluation.times[$0] > .minutes(15) }
    let chosen = try #require(beyond.isEmpty ? nil : beyond[beyond.count / 3])
    let site = CandidateSite(name: "Reading room 7", coordinate: city.homes[chosen].coordinate)
    let effect = evaluation.effect(of: site, workspace: SiteEvaluation.Workspace(evaluation))
    #expect(effect.gained.homes > 0)
    let list = try TemporaryText("lat,lon,name,kind\n\(site.coordinate.latitude),\(site.coordinate.longitude),R 7,\n")
    defer { list.remove() }
    var added = analysis
    added.venuesPath = list.path
    added.venuesReplace = false
    let after = try added.prepare()
    #expect(after.venues.count == city.venues.count + 1)
    let (promised, kept) = (effect.change.after, SiteEvaluation(after, limit: .minutes(15)).today)
    #expect(kept.covered.homes == promised.covered.homes && kept.all == promised.all)
    #expect(abs(kept.covered.weight - promised.covered.weight) < 1e-6)
  }
}
