import Foundation
import Geography
import Walking

/// A file that a run read.
public struct RunInput: Sendable {
  /// What it was for: "extract", "venues", "homes", "boundary".
  public var role: String
  /// The path as the user named it.
  public var path: String
  /// SHA-256 in hexadecimal and size in bytes; `nil` for pipes.
  public var sha256: String?, bytes: Int?

  /// A file whose digest is known.
  init(role: String, path: String, sha256: String?, bytes: Int?) {
    self.role = role
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
  }

  /// What tells the file's content from another's: the digest, or the path where there is none.
  var identity: String { sha256 ?? path }

  /// Takes the digest of a file.
  ///
  /// - Throws: ``InputError`` when the file cannot be read.
  public init(role: String, path: String) throws {
    self.role = role
    self.path = path
    (sha256, bytes) = try Digest.sha256(ofFile: path).map { ($0.hexadecimal, $0.bytes) } ?? (nil, nil)
  }
}

/// `run.json`: what was asked, read, dropped and how long it took. The only output that differs between equal runs.
struct RunRecord {
  private let output: CoverageOutput
  private var result: CoverageResult { output.result }

  init(_ output: CoverageOutput) { self.output = output }

  func encoded() -> [UInt8] {
    OutputEncoder.document(
      .object([
        JSONMember("program", .string("circle")), JSONMember("attribution", .string(OutputText.attribution)),
        JSONMember("inputs", inputs), JSONMember("osm", header), JSONMember("parameters", parameters),
        JSONMember("study_area", studyArea), JSONMember("projection", projection),
        JSONMember("versions", versions), JSONMember("totals", totals), JSONMember("reading", reading),
        JSONMember("streets", streets), JSONMember("places", counts(result.counts)),
        JSONMember("warnings", warnings), JSONMember("notes", .array(result.notes.map(JSONValue.string))),
        JSONMember(
          "timings_s", .object(result.timings.map { JSONMember($0.stage, .decimal($0.wallSeconds, places: 3)) })),
        JSONMember("stages", stages),
        JSONMember(
          "machine",
          .object([
            JSONMember("threads", .integer(result.parameters.workers)),
            JSONMember("processors", .integer(ProcessInfo.processInfo.activeProcessorCount)),
          ])),
      ]), pretty: true)
  }

  /// A time since 1970 as ISO 8601 in UTC, by the civil calendar (Howard Hinnant, "days from civil").
  static func isoTime(_ seconds: Int64) -> String {
    // Beyond four-digit years nothing is meant.
    guard (-62_135_596_800..<253_402_300_800).contains(seconds) else { return "\(seconds)" }
    let days = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
    let rest = Int(seconds) - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ value: Int) -> String { String(String(100 + value).dropFirst()) }
    let date = "\(String(String(10_000 + year).dropFirst()))-\(two(month))-\(two(day))"
    return "\(date)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }

  private var inputs: JSONValue {
    .array(
      output.inputs.map { input in
        .object([
          JSONMember("role", .string(input.role)), JSONMember("path", .string(input.path)),
          JSONMember("sha256", output.text(input.sha256)),
          JSONMember("bytes", input.bytes.map(JSONValue.integer) ?? .null),
        ])
      })
  }

  private var header: JSONValue {
    .object([
      JSONMember("timestamp", output.text(result.header.timestamp.map(Self.isoTime))),
      JSONMember("written_by", output.text(result.header.writingProgram)),
    ])
  }

  private var parameters: JSONValue {
    let asked = result.parameters
    return .object(
      [
        JSONMember("limit_minutes", OutputEncoder.plain(asked.limit.minutes)),
        JSONMember("cutoffs_minutes", .array(asked.cutoffs.map { OutputEncoder.plain($0.minutes) })),
        JSONMember("speed_kmh", OutputEncoder.plain(asked.profile.speed.kilometresPerHour)),
        JSONMember("steps_factor", OutputEncoder.plain(asked.profile.stepsFactor)),
        JSONMember("gates", .string(asked.profile.gates.rawValue)),
        JSONMember("trunk", .bool(asked.profile.allowsTrunk)),
        JSONMember("kinds", .array(asked.kinds.map { .string($0.rawValue) })),
        JSONMember("snap_m", OutputEncoder.plain(asked.snapRadiusInMetres)),
        JSONMember("resolution_m", OutputEncoder.plain(asked.resolutionInMetres)),
        JSONMember("crs", output.text(asked.workingCRS)),
      ] + output.ruleParameters + output.walkerParameters + OutputSelection.parameters(result))
  }

  private var studyArea: JSONValue {
    .object([
      JSONMember("name", .string(result.studyArea.name)),
      JSONMember("source", .string(result.studyArea.source.rawValue)),
    ])
  }

  private var projection: JSONValue {
    .object([
      JSONMember("crs", .string(result.projectionDefinition)),
      JSONMember("pipeline", .string(result.projectionPipeline)),
    ])
  }

  private var versions: JSONValue {
    let own = [("circle", CircleVersion.number), ("swift", CircleVersion.swift)]
    return .object((own + output.versions.map { ($0.name, $0.version) }).map { JSONMember($0.0, .string($0.1)) })
  }

  private var totals: JSONValue {
    let totals = CoverageTotals(result)
    return .object(
      [
        JSONMember("homes", .integer(totals.homes)), JSONMember("homes_covered", .integer(totals.homesCovered)),
        JSONMember(output.unit, .decimal(totals.weight, places: 1)),
        JSONMember("\(output.unit)_covered", .decimal(totals.weightCovered, places: 1)),
        JSONMember("share", totals.share.map { .decimal($0, places: 6) } ?? .null),
        JSONMember("venues", .integer(result.venues.count)), JSONMember("gaps", .integer(result.gaps.count)),
      ] + output.ruleTotals + output.firmnessTotals + output.catchmentTotals + output.walkerTotals
        + OutputSelection.totals(result) + OutputSelection.weeklyTotals(result)
        + populationMembers(of: result))
  }

  private var reading: JSONValue {
    let report = result.reading
    return counts([
      ("nodes_read", report.nodesRead), ("ways_read", report.waysRead), ("relations_read", report.relationsRead),
      ("nodes_kept", report.nodesKept), ("ways_kept", report.waysKept), ("relations_kept", report.relationsKept),
      ("missing_node_references", report.missingNodeReferences),
      ("ways_with_missing_nodes", report.waysWithMissingNodes), ("missing_way_members", report.missingWayMembers),
      ("nodes_without_place", report.nodesWithoutPlace), ("duplicates", report.duplicates),
      ("deleted", report.deleted),
    ])
  }

  private var streets: JSONValue {
    let report = result.graphReport
    guard
      case .object(let members) = counts(
        [
          ("walkable_ways", report.walkableWays), ("closed_ways", report.closedWays), ("segments", report.segments),
          ("broken_ways", report.brokenWays), ("areas_crossed", report.areasCrossed),
          ("areas_capped", report.areasCapped), ("blocked_nodes", report.blockedNodes), ("gates", report.gates),
          ("unknown_barriers", report.unknownBarriers), ("vertices", result.vertexCount), ("edges", result.edgeCount),
        ] + output.walkerStreets)
    else { return .null }
    return .object(members + [JSONMember("length_m", .decimal(report.lengthInMetres, places: 1))])
  }

  /// The cost of each stage: seconds that passed, processor seconds of all threads, most memory held by its end.
  private var stages: JSONValue {
    .object(
      result.timings.map { timing in
        JSONMember(
          timing.stage,
          .object([
            JSONMember("wall_s", .decimal(timing.wallSeconds, places: 6)),
            JSONMember("cpu_s", .decimal(timing.cpuSeconds, places: 6)),
            JSONMember("peak_mib", timing.peakMebibytes.map { .decimal($0, places: 1) } ?? .null),
          ]))
      })
  }

  private var warnings: JSONValue {
    .array(
      result.warnings.map {
        .object([JSONMember("count", .integer($0.count)), JSONMember("message", .string($0.message))])
      })
  }

  private func counts(_ entries: [(name: String, value: Int)]) -> JSONValue {
    .object(entries.map { JSONMember($0.name, .integer($0.value)) })
  }
}
