import Geography
import OpenStreetMap
import Walking

/// The quality of a city's data before anything is analysed: what is wrong, where, whom it concerns, what to do.
///
/// Nothing is sampled: every finding is there. Each topic is graded by one share (``InspectionScale``); the whole has the
/// worst grade of those that a run with these inputs depends on, as its answer is no better than its weakest input.
public struct CityInspection: Sendable {
  /// The city as a run would see it.
  public let city: PreparedCity
  /// What the reader said of the extract.
  public let reading: ReadingReport
  /// The worst first.
  public private(set) var findings: [InspectionFinding] = []
  /// The topics that there was something to look at for, in the order of the cases.
  public private(set) var results: [InspectionResult] = []
  /// Further figures, in a fixed order.
  public private(set) var measures: [InspectionMeasure] = []
  /// A list of venues against OpenStreetMap; `nil` without a list.
  public internal(set) var listMatch: VenueListMatch?

  /// The grade of the whole; A where nothing is decisive.
  public var grade: InspectionGrade { results.filter(\.isDecisive).map(\.grade).max() ?? .a }

  /// The rule of the whole's grade in words.
  public static let rule =
    "the worst grade of the topics that a run with these inputs depends on: its answer is no better than its weakest input"

  /// What an inspection needs of an extract beside the run's own selection.
  static let selection = ElementSelection(
    nodes: [.init("place")], ways: [.init("building")], relations: [.init("building")],
    keys: ["place", "population", "building", "name"])

  init(_ city: PreparedCity, _ extract: Extract) {
    self.city = city
    reading = extract.report
  }

  mutating func add(_ finding: InspectionFinding) { findings.append(finding) }

  mutating func measure(_ name: String, _ value: Double) { measures.append(InspectionMeasure(name, value)) }

  mutating func measure(_ name: String, _ value: Int) { measures.append(InspectionMeasure(name, value)) }

  /// A part of a whole to grade by; none where there is no whole.
  static func share(_ part: Double, of whole: Double, _ words: String, _ scale: InspectionScale)
    -> InspectionResult?
  {
    guard whole > 0 else { return nil }
    return InspectionResult(
      topic: .streets, share: min(1, max(0, part / whole)), whole: words, scale: scale, isDecisive: true)
  }

  /// Grades a topic by the worst of some shares, of one grade by the largest; not at all where there is none.
  mutating func grade(_ topic: InspectionTopic, isDecisive: Bool = true, by shares: InspectionResult?...) {
    let worst = shares.compactMap { $0 }.max { ($0.grade, $0.share) < ($1.grade, $1.share) }
    guard var worst else { return }
    (worst.topic, worst.isDecisive) = (topic, isDecisive)
    results.append(worst)
  }

  mutating func finish() {
    findings.sort(by: InspectionFinding.precedes)
    var taken: [String: Int] = [:]
    for place in findings.indices {
      let id = findings[place].id
      let count = taken[id, default: 0] + 1
      taken[id] = count
      if count > 1 { findings[place].id = "\(id)#\(count)" }
    }
    let order = InspectionTopic.allCases
    results.sort { (order.firstIndex(of: $0.topic) ?? 0) < (order.firstIndex(of: $1.topic) ?? 0) }
  }

  /// The people or dwellings of all homes.
  var weightOfAll: Double { city.homes.weights.reduce(0, +) }
  var unit: String { city.weightUnit.rawValue }
}

extension CoverageAnalysis {
  /// Looks the data over: the extract, and the files of venues and people that are given.
  ///
  /// - Parameter progress: called now and then from any thread.
  /// - Throws: ``InputError`` for bad input, and for a prepared city's file, which holds no map data.
  /// - Complexity: that of preparing the city, and near-linear in the extract's elements.
  public func inspect(progress: @escaping @Sendable (Progress) -> Void = { _ in }) throws -> CityInspection {
    guard !PreparedCity.isCity(extractPath) else {
      throw InputError(
        extractPath, "is a prepared city, which keeps none of the map's elements",
        remedy: "name the extract that it was built from")
    }
    let clock = StageClock(report: progress)
    let asker = try inspectedWalker()
    let selection = ownSelection.union(CityInspection.selection).union(StreetGraph.selection(for: asker))
    let reader = ExtractReader(path: extractPath, workers: parameters.workers)
    let extract = try clock.time(.reading) { try reader.read(selection) { clock.report(.reading, share: $0) } }
    let city = try prepare(extract: extract, clock: clock)
    return try inspect(city, extract, asker: asker)
  }

  /// Looks over a city made of an extract.
  func inspect(_ city: PreparedCity, _ extract: Extract, asker: WalkingProfile) throws -> CityInspection {
    var inspection = CityInspection(city, extract)
    inspection.inspectStreets()
    inspection.inspectJoins(extract)
    let found = VenueFinder().venues(in: extract)
    inspection.inspectDuplicates(found)
    inspection.inspectVenueTags()
    try inspection.inspectStreetTags(Self.asked(asker, self, extract), asker)
    inspection.inspectAreas(extract, found)
    inspection.inspectBuildings(extract, isOwnHomes: homesPath == nil && population == nil)
    if let venuesPath { try inspection.inspectList(venuesPath, formats.venues, extract, found) }
    inspection.finish()
    return inspection
  }

  /// The walker whose tags are looked for: the one who walks if tags matter to them, else the one in a wheelchair.
  private func inspectedWalker() throws -> WalkingProfile {
    if parameters.profile.asksForTags { return parameters.profile }
    return try NamedProfile("wheelchair").profile
  }

  private static func asked(_ profile: WalkingProfile, _ analysis: CoverageAnalysis, _ extract: Extract) throws
    -> StreetGraph
  {
    try CityPreparation(analysis, clock: StageClock { _ in }).streets(of: extract, profile: profile)
  }
}
