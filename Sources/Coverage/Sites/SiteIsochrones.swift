import GEOS
import Geography
import PROJ
import Parallel
import Walking

/// Draws the land within reach of single places of a prepared city, tile by tile as they are asked for.
///
/// Tiles are the costly part and do not depend on the place: those made are kept, up to a bound, for the next place.
public final class SiteIsochrones: Sendable {
  private let city: PreparedCity
  private let lattice: Lattice
  private let builder: LatticeTileBuilder
  private let workers: Int
  private let tiles: TileStore

  /// - Parameter mostTiles: how many tiles of 80 kB are kept.
  public init(_ city: PreparedCity, resolutionInMetres: Double = 10, mostTiles: Int = 2048, workers: Int = 2) {
    self.city = city
    self.workers = workers
    lattice = Lattice(resolutionInMetres: resolutionInMetres)
    builder = LatticeTileBuilder(
      lattice: lattice, snaps: city.model.snaps, speed: city.parameters.profile.speed, obstacles: city.model.waters)
    tiles = TileStore(most: mostTiles)
  }

  /// The land within each cutoff of a place; empty when it joins no street.
  ///
  /// - Parameter cutoffs: ascending.
  /// - Throws: ``InputError`` when the land cannot be drawn.
  /// - Complexity: a search, linear in the cells drawn, and the making of tiles not met before.
  public func isochrones(of coordinate: Coordinate, cutoffs: [TravelTime]) throws -> [CoverageBand] {
    let model = city.model
    let speed = city.parameters.profile.speed
    let sources = model.snaps.snaps(coordinate).map { Join($0, speed: speed).source(number: 0) }
    guard !sources.isEmpty, let longest = cutoffs.last else { return [] }
    let search = SearchWorkspace(model.graph)
    search.search(from: sources, cutoff: longest)
    let edges = search.reachedEdges(model.incidence, graph: model.graph)
    var reader = EdgeTimeReader(model.graph)
    reader.read(search, edges: edges)
    let converter = try city.projection.makeProjection()
    let drawing = FieldDrawing(
      lattice: lattice, streetTiles: try streetTiles(of: edges, converter), projection: city.projection, speed: speed,
      studyArea: city.studyArea.source == .extractBounds ? nil : city.studyArea.polygons)
    let wanted = drawing.tiles(of: edges, within: longest, reader: reader)
    let made = makeTiles(wanted.map(\.tile), converter)
    return try drawing.bands(
      wanted, of: made, levels: cutoffs, reader: reader, workspace: FieldDrawing.Workspace(drawing))
  }

  private func streetTiles(of edges: [UInt32], _ converter: Projection) throws -> StreetTiles {
    let streets = city.model.streets
    let ranges = edges.map { streets.shapeRange(Int($0)) }
    let points = converter.places(of: ranges.flatMap { streets.shapeCoordinates.part($0) })
    var starts: [Int: Int] = [:]
    var next = 0
    for (edge, range) in zip(edges, ranges) {
      starts[Int(edge)] = next
      next += range.count
    }
    var stretch = PlaneStretch(converter)
    return StreetTiles(
      streets, edges: edges.lazy.map { Int($0) }, lattice: lattice, radiusInMetres: city.parameters.snapRadiusInMetres,
      stretch: { stretch.factor(around: $0) }
    ) { edge in
      let start = starts[edge] ?? 0
      return points[start..<start + streets.shapeRange(edge).count]
    }
  }

  /// The tiles kept, and those missing made now.
  private func makeTiles(_ wanted: [Lattice.TileID], _ converter: Projection) -> [Lattice.TileID: LatticeTile] {
    var made = tiles.tiles(wanted)
    let (missing, corners) = converter.corners(of: wanted.filter { made[$0] == nil }, lattice: lattice)
    let builder = builder
    let new = concurrentMap(
      count: missing.count, workers: workers, workspace: { LatticeTileBuilder.Workspace(builder) }
    ) { number, workspace in
      builder.tile(
        missing[number], corners: corners[4 * number..<4 * number + 4], workspace: workspace)
    }
    tiles.keep(new)
    for tile in new { made[tile.id] = tile }
    return made
  }
}
