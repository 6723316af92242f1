import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// The whole analysis over damaged files of the base city: no crash, no hang, no wrong answer in silence.
///
/// `DamagedFileTests` says what a damaged file may still hold; here its answer is judged, all outputs byte for byte.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared"))
struct DamagedCityTests {
  private enum Outcome: Equatable {
    case files([[UInt8]])
    case refused
  }

  /// What becomes of each damaged form, in a file of its own.
  private func outcomes(_ bytes: [UInt8], _ damages: [ByteDamage?]) throws -> [Outcome] {
    let path = FileManager.default.temporaryDirectory.appending(path: "damaged-\(UUID().uuidString).osm.pbf").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try damages.map { damage in
      try Data(damage?.applied(to: bytes) ?? bytes).write(to: URL(fileURLWithPath: path))
      do {
        return .files(try ReproducibilityTests.files(path, workers: 1, resolution: 50).map(\.bytes))
      } catch let error as InputError {
        #expect(!error.description.contains { $0.isNewline })
        return .refused
      }
    }
  }

  @Test("Blobs of zlib: the same outputs or refused, but where the file ends between two blobs")
  func zlibBlobs() throws {
    let file = try #require(SharedData.hostile("cases/osm/base_pbf.osm.pbf"))
    let bytes = [UInt8](try Data(contentsOf: file))
    let damages = ByteDamage.chosen(bytes.count, sample: 300, of: "analysis of the base city, zlib")
    let outcomes = try outcomes(bytes, [nil] + damages)
    #expect(outcomes[0] != .refused)
    let unlike = zip(damages, outcomes.dropFirst()).filter { $0.1 != .refused && $0.1 != outcomes[0] }.map(\.0)
    print("damage: \(outcomes.count { $0 == .refused }) refused, \(unlike.count) unlike: \(unlike)")
    // The last blob holds the one relation, a district: without it the file is that of a city without districts.
    let isKnown = unlike.allSatisfy { $0.kind == .cut && $0.offset == Self.lastBlob }
    #expect(isKnown, "\(unlike)")
  }

  /// Where the last blob of the base city begins.
  private static let lastBlob = 1_231

  @Test("A file cut before its relations is told from a whole one by a warning")
  func withoutRelations() throws {
    let file = try #require(SharedData.hostile("cases/osm/base_pbf.osm.pbf"))
    let path = FileManager.default.temporaryDirectory.appending(path: "cut-\(UUID().uuidString).osm.pbf").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(try Data(contentsOf: file).prefix(Self.lastBlob)).write(to: URL(fileURLWithPath: path))
    let (whole, cut) = (
      try CoverageAnalysis(extract: file.path).run(), try CoverageAnalysis(extract: path).run()
    )
    #expect(cut.warnings.count { $0.message.contains("cut short") } == 1)
    #expect(!whole.warnings.contains { $0.message.contains("cut short") })
    #expect(cut.homes.map(\.time) == whole.homes.map(\.time))
  }

  @Test("Raw blobs, which have no checksum: an answer or a refusal")
  func rawBlobs() throws {
    let file = try #require(SharedData.hostile("cases/osm/meta_raw_blobs.osm.pbf"))
    let bytes = [UInt8](try Data(contentsOf: file))
    let damages = ByteDamage.chosen(bytes.count, sample: 300, of: "analysis of the base city, raw")
    let outcomes = try outcomes(bytes, damages)
    print("damage: \(outcomes.count { $0 == .refused }) refused of \(outcomes.count)")
    #expect(outcomes.contains(.refused) && outcomes.contains { $0 != .refused })
  }
}
