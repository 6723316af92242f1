import Geography
import OpenStreetMap

/// The residential land of an extract, and which of it holds a mapped home.
struct HomeLands {
  /// `w1`, `r1`, by ascending element id.
  let ids: [ElementID]
  /// Square metres.
  let areasInSquareMetres: [Double]
  /// Where a point lies.
  let index: PlacePolygonIndex
  /// Lands whose border is incomplete or broken.
  let withoutArea: Int
  private(set) var hasHome: [Bool]

  /// Collects `landuse=residential` of closed ways and multipolygons.
  init(of extract: Extract) {
    var ids: [ElementID] = []
    var polygons: [[GeographicPolygon]] = []
    var broken = 0
    if let key = extract.strings.symbol(of: "landuse"), let value = extract.strings.symbol(of: "residential") {
      for way in extract.ways.ids.indices where extract.tags(ofWay: way).value(of: key) == value {
        let line = PlaceLine(ofWay: way, in: extract)
        guard line.isRing else {
          broken += 1
          continue
        }
        ids.append(ElementID(.way, extract.ways.ids[way]))
        polygons.append([GeographicPolygon(exterior: line.points)])
      }
      for relation in extract.relations.ids.indices
      where extract.tags(ofRelation: relation).value(of: key) == value {
        guard case .success(let area) = extract.area(ofRelation: relation) else {
          broken += 1
          continue
        }
        ids.append(ElementID(.relation, extract.relations.ids[relation]))
        polygons.append(area.polygons)
      }
    }
    self.ids = ids
    areasInSquareMetres = polygons.map { PlaceRing.areaInSquareMetres(of: $0) }
    index = PlacePolygonIndex(polygons)
    withoutArea = broken
    hasHome = [Bool](repeating: false, count: ids.count)
  }

  /// Notes a building in all lands that hold it; says whether one does.
  ///
  /// A shed is a sign of mapped buildings too, so land with any building gets no estimated points.
  mutating func mark(_ coordinate: Coordinate) -> Bool {
    guard !ids.isEmpty else { return false }
    let holding = index.all(containing: coordinate)
    for land in holding { hasHome[land] = true }
    return !holding.isEmpty
  }
}
