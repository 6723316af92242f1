import Geography
import OpenStreetMap
import Walking

extension CityPreparation {
  /// Reads the heights over the streets of an extract, where they are asked for.
  ///
  /// - Throws: ``InputError`` naming the file.
  /// - Complexity: linear in the extract's ways and the cells over its streets.
  mutating func readHeights(over extract: Extract) throws {
    guard let request = analysis.elevation, let box = CoordinateBox(around: Self.placesOfStreets(in: extract)) else {
      return
    }
    let grid = try ElevationGrid(request, over: box)
    findings.beforePlaces.warnings += grid.warnings(request.path)
    findings.beforePlaces.counts += [
      ("height_cells", grid.cells), ("height_cells_empty", grid.empty + grid.implausible),
    ]
    heights = grid
  }

  /// Borders and ferries go far out to sea, where nobody walks.
  private static func placesOfStreets(in extract: Extract) -> [Coordinate] {
    let streets = extract.ways.ids.indices.filter { extract.tags(ofWay: $0)["highway"] != nil }
    return streets.flatMap { way in
      extract.ways.references(of: way).filter { $0 != WayTable.missingNode }.map {
        extract.nodes.coordinates[Int($0)]
      }
    }
  }

  /// Says what the heights did to the streets.
  mutating func noteSlopes(_ report: StreetGraphReport) {
    guard let request = analysis.elevation else { return }
    let slopes = report.slopes
    findings.beforePlaces.counts += [
      ("street_segments_sloping", slopes.sloping), ("street_segments_without_height", slopes.withoutHeight),
      ("street_metres_without_height", Int(slopes.metresWithoutHeight.rounded())),
      ("street_segments_too_steep", slopes.tooSteep),
    ]
    guard slopes.withoutHeight > 0 else { return }
    let file = SuppliedFile.name(of: request.path)
    findings.beforePlaces.warnings.append(
      Warning(count: slopes.withoutHeight, message: "street segments without a height in \(file): taken as level"))
  }
}
