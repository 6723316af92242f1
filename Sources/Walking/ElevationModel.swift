import Foundation
import Geography

/// How high the land is.
package protocol ElevationModel: Sendable {
  /// The land's height at places, each the mean of the 30 m around it (domain §6.3): metres above any level, not a number
  /// where nothing is known.
  ///
  /// - Throws: ``InputError`` when the heights cannot be read.
  func heights(at places: [Coordinate]) throws -> [Double]
}

/// How slopes change a walk: Tobler's hiking function by its value on the flat, so that who walks on the flat keeps the
/// profile's speed (domain §6.3).
package enum Slope {
  /// Land is looked at in pieces of a street of up to so many metres.
  static let pieceInMetres = 30.0
  /// What is steeper, a cliff or a fault of the model, counts as this: one in one.
  static let steepest = 1.0

  /// How many times as long as on the flat the walk up a slope takes, down for negative slopes: 1 on the flat, the least,
  /// 0.84, one in twenty down.
  ///
  /// - Parameter slope: metres up a metre on.
  package static func timeFactor(_ slope: Double) -> Double {
    let bounded = min(max(slope, -steepest), steepest)
    // Speed is 6 e^(−3.5 |slope + 0.05|) km/h.
    return exp(3.5 * (abs(bounded + 0.05) - 0.05))
  }
}

/// What heights did to streets.
package struct SlopeReport: Hashable, Sendable {
  /// Segments with a slope, without a known height at some place of theirs, and closed for their slope.
  package var sloping = 0, withoutHeight = 0, tooSteep = 0
  /// Metres of those without a known height, which count as level.
  package var metresWithoutHeight = 0.0

  package init() {}
}
