import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

@testable import Coverage
@testable import Walking

/// Walkers with demands against brute force over the extract's own streets, and what must hold whatever the tags.
@Suite("Walkers against brute force")
struct WalkerExactnessTests {
  static let names = NamedProfile.shippedNames

  private func parameters(_ names: [String], gates: WalkingProfile.GatePolicy = .resident) throws -> CoverageParameters
  {
    var parameters = CoverageParameters(workers: 1)
    parameters.walkers = try WalkerChoice(names)
    parameters.profile.gates = gates
    parameters.profile = parameters.walkers.main(parameters.profile)
    return parameters
  }

  /// A town for a walker, run and by brute force; `nil` for a town without a way for the walker.
  private func judged(
    _ seed: UInt64, _ name: String, heights: MadeHeights? = nil, path: String? = nil, band: Bool = false,
    rule: CoverageRule? = nil
  ) throws -> (searched: SearchedCity, town: WalkerTown)? {
    let extract = RandomCity(seed: seed).withWalkerTags(density: 0.8).extract()
    let gates: WalkingProfile.GatePolicy = [.resident, .open, .resident, .closed][Int(seed % 4)]
    var parameters = try parameters([name], gates: gates)
    parameters.tellsFirmness = band
    parameters.rule = rule
    parameters.profile.usesHeights = path != nil
    do {
      let searched = try SearchedCity(extract, parameters: parameters, heights: path)
      #expect(searched.city.streets.checkInvariants() == [])
      return (searched, try WalkerTown(extract, profile: NamedProfile(name).text, gates: gates, heights: heights))
    } catch let error as InputError where error.problem.hasPrefix("no street in it is walkable") {
      return nil
    }
  }

  private func expectSameTimes(_ searched: SearchedCity, _ town: WalkerTown, _ name: String) {
    let oracle = town.oracle(placesOn: searched.city.streets)
    let doors = searched.doors { _ in true }
    let places = searched.run.homeJoins.joined().map(SearchedCity.place) + doors
    #expect(places.allSatisfy { oracle.holds($0) }, "\(name): places on streets that the extract has not")
    let times = searched.times(oracle, to: doors)
    #expect(searched.run.homeResults.map(\.time) == times, "\(name)")
    let strict = searched.run.homeResults.compactMap { $0.strictTime }
    guard searched.run.tellsBothBounds else {
      #expect(strict.isEmpty)
      #expect(searched.run.parameters.profile.demands.asks.isEmpty)
      return
    }
    let strictOracle = town.oracle(placesOn: searched.city.streets, isStrict: true)
    #expect(strict == searched.times(strictOracle, to: doors), "\(name), strict")
    #expect(zip(strict, times).allSatisfy { $0 >= $1 }, "\(name): strictness helps someone")
    let survey = searched.run.result().survey
    let between = searched.run.homeResults.indices.filter {
      times[$0] <= .minutes(15) && strict[$0] > .minutes(15)
    }
    // Whoever only optimism covers has something unknown on the way.
    #expect(survey.isEmpty == between.isEmpty)
    #expect(survey.allSatisfy { $0.homes >= $0.homesAlone && $0.homes <= between.count && !$0.keys.isEmpty })
  }

  @Test("Every home of random towns, optimistic and strict", arguments: UInt64(1)...60)
  func randomTown(_ seed: UInt64) throws {
    for name in Self.names {
      guard let (searched, town) = try judged(seed, name) else { continue }
      expectSameTimes(searched, town, name)
    }
  }

  @Test("Every home of random towns over random hills with holes", arguments: UInt64(101)...140)
  func randomHills(_ seed: UInt64) throws {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "hills-\(seed)-\(UInt64.random(in: 0 ... .max)).asc")
    defer { try? FileManager.default.removeItem(at: path) }
    let heights = MadeHeights.hills(seed: seed)
    try heights.write(to: path.path)
    for name in Self.names {
      guard let (searched, town) = try judged(seed, name, heights: heights, path: path.path) else { continue }
      #expect(searched.run.counts.contains { $0.name == "street_segments_sloping" && $0.value > 0 })
      expectSameTimes(searched, town, name)
    }
  }

  @Test("A tenth slower or faster: waits stay as they are, in whole numbers", arguments: UInt64(201)...240)
  func paces(_ seed: UInt64) throws {
    for name in Self.names {
      guard let (searched, town) = try judged(seed, name, band: true) else { continue }
      let run = searched.run
      guard run.city.streets.hasFixedTimes else {
        #expect(run.homeResults.allSatisfy { $0.paced == nil })
        continue
      }
      func place(_ join: Join) -> WalkOracle.Place {
        var place = SearchedCity.place(join)
        place.leg *= 10
        return place
      }
      for tenths: UInt64 in [9, 11] {
        let isStrict = tenths == 9 && run.tellsBothBounds
        let oracle = town.oracle(placesOn: run.city.streets, isStrict: isStrict, tenths: tenths)
        let times = oracle.times(to: run.doors.flatMap { $0.joined().map(place) })
        let expected = run.homeJoins.map { joins in joins.compactMap { oracle.time(from: place($0), times) }.min() }
        let found = run.homeResults.map { tenths == 9 ? $0.paced?.slow.time : $0.paced?.fast.time }
        #expect(found.map { $0.flatMap { $0.isReachable ? UInt64($0.milliseconds) : nil } } == expected, "\(name)")
      }
      // Who is covered at a pace is covered at a quicker one.
      let band = CoverageBandwidth(run.parameters)
      for home in run.homeResults {
        #expect(!band.covers(home, at: .slow) || home.time <= .minutes(15))
        #expect(home.time > .minutes(15) || band.covers(home, at: .fast))
      }
    }
  }

  /// Two venues within seven minutes, and one within 500 m.
  private static let two = CoverageRule(
    name: "two", title: "t", document: "d", documentClause: "c",
    common: [
      RuleClause(name: "1", count: 2, kinds: [.museum, .library, .theatre], limit: .minutes(7)),
      RuleClause(name: "2", count: 1, kinds: [.museum, .library], limit: .metres(500)),
    ])

  @Test(
    "A rule at a tenth less and more: minutes by a search at that pace, metres as ever", arguments: UInt64(241)...270)
  func rulePaces(_ seed: UInt64) throws {
    for name in Self.names {
      guard let (searched, town) = try judged(seed, name, band: true, rule: Self.two) else { continue }
      let run = searched.run
      guard run.city.streets.hasFixedTimes else { continue }
      func place(_ join: Join) -> WalkOracle.Place {
        var place = SearchedCity.place(join)
        place.leg *= 10
        return place
      }
      let counted = run.venues.indices.filter { [.museum, .library, .theatre].contains(run.venues[$0].kind) }
      let band = CoverageBandwidth(run.parameters)
      for (tenths, pace) in [(UInt64(9), Firmness.Pace.slow), (11, .fast)] {
        let isStrict = tenths == 9 && run.tellsBothBounds
        let oracle = town.oracle(placesOn: run.city.streets, isStrict: isStrict, tenths: tenths)
        let byVenue = counted.map { oracle.times(to: run.doors[$0].joined().map(place)) }
        for (home, result) in run.homeResults.enumerated() {
          let within = byVenue.count { times in
            run.homeJoins[home].contains { oracle.time(from: place($0), times).map { $0 <= 420_000 * tenths } ?? false }
          }
          let usual = try #require(isStrict ? result.strictRule : result.rule)
          #expect(
            band.covers(result, at: pace) == (within >= 2 && usual.failed & 2 == 0), "\(name), \(home), \(tenths)")
        }
      }
    }
  }

  @Test(
    "Surveys under a rule: the promise's is that of no rule, and whoever only optimism passes has something unknown")
  func ruleSurvey() throws {
    var asked = (0, 0)
    for seed in UInt64(271)...300 {
      for name in ["wheelchair", "pushchair", "older"] {
        let plain = try judged(seed, name)?.searched.run.result()
        var promise = Self.two
        promise.common = [
          RuleClause(name: "1", count: 1, kinds: [.museum, .library, .theatre], limit: .minutes(15))
        ]
        guard let plain, let ruled = try judged(seed, name, rule: promise)?.searched.run.result() else { continue }
        #expect(ruled.hasSurvey == plain.hasSurvey)
        #expect(ruled.survey == plain.survey, "\(seed) \(name)")
        asked.0 += plain.survey.count
        let two = try #require(try judged(seed, name, rule: Self.two)?.searched.run.result())
        let between = two.homes.filter { ($0.rule?.passes ?? false) && !($0.strictRule?.passes ?? true) }
        #expect(two.survey.isEmpty == between.isEmpty)
        #expect(two.survey.allSatisfy { $0.homes >= $0.homesAlone && $0.homes <= between.count && !$0.keys.isEmpty })
        let weight = between.reduce(0) { $0 + $1.home.weight }
        #expect(two.survey.allSatisfy { $0.weight <= weight + 1e-9 })
        asked.1 += two.survey.count
      }
    }
    #expect(asked.0 > 20 && asked.1 > 20, "\(asked)")
  }

  /// Two libraries are asked for. To A there is a way round by tagged ways, so its short cut decides nothing; B's way does.
  @Test func surveysNameWhatTheRuleLacks() throws {
    let known = ["highway": "footway", "surface": "asphalt", "smoothness": "good", "width": "2", "incline": "0"]
    var builder = ExtractBuilder()
    let corners: [(Int64, Double, Double)] = [
      (1, 0, 0), (2, 100, 0), (3, 100, 100), (4, 200, 100), (5, 200, 0), (6, 300, 0), (7, 0, -300),
    ]
    for (id, east, north) in corners { builder.addNode(id, at: Place.at(east, north)) }
    builder.addWay(10, [1, 2, 3, 4, 5, 6], tags: known)
    builder.addWay(11, [2, 5], tags: ["highway": "footway"])
    builder.addWay(12, [1, 7], tags: ["highway": "footway"])
    builder.addNode(20, at: Place.at(300, 4), tags: ["amenity": "library", "name": "A"])
    builder.addNode(21, at: Place.at(4, -300), tags: ["amenity": "library", "name": "B"])
    builder.addSquare(30, east: -4, north: 4, side: 6, tags: ["building": "house"], firstNode: 1000)
    var parameters = try parameters(["wheelchair"])
    parameters.rule = CoverageRule(
      name: "both", title: "t", document: "d", documentClause: "c",
      common: [RuleClause(name: "1", count: 2, kinds: [.library], limit: .minutes(15))])
    let result = try SearchedCity(builder.extract(), parameters: parameters).run.result()
    let home = try #require(result.homes.first)
    #expect(result.homes.count == 1 && home.rule?.passes == true && home.strictRule?.passes == false)
    #expect(result.survey.map(\.id) == ["w12"] && result.survey.first?.homesAlone == 1, "\(result.survey)")
  }

  @Test(
    "Several walkers in one run have the times, and by a rule the verdicts, that each has alone",
    arguments: UInt64(1)...12, [false, true])
  func together(_ seed: UInt64, ruled: Bool) throws {
    let extract = RandomCity(seed: seed).withWalkerTags(density: 0.9).extract()
    let names = ["standard", "older", "wheelchair", "child"]
    func run(_ names: [String]) throws -> CoverageRun {
      var parameters = try parameters(names)
      parameters.rule = ruled ? Self.two : nil
      return try SearchedCity(extract, parameters: parameters).run
    }
    guard let all = try? run(names) else { return }
    let result = all.result()
    #expect(result.walkers.map(\.name) == names)
    for (walker, name) in zip(result.walkers, names) {
      let alone = try run([name])
      #expect(walker.times == alone.homeResults.map(\.time), "\(name)")
      #expect(walker.isCovered == alone.homeResults.map { $0.rule?.passes ?? ($0.time <= .minutes(15)) }, "\(name)")
      guard alone.parameters.profile.asksForTags else {
        #expect(walker.strictTimes == nil && walker.isCoveredStrictly == nil)
        continue
      }
      #expect(walker.strictTimes == alone.homeResults.compactMap { $0.strictTime }, "\(name)")
      let strictly = try alone.homeResults.map { home in
        try home.strictRule?.passes ?? (try #require(home.strictTime) <= .minutes(15))
      }
      #expect(walker.isCoveredStrictly == strictly, "\(name)")
    }
    #expect(result.hasSurvey)
  }

  @Test(
    "A standard walker by name is the standard walker, and slower ones never arrive earlier", arguments: UInt64(1)...20)
  func slower(_ seed: UInt64) throws {
    let extract = RandomCity(seed: seed).extract()
    let standard = try SearchedCity(extract, parameters: CoverageParameters(workers: 1)).run.homeResults.map(\.time)
    #expect(try SearchedCity(extract, parameters: try parameters(["standard"])).run.homeResults.map(\.time) == standard)
    // These differ in pace and waits only.
    for name in ["child", "realistic"] {
      let slower = try SearchedCity(extract, parameters: try parameters([name])).run.homeResults.map(\.time)
      #expect(zip(slower, standard).allSatisfy { $0 >= $1 }, "\(name)")
    }
  }

  // MARK: Adding tags

  /// The time of each street node to a node, by optimism or strictness; all gates open.
  private func times(_ builder: ExtractBuilder, to goal: Int64, isStrict: Bool) throws -> [Int64: UInt64]? {
    let profile = try NamedProfile("wheelchair").profile
    guard let streets = try? StreetGraph(builder.extract(), profile: profile, workers: 1) else { return nil }
    let graph = SearchGraph(streets, gates: .open, isStrict: isStrict)
    var sources: [SearchSource] = []
    for edge in 0..<streets.edgeCount {
      for point in streets.shapeRange(edge) where streets.shapeNodes[point] == goal {
        sources.append(SearchSource(edge: UInt32(edge), offset: streets.shapeTimes[point], leg: 0))
      }
    }
    let search = NearestSourceSearch(graph, sources: sources)
    var times: [Int64: UInt64] = [:]
    for edge in 0..<streets.edgeCount {
      for point in streets.shapeRange(edge) where streets.shapeNodes[point] != 0 {
        let key = search.key(edge: edge, offset: streets.shapeTimes[point])
        let node = streets.shapeNodes[point]
        if key != .max { times[node] = min(times[node] ?? .max, key >> 32) }
      }
    }
    return times
  }

  @Test("A tag more can only narrow what is between optimism and strictness", arguments: UInt64(1)...40)
  func narrowing(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var builder = RandomCity(seed: seed).withWalkerTags(density: 0.5)
    let goal = builder.streetNodeIDs[random.integer(in: 0...builder.streetNodeIDs.count - 1)]
    guard var high = try times(builder, to: goal, isStrict: false),
      var low = try times(builder, to: goal, isStrict: true)
    else { return }
    for _ in 0..<12 {
      let way = ElementID(.way, builder.streetIDs[random.integer(in: 0...builder.streetIDs.count - 1)])
      let (key, values) = RandomCity.wayTags[random.integer(in: 0...3)]
      // A tag that is there is not missing, and steps have their own rules.
      guard builder.tags(of: way)[key] == nil, builder.tags(of: way)["highway"] != "steps" else { continue }
      builder.addTags([key: values[random.integer(in: 0...values.count - 1)]], to: way)
      let (newHigh, newLow) = (
        try times(builder, to: goal, isStrict: false) ?? [:], try times(builder, to: goal, isStrict: true) ?? [:]
      )
      for (node, time) in newHigh { #expect(time >= high[node] ?? .max, "\(key) on \(way) opens the way from \(node)") }
      for (node, time) in low { #expect(newLow[node] ?? .max <= time, "\(key) on \(way) shuts the way from \(node)") }
      for (node, time) in newLow { #expect(time >= newHigh[node] ?? .max) }
      (high, low) = (newHigh, newLow)
    }
  }
}
