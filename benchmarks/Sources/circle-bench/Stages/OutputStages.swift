import BenchmarkRecords
import Coverage
import Foundation

/// Encoding and writing the outputs of a finished analysis.
struct OutputStages {
  let path: String
  let workers: Int

  func measure(_ meter: inout Meter) throws {
    let result = try CoverageAnalysis(extract: path, parameters: CoverageParameters(workers: workers)).run()
    let output = CoverageOutput(result)
    let files = try meter.time(StageName.encodeOutputs) {
      try output.files()
    } then: { files in
      var sum = Checksum()
      for file in files where file.name != "run.json" { sum.add(file.bytes) }
      return (["bytes": files.reduce(0) { $0 + ($1.name == "run.json" ? 0 : $1.bytes.count) }], sum.text)
    }
    let folder = FileManager.default.temporaryDirectory.path + "/circle-bench-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try meter.time(StageName.writeOutputs) {
      try OutputFolder(folder, overwrites: false, makesParent: false).write(files)
    } then: {
      ([:], nil)
    }
  }
}
