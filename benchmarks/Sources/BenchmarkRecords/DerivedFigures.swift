/// What the stages' medians say together: rates and ratios, each named.
public struct DerivedFigures: Sendable {
  /// Name and value, in the order of the table.
  public private(set) var rows: [(name: String, value: String)] = []
  private let extract: ExtractReport

  /// Works out what the stages at hand allow.
  public init(_ extract: ExtractReport) {
    self.extract = extract
    addReading()
    addSearches()
    addCandidates()
    addDrawing()
    addJob()
  }

  private func cpu(_ stage: String) -> Double? { extract.stage(stage).flatMap { Spread(of: $0.cpu)?.median } }
  private func wall(_ stage: String) -> Double? { extract.stage(stage).flatMap { Spread(of: $0.wall)?.median } }
  private func count(_ stage: String, _ name: String) -> Double? {
    extract.stage(stage)?.counts[name].map { Double($0) }
  }

  private mutating func add(_ name: String, _ value: Double?, _ unit: String = "") {
    if let value, value.isFinite { rows.append((name, Figure.short(value) + unit)) }
  }

  private mutating func addReading() {
    let stages = [StageName.readStreets, StageName.streetGraph, StageName.searchGraph]
    let cpuParts = stages.compactMap(cpu)
    let wallParts = stages.compactMap(wall)
    guard cpuParts.count == stages.count else { return }
    let seconds = cpuParts.reduce(0, +)
    add("extract → search graph, CPU", seconds * 1000, " ms")
    add("… over libdeflate alone, CPU", cpu(StageName.libdeflate).map { seconds / $0 }, " ×")
    add("… over libdeflate alone, wall", wall(StageName.libdeflate).map { wallParts.reduce(0, +) / $0 }, " ×")
    add(
      "zlib over libdeflate, CPU", cpu(StageName.zlib).flatMap { zlib in cpu(StageName.libdeflate).map { zlib / $0 } },
      " ×")
  }

  private mutating func addSearches() {
    let one = StageName.searchesOneWorker
    if let seconds = cpu(one), let searches = count(one, "searches"), let settled = count(one, "states_settled") {
      add("bounded searches a CPU-second", searches / seconds)
      add("a settled state", seconds / settled * 1e9, " ns")
      add("states settled a search", settled / searches)
    }
    if let single = wall(one), let all = wall(StageName.searchesAllWorkers) {
      add("searches on all workers over one, wall", single / all, " ×")
    }
    if let seconds = cpu(StageName.nearestPass), let states = extract.content["states"] {
      add("nearest source, a million states", seconds / Double(states) * 1e9, " ms")
    }
  }

  private mutating func addCandidates() {
    let (searches, weights) = (StageName.candidateSearches, StageName.candidateWeights)
    guard let seconds = cpu(weights), let sites = count(weights, "sites"), sites > 0 else { return }
    add("a vertex as candidate with its people, CPU", seconds / sites * 1e6, " µs")
    if let repeated = cpu(searches), let searched = count(searches, "sites"), searched > 0 {
      add("repeated searches over all candidates at once, CPU", repeated / searched / (seconds / sites), " ×")
    }
    let one = StageName.searchesOneWorker
    if let bare = cpu(one), let searched = count(one, "searches"), searched > 0 {
      add("searches that read no home over all candidates at once, CPU", bare / searched / (seconds / sites), " ×")
    }
    add("100 000 such candidates, wall", wall(weights).map { $0 / sites * 1e5 }, " s")
    if let bytes = count(StageName.candidateSets, "bytes") {
      add("a candidate's homes as runs", bytes / sites, " bytes")
    }
  }

  private mutating func addDrawing() {
    guard let venues = extract.content["venues"], venues > 0 else { return }
    add(
      "isochrones of a venue, search included, CPU",
      cpu(StageName.job("isochrones")).map { $0 / Double(venues) * 1000 }, " ms")
  }

  private mutating func addJob() {
    guard let whole = cpu(StageName.wholeJob) else { return }
    add("whole job over libdeflate alone, CPU", cpu(StageName.libdeflate).map { whole / $0 }, " ×")
    let parts = extract.stages.filter { $0.stage.hasPrefix(StageName.job("")) }
    let timed = parts.compactMap { Spread(of: $0.cpu)?.median }.reduce(0, +)
    add("start, outputs and exit of the whole job, CPU", (whole - timed) * 1000, " ms")
  }
}
