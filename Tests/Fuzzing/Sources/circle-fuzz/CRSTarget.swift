import Geography
import PROJ

/// Texts for `--crs`: refused in words, or a plane whose metres are metres.
enum CRSTarget {
  /// Middle latitudes, the equator, the far south, the antimeridian.
  private static let centres: [(longitude: Int32, latitude: Int32)] = [(15, 50), (104, 1), (-70, -53), (179, 66)]

  static func crs(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    let centre = centres[bytes.count % centres.count]
    let (longitude, latitude) = (centre.longitude * 10_000_000, centre.latitude * 10_000_000)
    let box = CoordinateBox(
      southWest: Coordinate(longitudeE7: longitude - 500_000, latitudeE7: latitude - 500_000),
      northEast: Coordinate(longitudeE7: longitude + 500_000, latitudeE7: latitude + 500_000))
    func definition() -> Outcome<ProjectionDefinition> {
      Outcome {
        do {
          return try ProjectionDefinition(crs: text, covering: box)
        } catch let error as ProjectionError {
          // The analysis gives it the extract's name.
          throw InputError("extract", "\(error)", remedy: "name another --crs, or narrow the study area with --within")
        }
      }
    }
    let first = definition()
    promise(first == definition(), "one text, two answers")
    guard let accepted = first.value else { return }
    promise(abs(accepted.scaleAtCentre - 1) <= 0.05, "a scale of \(accepted.scaleAtCentre)")
    let places = [box.southWest, box.northEast, box.centre]
    guard let projection = try? accepted.makeProjection(), let points = try? projection.project(places) else {
      violated("an accepted CRS does not project")
    }
    let metres =
      ((points[1].x - points[0].x) * (points[1].x - points[0].x)
      + (points[1].y - points[0].y) * (points[1].y - points[0].y)).squareRoot()
    let truth = Ellipsoid.lengthInMetres(from: box.southWest, to: box.northEast)
    promise(abs(metres / truth - 1) < 0.1, "\(metres) m for \(truth) m")
  }
}
