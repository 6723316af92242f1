import Geography
import Walking

/// What a report needs of `run.json`.
struct ReportRecord {
  let file: String
  let areaName: String, area: StudyArea.Source
  let limit: Double, cutoffs: [Double], speed: Double, kinds: [VenueKind]
  let snap: Double, resolution: Double, gates: WalkingProfile.GatePolicy, walksTrunk: Bool
  let unit: WeightUnit
  let homes: Int, homesCovered: Int, weight: Double, weightCovered: Double, venues: Int, gaps: Int
  let timestamp: String?
  /// Those named, the first one's walks are the report's.
  let walkers: [ReportWalker]
  /// The rule that says who is covered; `nil` for the promise itself.
  let rule: ReportRule?
  /// How firm the answers are; `nil` where the run does not tell.
  let firmness: ReportFirmness?
  /// The best and the worst hour of the week, and how far the venues' places go; likewise.
  let week: ReportWeek?, catchment: ReportCatchment?
  /// Supplied people who are in no home of the run; `nil` where none were supplied.
  let peopleLeftOut: Double?
  /// Which venues count, where some were left out.
  let selection: ReportSelection?
  let inputs: [(role: String, file: ReportFile)]
  let program: String
  /// Counts that a reader should beware of; `nil` where a run has no such count.
  let homesBeyond: Int?, homesInGaps: Int?, estimatedHomes: Int?, islandHomes: Int?
  let venuesWithoutStreet: Int, cutWays: Int, unknownBarriers: Int, warnings: Int

  /// Reads the record.
  ///
  /// - Throws: ``InputError`` when it is not one of this program, or lacks something.
  init(file: String) throws {
    let record = try ReportJSON(file: file)
    guard (try? record.member("program").text()) == "circle" else {
      throw InputError(file, "is not the record of a run of circle", remedy: ReportFolder.remedy)
    }
    self.file = file
    let asked = try record.member("parameters")
    limit = try Self.minutes(asked.member("limit_minutes"))
    cutoffs = try asked.member("cutoffs_minutes").list().prefix(20).map(Self.minutes).sorted()
    speed = try asked.member("speed_kmh").amount(atMost: 1000)
    kinds = try asked.member("kinds").list().prefix(100).map(Self.kind)
    snap = try asked.member("snap_m").amount(atMost: 1e6)
    resolution = try asked.member("resolution_m").amount(atMost: 1e6)
    walksTrunk = try asked.member("trunk").flag()
    let policy = try asked.member("gates")
    guard let gates = WalkingProfile.GatePolicy(rawValue: try policy.text()) else {
      throw policy.expected("a policy on gates")
    }
    self.gates = gates
    let area = try record.member("study_area")
    areaName = try area.member("name").text()
    let source = try area.member("source")
    guard let known = StudyArea.Source(rawValue: try source.text()) else {
      throw source.expected("the source of a study area")
    }
    self.area = known
    let totals = try record.member("totals")
    unit = totals.optional(WeightUnit.people.rawValue) == nil ? .dwellings : .people
    homes = try totals.member("homes").count()
    homesCovered = try totals.member("homes_covered").count()
    weight = try totals.member(unit.rawValue).amount()
    weightCovered = try totals.member("\(unit.rawValue)_covered").amount()
    venues = try totals.member("venues").count()
    gaps = try totals.member("gaps").count()
    walkers = try ReportWalker.all(of: totals, unit: unit)
    rule = try ReportRule(of: asked, totals: totals, unit: unit)
    firmness = try ReportFirmness(of: totals, unit: unit)
    week = try ReportWeek(of: totals, unit: unit)
    catchment = try ReportCatchment(of: totals, unit: unit)
    peopleLeftOut = try totals.optional("population").map { people in
      try ["outside_study_area", "outside_data", "without_place", "elsewhere"].reduce(0) {
        try $0 + people.member("people_\($1)").amount()
      }
    }
    selection = try ReportSelection(of: asked, totals: totals)
    timestamp = try record.optional("osm")?.optional("timestamp")?.text()
    inputs = try record.member("inputs").list().prefix(10).map(Self.input)
    let versions = try record.member("versions")
    program = try "circle \(versions.member("circle").text())"
    let places = try record.member("places")
    homesBeyond = try places.optional("homes_beyond_limit")?.count()
    homesInGaps = try places.optional("homes_in_gaps")?.count()
    estimatedHomes = try places.optional("homes_estimated")?.count()
    islandHomes = try places.optional("homes_on_islands")?.count()
    venuesWithoutStreet = try places.optional("venues_without_street")?.count() ?? 0
    cutWays = try record.optional("reading")?.optional("ways_with_missing_nodes")?.count() ?? 0
    unknownBarriers = try record.optional("streets")?.optional("unknown_barriers")?.count() ?? 0
    warnings = try record.member("warnings").list().count
  }

  /// The input of a role.
  func input(_ role: String) -> ReportFile? { inputs.first { $0.role == role }?.file }

  private static func minutes(_ value: ReportJSON) throws -> Double {
    let minutes = try value.amount(atMost: 120)
    guard TravelTime.minutes(minutes).milliseconds > 0 else { throw value.expected("minutes of a walk") }
    return minutes
  }

  private static func kind(_ value: ReportJSON) throws -> VenueKind {
    guard let kind = VenueKind(rawValue: try value.text()) else { throw value.expected("a kind of venue") }
    return kind
  }

  /// An input; of its path the name only, since where it lay is nobody's business.
  private static func input(_ value: ReportJSON) throws -> (role: String, file: ReportFile) {
    let path = try value.member("path").text()
    let name = SummaryText.oneLine(path.split(separator: "/").last.map(String.init) ?? path)
    return (
      try value.member("role").text(),
      ReportFile(name: name, bytes: try value.optional("bytes")?.count(), sha256: try value.optional("sha256")?.text())
    )
  }
}
