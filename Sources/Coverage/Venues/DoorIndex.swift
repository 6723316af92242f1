import Foundation
import Geography

/// Doors in rows of latitude, each from west to east, for the nearest one as the crow flies.
///
/// Homes ask thousands of times, and measuring to every door each time would grow with homes times doors.
struct DoorIndex: Sendable {
  private static let rowHeightE7: Int64 = 200_000
  /// Less than a step of 1e-7 degree of latitude spans anywhere (110,574 m a degree at the equator).
  private static let northInMetres = 0.011

  private let coordinates: [Coordinate]
  private let firstRow: Int64
  /// The doors of row r are `doors[rowStarts[r]..<rowStarts[r + 1]]`.
  private let rowStarts: [Int]
  private let doors: [Int]

  /// n log n in the doors, linear in the rows of 0.02° between them.
  init(_ coordinates: [Coordinate]) {
    self.coordinates = coordinates
    doors = coordinates.indices.sorted {
      let (a, b) = (coordinates[$0], coordinates[$1])
      return (Self.row(of: a), a.longitudeE7, $0) < (Self.row(of: b), b.longitudeE7, $1)
    }
    let firstRow = doors.first.map { Self.row(of: coordinates[$0]) } ?? 0
    var starts: [Int] = []
    for (place, door) in doors.enumerated() {
      let row = Int(Self.row(of: coordinates[door]) - firstRow)
      while starts.count <= row { starts.append(place) }
    }
    rowStarts = starts + [doors.count]
    self.firstRow = firstRow
  }

  private static func row(of coordinate: Coordinate) -> Int64 {
    (Int64(coordinate.latitudeE7) + 900_000_000) / rowHeightE7
  }

  /// The nearest door, of several as near the one of the lowest number; `nil` without doors.
  ///
  /// - Complexity: about the doors that lie no farther than half as far again, and a binary search a row between.
  func nearest(to place: Coordinate) -> (door: Int, metres: Double)? {
    guard let any = doors.first else { return nil }
    var best = (door: any, metres: Ellipsoid.lengthInMetres(from: place, to: coordinates[any]))
    let row = Int(Self.row(of: place) - firstRow)
    let rowCount = rowStarts.count - 1
    var north = min(max(row, 0), rowCount)
    var south = max(min(row - 1, rowCount - 1), -1)
    while true {
      let northward = north < rowCount ? metresNorth(from: place, toRow: north) : .infinity
      let southward = south >= 0 ? metresNorth(from: place, toRow: south) : .infinity
      guard min(northward, southward) <= best.metres else { return best }
      if northward <= southward {
        search(row: north, for: place, &best)
        north += 1
      } else {
        search(row: south, for: place, &best)
        south -= 1
      }
      if north >= rowCount, south < 0 { return best }
    }
  }

  /// A lower bound of the way to any place of a row.
  private func metresNorth(from place: Coordinate, toRow row: Int) -> Double {
    let low = (firstRow + Int64(row)) * Self.rowHeightE7 - 900_000_000
    let latitude = Int64(place.latitudeE7)
    return Double(max(0, low - latitude, latitude - (low + Self.rowHeightE7 - 1))) * Self.northInMetres
  }

  /// Looks east and west from the place until the doors are too far for sure.
  private func search(row: Int, for place: Coordinate, _ best: inout (door: Int, metres: Double)) {
    let range = rowStarts[row]..<rowStarts[row + 1]
    guard !range.isEmpty else { return }
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if coordinates[doors[middle]].longitudeE7 < place.longitudeE7 { low = middle + 1 } else { high = middle }
    }
    let eastInMetres = Self.eastInMetres(at: place)
    for isEast in [true, false] {
      for step in 0..<range.count {
        // Round the Earth: the row's ends are neighbours.
        let offset = low - range.lowerBound + (isEast ? step : range.count - 1 - step)
        let door = doors[range.lowerBound + offset % range.count]
        let change = Int64(coordinates[door].longitudeE7) - Int64(place.longitudeE7)
        let away = ((isEast ? change : -change) + 3_600_000_000) % 3_600_000_000
        guard away <= 1_800_000_000, Double(min(away, 600_000_000)) * eastInMetres <= best.metres else { break }
        let metres = Ellipsoid.lengthInMetres(from: place, to: coordinates[door])
        if (metres, door) < (best.metres, best.door) { best = (door, metres) }
      }
    }
  }

  /// A lower bound, a step of 1e-7 degree, of the way to a meridian up to 60° off: that is asin(sin Δλ · cos φ) on a
  /// sphere within the Earth, and the sine is over 0.82 of the angle. A meridian farther off is no nearer than one at 60°.
  private static func eastInMetres(at place: Coordinate) -> Double {
    6_330_000 * 0.82 * max(0, cos(place.latitude * .pi / 180)) * .pi / 180 * 1e-7
  }
}
