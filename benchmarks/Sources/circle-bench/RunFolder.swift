import BenchmarkRecords
import Coverage
import Foundation

/// The folder that a run of `circle coverage` wrote, read back.
struct RunFolder {
  private let path: String
  private let record: [String: Any]

  init(_ path: String) throws {
    self.path = path
    let data = try Data(contentsOf: URL(fileURLWithPath: path + "/run.json"))
    guard let record = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw BenchError("\(path)/run.json is no record of a run")
    }
    self.record = record
  }

  /// A number of the record, such as "totals", "homes".
  func number(_ group: String, _ name: String) -> Double? {
    (record[group] as? [String: Any])?[name] as? Double
  }

  /// What was counted on the way: states, arcs, tiles.
  var counts: [String: Int] {
    let names = ["search_states_scanned", "search_arcs_relaxed", "field_tiles"]
    return Dictionary(
      names.compactMap { name in number("places", name).map { (name, Int($0)) } }, uniquingKeysWith: { a, _ in a })
  }

  /// The stages as the program timed them, in their order.
  func stages() throws -> [StageRun] {
    let timings = record["stages"] as? [String: [String: Any]] ?? [:]
    let names = StageName.jobOrder.filter { timings[$0] != nil }
    let others = timings.keys.filter { !names.contains($0) }.sorted()
    return try (names + others).compactMap { name in
      guard let timing = timings[name], let wall = timing["wall_s"] as? Double, let cpu = timing["cpu_s"] as? Double
      else { return nil }
      let drawing = try Self.drawings[name].map { try Drawing(path + "/" + $0) }
      return StageRun(
        stage: StageName.job(name), wall: wall, cpu: cpu, peak: timing["peak_mib"] as? Double,
        counts: drawing?.counts ?? [:], checksum: drawing?.checksum)
    }
  }

  /// Of all outputs but the record: bytes, and a checksum.
  func outputs() throws -> (bytes: Int, checksum: String) {
    var sum = Checksum()
    var bytes = 0
    for name in CoverageOutput.fileNames where name != "run.json" {
      let data = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
      bytes += data.count
      sum.add(data)
    }
    return (bytes, sum.text)
  }

  /// The file that a stage's work ends in.
  private static let drawings = [
    "isochrones": "isochrones.geojson", "bands": "covered.geojson", "gaps": "gaps.geojson",
  ]
}

/// Polygons in a GeoJSON file, counted by their brackets: the files hold no other brackets before numbers.
struct Drawing {
  let counts: [String: Int]
  let checksum: String

  init(_ path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var depth = 0
    var rings = 0
    var positions = 0
    for byte in bytes {
      if byte == UInt8(ascii: "[") {
        depth += 1
      } else {
        if depth > 0, byte == UInt8(ascii: "-") || (48...57).contains(byte) {
          positions += 1
          rings += depth > 1 ? 1 : 0
        }
        depth = 0
      }
    }
    counts = ["rings": rings, "polygon_vertices": positions, "bytes": bytes.count]
    var sum = Checksum()
    sum.add(bytes)
    checksum = sum.text
  }
}
