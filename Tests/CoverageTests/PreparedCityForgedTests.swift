import Foundation
import Geography
import TestSupport
import Testing
import Walking

@testable import Columns
@testable import Coverage

/// Cities whose bytes were changed and whose checksums were made to fit: refused in one line, or a city that answers.
@Suite("Forged cities")
struct PreparedCityForgedTests {
  private static func withCity<Value>(_ seed: UInt64, _ body: (CoverageAnalysis, ForgedArchive) throws -> Value) throws
    -> Value
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "forged-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(RandomCity(seed: seed, size: 4).builder.xml()).write(to: URL(fileURLWithPath: folder + "/city.osm"))
    var analysis = CoverageAnalysis(extract: folder + "/city.osm")
    analysis.parameters.resolutionInMetres = 60
    analysis.parameters.walkers = try WalkerChoice(["wheelchair", "standard"])
    analysis.parameters.profile = analysis.parameters.walkers.main(analysis.parameters.profile)
    var bytes: [UInt8] = []
    try analysis.prepare().write(CityRecipe(analysis), workers: 1) { bytes += $0 }
    analysis.extractPath = folder + "/city.circle"
    return try body(analysis, try #require(ForgedArchive(bytes)))
  }

  /// Opens what was forged and asks it everything, unless it is refused; gives the refusal.
  private static func ask(_ analysis: CoverageAnalysis, _ forged: ForgedArchive) throws -> InputError? {
    try Data(forged.sealed).write(to: URL(fileURLWithPath: analysis.extractPath))
    do {
      let result = try analysis.run()
      _ = try CoverageOutput(result).files()
      let city = try analysis.city()
      _ = PlaceExplainer(city, limit: analysis.parameters.limit).explanation(of: city.box.centre, nearest: 3)
      return nil
    } catch let error as InputError {
      #expect(error.description.unicodeScalars.count <= 400 && !error.description.contains { $0.isNewline })
      return error
    }
  }

  @Test("A city that nobody changed answers; its checksums are those that sealing makes")
  func sealing() throws {
    try Self.withCity(801) { analysis, city in
      #expect(city.sealed == city.bytes)
      let refusal = try Self.ask(analysis, city)
      #expect(refusal == nil)
    }
  }

  @Test("Whatever element of whatever table is changed")
  func everyTable() throws {
    try Self.withCity(804) { analysis, city in
      var generator = SeededGenerator(seed: 804)
      var refusing: Set<Int> = []
      var number = 0
      // The last section holds the records, value by value.
      for (section, table) in city.sections.enumerated() where table.byteCount > 0 {
        let count = table.byteCount / table.stride
        for place in [section % 2 == 0 ? 0 : count - 1, Int.random(in: 0..<count, using: &generator)] {
          let values: [UInt32] = [.max, 0, 1 << 31 - 1, .random(in: 0..<1 << 12, using: &generator)]
          let value = withUnsafeBytes(of: values[number % values.count].littleEndian) { Array($0) }
          number += 1
          var forged = city
          forged.change(
            section: section, at: place * table.stride, to: Array([value, value].joined().prefix(table.stride)))
          if try Self.ask(analysis, forged)?.problem.contains("do not fit together") == true {
            refusing.insert(section)
          }
        }
      }
      // Tables of ids, texts, times and flags hold what they like.
      #expect(refusing.count * 3 > city.sections.count, "\(refusing.count) of \(city.sections.count) sections")
    }
  }

  /// Found by fuzzing: the sum of two times passed 32 bits.
  @Test("A long time or a large id in the high half of any pair of numbers")
  func highHalves() throws {
    try Self.withCity(804) { analysis, city in
      for (section, table) in city.sections.enumerated() where table.stride == 8 && table.byteCount >= 16 {
        var forged = city
        forged.change(section: section, at: 12, to: [2, 6, 0, 0xFF])
        _ = try Self.ask(analysis, forged)
      }
    }
  }

  @Test("Whatever record is changed")
  func everyRecord() throws {
    try Self.withCity(807) { analysis, city in
      let last = city.sections.count - 1
      let bytes = city.sections[last].byteCount
      var refused = 0
      for place in stride(from: 0, to: bytes, by: max(1, bytes / 100)) {
        var forged = city
        forged.change(section: last, at: place, to: [UInt8](repeating: place % 2 == 0 ? 0xFF : 0x7F, count: 8))
        if try Self.ask(analysis, forged) != nil { refused += 1 }
      }
      #expect(refused > 30)
    }
  }
}
