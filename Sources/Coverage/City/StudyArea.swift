import Geography

/// The land under study: homes inside are counted, streets and venues outside still serve them.
public struct StudyArea: Sendable {
  /// Where the outline comes from.
  public enum Source: String, Sendable {
    /// A GeoJSON file.
    case boundaryFile = "boundary"
    /// An administrative relation of the extract.
    case relation
    /// The bounds of the extract's data.
    case extractBounds = "bounds"
  }

  /// A name to print.
  public var name: String
  /// Where it comes from.
  public var source: Source
  /// The outline, valid.
  public var polygons: [GeographicPolygon]
  /// What one may like to know about how it was chosen.
  public var notes: [String] = []

  /// Makes a study area.
  public init(name: String, source: Source, polygons: [GeographicPolygon]) {
    self.name = name
    self.source = source
    self.polygons = polygons
  }
}
