import ArgumentParser
import Foundation
import OpenStreetMap
import Walking

/// Writes the street graph of an extract as plain arrays and times the engine's searches on it.
@main
struct ExportGraph: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-graph",
    abstract: "Writes the street graph of an extract as plain arrays for other programs, and times our searches on it.",
    discussion: """
      Folders contracted and uncontracted hold first_arc.u32, head.u32, time.u32 (ms) and lonlat.i32 (1e-7 degree), \
      all little-endian; vertex numbers of the first hold in the second. sources.u32 has the vertices that searches \
      start from, venues.u32 the vertex nearest to each venue, reached.u32 how many vertices our searches reach. \
      Standard output gets the counts and times as JSON.
      """)

  @Argument(help: "An OpenStreetMap extract.") var extract: String
  @Argument(help: "Folder to write; none to time only.") var folder: String?
  @Option(help: "Venues: a GeoJSON file of points, such as venues.geojson of a run.") var venues: String?
  @Option(help: "Number of random source vertices.") var sources = 1000
  @Option(help: "Seed of the random source vertices.") var seed: UInt64 = 1
  @Option(help: "Cutoff in minutes.") var minutes = 15.0
  @Option(help: "Write only the contracted or only the uncontracted graph.") var only: Form?
  @Option(name: .customLong("time-searches"), help: "Rounds of our own searches to time; 0 for none.") var rounds = 0
  @Option(help: "Threads to read with.") var threads = 1

  enum Form: String, ExpressibleByArgument { case contracted, uncontracted }

  /// What a walking graph needs of an extract, without the obstacles that straight legs must not cross.
  static let selection: ElementSelection = {
    var selection = StreetGraph.selection
    let streetKeys = TagRules.streetKeys
    selection.ways.removeAll { !streetKeys.contains($0.key) }
    selection.relations.removeAll { !streetKeys.contains($0.key) }
    selection.keys = TagRules.keys.union(BarrierRules.keys).union(["type"])
    return selection
  }()

  private struct Report: Codable {
    var vertices: Int
    var edges: Int
    var arcs: Int
    var uncontractedVertices: Int?
    var readCost: Cost
    var graphCost: Cost
    var engine: EngineTiming?
  }

  func run() throws {
    let reader = ExtractReader(path: extract, workers: threads)
    let (content, readCost) = try Cost.of { try reader.read(Self.selection) }
    var profile = WalkingProfile.standard
    profile.gates = .open
    let (streets, graphCost) = try Cost.of { try StreetGraph(content, profile: profile, workers: threads) }
    let picking = SourcePicking(streets)
    let random = picking.random(sources, seed: seed)
    let places = try venues.map(SourcePicking.places(inGeoJSON:)) ?? []
    let venueVertices = places.compactMap(picking.nearest)
    let contracted = PlainGraph.contracted(streets)
    var report = Report(
      vertices: streets.vertexCount, edges: streets.edgeCount, arcs: contracted.heads.count, readCost: readCost,
      graphCost: graphCost)
    if let folder {
      report.uncontractedVertices = try write(
        contracted, streets, random, venueVertices, to: URL(fileURLWithPath: folder))
    }
    if rounds > 0 {
      let engine = EngineTiming(
        SearchGraph(streets, gates: .open), sources: picking.sources(random),
        venues: picking.sources(venueVertices), cutoff: .minutes(minutes), repeats: rounds)
      if let folder { try engine.reached.write(to: URL(fileURLWithPath: folder).appendingPathComponent("reached.u32")) }
      report.engine = engine
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }

  private func write(
    _ contracted: PlainGraph, _ streets: StreetGraph, _ random: [UInt32], _ venueVertices: [UInt32], to folder: URL
  ) throws -> Int? {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try random.write(to: folder.appendingPathComponent("sources.u32"))
    try venueVertices.write(to: folder.appendingPathComponent("venues.u32"))
    if only != .uncontracted { try contracted.write(to: folder.appendingPathComponent("contracted")) }
    guard only != .contracted else { return nil }
    let uncontracted = PlainGraph.uncontracted(streets)
    try uncontracted.write(to: folder.appendingPathComponent("uncontracted"))
    return uncontracted.vertexCount
  }
}
