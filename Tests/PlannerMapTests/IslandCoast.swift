import Foundation
import Geography

/// Coasts of made islands.
enum IslandCoast {
  /// A star around a place, counterclockwise: land on the left.
  static func ring(
    _ x: Double, _ y: Double, radius: Double, corners: Int, using generator: inout some RandomNumberGenerator
  ) -> [Coordinate] {
    (0..<corners).map { corner in
      let turn = 2 * Double.pi * Double(corner) / Double(corners)
      let length = radius * Double.random(in: 0.7...1.3, using: &generator)
      return MadeCity.at(x + length * cos(turn), y + length * sin(turn))
    }
  }
}
