import Geography
import OpenStreetMap

/// An open area that walkers cross: a square, a pedestrian zone drawn as an area (domain §5).
struct PedestrianArea: Sendable {
  /// The element that draws it, by its place in the extract's table.
  enum Source: Sendable {
    case way(Int)
    case relation(Int)
  }

  /// At most so many boundary nodes see each other; more are joined through the centre (domain §5).
  static let mostVisibilityNodes = 60
  /// Tests of a line against a boundary segment that one area may cost; a larger area is walked along its
  /// boundary only. Keeps building linear: it is 60 · 59 / 2 lines in a boundary of 10 000 segments.
  static let mostLineTests = 18_000_000

  let source: Source
  /// The way that made-up segments are booked on, by its place in the table of ways.
  let way: UInt32
  let flags: StreetGraph.EdgeFlags
  /// The nodes of the rings' segments.
  let boundary: [(UInt32, UInt32)]

  init(_ source: Source, way: UInt32, flags: StreetGraph.EdgeFlags, boundary: [(UInt32, UInt32)]) {
    self.source = source
    self.way = way
    self.flags = flags
    self.boundary = boundary
  }

  /// The polygons, none where the rings do not close or cross: then only the boundary is walked.
  func polygons(in extract: Extract) -> [GeographicPolygon] {
    let area =
      switch source {
      case .way(let index): extract.area(ofWay: index)
      case .relation(let index): extract.area(ofRelation: index)
      }
    return (try? area.get())?.polygons ?? []
  }
}
