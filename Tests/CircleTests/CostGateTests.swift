import CAllocations
import Coverage
import Foundation
import TestSupport
import Testing

/// What the run on the project's own extract costs in states, arcs, bytes, memory and allocations, held to
/// `benchmarks/gates.json`.
@Suite struct CostGateTests {
  static let gatesPath = SharedData.packageRoot.appendingPathComponent("benchmarks/gates.json").path
  static let drawings = ["isochrones.geojson", "covered.geojson", "gaps.geojson"]

  @Test(.withoutSanitizer) func theRunKeepsToItsGates() throws {
    let counts = try Self.counts(ofRunOn: try #require(Bundle.repositoryExtract))
    let breaches = try CostGates(contentsOf: Self.gatesPath).breaches(counts)
    #expect(breaches.isEmpty, "counted: \(counts.sorted { $0.key < $1.key })")
  }

  /// A gate that cannot fail is none.
  @Test func aCostlierRunBreaksTheGates() throws {
    let gates = try CostGates(contentsOf: Self.gatesPath)
    let bounds = gates.gates.mapValues { $0.exactly ?? $0.atMost ?? 0 }
    #expect(!bounds.isEmpty)
    #expect(gates.breaches(bounds).isEmpty)
    for (name, bound) in bounds {
      var counts = bounds
      counts[name] = bound * 1.001 + 1
      #expect(gates.breaches(counts).count == 1)
      counts[name] = nil
      #expect(gates.breaches(counts) == ["\(name): not counted"])
    }
  }

  /// The command's own counts, the size of its outputs, and the allocations of the same work on one thread.
  static func counts(ofRunOn extract: String) throws -> [String: Double] {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let run = try program.run(["coverage", extract, "--output", "run", "--quiet", "--progress", "none"])
    try #require(run.status == 0)
    var counts = try recordCounts(program.folder + "/run/run.json")
    for name in CoverageOutput.fileNames where name != "run.json" {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(program.folder)/run/\(name)"))
      counts["output_bytes", default: 0] += Double(bytes.count)
      guard drawings.contains(name) else { continue }
      counts["polygon_vertices", default: 0] += Double(positions(in: bytes))
    }
    let before = allocation_count()
    let result = try CoverageAnalysis(extract: extract, parameters: CoverageParameters(workers: 1)).run()
    _ = try CoverageOutput(result).files()
    counts["allocations"] = Double(allocation_count() - before)
    return counts
  }

  private static func recordCounts(_ path: String) throws -> [String: Double] {
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any])
    var counts: [String: Double] = [:]
    for group in ["streets", "places"] {
      counts.merge(try #require(record[group] as? [String: Double])) { first, _ in first }
    }
    let stages = try #require(record["stages"] as? [String: [String: Any]])
    counts["peak_mib"] = stages.values.compactMap { $0["peak_mib"] as? Double }.max()
    return counts
  }

  /// Positions in GeoJSON: brackets that open on a number.
  private static func positions(in bytes: Data) -> Int {
    zip(bytes, bytes.dropFirst()).count {
      $0 == UInt8(ascii: "[") && ($1 == UInt8(ascii: "-") || (48...57).contains($1))
    }
  }
}
