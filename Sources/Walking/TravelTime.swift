/// A walking time in whole milliseconds. Integers add up the same in any order, so results never depend on it.
@frozen
public struct TravelTime: Hashable, Comparable, Sendable, Codable {
  /// Milliseconds; `UInt32.max` means unreachable.
  public var milliseconds: UInt32

  /// Makes a time from milliseconds.
  @inlinable
  public init(milliseconds: UInt32) { self.milliseconds = milliseconds }

  /// No way there.
  public static let unreachable = TravelTime(milliseconds: .max)

  /// A time of whole minutes; saturates below ``unreachable``.
  public static func minutes(_ minutes: Double) -> TravelTime {
    TravelTime(milliseconds: UInt32(min(max(0, (minutes * 60_000).rounded()), Double(UInt32.max - 1))))
  }

  /// The time in seconds.
  public var seconds: Double { Double(milliseconds) / 1000 }
  /// The time in minutes.
  public var minutes: Double { Double(milliseconds) / 60_000 }
  /// Whether there is a way.
  @inlinable public var isReachable: Bool { milliseconds != .max }

  /// The shorter time is less.
  @inlinable
  public static func < (a: TravelTime, b: TravelTime) -> Bool { a.milliseconds < b.milliseconds }

  /// The sum, saturating at ``unreachable``.
  @inlinable
  public static func + (a: TravelTime, b: TravelTime) -> TravelTime {
    let (sum, overflow) = a.milliseconds.addingReportingOverflow(b.milliseconds)
    return TravelTime(milliseconds: overflow ? .max : sum)
  }
}

/// A walking speed.
public struct WalkingSpeed: Hashable, Sendable {
  /// Kilometres an hour, positive.
  public let kilometresPerHour: Double

  /// Makes a speed; `nil` unless finite and within 0.1…50 km/h, beyond which no one walks.
  public init?(kilometresPerHour: Double) {
    guard kilometresPerHour.isFinite, (0.1...50).contains(kilometresPerHour) else { return nil }
    self.kilometresPerHour = kilometresPerHour
  }

  package init(unchecked kilometresPerHour: Double) { self.kilometresPerHour = kilometresPerHour }

  /// The headline speed of routing practice, 4.8 km/h or 80 m a minute.
  public static let standard = WalkingSpeed(unchecked: 4.8)

  /// Metres a second.
  public var metresPerSecond: Double { kilometresPerHour / 3.6 }

  /// The time for a length in metres, rounded to the millisecond, saturating.
  public func time(forMetres metres: Double) -> TravelTime {
    let milliseconds = metres * 3600 / kilometresPerHour
    return TravelTime(
      milliseconds: milliseconds < Double(UInt32.max) ? UInt32(roundingHalfUp: max(0, milliseconds)) : .max)
  }
}

extension UInt32 {
  /// The nearest whole number, halves up, of a number from 0 to below 2³² - 1: without the call that ``Double/rounded()`` is
  /// where the processor is not known to round by itself.
  @inline(__always)
  init(roundingHalfUp number: Double) {
    let whole = UInt32(number)
    self = number - Double(whole) >= 0.5 ? whole + 1 : whole
  }
}
