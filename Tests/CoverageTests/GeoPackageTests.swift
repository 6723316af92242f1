import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// The GeoPackage, read back by other programs: SQLite's shell, GDAL, and a script that computes its figures anew.
@Suite("GeoPackage")
struct GeoPackageTests {
  private static func program(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// What a program prints, and its status.
  private static func output(_ name: String, _ arguments: [String]) throws -> (text: String, status: Int32)? {
    guard let path = program(name) else {
      print("SKIPPED: \(name) is not installed, so the GeoPackage is not checked with it")
      return nil
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: bytes, as: UTF8.self), process.terminationStatus)
  }

  private static func monaco() throws -> CoverageResult {
    let extract = SharedData.packageRoot.appendingPathComponent("geodata/monaco.osm.pbf").path
    return try CoverageAnalysis(extract: extract).run()
  }

  private static func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    try Place.withFile(Data(bytes), named: "run.gpkg") { try body($0) }
  }

  @Test func monacoIsReadByOthers() throws {
    let result = try Self.monaco()
    let output = CoverageOutput(result)
    let bytes = try output.geoPackage()
    let again = try output.geoPackage()
    #expect(bytes == again, "equal runs, equal bytes")
    #expect(bytes.starts(with: Array("SQLite format 3\0".utf8)) && Array(bytes[68..<72]) == Array("GPKG".utf8))
    try Self.withFile(bytes) { path in
      if let shell = try Self.output(
        "sqlite3",
        [
          path,
          "PRAGMA integrity_check; PRAGMA foreign_key_check; SELECT count(*) FROM homes; SELECT count(*) FROM rtree_homes_geom",
        ])
      {
        #expect(shell.text.split(separator: "\n") == ["ok", "\(result.homes.count)", "\(result.homes.count)"])
      }
      if let info = try Self.output("ogrinfo", ["-ro", "-al", "-so", path]) {
        #expect(info.status == 0 && !info.text.contains("ERROR") && !info.text.contains("Warning"), "\(info.text)")
        for layer in ["gaps", "covered", "isochrones", "venues", "homes", "areas"] {
          #expect(info.text.contains("Layer name: \(layer)"), "\(layer)")
        }
        #expect(info.text.contains("Feature Count: \(result.homes.count)") && info.text.contains("EPSG\",4326"))
      }
      let script = SharedData.packageRoot.appendingPathComponent("Tests/Indicators/check_indicators.py").path
      if let check = try Self.output("python3", [script, path]) { #expect(check.status == 0, "\(check.text)") }
    }
  }

  /// The bytes of a point and of a square with a hole, by the standard's tables.
  @Test func geometries() throws {
    let point = try #require(GeoPackageGeometry(.point(Coordinate(longitudeE7: 10_000_000, latitudeE7: 20_000_000))))
    let numbers = [1.0, 2.0].flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian) { Array($0) } }
    #expect(point.bytes == [0x47, 0x50, 0, 1, 0xE6, 0x10, 0, 0, 1, 1, 0, 0, 0] + numbers)
    let ring = Place.square(0, 0, side: 100), hole = Place.square(0, 0, side: 10)
    let land = try #require(
      GeoPackageGeometry(.polygon(GeographicPolygon(exterior: ring.reversed(), holes: [hole]))))
    #expect(land.bytes.count == 8 + 32 + 9 + 9 + 2 * (4 + 5 * 16) && land.bytes[3] == 3)
    let empty = try #require(GeoPackageGeometry(.multiPolygon([])))
    #expect(empty.box == nil && empty.bytes[3] == 0b0001_0001 && empty.bytes.count == 8 + 9)
    #expect(GeoPackageGeometry(.lineString(ring)) == nil)
  }

  /// Properties of odd names and of several types keep their values.
  @Test func hostileProperties() throws {
    var result = try Self.monaco()
    result.venues[0].venue.attributes = [
      "FID": "a", "geom": "b", "Name": "c", "kind\"); DROP TABLE homes; --": "d", "": "e", "長\u{0}": "f\u{0}g",
    ]
    try Self.withFile(CoverageOutput(result).geoPackage()) { path in
      if let shell = try Self.output(
        "sqlite3", [path, "SELECT fid_, geom_, Name_ FROM venues LIMIT 1; SELECT count(*) FROM homes"])
      {
        #expect(shell.text.split(separator: "\n") == ["a|b|c", "\(result.homes.count)"])
      }
    }
  }

  /// Each feature of a sequence is a document of its own behind a record separator.
  @Test func sequences() throws {
    let output = CoverageOutput(try Self.monaco())
    let bytes = try output.sequence(of: output.features(of: .venues))
    let texts = bytes.split(separator: 0x1E)
    #expect(texts.count == output.result.venues.count && bytes.first == 0x1E)
    for text in texts {
      #expect(text.last == 10)
      let feature = try JSONSerialization.jsonObject(with: Data(text)) as? [String: Any]
      #expect(feature?["type"] as? String == "Feature")
    }
  }

  /// The dictionary has every column and property there is, and no other.
  @Test func dictionary() throws {
    let output = CoverageOutput(try Self.monaco())
    let entries = output.columnEntries
    for file in ["homes.csv", "areas.csv", "failing.csv", "indicators.csv"] {
      let bytes = try #require(try output.files().first { $0.name == file }).bytes
      let header = String(decoding: bytes.prefix { $0 != 13 }, as: UTF8.self)
      #expect(entries.filter { $0.file == file }.map(\.column) == header.split(separator: ",").map(String.init))
    }
    for (file, layer) in [
      ("gaps.geojson", GeoPackageLayer.gaps), ("covered.geojson", .covered), ("isochrones.geojson", .isochrones),
      ("areas.geojson", .areas),
    ] {
      let feature = try #require(output.features(of: layer).first)
      #expect(entries.filter { $0.file == file }.map(\.column) == feature.properties.map(\.name), "\(file)")
    }
    // Of the map's own words each venue has those that it has.
    let known = entries.filter { $0.file == "venues.geojson" }.map(\.column)
    let venues = output.features(of: .venues).map { $0.properties.map(\.name) }
    for names in venues { #expect(names == known.filter(names.contains)) }
    #expect(Set(venues.joined()) == Set(known) && known.contains("opening_hours"))
    #expect(entries.allSatisfy { !$0.meaning.isEmpty })
  }

  @Test func byteOrderMarks() throws {
    var output = CoverageOutput(try Self.monaco())
    let plain = try output.files()
    output.marksByteOrder = true
    for (a, b) in zip(plain, try output.files()) where a.name.hasSuffix(".csv") {
      #expect(b.bytes == [0xEF, 0xBB, 0xBF] + a.bytes, "\(a.name)")
    }
  }
}
