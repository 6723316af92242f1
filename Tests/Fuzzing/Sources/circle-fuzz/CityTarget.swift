import Geography

@testable import Coverage

/// The whole analysis of a small city whose one block of data is the input.
enum CityTarget {
  static func city(_ bytes: UnsafeRawBufferPointer) {
    let encoder = PBFEncoder()
    let file = MemoryFile(encoder.file([]) + encoder.blob("OSMData", Array(bytes)))
    let one = run(file.path, workers: 1)
    promise(one == run(file.path, workers: 3), "1 and 3 workers differ")
    guard let files = one.value else { return }
    for (name, bytes) in files where name.hasSuffix("json") {
      var parser = JSONParser(bytes)
      promise((try? parser.readValue()) != nil && parser.isAtEnd(), "\(name) is no JSON")
      guard name.hasSuffix(".geojson") else { continue }
      if case .refused(let error) = Outcome({ try GeoJSONReader.features(in: bytes, named: name) }) {
        violated("our own reader refuses \(name): \(error)")
      }
    }
  }

  private static func run(_ path: String, workers: Int) -> Outcome<[String: [UInt8]]> {
    Outcome {
      var analysis = CoverageAnalysis(extract: path)
      analysis.parameters.workers = workers
      analysis.parameters.resolutionInMetres = 50
      var result = try analysis.run()
      expectPrintable(result.warnings)
      result.timings = []
      result.parameters.workers = 0
      let files = try CoverageOutput(result).files()
      return Dictionary(files.map { ($0.name, $0.bytes) }) { first, _ in first }
    }
  }
}
