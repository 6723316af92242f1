import Geography
import OpenStreetMap

/// The residential land of an extract, and the mapped homes on it.
struct HomeLands {
  /// `w1`, `r1`, by ascending element id.
  let ids: [ElementID]
  /// Square metres.
  let areasInSquareMetres: [Double]
  private let places: [Coordinate?]
  /// Where a point lies.
  let index: PlacePolygonIndex
  /// Lands whose border is incomplete or broken.
  let withoutArea: Int
  /// The places of the homes mapped on each land.
  private(set) var homes: [[Coordinate]]
  private var dwellings: [Double]

  /// Collects `landuse=residential` of closed ways and multipolygons.
  init(of extract: Extract) {
    var ids: [ElementID] = []
    var polygons: [[GeographicPolygon]] = []
    var broken = 0
    let rules = TagRuleBits([.init("landuse", ["residential"], sets: 1)], extract.strings)
    for (way, bits) in rules.ofWays(extract).enumerated() where bits != 0 {
      let line = PlaceLine(ofWay: way, in: extract)
      guard line.isRing else {
        broken += 1
        continue
      }
      ids.append(ElementID(.way, extract.ways.ids[way]))
      polygons.append([GeographicPolygon(exterior: line.points)])
    }
    for (relation, bits) in rules.ofRelations(extract).enumerated() where bits != 0 {
      guard case .success(let area) = extract.area(ofRelation: relation) else {
        broken += 1
        continue
      }
      ids.append(ElementID(.relation, extract.relations.ids[relation]))
      polygons.append(area.polygons)
    }
    self.ids = ids
    areasInSquareMetres = polygons.map { PlaceRing.areaInSquareMetres(of: $0) }
    places = polygons.map { PlaceRing.centroid(of: $0) }
    index = PlacePolygonIndex(polygons)
    withoutArea = broken
    homes = ids.map { _ in [] }
    dwellings = ids.map { _ in 0 }
  }

  /// The middle of a land.
  func place(of land: Int) -> Coordinate? { places[land] }

  /// Whether a place lies on residential land.
  func contains(_ coordinate: Coordinate) -> Bool { index.first(containing: coordinate) != nil }

  /// Notes a home in all lands that hold it. What is no home, a shed or a school, says nothing of where people live.
  mutating func mark(_ home: Home) {
    index.forEach(containing: home.coordinate) { land in
      homes[land].append(home.coordinate)
      dwellings[land] += home.weight
      return true
    }
  }

  /// Whether the buildings of a land are mapped: homes of at least
  /// ``DwellingEstimate/fewestMappedDwellingsPerHectare`` stand on it.
  func isMapped(_ land: Int) -> Bool {
    let hectares = areasInSquareMetres[land] / 10_000
    return !homes[land].isEmpty && dwellings[land] >= DwellingEstimate.fewestMappedDwellingsPerHectare * hectares
  }
}
