import GEOS
import Geography
import PROJ
import Walking

/// The lattice, its tiles and the way back to WGS 84: what drawing polygons from travel times needs.
struct FieldDrawing: Sendable {
  let lattice: Lattice
  let streetTiles: StreetTiles
  let tiles: [Lattice.TileID: LatticeTile]
  let projection: ProjectionDefinition
  let speed: WalkingSpeed
  /// The given study area, which all land drawn is cut to; `nil` for the whole extract.
  let studyArea: [GeographicPolygon]?

  /// Metres of a lattice cell's diagonal.
  var diagonalInMetres: Double { lattice.resolutionInMetres * 2.0.squareRoot() }

  /// Scratch of one worker: a projection and a GEOS context, neither of which may be shared.
  final class Workspace {
    let projection: Projection
    let geos: GEOSContext
    private let studyArea: (geometry: GEOSGeometry, prepared: PreparedGeometry)?

    init(_ drawing: FieldDrawing) throws {
      projection = try drawing.projection.makeProjection()
      geos = try GEOSContext()
      let area = try drawing.studyArea.map { [geos] in try geos.geometry($0) }
      studyArea = try area.map { ($0, try PreparedGeometry($0)) }
    }

    /// Polygons of the working system as valid polygons of 1e-7 degree, cut to the study area.
    func geographic(_ polygons: [ProjectedPolygon]) throws -> [GeographicPolygon] {
      let plain = try polygons.map { polygon in
        try GeographicPolygon(
          exterior: projection.unproject(polygon.exterior), holes: polygon.holes.map { try projection.unproject($0) })
      }
      let valid = try geos.validAfterRounding(plain)
      guard let studyArea, !valid.isEmpty else { return valid }
      let geometry = try geos.geometry(valid)
      if try studyArea.prepared.covers(geometry) { return valid }
      let cut = try geometry.intersection(studyArea.geometry)
      return try geos.validAfterRounding(try cut.geographicPolygons())
    }
  }

  /// - Throws: ``InputError`` when tiles hang together over more land than a field may span.
  static func checkSize(of group: [Lattice.TileID]) throws {
    let points = Field.pointCount(group)
    guard points > Field.mostPoints else { return }
    throw InputError(
      "the map",
      "land to draw hangs together over \(points / 1_000_000) million lattice points, more than "
        + "\(Field.mostPoints / 1_000_000)", remedy: "name a smaller study area with --within or --boundary")
  }

  /// Land at or below each level, one set of polygons a level; `tiles` ascending.
  func polygons(
    _ tiles: [Lattice.TileID], levels: [TravelTime], reader: borrowing EdgeTimeReader, workspace: Workspace
  ) throws -> [[GeographicPolygon]] {
    guard let highest = levels.last else { return [] }
    var found = levels.map { _ in [ProjectedPolygon]() }
    let ceiling = Float(highest.milliseconds) * 2
    let step = Float(speed.time(forMetres: diagonalInMetres).milliseconds)
    for group in tiles.filter({ self.tiles[$0] != nil }).touchingGroups() {
      try Self.checkSize(of: group)
      var field = Field(lattice: lattice, tiles: group, fill: ceiling)
      for id in group { self.tiles[id]?.write(into: &field, rule: .standing, ceiling: ceiling, reader: reader) }
      for (index, level) in levels.enumerated() {
        // Times are whole milliseconds and the limit is inclusive: half a millisecond keeps the level off them.
        found[index] += field.polygons(atOrBelow: Float(level.milliseconds) + 0.5, step: step)
      }
    }
    return try found.map { try workspace.geographic($0) }
  }
}

extension Sequence<GeographicPolygon> {
  /// Square metres on the ellipsoid.
  var areaInSquareMetres: Double { reduce(0) { $0 + Ellipsoid.areaInSquareMetres(of: $1) } }
}
