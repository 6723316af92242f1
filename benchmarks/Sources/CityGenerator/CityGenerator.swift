/// Seeded cities of any size, with the contents of a real extract: bent streets with shape points, paths, steps, gates,
/// rivers with bridges, railways with crossings, motorways, parks, buildings with addresses, venues, borders, and the
/// many nodes and tags that no way depends on.
public struct CityGenerator {
  /// Nodes that can be asked for.
  public static let allowedNodes = 5_000...400_000_000

  private let plan: CityPlan

  /// A city of about `nodes` nodes (most within a hundredth, small ones within a tenth).
  /// - Parameter venues: museums, libraries and theatres; one for 8,430 nodes when not given, as in Las Palmas.
  /// - Throws: ``CityError/nodes(asked:allowed:)``.
  public init(nodes: Int, seed: UInt64, venues: Int? = nil) throws {
    guard CityGenerator.allowedNodes.contains(nodes) else {
      throw CityError.nodes(asked: nodes, allowed: CityGenerator.allowedNodes)
    }
    plan = CityPlan(nodes: nodes, seed: seed, venues: venues.map { max(0, $0) })
  }

  /// Writes the city as an `.osm.pbf` extract, the same bytes for the same seed, size and venues. Needs space for two
  /// copies while it writes; memory is that of the arterials and of a few blocks. O(nodes).
  /// - Throws: ``CityError/writing(path:reason:)``.
  public func write(to path: String) throws -> CitySummary {
    let writer = try ExtractWriter(path: path, seed: plan.seed, box: plan.box)
    let arterials = ArterialNetwork(plan: plan, writer: writer)
    var strips = StripDrawing(plan: plan, arterials: arterials, writer: writer)
    strips.draw()
    AdministrativeAreas(plan: plan, arterials: arterials, writer: writer).draw()
    drawBusRoutes(arterials, writer)
    try drawDistricts(arterials, writer)
    let bytes = try writer.finish()
    return CitySummary(
      nodes: writer.counts.nodes, ways: writer.counts.ways, relations: writer.counts.relations, venues: plan.venues,
      districts: plan.districts.count, bytes: bytes)
  }

  /// Draws the districts in a random order, as they came to be mapped. Each takes its share of the nodes that are
  /// still missing, so that the whole comes out as asked.
  private func drawDistricts(_ arterials: ArterialNetwork, _ writer: ExtractWriter) throws {
    let venues = plan.venuesByDistrict()
    var random = SeededRandom(seed: plan.seed, stream: 0x0DE)
    var waiting = Array(venues.indices)
    while !waiting.isEmpty {
      let share = Double(plan.nodes - writer.counts.nodes) / Double(waiting.count)
      let number = waiting.remove(at: random.whole(0, waiting.count - 1))
      var district = District(
        plan: plan, number: number, nodes: share, venues: venues[number], arterials: arterials, writer: writer)
      district.draw()
      if let failure = writer.failure { throw failure }
    }
  }

  private func drawBusRoutes(_ arterials: ArterialNetwork, _ writer: ExtractWriter) {
    for (number, ways) in (arterials.rowLineWays + arterials.columnLineWays).enumerated() {
      writer.relation(
        ways.map { Member(kind: .way, id: $0, role: "") },
        [("network", "Guaguas"), ("ref", String(number + 1)), ("route", "bus"), ("type", "route")])
    }
  }
}

/// What was written.
public struct CitySummary: Sendable {
  /// Nodes.
  public let nodes: Int
  /// Ways.
  public let ways: Int
  /// Relations.
  public let relations: Int
  /// Museums, libraries and theatres.
  public let venues: Int
  /// Districts of the lattice.
  public let districts: Int
  /// Bytes of the extract.
  public let bytes: Int
}
