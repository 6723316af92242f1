extension TileBuild {
  /// The nearest of the preferred streets, or of the others, whose leg crosses nothing.
  ///
  /// Goes up from square to square until the nearest one found is nearer than any that a list may lack; beyond the
  /// block, through all streets within the radius in order.
  mutating func clear(of point: Point, preferred: Bool) -> Found? {
    var best = none
    if let lastClear, streets[lastClear].isPreferred == preferred {
      let found = found(lastClear, point)
      if !isBlocked(point, found, above: .none), isBetter(found, than: best) { best = found }
    }
    var tested = -1.0
    // Where another point of the block was searched for already, its groups are quicker than the block's own list.
    let last = blockKind == preferred ? TileDescent.squareLevel : TileDescent.blockLevel
    for number in stride(from: TileDescent.squareLevel, through: last, by: -1) {
      let level = levels[number]
      for place in preferred ? 0..<level.preferred : level.preferred..<level.streets {
        let found = found(Int(level.list[place]), point)
        guard found.squared > tested, isBetter(found, than: best), !isBlocked(point, found, above: .none) else {
          continue
        }
        best = found
      }
      let within = Double(preferred ? level.preferredWithin : level.othersWithin)
      tested = within * within
      if best.street >= 0, best.squared <= tested {
        lastClear = best.street
        return best
      }
    }
    improve(&best, point, preferred: preferred, fartherThan: tested)
    lastClear = best.street < 0 ? nil : best.street
    return best.street < 0 ? nil : best
  }

  /// Looks for a nearer clear street among all around the block; those up to a distance squared were tried.
  mutating func improve(_ best: inout Found, _ point: Point, preferred: Bool, fartherThan tested: Double) {
    if blockKind != preferred {
      blockKind = preferred
      if tileStreets.count == 0 { tileStreets.fill(0..<firstCoast, shapes, slack: slack) }
      blockGroups = BlockGroups(
        tileStreets, isPreferred: preferred, streets: streets, shapes: shapes, middle: blockMiddle, reach: blockReach,
        radius: radius, slack: slack, scratch: workspace.blockGroups)
    }
    for place in 0..<shade.lastCount { addToHorizon(Int(shade[place]), point) }
    var limit = best.squared.squareRoot()
    let (x, y) = (Float(point.x), Float(point.y))
    for number in 0..<blockGroups.count {
      if blockGroups.groups[number].leastDistance > min(limit, horizon.farthest) { break }
      var open = blockGroups.open(number, x, y, within: Float(limit) + slack, horizon)
      while open != 0 {
        let lane = open.trailingZeroBitCount
        open &= open - 1
        let found = found(blockGroups.street(number, lane), point)
        guard found.squared > tested, isBetter(found, than: best), !isBlocked(point, found, above: .none) else {
          continue
        }
        best = found
        limit = found.squared.squareRoot()
      }
    }
  }

  /// The nearest street of the largest component within the radius, as ``SnapIndex`` has it for homes.
  mutating func mainland(of point: Point, besides own: UInt32) -> Found? {
    guard own != 0, !isShutOff[Int(own)] else { return nil }
    if mainland.own != own {
      let around = BlockStreets(
        UnsafeBufferPointer(start: levels[0].list, count: levels[0].streets), streets: streets, middle: blockMiddle,
        reach: blockReach, radius: radius, scratch: workspace.mainland
      ) { $0.component < own && !$0.isUnderground }
      mainland = MainlandStreets(besides: own, around: around, all: streets, radius: radius)
    }
    let largest = mainland.largest(around: point, all: streets, radiusSquared: radius * radius)
    guard largest < own else { return nil }
    isSearching = true
    return nearest(of: largest, to: point, crossingAtMost: .none)
      ?? nearest(of: largest, to: point, crossingAtMost: .wall)
  }

  mutating func nearest(
    of component: UInt32, to point: Point, crossingAtMost worst: ObstacleIndex.Crossing
  ) -> Found? {
    var best = none
    var limit = radius
    let around = mainland.streets
    for place in 0..<around.count {
      if around.leastDistance(place) > (worst == .none ? min(limit, horizon.farthest) : limit) { break }
      let found = found(around.street(place), point)
      guard streets[found.street].component == component, isBetter(found, than: best),
        !isBlocked(point, found, above: worst)
      else { continue }
      best = found
      limit = found.squared.squareRoot()
    }
    return best.street < 0 ? nil : best
  }
}
