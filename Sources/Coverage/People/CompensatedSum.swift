/// A sum that keeps what each step rounds off (Neumaier 1974): off by a few units of the last place whatever the count of
/// terms, and the same for the same order.
struct CompensatedSum {
  private var sum = 0.0
  private var rest = 0.0

  /// The sum so far.
  var value: Double { sum + rest }

  mutating func add(_ term: Double) {
    let next = sum + term
    rest += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }

  static func of(_ terms: some Sequence<Double>) -> Double {
    var sum = CompensatedSum()
    for term in terms { sum.add(term) }
    return sum.value
  }
}
