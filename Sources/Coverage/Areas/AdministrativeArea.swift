import Geography

/// An area that figures are told for: an administrative area of the extract, or one of a supplied layer.
public struct AdministrativeArea: Sendable {
  /// `r1` of the extract; of a supplied area its code or id, else `FILE:feature`.
  public var id: String
  /// The name, local spelling.
  public var name: String
  /// `admin_level` of OSM, 2 (country) … 11; ``AdministrativeAreas/unknownLevel`` when nothing tells it.
  public var level: Int
  /// The outline.
  public var polygons: [GeographicPolygon]
  /// The official code of 6, 9 or 12 digits (GB/T 2260, GB/T 10114) or what stands in its place; empty without.
  public var code = ""
  /// The supplied layer it belongs to; `nil` for the extract's own areas.
  public var layer: String?
  /// Whether it is town or country; `nil` when nothing tells.
  public var type: AreaType?

  /// Makes an area.
  public init(id: String, name: String, level: Int, polygons: [GeographicPolygon]) {
    self.id = id
    self.name = name
    self.level = level
    self.polygons = polygons
  }

  /// What its layer is called: the supplied layer, else the level of the extract's areas.
  public var layerName: String {
    layer ?? (level == AdministrativeAreas.unknownLevel ? "no admin_level" : "admin_level \(level)")
  }
}
