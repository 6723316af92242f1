/// Sets of edges that grow together. Union by the lower number with path halving: O(log n) a step, in practice O(1).
struct DisjointSets {
  private var parents: [UInt32]

  init(count: Int) { parents = (0..<UInt32(count)).map { $0 } }

  /// The lowest number of the set.
  mutating func root(of element: UInt32) -> UInt32 {
    var element = element
    while parents[Int(element)] != element {
      parents[Int(element)] = parents[Int(parents[Int(element)])]
      element = parents[Int(element)]
    }
    return element
  }

  mutating func unite(_ a: UInt32, _ b: UInt32) {
    let (first, second) = (root(of: a), root(of: b))
    if first < second { parents[Int(second)] = first } else { parents[Int(first)] = second }
  }
}
