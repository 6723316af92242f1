import Walking

/// Homes by the edge that they join.
struct HomeIndex: Sendable {
  private let firstHome: [UInt32]
  private let homes: [UInt32]

  /// Linear in edges and homes.
  init(_ joined: [JoinedPlace?], edgeCount: Int) {
    var firstHome = [UInt32](repeating: 0, count: edgeCount + 1)
    for place in joined {
      if let place { firstHome[Int(place.snap.edge) + 1] += 1 }
    }
    for edge in 0..<edgeCount { firstHome[edge + 1] += firstHome[edge] }
    var next = firstHome
    var homes = [UInt32](repeating: 0, count: Int(firstHome[edgeCount]))
    for (home, place) in joined.enumerated() {
      guard let place else { continue }
      homes[Int(next[Int(place.snap.edge)])] = UInt32(home)
      next[Int(place.snap.edge)] += 1
    }
    self.firstHome = firstHome
    self.homes = homes
  }

  /// The homes that join an edge, ascending.
  func homes(on edge: Int) -> ArraySlice<UInt32> { homes[Int(firstHome[edge])..<Int(firstHome[edge + 1])] }
}
