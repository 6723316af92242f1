import Geography
import TestSupport

@testable import Coverage

/// Small random choices of sites, with every choice tried.
struct PlanTestInstance {
  let instance: PlanInstance
  let sets: [Set<Int>]

  /// Candidates over homes in a row, each some runs of them; some alike, some within others, some of no weight.
  init(seed: UInt64, candidates: ClosedRange<Int> = 1...11, homes: ClosedRange<Int> = 1...24, workers: Int = 1) {
    var random = SeededGenerator(seed: seed)
    let homeCount = random.integer(in: homes)
    var sets: [Set<Int>] = []
    for _ in 0..<random.integer(in: candidates) {
      if random.chance(0.15), let other = sets.last {
        sets.append(other)
        continue
      }
      var set: Set<Int> = []
      for _ in 0..<random.integer(in: 1...3) {
        let start = random.integer(in: 0...(homeCount - 1))
        set.formUnion(start...min(homeCount - 1, start + random.integer(in: 0...(homeCount / 4))))
      }
      sets.append(set)
    }
    let hasTies = random.chance(0.3)
    let weights = (0..<homeCount).map { _ in
      random.chance(0.1) ? 0 : Int64(random.integer(in: 1...(hasTies ? 2 : 3_000_000)))
    }
    let costs = sets.map { _ in Int64(random.chance(0.05) ? 0 : random.integer(in: 1...(hasTies ? 3 : 100_000))) }
    let places = sets.indices.map { _ in
      Coordinate(longitudeE7: Int32(random.integer(in: 0...100_000)), latitudeE7: 0)
    }
    var firstRun: [UInt32] = [0]
    var runs: [Range<UInt32>] = []
    for set in sets {
      for home in set.sorted() {
        if let last = runs.last, runs.count > Int(firstRun[firstRun.count - 1]), last.upperBound == UInt32(home) {
          runs[runs.count - 1] = last.lowerBound..<UInt32(home + 1)
        } else {
          runs.append(UInt32(home)..<UInt32(home + 1))
        }
      }
      firstRun.append(UInt32(runs.count))
    }
    self.sets = sets
    instance = PlanInstance(
      weights: weights, firstRun: firstRun, runs: runs, costs: costs, places: places, workers: workers)
  }

  /// What a choice covers, by its homes one by one.
  func covered(_ sites: [Int]) -> Int64 {
    sites.reduce(into: Set<Int>()) { $0.formUnion(sets[$1]) }.reduce(0) { $0 + instance.weights[$1] }
  }

  func cost(_ sites: [Int]) -> Int64 { sites.reduce(0) { $0 + instance.costs[$1] } }

  func areApart(_ sites: [Int], metres: Double) -> Bool {
    sites.indices.allSatisfy { one in
      sites[..<one].allSatisfy { other in
        Ellipsoid.lengthInMetres(from: instance.places[other], to: instance.places[sites[one]]) >= metres
      }
    }
  }

  /// All choices of the candidates given.
  func choices(of candidates: [Int]) -> [[Int]] {
    (0..<1 << candidates.count).map { bits in
      candidates.indices.filter { bits >> $0 & 1 == 1 }.map { candidates[$0] }
    }
  }

  /// The most that an allowed choice covers.
  func optimum(of candidates: [Int]? = nil, where isAllowed: ([Int]) -> Bool) -> Int64 {
    choices(of: candidates ?? Array(sets.indices)).filter(isAllowed).map(covered).max() ?? 0
  }
}
