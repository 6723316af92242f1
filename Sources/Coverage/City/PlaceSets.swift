/// Disjoint sets of 0..<count with union by lowest number and path halving (Tarjan and van Leeuwen 1984).
///
/// The lowest number of a set is its root, so results do not depend on the order of unions.
struct PlaceSets {
  private var parents: [Int]

  /// Each number alone.
  init(count: Int) { parents = Array(0..<count) }

  /// The lowest number of the set that holds a number. Amortised O(log n).
  mutating func root(of number: Int) -> Int {
    var number = number
    while parents[number] != number {
      parents[number] = parents[parents[number]]
      number = parents[number]
    }
    return number
  }

  /// Joins two sets; says whether they were apart.
  @discardableResult
  mutating func join(_ a: Int, _ b: Int) -> Bool {
    let rootA = root(of: a)
    let rootB = root(of: b)
    guard rootA != rootB else { return false }
    parents[max(rootA, rootB)] = min(rootA, rootB)
    return true
  }
}
