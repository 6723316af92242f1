import Geography
import OpenStreetMap
import TestSupport
import Testing

@testable import Coverage
@testable import Walking

/// Surveys against walks that are looked for one by one.
@Suite("Surveys")
struct SurveyTests {
  private struct Element: Hashable {
    var id: String
    var keys: [String]
  }

  private func searched(_ seed: UInt64, rule: CoverageRule? = nil) throws -> SearchedCity? {
    let extract = RandomCity(seed: seed).withWalkerTags(density: 0.8).extract()
    var parameters = CoverageParameters(workers: Int(seed % 3) + 1)
    parameters.walkers = try WalkerChoice(["wheelchair"])
    parameters.profile.gates = [.resident, .open, .resident, .closed][Int(seed % 4)]
    parameters.profile = parameters.walkers.main(parameters.profile)
    parameters.rule = rule
    do {
      return try SearchedCity(extract, parameters: parameters)
    } catch let error as InputError where error.problem.hasPrefix("no street in it is walkable") {
      return nil
    }
  }

  @Test("A tree of walks goes where each walk alone goes, in any order")
  func tree() throws {
    let walks = try (UInt64(1)...40).reduce(0) { try $0 + walksOfTree($1) }
    #expect(walks > 100, "\(walks)")
  }

  /// How many walks were compared.
  private func walksOfTree(_ seed: UInt64) throws -> Int {
    guard let run = try searched(seed)?.run else { return 0 }
    let search = run.searches.any
    var tree = WalkTree(search, run.city.incidence)
    var walks = 0
    // Twice: what the first round leaves behind must not lead the second astray.
    for joins in run.homeJoins.reversed() + Array(run.homeJoins) {
      for join in joins {
        let (edge, offset) = (Int(join.snap.edge), join.snap.offset)
        let trace = search.trace(edge: edge, offset: offset, incidence: run.city.incidence)
        var steps: [WalkTrace.Step] = []
        let source = tree.follow(edge: edge, offset: offset) { steps.append($0) }
        #expect(source == trace?.source && (trace == nil || steps == trace?.steps))
        walks += trace == nil ? 0 : 1
      }
    }
    return walks
  }

  @Test("A search with a cutoff says what one without says, and nothing beyond", arguments: UInt64(1)...20)
  func cutoff(_ seed: UInt64) throws {
    guard let run = try searched(seed)?.run else { return }
    let whole = run.searches.any
    for seconds in [0, 1, 60, 61, 400, 5000] as [UInt32] {
      let near = NearestSourceSearch(run.city.graph, sources: run.searches.sources, cutoff: seconds * 1000)
      let expected = whole.keys.map { $0 >> 32 <= UInt64(seconds) * 1000 ? $0 : .max }
      #expect(near.keys.elementsEqual(expected), "\(seconds)")
    }
  }

  /// What is unknown on a walk, by the shape points that it passes.
  private func unknowns(_ trace: WalkTrace, from place: (edge: UInt32, offset: UInt32), on streets: StreetGraph)
    -> Set<Element>
  {
    let ends = [
      WalkTrace.Step(edge: place.edge, from: place.offset, to: place.offset),
      WalkTrace.Step(edge: trace.source.edge, from: trace.source.offset, to: trace.source.offset),
    ]
    var found: Set<Element> = []
    for step in trace.steps + ends where streets.edgeFlags[Int(step.edge)].contains(.unknown) {
      let (low, high) = (min(step.from, step.to), max(step.from, step.to))
      for point in streets.shapeRange(Int(step.edge)).dropLast() {
        let (start, end) = (streets.shapeTimes[point], streets.shapeTimes[point + 1])
        guard low == high ? (start...end).contains(low) : max(low, start) < min(high, end) else { continue }
        let isNode = streets.isPause(point)
        let node = max(streets.shapeNodes[point], streets.shapeNodes[point + 1])
        let way = streets.ways[Int(streets.shapeWays[point])]
        let tags =
          isNode
          ? streets.unknowns.number(ofNode: node).map { streets.unknowns.node($0).tags } ?? []
          : streets.unknowns.tags(ofWay: way)
        if !tags.isEmpty { found.insert(Element(id: isNode ? "n\(node)" : "w\(way)", keys: tags.keys)) }
      }
    }
    return found
  }

  @Test("Rows are the sums over homes of what lies on their walks, found one by one")
  func sums() throws {
    var rows = 0
    for seed in UInt64(1)...60 {
      guard let run = try searched(seed)?.run else { continue }
      var expected: [Element: (homes: Int, weight: Double, alone: Int, weightAlone: Double)] = [:]
      for (home, joins) in zip(run.homeResults, run.homeJoins) {
        guard let strict = home.strictTime, home.time <= .minutes(15), strict > .minutes(15) else { continue }
        let walk = try #require(CoverageSearches.nearest(run.searches.any, joins))
        let place = (edge: walk.join.snap.edge, offset: walk.join.snap.offset)
        let trace = try #require(
          run.searches.any.trace(edge: Int(place.edge), offset: place.offset, incidence: run.city.incidence))
        let found = unknowns(trace, from: place, on: run.city.streets)
        for element in found {
          var sum = expected[element] ?? (0, 0, 0, 0)
          sum.homes += 1
          sum.weight += home.home.weight
          if found.count == 1 {
            sum.alone += 1
            sum.weightAlone += home.home.weight
          }
          expected[element] = sum
        }
      }
      let survey = run.result().survey
      #expect(survey.count == expected.count, "\(seed)")
      for row in survey {
        let sum = try #require(expected[Element(id: row.id, keys: row.keys)], "\(seed), \(row.id)")
        #expect(row.homes == sum.homes && row.weight == sum.weight, "\(seed), \(row.id)")
        #expect(row.homesAlone == sum.alone && row.weightAlone == sum.weightAlone, "\(seed), \(row.id)")
      }
      #expect(zip(survey, survey.dropFirst()).allSatisfy { $0.weight >= $1.weight })
      rows += survey.count
    }
    #expect(rows > 50, "\(rows)")
  }
}
