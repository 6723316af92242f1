import Columns
import Geography

extension CityPreparation {
  /// The areas that figures are told for: the extract's, and the supplied layers beside or in place of them.
  ///
  /// - Throws: ``InputError`` for a file that cannot be used.
  mutating func layAreas(_ own: [AdministrativeArea], box: CoordinateBox) throws -> [AdministrativeArea] {
    guard !analysis.areasPaths.isEmpty else { return own }
    var areas = analysis.areasReplace ? [] : own
    var taken = Set(areas.map(\.id))
    for path in analysis.areasPaths {
      let list = try AreaList(
        path: path, overlapping: box, format: analysis.formats.areas, taken: taken)
      findings.beforePlaces.append(list.messages)
      findings.beforePlaces.counts.append(("areas_supplied", list.areas.count))
      areas += list.areas
      taken.formUnion(list.areas.map(\.id))
    }
    return areas.sortedIntoLayers()
  }

  /// Finds the areas of each home and venue.
  mutating func findAreas(_ areas: [AdministrativeArea]) -> (ofHomes: HomeAreas, ofVenues: HomeAreas) {
    let index = PlacePolygonIndex(areas.map(\.polygons))
    let layers = AreaLayers(areas)
    let homes = HomeAreas.of(homes.coordinates, in: index, layers: layers, workers: parameters.workers)
    let venues = HomeAreas.of(Column(venues.map(\.coordinate)), in: index, layers: layers, workers: parameters.workers)
    if layers.holdsSupplied {
      let overlaps = homes.overlaps
      findings.beforePlaces.counts.append(("homes_in_overlapping_areas", overlaps))
      if overlaps > 0 {
        let message = "homes in several areas of one layer, counted in the first of them"
        findings.beforePlaces.warnings.append(Warning(count: overlaps, message: message))
      }
    }
    return (homes.areas, venues.areas)
  }
}
