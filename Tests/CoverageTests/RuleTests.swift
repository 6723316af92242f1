import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// Who passes a rule: against brute force, by arithmetic, and as venues are added.
@Suite("Rules")
struct RuleTests {
  /// Tags of venues of many kinds.
  private static let tags: [[String: String]] = [
    ["amenity": "library"], ["tourism": "museum"], ["amenity": "theatre"], ["tourism": "gallery"],
    ["amenity": "arts_centre"], ["community_centre": "village_hall"],
  ]
  static let kinds: [VenueKind] = [.museum, .theatre, .library, .gallery, .artsCentre, .villageHall]

  /// A random city with more venues, near its homes.
  static func city(_ seed: UInt64, venues: Int) -> ExtractBuilder {
    let city = RandomCity(seed: seed)
    var (builder, random) = (city.builder, SeededGenerator(seed: seed &* 31))
    for venue in 0..<venues {
      let near = city.homes[random.integer(in: 0...(city.homes.count - 1))]
      let place = Coordinate(
        longitudeE7: near.longitudeE7 + Int32(random.integer(in: -20_000...20_000)),
        latitudeE7: near.latitudeE7 + Int32(random.integer(in: -15_000...15_000)))
      builder.addNode(10_000_100 + Int64(venue), at: place, tags: tags[random.integer(in: 0...(tags.count - 1))])
    }
    return builder
  }

  static func rule(_ random: inout SeededGenerator) -> CoverageRule {
    func clauses() -> [RuleClause] {
      (1...random.integer(in: 1...3)).map { number in
        // Clauses that count the same share a search: half of them count all.
        let some = kinds.filter { _ in random.chance(0.5) }
        return RuleClause(
          name: "\(number)", count: random.integer(in: 1...4), kinds: some.isEmpty || random.chance(0.5) ? kinds : some,
          limit: random.chance(0.5)
            ? .minutes(random.number(in: 1...12)) : .metres(random.number(in: 80...900)))
      }
    }
    return CoverageRule(
      name: "random", title: "t", document: "d", documentClause: "c", common: clauses(),
      own: random.chance(0.5) ? [.rural: clauses()] : [:])
  }

  static func parameters(_ rule: CoverageRule, seed: UInt64 = 0) -> CoverageParameters {
    var parameters = CoverageParameters(workers: 1)
    parameters.profile.gates = [.resident, .open, .resident, .closed][Int(seed % 4)]
    parameters.kinds = kinds
    parameters.rule = rule
    return parameters
  }

  @Test(
    "Every home of random cities, clause by clause, to the millisecond and the millimetre", arguments: UInt64(1)...100)
  func bruteForce(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &* 1009)
    let rule = Self.rule(&random)
    var parameters = Self.parameters(rule, seed: seed)
    parameters.areaType = random.chance(0.5) ? .urban : .rural
    let builder = Self.city(seed, venues: random.integer(in: 0...10))
    let searched = try SearchedCity(builder.extract(), parameters: parameters)
    let oracles = try Oracles(searched)
    let sheet = RuleSheet(rule)
    for (home, result) in searched.run.homeResults.enumerated() {
      let verdict = try #require(result.rule)
      var (failed, gap) = (0, 0.0)
      for clause in rule.clauses(for: parameters.areaType) {
        let place = try #require(sheet.clauses.firstIndex(of: clause))
        let costs = oracles.costs(of: home, clause)
        let cost = costs.count < clause.count ? nil : costs[clause.count - 1]
        let limit = UInt64(clause.limit.cost)
        let passes = cost.map { $0 <= limit } ?? false
        if !passes { failed += 1 }
        // From the limit on to twice of it, evenly; the worst clause counts.
        gap = max(gap, min(1, max(0, cost.map { Double($0) / Double(limit) - 1 } ?? 1)))
        #expect(verdict.asked & 1 << UInt32(place) != 0)
        #expect((verdict.failed & 1 << UInt32(place) == 0) == passes, "home \(home), \(clause)")
        #expect(
          verdict.costs[place].map(UInt64.init) == cost.flatMap { $0 <= 2 * limit ? $0 : nil }, "\(home) \(clause)")
      }
      #expect(abs(result.gap(within: parameters.limit, sheet) - gap) < 1e-12)
      #expect(verdict.passes == (failed == 0) && verdict.failed.nonzeroBitCount == failed)
      #expect(result.isCovered(within: parameters.limit) == verdict.passes)
    }
  }

  /// Walks to each venue by brute force, in milliseconds and in millimetres.
  private struct Oracles {
    let searched: SearchedCity
    /// By venue, then by home; `nil` without a way.
    var times: [[UInt64?]] = []
    var lengths: [[UInt64?]] = []

    init(_ searched: SearchedCity) throws {
      self.searched = searched
      let profile = searched.run.parameters.profile
      let measured = StreetLengths(searched.city.graph)
      let speed = try #require(WalkingSpeed(kilometresPerHour: 3.6))
      let metric = WalkingProfile(speed: speed, stepsFactor: 1, gates: profile.gates, allowsTrunk: profile.allowsTrunk)
      let walks = ExtractStreets(searched.extract, profile: profile).oracle(placesOn: searched.city.streets)
      let tapes = ExtractStreets(searched.extract, profile: metric).oracle(placesOn: measured.graph.streets)
      func length(_ join: Join) -> WalkOracle.Place {
        let source = join.source(number: 0, in: measured)
        #expect(abs(Double(source.leg) / 1000 - join.snap.legInMetres) <= 0.0005)
        return WalkOracle.Place(edge: Int(source.edge), offset: source.offset, leg: source.leg)
      }
      for doors in searched.run.doors {
        times.append(Self.walks(walks, to: doors, from: searched.run.homeJoins, place: SearchedCity.place))
        lengths.append(Self.walks(tapes, to: doors, from: searched.run.homeJoins, place: length))
      }
    }

    private static func walks(
      _ oracle: WalkOracle, to doors: [[Join]], from homes: JoinTable, place: (Join) -> WalkOracle.Place
    ) -> [UInt64?] {
      let found = oracle.times(to: doors.joined().map(place))
      return homes.map { joins in joins.compactMap { oracle.time(from: place($0), found) }.min() }
    }

    /// What the walks to the venues of a clause cost, ascending.
    func costs(of home: Int, _ clause: RuleClause) -> [UInt64] {
      searched.run.venues.indices.filter { clause.kinds.contains(searched.run.venues[$0].kind) }
        .compactMap { clause.limit.isLength ? lengths[$0][home] : times[$0][home] }.sorted()
    }
  }

  @Test("Another venue never makes a home fail", arguments: UInt64(201)...240)
  func monotone(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let rule = Self.rule(&random)
    var before: [Bool] = []
    for venues in [0, 3, 9] {
      let run = try SearchedCity(Self.city(seed, venues: venues).extract(), parameters: Self.parameters(rule)).run
      let now = run.homeResults.map { $0.isCovered(within: .minutes(15)) }
      // Near venues of a kind are merged; in towns this small that can take one away.
      guard run.venues.count >= venues else { continue }
      for (home, passed) in before.enumerated() where passed { #expect(now[home], "home \(home), \(venues) venues") }
      before = now
    }
  }

  /// A street of 3 km with crossings every 500 m; library, museum and theatre at the first three.
  static func street() -> GridCity {
    var city = GridCity(rows: 1, columns: 7, blockInMetres: 500)
    city.venues = [
      .init(0, 0), .init(0, 1, tags: ["tourism": "museum"]), .init(0, 2, tags: ["amenity": "theatre"]),
    ]
    // Each 20 m off the street.
    city.homes = [.init(0, 1, east: 0), .init(0, 2, east: 0), .init(0, 4, east: 0)]
    return city
  }

  /// A library within 15 minutes, and three venues within 1,000 m, 1,100 m in the country.
  static let streetRule: CoverageRule = {
    let library = RuleClause(name: "library", count: 1, kinds: [.library], limit: .minutes(15))
    func three(_ metres: Double) -> RuleClause {
      RuleClause(name: "three", count: 3, kinds: VenueKind.core, limit: .metres(metres))
    }
    return CoverageRule(
      name: "street", title: "t", document: "d", documentClause: "c", common: nil,
      own: [.urban: [library, three(1000)], .rural: [library, three(1100)]])
  }()

  @Test(
    "A street by arithmetic: 520 m pass, 1,020 m fail in town and pass in the country", arguments: AreaType.allCases)
  func street(_ type: AreaType) throws {
    var parameters = CoverageParameters()
    parameters.rule = Self.streetRule
    parameters.areaType = type
    let run = try SearchedCity(Self.street().extract(), parameters: parameters).run
    let sheet = RuleSheet(Self.streetRule)
    #expect(sheet.clauses.map(\.limit) == [.minutes(15), .metres(1000), .metres(1100)])
    #expect(sheet.names == ["library", "three"])
    #expect(sheet.columns == ["clause_library_minutes", "clause_three_metres"])
    let three = type == .urban ? 1 : 2
    let verdicts = try run.homeResults.map { try #require($0.rule) }
    #expect(verdicts.map(\.passes) == (type == .urban ? [true, false, false] : [true, true, false]))
    #expect(verdicts.map(\.asked) == [UInt32](repeating: 1 | 1 << UInt32(three), count: 3))
    #expect(sheet.clauses(in: verdicts[1].failed).map(\.name) == (type == .urban ? ["three"] : []))
    #expect(sheet.clauses(in: verdicts[2].failed).map(\.name) == ["library", "three"])
    // 520, 1,020 and 2,020 m to the library at 80 m a minute; 520 and 1,020 m to the last of three, then too far.
    for (home, metres) in [520.0, 1020, 2020].enumerated() {
      let time = try #require(verdicts[home].costs[0])
      #expect(abs(Double(time) / 60_000 * 80 - metres) < 0.1)
    }
    for (home, metres) in [520.0, 1020].enumerated() {
      #expect(abs(Double(try #require(verdicts[home].costs[three])) / 1000 - metres) < 0.1)
    }
    // 2,020 m are over twice 1,000 m, not over twice 1,100 m.
    #expect((verdicts[2].costs[three] == nil) == (type == .urban))
  }

  @Test("Steps are as long as they are drawn: metres do not mind them, minutes do")
  func steps() throws {
    let map = try AsciiMap("A----B", spacingInMetres: 100).builder(["AB": ["highway": "steps"]])
    var builder = map
    builder.addNode(900, at: try AsciiMap("A----B", spacingInMetres: 100).coordinate("A"), tags: ["amenity": "library"])
    let at = LocalPlane.standard
    for (node, corner) in [(495.0, 5.0), (505, 5), (505, 15), (495, 15)].enumerated() {
      builder.addNode(9010 + Int64(node), at: at.coordinate(east: corner.0, north: corner.1))
    }
    builder.addWay(901, [9010, 9011, 9012, 9013, 9010], tags: ["building": "house"])
    func rule(_ limit: RuleClause.Limit) -> CoverageRule {
      CoverageRule(
        name: "r", title: "t", document: "d", documentClause: "c",
        common: [RuleClause(name: "1", count: 1, kinds: [.library], limit: limit)])
    }
    // 500 m of steps and 10 m of leg: 12.5 minutes at half speed and 7.5 s.
    for (limit, passes) in [
      (RuleClause.Limit.metres(511), true), (.metres(509), false), (.minutes(12.65), true), (.minutes(12.6), false),
    ] {
      var parameters = CoverageParameters()
      parameters.rule = rule(limit)
      let run = try SearchedCity(builder.extract(), parameters: parameters).run
      #expect(run.homeResults.map { $0.rule?.passes } == [passes], "\(limit)")
    }
  }
}
