import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// Equal input gives equal bytes, however it is written down and however many workers read it.
@Suite("Reproducible output")
struct ReproducibilityTests {
  /// The output's files without what a run's record says of clocks and threads.
  static func files(
    _ path: String, workers: Int, resolution: Double = 10, tilesOfStrip: Int = 1024
  ) throws -> [(name: String, bytes: [UInt8])] {
    var analysis = CoverageAnalysis(extract: path)
    analysis.parameters.workers = workers
    analysis.parameters.resolutionInMetres = resolution
    analysis.parameters.tilesOfStrip = tilesOfStrip
    var result = try analysis.run()
    result.timings = []
    result.parameters.workers = 0
    return try CoverageOutput(result).files()
  }

  private func expectEqual(
    _ a: [(name: String, bytes: [UInt8])], _ b: [(name: String, bytes: [UInt8])], _ what: String,
    without: Set<String> = []
  ) {
    #expect(a.map(\.name) == b.map(\.name))
    for (one, other) in zip(a, b) where !without.contains(one.name) {
      #expect(one.bytes == other.bytes, "\(what): \(one.name)")
    }
  }

  @Test("Monaco by 1, 2, 7 and 64 workers and twice by 2: the same bytes in all files")
  func workers() throws {
    let file = SharedData.packageRoot.appendingPathComponent("geodata/monaco.osm.pbf")
    // A coarser field than usual: a debug build draws it in seconds.
    let one = try Self.files(file.path, workers: 1, resolution: 25)
    #expect(one.map(\.name) == CoverageOutput.fileNames)
    #expect(one.allSatisfy { $0.bytes.count > 50 })
    for workers in [2, 2, 7, 64] {
      expectEqual(one, try Self.files(file.path, workers: workers, resolution: 25), "\(workers) workers")
    }
  }

  /// Tiles are made strip by strip and dropped: what is drawn must not tell where one strip ends.
  @Test(
    "Tiles made row by row, or all at once: the same bytes in all files",
    .enabled(if: SharedData.isPresent, "needs ../shared"), arguments: ["monaco", "las_palmas"])
  func strips(name: String) throws {
    let path = try #require(SharedData.path("geodata/extracts/\(name).osm.pbf"))
    let whole = try Self.files(path, workers: 2, tilesOfStrip: .max)
    for tilesOfStrip in [1, 40] {
      let strips = try Self.files(path, workers: 2, tilesOfStrip: tilesOfStrip)
      expectEqual(whole, strips, "\(name), strips of \(tilesOfStrip) tiles")
    }
  }

  /// Other ways to write down the base city: orders, groupings, encodings, formats.
  static let rewritten = [
    "shuffled.osm.pbf", "ways_first.osm.pbf", "interleaved.osm.pbf", "interleaved_tiny.osm.pbf", "one_block.osm.pbf",
    "raw_blobs.osm.pbf", "granularity_1.osm.pbf", "offsets_negative.osm.pbf", "padded_varints.osm.pbf",
    "split_packed.osm.pbf", "extra_strings.osm.pbf", "kv_zeros.osm.pbf", "duplicate_objects.osm.pbf",
    "two_copies_of_blocks.osm.pbf", "repeated_refs.osm.pbf", "changeset_group.osm.pbf", "meta_info.osm.pbf",
    "comp_lz4.osm.pbf", "unpacked.osm.pbf", "unknown_fields.osm.pbf", "indexdata.osm.pbf", "unknown_blob_type.osm.pbf",
    "granularity_50.osm.pbf", "offsets_granularity.osm.pbf", "locations_only.osm.pbf", "pbf_named_osm.osm",
    "xml_tags_first.osm", "xml_comments.osm", "xml_entities.osm", "xml_metadata.osm", "xml_deleted.osm",
    "xml_more_digits.osm", "xml_utf16.osm", "xml_bz2.osm.bz2", "xml_bz2_streams.osm.bz2",
  ]

  @Test(
    "The base city written in other ways: the same bytes, but for the record of what was read",
    .enabled(if: SharedData.isPresent, "needs ../shared"))
  func rewritten() throws {
    let base = try #require(SharedData.hostile("cases/osm/base_pbf.osm.pbf"))
    let expected = try Self.files(base.path, workers: 2, resolution: 50)
    for (name, workers) in zip(Self.rewritten, [1, 2, 7, 64].cycled) {
      let file = try #require(SharedData.hostile("cases/osm/meta_\(name)"))
      // The record counts elements and blocks as they were read.
      expectEqual(
        expected, try Self.files(file.path, workers: workers, resolution: 50), "\(name) by \(workers) workers",
        without: ["run.json"])
    }
  }

  @Test("Random cities as XML in two orders, by 1, 2, 7 and 64 workers: the same bytes", arguments: UInt64(301)...312)
  func randomCities(_ seed: UInt64) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "order-\(UUID().uuidString).osm").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let builder = RandomCity(seed: seed, size: 6).builder
    try Data(builder.xml()).write(to: URL(fileURLWithPath: path))
    let expected = try Self.files(path, workers: 1, resolution: 40)
    for workers in [1, 2, 7, 64] {
      try Data(builder.xml(shuffledBy: seed + UInt64(workers))).write(to: URL(fileURLWithPath: path))
      expectEqual(expected, try Self.files(path, workers: workers, resolution: 40), "seed \(seed), \(workers) workers")
    }
  }

  @Test(
    "One content in two formats: the same homes, times and venues",
    .enabled(if: SharedData.isPresent, "needs ../shared"),
    arguments: [
      ("monaco_planetiler.osm.pbf", "monaco_planetiler_lz4.osm.pbf"),
      ("liechtenstein-2013.osm.pbf", "liechtenstein-2013.osm.bz2"),
    ])
  func formats(_ first: String, _ second: String) throws {
    let files = try [first, second].map { try #require(SharedData.geodata("extracts/\($0)")).path }
    let lines = try files.map { file -> [String] in
      let run = try SearchedCity(file: file).run
      return run.homeResults.map { "\($0.home.id) \($0.home.weight) \($0.time.milliseconds) \($0.venue ?? -1)" }
        + run.venues.map { "\($0.id) \($0.doors)" }
    }
    #expect(lines[0].count > 50)
    #expect(lines[0] == lines[1])
  }
}

extension [Int] {
  /// The elements over and over.
  fileprivate var cycled: LazyMapSequence<PartialRangeFrom<Int>, Int> {
    (0...).lazy.map { self[$0 % count] }
  }
}
