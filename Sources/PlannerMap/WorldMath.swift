import Foundation

extension Double {
  static func sine(ofDegrees degrees: Double) -> Double { sin(degrees * .pi / 180) }
  /// Infinite at 0 and for infinity: the poles.
  static func naturalLogarithm(_ value: Double) -> Double { log(value) }
}

extension UInt32 {
  /// A number rounded down and held within the world.
  init(clampingWorld value: Double) {
    guard value > 0 else {
      self = 0
      return
    }
    self = value >= 4_294_967_295 ? .max : UInt32(value)
  }
}
