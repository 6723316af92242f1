import Geography
import Walking

extension CityInspection {
  /// Ends this near another piece look like a junction that was forgotten, in metres.
  private static let forgottenJunctionInMetres = 30.0

  /// A piece of streets that is not the largest.
  private struct Island {
    var ways: Set<Int64> = []
    /// The middle of its longest edge, and that edge's time.
    var place = Coordinate(longitudeE7: 0, latitudeE7: 0)
    var longest: UInt32 = 0
    var homes = HomeCount()
    var hasVenue = false
    /// Metres from a corner of it to a larger piece.
    var gap: Double?
  }

  /// Pieces of streets that are joined to nothing, with the homes that join only them.
  mutating func inspectStreets() {
    let streets = city.model.streets
    var islands = [Island](repeating: Island(), count: streets.components.count)
    collect(&islands)
    addPlaces(&islands)
    var cutOff = islands.first.map { $0.hasVenue ? 0 : $0.homes.weight } ?? 0
    for (number, island) in islands.enumerated().dropFirst() where !island.ways.isEmpty {
      let component = streets.components[number]
      if !island.hasVenue { cutOff += island.homes.weight }
      let ids = island.ways.sorted().map { "w\($0)" }
      var what = "\(ids.count) ways, \(OutputText.grouped(component.lengthInMetres)) m, joined to no other street"
      if let gap = island.gap { what += "; comes within \(OutputText.decimal(gap, places: 1)) m of a larger piece" }
      if island.homes.homes > 0 {
        what += "; \(island.homes.homes) homes join only it\(island.hasVenue ? "" : ", and no venue does")"
      }
      let isDoubtful = island.homes.homes > 0 || (island.gap != nil && !component.isSmall)
      let severity: InspectionFinding.Severity =
        island.homes.homes > 0 && !island.hasVenue ? .error : isDoubtful ? .warning : .notice
      var finding = InspectionFinding(.streetIsland, severity, ids, at: island.place, what)
      finding.homes = island.homes
      finding.metres = component.lengthInMetres
      add(finding)
    }
    grade(.streets, by: Self.share(cutOff, of: weightOfAll, "\(unit) on streets cut off from any venue", .people))
    measure("street_pieces", streets.components.count)
    measure("street_length_m", streets.components.reduce(0) { $0 + $1.lengthInMetres })
    measure(
      "street_length_outside_largest_piece_m", streets.components.dropFirst().reduce(0) { $0 + $1.lengthInMetres })
  }

  /// The ways, the middle and the nearest larger piece of each island.
  private func collect(_ islands: inout [Island]) {
    let (streets, snaps) = (city.model.streets, city.model.snaps)
    for edge in 0..<streets.edgeCount {
      let piece = Int(streets.edgeComponents[edge])
      guard piece > 0 else { continue }
      let shape = streets.shapeRange(edge)
      for point in shape.dropLast() { islands[piece].ways.insert(streets.ways[Int(streets.shapeWays[point])]) }
      if streets.edgeTime(edge) > islands[piece].longest {
        islands[piece].longest = streets.edgeTime(edge)
        islands[piece].place = streets.shapeCoordinates[shape.lowerBound + shape.count / 2]
      }
      for end in [streets.edgeTails[edge], streets.edgeHeads[edge]] {
        let within = islands[piece].gap ?? Self.forgottenJunctionInMetres
        let gap = snaps.metresToLargerPiece(
          from: streets.vertexCoordinates[Int(end)], piece: UInt32(piece), within: within)
        if let gap { islands[piece].gap = min(gap, islands[piece].gap ?? gap) }
      }
    }
  }

  /// Homes that join nothing but an island, all others at the largest piece, and the venues that join each.
  private func addPlaces(_ islands: inout [Island]) {
    for (home, joins) in city.homeJoins.enumerated() {
      guard let first = joins.first else { continue }
      let piece = joins.count == 1 ? city.model.snaps.piece(of: first.snap) : 0
      islands[piece].homes.add(weight: city.homes.weights[home])
    }
    for join in city.doors.joined().joined() { islands[city.model.snaps.piece(of: join.snap)].hasVenue = true }
  }
}
