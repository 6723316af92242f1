import Geography
import Parallel
import Walking

/// Where to open venues, as sets and whole numbers: candidate sites, the homes beyond the limit that each would serve,
/// and what these weigh.
///
/// Weights are integers (micro-people as long as they fit), so sums are exact in any order and ties are ties.
struct PlanInstance: Sendable {
  /// Candidates that one worker takes at a time.
  private static let chunk = 2048

  /// Units of each home.
  let weights: [Int64]
  /// `candidateCount + 1` entries: the runs of candidate c are `runs[firstRun[c]..<firstRun[c + 1]]`.
  let firstRun: [UInt32]
  /// Runs of homes, ascending within a candidate.
  let runs: [Range<UInt32>]
  /// What each candidate costs, in units of money; empty when all cost the same.
  let costs: [Int64]
  /// Where the candidates are, for distances between them.
  let places: [Coordinate]
  let workers: Int
  /// Units of all homes.
  let total: Int64

  var candidateCount: Int { firstRun.count - 1 }
  var homeCount: Int { weights.count }
  func cost(_ candidate: Int) -> Int64 { costs.isEmpty ? 1 : costs[candidate] }
  func runs(of candidate: Int) -> ArraySlice<Range<UInt32>> {
    runs[Int(firstRun[candidate])..<Int(firstRun[candidate + 1])]
  }

  /// - Parameters:
  ///   - weights: units of each home, not negative, their sum below 2⁶¹.
  ///   - sets: the homes of each candidate.
  init(
    weights: [Int64], firstRun: [UInt32], runs: [Range<UInt32>], costs: [Int64] = [], places: [Coordinate],
    workers: Int
  ) {
    self.weights = weights
    self.firstRun = firstRun
    self.runs = runs
    self.costs = costs
    self.places = places
    self.workers = workers
    total = weights.reduce(0, +)
  }

  /// Sums of values of homes from the first one on: a run adds up as a difference of two.
  func sums(_ value: (Int) -> Int64) -> [Int64] {
    var sums = [Int64](repeating: 0, count: homeCount + 1)
    for home in 0..<homeCount { sums[home + 1] = sums[home] + value(home) }
    return sums
  }

  /// What a candidate adds up to by ``sums(_:)``. Linear in its runs.
  func sum(of candidate: Int, _ sums: [Int64]) -> Int64 {
    runs(of: candidate).reduce(0) { $0 + sums[Int($1.upperBound)] - sums[Int($1.lowerBound)] }
  }

  /// What every candidate adds up to by ``sums(_:)``. Linear in all runs.
  func sums(ofAll sums: [Int64]) -> [Int64] {
    let count = candidateCount
    let chunks = (count + Self.chunk - 1) / Self.chunk
    let found = concurrentMap(count: chunks, workers: workers) { number in
      let range = number * Self.chunk..<min(count, (number + 1) * Self.chunk)
      var values: [Int64] = []
      values.reserveCapacity(range.count)
      let (firstRun, runs, sums) = (firstRun.span, runs.span, sums.span)
      for candidate in range {
        var sum: Int64 = 0
        for run in Int(firstRun[candidate])..<Int(firstRun[candidate + 1]) {
          sum &+= sums[Int(runs[run].upperBound)] &- sums[Int(runs[run].lowerBound)]
        }
        values.append(sum)
      }
      return values
    }
    return Array(found.joined())
  }

  /// Whether two candidates may both be chosen: they are no nearer to each other than that.
  func areApart(_ a: Int, _ b: Int, metres: Double) -> Bool {
    metres <= 0 || Ellipsoid.lengthInMetres(from: places[a], to: places[b]) >= metres
  }
}

/// How many of some chosen sites serve each home.
struct PlanCover: Sendable {
  private(set) var counts: [Int32]
  /// Units of the homes that any serves.
  private(set) var covered: Int64 = 0

  init(_ instance: PlanInstance, sites: [Int] = []) {
    counts = [Int32](repeating: 0, count: instance.homeCount)
    for site in sites { add(site, instance) }
  }

  mutating func add(_ candidate: Int, _ instance: PlanInstance) {
    for run in instance.runs(of: candidate) {
      for home in Int(run.lowerBound)..<Int(run.upperBound) {
        if counts[home] == 0 { covered += instance.weights[home] }
        counts[home] += 1
      }
    }
  }

  mutating func remove(_ candidate: Int, _ instance: PlanInstance) {
    for run in instance.runs(of: candidate) {
      for home in Int(run.lowerBound)..<Int(run.upperBound) {
        counts[home] -= 1
        if counts[home] == 0 { covered -= instance.weights[home] }
      }
    }
  }

  /// Units that only this chosen site serves.
  func loss(of candidate: Int, _ instance: PlanInstance) -> Int64 {
    instance.runs(of: candidate).reduce(0) { sum, run in
      (Int(run.lowerBound)..<Int(run.upperBound)).reduce(sum) { $0 + (counts[$1] == 1 ? instance.weights[$1] : 0) }
    }
  }

  /// Sums over the homes that none serves.
  func sumsLeft(_ instance: PlanInstance) -> [Int64] {
    instance.sums { counts[$0] == 0 ? instance.weights[$0] : 0 }
  }
}
