import Walking

extension PreparedCity {
  /// Whom each venue reaches within a limit, and whom no other venue does; in the venues' order.
  ///
  /// - Complexity: a bounded search a venue.
  public func venueReaches(within limit: TravelTime) -> [(reached: HomeCount, onlyHere: HomeCount)] {
    var parameters = parameters
    parameters.limit = limit
    parameters.cutoffs = [limit]
    parameters.drawsIsochrones = false
    let reaches = VenueReach.all(model, homes: homeIndex, doors: doors, parameters: parameters, drawing: nil)
    var reachedBy = [Int32](repeating: 0, count: homes.count)
    for reach in reaches {
      for home in reach.homes { reachedBy[Int(home)] += 1 }
    }
    return reaches.map { reach in
      var (reached, onlyHere) = (HomeCount(), HomeCount())
      for home in reach.homes {
        reached.add(weight: homes.weights[Int(home)])
        if reachedBy[Int(home)] == 1 { onlyHere.add(weight: homes.weights[Int(home)]) }
      }
      return (reached, onlyHere)
    }
  }
}
