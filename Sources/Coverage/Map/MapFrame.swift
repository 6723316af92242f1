import Foundation
import Geography

/// The flat frame of the picture: an equirectangular projection true at the middle latitude, y down, in pixels.
///
/// Across a city (50 km) it stretches by under 1 % at mid latitudes; it is for drawing only.
struct MapFrame {
  /// Size of the map in pixels.
  let width: Double, height: Double
  /// Pixels a metre.
  let pixelsPerMetre: Double
  private let west: Double, north: Double
  private let pixelsPerStepEast: Double, pixelsPerStepNorth: Double

  /// Fits a box into a largest width and height, with a margin of 4 % around it.
  init(around box: CoordinateBox, maximumWidth: Double, maximumHeight: Double) {
    let centre = box.centre
    let scale = Ellipsoid.LocalScale(latitude: centre.latitude)
    let stepEast = max(scale.eastInMetres, 1e-9)
    // At least 200 m, so that a single point makes a picture too.
    let spanEast = max(200, Double(box.northEast.longitudeE7) - Double(box.southWest.longitudeE7)) * stepEast
    let spanNorth = (Double(box.northEast.latitudeE7) - Double(box.southWest.latitudeE7)) * scale.northInMetres
    let metresEast = max(200, spanEast) * 1.08
    let metresNorth = max(200, spanNorth) * 1.08
    pixelsPerMetre = min(maximumWidth / metresEast, maximumHeight / metresNorth)
    // A narrow area gets a wider view, so that the panel and the map stay in proportion.
    width = max(metresEast * pixelsPerMetre, maximumWidth * 0.7)
    height = max(metresNorth * pixelsPerMetre, maximumHeight * 0.6)
    pixelsPerStepEast = stepEast * pixelsPerMetre
    pixelsPerStepNorth = scale.northInMetres * pixelsPerMetre
    west = Double(centre.longitudeE7) - width / 2 / pixelsPerStepEast
    north = Double(centre.latitudeE7) + height / 2 / pixelsPerStepNorth
  }

  /// Where the frame lies, for readers of the picture: degrees of its upper left corner, pixels a degree east and south.
  var place: String {
    [
      OutputText.decimal(west / 1e7, places: 7), OutputText.decimal(north / 1e7, places: 7),
      OutputText.decimal(pixelsPerStepEast * 1e7, places: 3), OutputText.decimal(pixelsPerStepNorth * 1e7, places: 3),
    ].joined(separator: " ")
  }

  /// A place in pixels.
  func point(_ place: Coordinate) -> MapPoint {
    MapPoint(
      x: (Double(place.longitudeE7) - west) * pixelsPerStepEast,
      y: (north - Double(place.latitudeE7)) * pixelsPerStepNorth)
  }

  /// Whether a point is in the frame, or within a margin around it.
  func contains(_ point: MapPoint, margin: Double = 0) -> Bool {
    (-margin...(width + margin)).contains(point.x) && (-margin...(height + margin)).contains(point.y)
  }
}

/// A point of the picture in pixels, y down.
struct MapPoint: Hashable {
  var x: Double
  var y: Double
}
