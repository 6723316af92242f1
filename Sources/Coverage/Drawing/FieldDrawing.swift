import GEOS
import Geography
import PROJ
import Walking

/// The lattice, its streets and the way back to WGS 84: what drawing polygons from travel times needs beside tiles.
struct FieldDrawing: Sendable {
  let lattice: Lattice
  let streetTiles: StreetTiles
  let projection: ProjectionDefinition
  let speed: WalkingSpeed
  /// The given study area, which all land drawn is cut to; `nil` for the whole extract.
  let studyArea: [GeographicPolygon]?

  /// Metres of a lattice cell's diagonal.
  var diagonalInMetres: Double { lattice.resolutionInMetres * 2.0.squareRoot() }

  /// Scratch of one worker: a projection and a GEOS context, neither of which may be shared.
  final class Workspace {
    private let patches: InversePatches
    private let geos: GEOSContext
    private let keepsRingsApart: Bool
    private let studyArea: (geometry: GEOSGeometry, prepared: PreparedGeometry)?

    init(_ drawing: FieldDrawing) throws {
      patches = InversePatches(try drawing.projection.makeProjection())
      keepsRingsApart = drawing.lattice.resolutionInMetres >= Self.finestResolutionInMetres
      geos = try GEOSContext()
      let area = try drawing.studyArea.map { [geos] in try geos.geometry($0) }
      studyArea = try area.map { ($0, try PreparedGeometry($0)) }
    }

    /// From this resolution on contours stay valid when they are rounded to 1e-7 degree, by their making.
    ///
    /// Crossings keep 2 % of a lattice edge away from lattice points, and contours meet only in shared crossings; so a
    /// crossing and a segment that does not end in it are at least 0.02 · sin 45° = 1.4 % of the resolution apart, 7 cm
    /// at 5 m, and 3 cm on the ground where lengths and angles keep within the bounds of ``InversePatches``. Rounding
    /// moves neither by more than 0.8 cm.
    private static let finestResolutionInMetres = 5.0

    /// Contours of the working system as valid polygons of 1e-7 degree, cut to the study area.
    func geographic(_ polygons: [ProjectedPolygon]) throws -> [GeographicPolygon] {
      var isValid = keepsRingsApart
      func unproject(_ ring: [ProjectedPoint]) throws -> [Coordinate] {
        let found = try patches.unproject(ring)
        isValid = isValid && found.keepsShapes
        return found.coordinates
      }
      let plain = try polygons.map { polygon in
        GeographicPolygon(exterior: try unproject(polygon.exterior), holes: try polygon.holes.map(unproject))
      }
      let valid = isValid ? plain.inCanonicalOrder() : try geos.validAfterRounding(plain)
      guard let studyArea, !valid.isEmpty else { return valid }
      let geometry = try geos.geometry(valid)
      if try studyArea.prepared.covers(geometry) { return valid }
      let cut = try geometry.intersection(studyArea.geometry)
      return try geos.validAfterRounding(try cut.geographicPolygons())
    }
  }

  /// Tiles, and which of their blocks are wanted.
  typealias Tiles = [(tile: Lattice.TileID, blocks: LatticeBlocks)]

  /// - Throws: ``InputError`` when tiles hang together over more land than a field may span.
  static func checkSize(of group: Tiles) throws {
    let points = LatticeWindow(around: group).pointCount
    guard points > Field.mostPoints else { return }
    throw InputError(
      "the map",
      "land to draw hangs together over \(points / 1_000_000) million lattice points, more than "
        + "\(Field.mostPoints / 1_000_000)", remedy: "name a smaller study area with --within or --boundary")
  }

  /// The tiles and blocks that hold places reached within a time, and those next to such places.
  ///
  /// Contours ask for values up to a lattice diagonal's walk beyond a level; what is farther counts as that far.
  func tiles(of edges: [UInt32], within highest: TravelTime, reader: borrowing EdgeTimeReader) -> Tiles {
    let step = speed.time(forMetres: diagonalInMetres)
    let latest = Double(highest.milliseconds) + Double(step.milliseconds) + 1
    let metresAMillisecond = speed.metresPerSecond / 1000
    return streetTiles.blocks(of: edges) { edge in
      let left = latest - Double(reader.shortestTime(edge: Int(edge)))
      return left < 0 ? nil : left * metresAMillisecond
    }
  }

  /// The value of points that no one reaches by any of the levels.
  func ceiling(of levels: [TravelTime]) -> Float { Float(levels.last?.milliseconds ?? 0) * 2 }

  /// Land at or below each level; `tiles` ascending, of those that have been made.
  func bands(
    _ tiles: Tiles, of made: [Lattice.TileID: LatticeTile], levels: [TravelTime], reader: borrowing EdgeTimeReader,
    workspace: Workspace
  ) throws -> [CoverageBand] {
    var found = levels.map { _ in [ProjectedPolygon]() }
    let ceiling = ceiling(of: levels)
    let drawn = tiles.filter { made[$0.tile] != nil }
    let blocks = Dictionary(drawn.map { ($0.tile, $0.blocks) }, uniquingKeysWith: { $0.union($1) })
    for group in drawn.map(\.tile).touchingGroups() {
      let group = group.map { (tile: $0, blocks: blocks[$0] ?? []) }
      try Self.checkSize(of: group)
      var field = Field(lattice: lattice, tiles: group, fill: ceiling)
      for (id, blocks) in group {
        made[id]?.write(blocks, into: &field, rule: .standing, ceiling: ceiling, reader: reader)
      }
      for (index, level) in levels.enumerated() { found[index] += polygons(in: field, at: level) }
    }
    return try zip(levels, found).map { level, found in
      let polygons = try workspace.geographic(found)
      return CoverageBand(cutoff: level, polygons: polygons, areaInSquareMetres: polygons.areaInSquareMetres)
    }
  }

  /// Land of a field at or below a level.
  func polygons(in field: Field, at level: TravelTime) -> [ProjectedPolygon] {
    // Times are whole milliseconds and the limit is inclusive: half a millisecond keeps the level off them.
    field.polygons(
      atOrBelow: Float(level.milliseconds) + 0.5, step: Float(speed.time(forMetres: diagonalInMetres).milliseconds))
  }
}

extension Sequence<GeographicPolygon> {
  /// Square metres on the ellipsoid.
  var areaInSquareMetres: Double { reduce(0) { $0 + Ellipsoid.areaInSquareMetres(of: $1) } }
}
