/// Weights and money as whole numbers, so that sums are exact in any order and ties are ties.
enum PlanUnits {
  /// Hundredths of money.
  static let unitsOfMoney = 100.0
  /// The most money that is taken.
  static let mostMoney = 1e13

  /// Units of one person or dwelling: millionths while sums of them are exact everywhere, else thousandths, else ones.
  static func scale(of weight: Double) -> Double { weight < 1e9 ? 1e6 : weight < 1e12 ? 1e3 : 1 }

  /// A weight in units.
  static func units(_ weight: Double, scale: Double) -> Int64 { Int64((min(max(0, weight), 1e15) * scale).rounded()) }

  /// An amount of money in units.
  static func money(_ amount: Double) -> Int64 { Int64((min(max(0, amount), mostMoney) * unitsOfMoney).rounded()) }
}
