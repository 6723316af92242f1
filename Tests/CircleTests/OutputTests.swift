import Foundation
import Geography
import Testing
import Walking

@testable import Coverage

/// The encoders, read back by independent readers and compared with what went in.
@Suite struct OutputTests {
  let output = CoverageOutput(SyntheticResult.result())

  func json(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  func features(_ bytes: [UInt8]) throws -> [[String: Any]] {
    let collection = try json(bytes)
    #expect(collection["attribution"] as? String == "© OpenStreetMap contributors, ODbL 1.0")
    #expect(collection["crs"] == nil)
    return try #require(collection["features"] as? [[String: Any]])
  }

  @Test(
    arguments: [
      (0, "0.0"), (2999, "0.0"), (3000, "0.1"), (8999, "0.1"), (9000, "0.2"), (900_000, "15.0"), (900_001, "15.0"),
      (902_999, "15.0"), (903_000, "15.1"), (4_294_967_294, "71582.8"), (4_294_967_295, ""),
    ] as [(UInt32, String)])
  func minutesRoundHalfUp(milliseconds: UInt32, text: String) {
    #expect(OutputText.minutes(TravelTime(milliseconds: milliseconds)) == text)
  }

  @Test func numbersOfAllSizes() {
    #expect(OutputText.decimal(-0.04, places: 1) == "0.0")
    #expect(OutputText.decimal(-1.25, places: 1) == "-1.3")
    #expect(OutputText.decimal(.nan, places: 1) == "")
    #expect(OutputText.decimal(1e300, places: 2) == "1e+300")
    #expect(OutputText.shortDecimal(4.80) == "4.8")
    #expect(OutputText.shortDecimal(120) == "120")
    #expect(OutputText.grouped(1_234_567) == "1,234,567")
    #expect(OutputText.grouped(-999) == "-999")
  }

  @Test func percentagesNeverRoundToAllOrNothing() {
    #expect(OutputText.percentage(9999, of: 10_000) == "99.9 %")
    #expect(OutputText.percentage(99_999, of: 100_000) == "99.9 %")
    #expect(OutputText.percentage(1, of: 1_000_000) == "0.1 %")
    #expect(OutputText.percentage(5, of: 5) == "100.0 %")
    #expect(OutputText.percentage(0, of: 0) == "–")
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_700_000_000, "2023-11-14T22:13:20Z"),
      (-1, "1969-12-31T23:59:59Z"), (4_107_542_399, "2100-02-28T23:59:59Z"), (Int64.max, "9223372036854775807"),
    ] as [(Int64, String)])
  func timesInUTC(seconds: Int64, text: String) {
    #expect(RunRecord.isoTime(seconds) == text)
  }

  @Test func gapsTellWhoWhereAndWhy() throws {
    let gaps = try features(try output.gaps())
    try #require(gaps.count == 2)
    let first = try #require(gaps[0]["properties"] as? [String: Any])
    #expect(first["rank"] as? Int == 1)
    #expect(first["homes"] as? Int == 2)
    #expect(first["dwellings"] as? Double == 44)
    #expect(first["people"] == nil)
    #expect(first["minutes_median"] as? Double == 18.5)
    #expect(first["nearest_venue_id"] as? String == "r3")
    #expect(first["nearest_venue"] as? String == "Library <North> & Sons")
    #expect(first["cause"] as? String == "missing_link")
    #expect(first["areas"] as? [String] == ["Land", "西湖区 Quarter"])
    let second = try #require(gaps[1]["properties"] as? [String: Any])
    #expect(second["minutes_median"] is NSNull)
    #expect(second["nearest_venue"] is NSNull)
    let geometry = try #require(gaps[1]["geometry"] as? [String: Any])
    #expect(geometry["type"] as? String == "MultiPolygon")
    #expect((geometry["coordinates"] as? [Any])?.count == 2)
  }

  @Test func writtenGeometryReadsBackExactly() throws {
    let path = FileManager.default.temporaryDirectory.path + "/circle-\(UUID().uuidString).geojson"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(try output.covered()).write(to: URL(fileURLWithPath: path))
    let read = try GeoJSONReader.read(path: path)
    #expect(read.map(\.geometry) == output.result.bands.map { .multiPolygon($0.polygons) })
  }

  @Test func venuesTellDoorsAndPeople() throws {
    let venues = try features(try output.venues())
    let first = try #require(venues.first?["properties"] as? [String: Any])
    #expect(first["dwellings_reached"] as? Double == 20)
    #expect(first["dwellings_only_here"] as? Double == 5.3)
    let door = try #require((first["doors"] as? [[String: Any]])?.first)
    #expect(door["resolved_by"] as? String == "entrance")
    #expect(door["leg_m"] as? Double == 12.3)
  }

  @Test func homesAddUp() throws {
    let rows = try #require(CommaSeparated.rows(try output.homesTable()))
    let header = try #require(rows.first)
    #expect(rows.count == 97)
    #expect(rows.allSatisfy { $0.count == header.count })
    let column = Dictionary(uniqueKeysWithValues: header.enumerated().map { ($1, $0) })
    func field(_ row: [String], _ name: String) throws -> String { row[try #require(column[name])] }
    var covered = 0.0
    for row in rows.dropFirst() {
      if try field(row, "covered") == "true" { covered += try #require(Double(try field(row, "dwellings"))) }
      let total = try field(row, "milliseconds")
      guard !total.isEmpty else {
        #expect(try !field(row, "reason").isEmpty)
        #expect(try field(row, "minutes").isEmpty)
        continue
      }
      let legs = try ["home_leg_s", "network_s", "venue_leg_s"].map { try #require(Double(try field(row, $0))) }
      #expect(abs(legs.reduce(0, +) - Double(total)! / 1000) < 1e-6)
      #expect(try field(row, "venue") == "=Museum \"Rot, Blau\"")
    }
    #expect(covered == CoverageTotals(output.result).weightCovered)
    let reasons = try Set(rows.dropFirst().map { try field($0, "reason") })
    #expect(reasons == ["", "no street within 250 m", "no way to a venue"])
  }

  @Test func aMillisecondOverTheLimitIsNotCovered() throws {
    var result = SyntheticResult.result()
    result.homes = [SyntheticResult.home(1, 0), SyntheticResult.home(1, 1)]
    result.homes[0].time = .minutes(15)
    result.homes[1].time = TravelTime(milliseconds: 900_001)
    let rows = try #require(CommaSeparated.rows(try CoverageOutput(result).homesTable()))
    let covered = try #require(rows.first?.firstIndex(of: "covered"))
    let minutes = try #require(rows.first?.firstIndex(of: "minutes"))
    #expect(rows.dropFirst().map { $0[covered] } == ["true", "false"])
    #expect(rows.dropFirst().map { $0[minutes] } == ["15.0", "15.0"])
  }

  @Test func areasAgreeInBothFiles() throws {
    let rows = try #require(CommaSeparated.rows(try output.areasTable()))
    #expect(rows[1][1] == "西湖区, \"West\"")
    let properties = try #require(try features(try output.areas()).first?["properties"] as? [String: Any])
    #expect(Set(properties.keys) == Set(rows[0]))
    #expect(properties["share"] as? Double == 1)
    #expect(rows[1][try #require(rows[0].firstIndex(of: "share"))] == "1.0000")
  }

  @Test func travelTimesLeaveOutWhatIsNotReached() throws {
    let report = try json(TravelTimesReport(output.result).encoded())
    #expect(report["node_seconds"] as? [String: Double] == ["7": 1.5])
    #expect(report["reach_metres"] as? [String: Double] == ["300": 1234.6])
    let houses = try #require(report["house_seconds"] as? [String: [String: Any]])
    #expect(houses["w2"]?["seconds"] as? Double == 120.001)
    #expect(houses["w12"]?["seconds"] is NSNull)
  }

  @Test func runRecordHoldsWhatIsNeededToRepeatTheRun() throws {
    let record = try json(RunRecord(output).encoded())
    #expect((record["osm"] as? [String: Any])?["timestamp"] as? String == "2023-11-14T22:13:20Z")
    #expect((record["totals"] as? [String: Any])?["homes"] as? Int == 96)
    #expect((record["totals"] as? [String: Any])?["homes_covered"] as? Int == 64)
    #expect((record["reading"] as? [String: Any])?["ways_with_missing_nodes"] as? Int == 3)
    #expect((record["timings_s"] as? [String: Any])?["reading"] as? Double == 0.25)
    let reading = try #require((record["stages"] as? [String: [String: Any]])?["reading"])
    #expect(reading["wall_s"] as? Double == 0.25)
    #expect(reading["cpu_s"] as? Double == 0.5)
    #expect(reading["peak_mib"] as? Double == 12.5)
  }

  @Test func onlyTheRecordHoldsTimings() throws {
    var slower = output
    slower.result.timings = [StageTiming(stage: "reading", wallSeconds: 99, cpuSeconds: 198, peakMebibytes: 7)]
    slower.result.parameters.workers = 7
    let changed = zip(try output.files(), try slower.files()).filter { $0.bytes != $1.bytes }.map(\.0.name)
    #expect(changed == ["run.json"])
    #expect(try output.files().map(\.name) == CoverageOutput.fileNames)
  }

  @Test func digestIsSHA256() throws {
    let path = FileManager.default.temporaryDirectory.path + "/circle-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    // FIPS 180-2, appendix B.1 and B.3.
    try Data("abc".utf8).write(to: URL(fileURLWithPath: path))
    let short = try #require(try Digest.sha256(ofFile: path))
    #expect(short.hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    try Data(repeating: UInt8(ascii: "a"), count: 1_000_000).write(to: URL(fileURLWithPath: path))
    let long = try #require(try Digest.sha256(ofFile: path))
    #expect(long.hexadecimal == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(long.bytes == 1_000_000)
    #expect(try Digest.sha256(ofFile: "/dev/null") == nil)
  }
}

/// A reader of RFC 4180 for the tests, state by state.
enum CommaSeparated {
  static func rows(_ bytes: [UInt8]) -> [[String]]? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var quoted = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if quoted {
        if scalar != "\"" {
          field.unicodeScalars.append(scalar)
        } else if index + 1 < scalars.count, scalars[index + 1] == "\"" {
          field.append("\"")
          index += 1
        } else {
          quoted = false
        }
      } else if scalar == "\"" {
        quoted = true
      } else if scalar == "," || scalar == "\r" {
        row.append(field)
        field = ""
        if scalar == "\r" {
          guard index + 1 < scalars.count, scalars[index + 1] == "\n" else { return nil }
          index += 1
          rows.append(row)
          row = []
        }
      } else {
        field.unicodeScalars.append(scalar)
      }
      index += 1
    }
    return row.isEmpty && field.isEmpty && !quoted ? rows : nil
  }
}
