import Geography
import OpenStreetMap
import Walking

extension CityInspection {
  /// A longer straight leg says that a way lacks: over a minute and a quarter of the fifteen, through what nobody mapped.
  static let farLegInMetres = 100.0

  /// Homes that somebody placed, not this program.
  private static let drawn: Set<HomeSource> = [.residential, .inferred, .supplied]

  /// Homes and venues that join no street, or one far away or behind something, or that stand in water.
  mutating func inspectJoins(_ extract: Extract) {
    let water = WaterIndex(city.model.waters)
    let bad = inspectHomes(water, extract)
    let badVenues = inspectVenues(water)
    let whole = InspectionResult(
      topic: .joins, share: 1, whole: "what a run needs: \(city.venues.isEmpty ? "venues" : "homes")", scale: .records,
      isDecisive: true)
    let isMissing = inspectAbsence()
    grade(
      .joins, by: Self.share(bad, of: weightOfAll, "\(unit) that join a street badly", .people),
      Self.share(Double(badVenues), of: Double(city.venues.count), "venues that join a street badly", .records),
      isMissing ? whole : nil)
    measure("venues_badly_joined", badVenues)
  }

  /// Whether there is no home, or no venue of the kinds that count, at all.
  private mutating func inspectAbsence() -> Bool {
    if city.homes.isEmpty {
      add(InspectionFinding(.noHome, .error, [], at: nil, "no home is known: nobody can be told of"))
    }
    if city.venues.isEmpty {
      let kinds = city.parameters.kinds.map(\.rawValue).joined(separator: ", ")
      var finding = InspectionFinding(.noVenue, .error, [], at: nil, "no \(kinds): every home is in a gap")
      finding.homes = HomeCount(homes: city.homes.count, weight: weightOfAll)
      add(finding)
    }
    return city.homes.isEmpty || city.venues.isEmpty
  }

  private mutating func inspectHomes(_ water: WaterIndex, _ extract: Extract) -> Double {
    var bad = 0.0
    for home in city.homes.indices {
      let (place, weight) = (city.homes.coordinates[home], city.homes.weights[home])
      let before = findings.count
      let joins = city.homeJoins[home]
      func note(_ kind: InspectionKind, _ severity: InspectionFinding.Severity, _ what: String, _ metres: Double? = nil)
        -> InspectionFinding
      {
        var finding = InspectionFinding(kind, severity, [city.homes[home].id], at: place, what)
        finding.homes.add(weight: weight)
        finding.metres = metres
        return finding
      }
      if let leg = joins.map(\.snap).min(by: { $0.legInMetres < $1.legInMetres }) {
        if leg.legInMetres > Self.farLegInMetres {
          add(note(.homeFarFromStreet, .warning, "\(metres(leg)) from its street", leg.legInMetres))
        }
        if joins.allSatisfy(\.snap.crossesObstacle) {
          add(note(.homeBehindBarrier, .warning, behind(place, leg), leg.legInMetres))
        }
      } else {
        add(note(.homeWithoutStreet, .error, noStreet))
      }
      // Where nobody drew a house there is none in the water.
      if Self.drawn.contains(city.homes[home].source), isIn(water, place), !isHouseboat(city.homes[home].id, extract) {
        add(note(.homeOnWater, .warning, "its middle lies in water"))
      }
      if findings.count > before { bad += weight }
    }
    return bad
  }

  private mutating func inspectVenues(_ water: WaterIndex) -> Int {
    var bad = 0
    for (venue, doors) in zip(city.venues, city.doors) {
      let before = findings.count
      let joins = doors.joined()
      func note(_ kind: InspectionKind, _ severity: InspectionFinding.Severity, _ what: String, _ metres: Double? = nil)
        -> InspectionFinding
      {
        var finding = InspectionFinding(kind, severity, venue.identifiers, at: venue.coordinate, what)
        finding.name = venue.name
        finding.metres = metres
        return finding
      }
      if let leg = joins.map(\.snap).min(by: { $0.legInMetres < $1.legInMetres }) {
        if leg.legInMetres > Self.farLegInMetres {
          add(note(.venueFarFromStreet, .warning, "\(metres(leg)) from the nearest street", leg.legInMetres))
        }
        if joins.allSatisfy(\.snap.crossesObstacle) {
          let door = venue.doors.first?.coordinate ?? venue.coordinate
          add(note(.venueBehindBarrier, .warning, behind(door, leg), leg.legInMetres))
        }
        let pieces = Set(joins.map { city.model.snaps.piece(of: $0.snap) })
        if !pieces.contains(0), let piece = pieces.min() {
          let length = city.model.streets.components[piece].lengthInMetres
          add(
            note(.venueOnIsland, .warning, "joins a piece of \(OutputText.grouped(length)) m of streets only", length))
        }
      } else {
        add(note(.venueWithoutStreet, .error, noStreet))
      }
      if isIn(water, venue.coordinate) { add(note(.venueOnWater, .warning, "its middle lies in water")) }
      if findings.count > before { bad += 1 }
    }
    return bad
  }

  private var noStreet: String {
    "no street within \(OutputText.shortDecimal(city.parameters.snapRadiusInMetres)) m: never covered"
  }

  private func metres(_ snap: Snap) -> String { OutputText.decimal(snap.legInMetres, places: 1) + " m" }

  private func behind(_ place: Coordinate, _ snap: Snap) -> String {
    let words = city.model.snaps.obstacles.barrier(from: place, to: snap.foot) ?? ObstacleIndex.wallWords
    return "the straight way of \(metres(snap)) to its street crosses \(words)"
  }

  private func isIn(_ water: WaterIndex, _ place: Coordinate) -> Bool {
    water.contains(longitudeE7: Double(place.longitudeE7), latitudeE7: Double(place.latitudeE7))
  }

  private func isHouseboat(_ id: String, _ extract: Extract) -> Bool {
    guard id.first == "w", let way = Int64(id.dropFirst()).flatMap({ extract.ways.index(of: $0) }) else { return false }
    return extract.tags(ofWay: way)["building"] == "houseboat"
  }
}
