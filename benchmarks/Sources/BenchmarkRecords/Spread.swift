/// The middle of several measurements of one thing, and how far they lie apart.
public struct Spread: Codable, Equatable, Sendable {
  /// The middle one; of an even number the mean of the two in the middle.
  public var median: Double
  /// The smallest and the largest.
  public var lowest: Double, highest: Double

  /// Sums up measurements; `nil` when there is none or one is no number.
  ///
  /// - Complexity: O(n log n).
  public init?(of values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last, values.allSatisfy(\.isFinite) else { return nil }
    let middle = sorted.count / 2
    median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    lowest = first
    highest = last
  }

  /// The spread of the quotients of measurements made in pairs; surplus ones and those over zero are left out.
  public init?(of new: [Double], over old: [Double]) {
    self.init(of: zip(new, old).filter { $1 > 0 }.map { $0 / $1 })
  }
}
