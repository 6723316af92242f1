import Foundation
import Geography
import TestSupport

/// A grid of heights in degrees, as a file and as numbers: the second computation of what the program reads from it.
struct MadeHeights {
  /// Degrees of a cell's side, and of the north-west corner.
  let cell: Double, west: Double, north: Double
  /// Row by row from the north; not a number for none.
  let rows: [[Double]]

  /// A grid around the tests' origin.
  ///
  /// - Parameter height: by the longitude and latitude of a cell's middle in 1e-7 degree from the origin.
  init(cell: Double = 0.0003, reach: Double = 0.05, _ height: (_ east: Double, _ north: Double) -> Double) {
    let (west, north) = (LocalPlane.standard.origin.longitude - reach, LocalPlane.standard.origin.latitude + reach)
    let count = Int((2 * reach / cell).rounded())
    (self.cell, self.west, self.north) = (cell, west, north)
    rows = (0..<count).map { row in
      (0..<count).map { column in
        // A file has a single's precision, as the program keeps it.
        Double(
          Float(height((Double(column) + 0.5) * cell - reach, reach - (Double(row) + 0.5) * cell)))
      }
    }
  }

  /// Hills out of a seed, up to some steepness, with holes.
  static func hills(seed: UInt64) -> MadeHeights {
    var random = SeededGenerator(seed: seed)
    let waves = (0..<6).map { _ in
      (
        height: random.number(in: 2...12), east: random.number(in: -500...500), north: random.number(in: -500...500),
        phase: random.number(in: 0...6)
      )
    }
    let holes = (0..<3).map { _ in (random.number(in: -0.005...0.015), random.number(in: -0.005...0.015)) }
    return MadeHeights { east, north in
      if holes.contains(where: { hypot($0.0 - east, $0.1 - north) < 0.0008 }) { return .nan }
      return waves.reduce(100) { $0 + $1.height * sin($1.east * east + $1.north * north + $1.phase) }
    }
  }

  /// The grid as an ESRI ASCII file.
  func write(to path: String) throws {
    var text = """
      ncols \(rows[0].count)
      nrows \(rows.count)
      xllcorner \(west)
      yllcorner \(north - Double(rows.count) * cell)
      cellsize \(cell)
      NODATA_value -32768

      """
    for row in rows {
      text += row.map { $0.isNaN ? "-32768" : "\(Float($0))" }.joined(separator: " ") + "\n"
    }
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// Between the middles of four cells; `nil` where one of them has none.
  private func height(_ longitude: Double, _ latitude: Double) -> Double? {
    let (x, y) = ((longitude - west) / cell - 0.5, (north - latitude) / cell - 0.5)
    let (column, row) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
    guard column >= 0, row >= 0, column + 1 < rows[0].count, row + 1 < rows.count else { return nil }
    let (right, down) = (x - Double(column), y - Double(row))
    let height =
      rows[row][column] * (1 - right) * (1 - down) + rows[row][column + 1] * right * (1 - down)
      + rows[row + 1][column] * (1 - right) * down + rows[row + 1][column + 1] * right * down
    return height.isNaN ? nil : height
  }

  /// The mean of 25 points 7.5 m apart around a place, or its own height where one of them has none.
  func height(at place: Coordinate) -> Double? {
    let scale = Ellipsoid.LocalScale(latitude: place.latitude)
    let steps = [-15.0, -7.5, 0, 7.5, 15]
    let around = steps.flatMap { east in
      steps.map { north in
        height(
          place.longitude + east / scale.eastInMetres * 1e-7, place.latitude + north / scale.northInMetres * 1e-7)
      }
    }
    let known = around.compactMap(\.self)
    return known.count == around.count ? known.reduce(0, +) / 25 : height(place.longitude, place.latitude)
  }
}
