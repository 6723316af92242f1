import Coverage
import Foundation
import TestSupport
import Testing

/// The five lines of the README, on the extract of the project.
@Suite("README")
struct RealCityReadmeTests {
  @Test func fiveLinesOfSwiftGiveTheGaps() throws {
    let extract = SharedData.packageRoot.appendingPathComponent("geodata/monaco.osm.pbf").path
    let folder = FileManager.default.temporaryDirectory.path + "/circle-readme-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }

    let result = try CoverageAnalysis(extract: extract).run()
    print(result.gaps.first?.areaNames ?? [], result.gaps.first?.weight ?? 0)
    try CoverageOutput(result).write(toFolder: folder)

    #expect(result.gaps.count == 1)
    #expect(FileManager.default.fileExists(atPath: folder + "/gaps.geojson"))
    #expect(FileManager.default.fileExists(atPath: folder + "/map.svg"))
  }
}
