import BenchmarkRecords
import Foundation
import Testing

@Suite struct ReportTests {
  static func report(
    cpu: [Double], counts: [String: Int] = ["states": 5], checksum: String = "a", processor: String = "P",
    sha256: String = "s", threads: Int = 2, stage: String = "read all"
  ) -> BenchmarkReport {
    var extract = ExtractReport(name: "city.osm.pbf", bytes: 1000, sha256: sha256)
    for seconds in cpu {
      let run = StageRun(stage: stage, wall: seconds / 2, cpu: seconds, peak: 10, counts: counts, checksum: checksum)
      extract.add(MeasuredStages(content: ["nodes": 3], stages: [run]))
    }
    var report = BenchmarkReport(
      date: "2026-01-01T00:00:00Z", commit: "abc",
      machine: .init(processor: processor, processors: 2, memory: 1024, kernel: "k", compiler: "6.3"),
      settings: .init(runs: cpu.count, threads: threads, searches: 10))
    report.extracts = [extract]
    return report
  }

  @Test func ratiosAreOfPairs() throws {
    let comparison = try ReportComparison(
      old: Self.report(cpu: [1, 2, 4]), new: Self.report(cpu: [0.5, 1, 1]))
    let row = try #require(comparison.rows.first)
    #expect(row.cpu == Spread(of: [0.5, 0.5, 0.25]))
    #expect(row.verdict == "faster")
    #expect(row.changedCounts.isEmpty && !row.isOtherResult)
    #expect(comparison.notes.isEmpty)
  }

  @Test func oneSlowerPairMakesItEven() throws {
    let comparison = try ReportComparison(old: Self.report(cpu: [1, 1, 1]), new: Self.report(cpu: [0.5, 0.5, 1.1]))
    #expect(comparison.rows.first?.verdict == "even")
  }

  @Test func changesAreFlagged() throws {
    let comparison = try ReportComparison(
      old: Self.report(cpu: [1]), new: Self.report(cpu: [2], counts: ["states": 6], checksum: "b"))
    let row = try #require(comparison.rows.first)
    #expect(row.changedCounts == ["states 5 → 6"])
    #expect(row.isOtherResult)
    #expect(row.verdict == "slower")
    #expect(comparison.markdown.contains("**another result**"))
  }

  @Test func otherMachinesInputsAndSettingsAreRefused() {
    let old = Self.report(cpu: [1])
    for new in [
      Self.report(cpu: [1], processor: "Q"), Self.report(cpu: [1], sha256: "t"), Self.report(cpu: [1], threads: 1),
    ] {
      #expect(throws: ReportComparison.Refusal.self) { try ReportComparison(old: old, new: new) }
    }
  }

  @Test func stagesOfOneSideAreNoted() throws {
    var new = Self.report(cpu: [1])
    new.extracts[0].add(MeasuredStages(stages: [StageRun(stage: "extra", wall: 1, cpu: 1)]))
    #expect(
      try ReportComparison(old: Self.report(cpu: [1]), new: new).notes == ["city.osm.pbf: extra is only in the new run"]
    )
    #expect(throws: ReportComparison.Refusal.self) {
      var other = Self.report(cpu: [1])
      other.extracts[0].name = "else.osm.pbf"
      return try ReportComparison(old: other, new: new)
    }
  }

  @Test func unsteadyResultsShow() throws {
    var extract = ExtractReport(name: "c", bytes: 1, sha256: "s")
    for (count, checksum) in [(1, "a"), (2, "a"), (1, "b")] {
      let run = StageRun(stage: "x", wall: 1, cpu: 1, counts: ["n": count], checksum: checksum)
      extract.add(MeasuredStages(stages: [run]))
    }
    #expect(extract.stage("x")?.unsteady == ["n", "checksum"])
    #expect(extract.stage("x")?.cpu.count == 3)
  }

  @Test func reportsReadBack() throws {
    let report = Self.report(cpu: [1, 2])
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: path) }
    try report.encoded().write(to: path)
    let read = try BenchmarkReport(contentsOf: path.path)
    #expect(try read.encoded() == report.encoded())
    let page = MarkdownReport(read).text
    #expect(page.contains("## city.osm.pbf") && page.contains("| read all | 1.50 s (1.00–2.00) |"))
  }

  @Test func derivedFiguresNeedTheirStages() throws {
    #expect(DerivedFigures(Self.report(cpu: [1]).extracts[0]).rows.isEmpty)
    var extract = ExtractReport(name: "c", bytes: 1, sha256: "s")
    extract.add(
      MeasuredStages(
        content: ["venues": 10],
        stages: [
          StageRun(
            stage: StageName.searchesOneWorker, wall: 2, cpu: 2,
            counts: ["searches": 1000, "states_settled": 1_000_000]),
          StageRun(stage: StageName.searchesAllWorkers, wall: 1, cpu: 2),
          StageRun(stage: StageName.job("isochrones"), wall: 1, cpu: 0.05),
        ]))
    let rows = Dictionary(DerivedFigures(extract).rows.map { ($0.name, $0.value) }, uniquingKeysWith: { a, _ in a })
    #expect(rows["bounded searches a CPU-second"] == "500")
    #expect(rows["a settled state"] == "2000 ns")
    #expect(rows["searches on all workers over one, wall"] == "2.00 ×")
    #expect(rows["isochrones of a venue, search included, CPU"] == "5.00 ms")
  }
}
