import Geography
import OpenStreetMap

extension CityInspection {
  /// Two of a name and a kind nearer than this may be one, in metres: a branch has a name of its own, or lies farther.
  private static let perhapsTwiceInMetres = 1_000.0

  /// Venues of the extract that are there twice, surely or perhaps, and buildings drawn twice.
  mutating func inspectDuplicates(_ found: VenueFindings) {
    let records = found.venues.filter { city.parameters.kinds.contains($0.kind) }
    let (venues, merges) = VenueMerger.merge(records)
    let byID = Dictionary(venues.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for merge in merges {
      let reasons = merge.reasons.map(\.rawValue).joined(separator: ", ")
      var finding = InspectionFinding(
        .venueMappedTwice, .notice, merge.identifiers, at: byID[merge.id]?.coordinate,
        "\(merge.identifiers.count) elements are one \(byID[merge.id]?.kind.rawValue ?? "venue"): \(reasons)")
      finding.name = byID[merge.id]?.name ?? ""
      finding.metres = merge.distancesInMetres.max()
      add(finding)
    }
    let doubtful = addNamesakes(venues)
    let twice = addTwins()
    grade(
      .duplicates,
      by: Self.share(Double(doubtful), of: Double(venues.count), "venues that may be double", .records),
      Self.share(Double(twice), of: Double(city.homes.count), "homes drawn twice", .records))
    measure("venues_in_osm", venues.count)
    measure("venue_records_merged", records.count - venues.count)
    measure("elements_twice_in_file", reading.duplicates)
  }

  /// Pairs of venues of a name that were not merged. Those of one kind and name are over 300 m apart, so that a place has
  /// few of them around.
  private mutating func addNamesakes(_ venues: [Venue]) -> Int {
    var groups: [String: [Venue]] = [:]
    for venue in venues {
      let name = NameNormalisation.normalised(venue.name)
      if !name.isEmpty { groups[name, default: []].append(venue) }
    }
    var doubtful: Set<String> = []
    for group in groups.values where group.count > 1 {
      let sorted = group.sorted { ($0.coordinate.latitudeE7, $0.id) < ($1.coordinate.latitudeE7, $1.id) }
      for (place, first) in sorted.enumerated() {
        for second in sorted.dropFirst(place + 1) {
          // A degree of latitude has 110.5 km at least.
          let north = Double(second.coordinate.latitudeE7) - Double(first.coordinate.latitudeE7)
          guard north * 0.011 <= Self.perhapsTwiceInMetres else { break }
          let metres = Ellipsoid.lengthInMetres(from: first.coordinate, to: second.coordinate)
          let isSame = first.kind == second.kind
          guard metres <= (isSame ? Self.perhapsTwiceInMetres : VenueMerger.sameNameInMetres) else { continue }
          if isSame { doubtful.formUnion([first.id, second.id]) }
          addPair(first, second, metres, isSame)
        }
      }
    }
    return doubtful.count
  }

  private mutating func addPair(_ a: Venue, _ b: Venue, _ metres: Double, _ isSame: Bool) {
    let (first, second) = VenueIdentifier(a.id) < VenueIdentifier(b.id) ? (a, b) : (b, a)
    let kinds = isSame ? "two of kind \(first.kind.rawValue)" : "a \(first.kind.rawValue) and a \(second.kind.rawValue)"
    var finding = InspectionFinding(
      isSame ? .venuePerhapsTwice : .venueOfTwoKinds, isSame ? .warning : .notice, [first.id, second.id],
      at: first.coordinate, "\(kinds) of one name, \(OutputText.decimal(metres, places: 1)) m apart")
    (finding.name, finding.metres) = (first.name, metres)
    add(finding)
  }

  /// Buildings whose middles are the same to the centimetre: drawn or imported twice. Counts those that are one too many.
  private mutating func addTwins() -> Int {
    let places = city.homes.coordinates
    let mapped = city.homes.indices.filter {
      [.residential, .inferred].contains(city.homes[$0].source)
    }
    let order = mapped.sorted {
      (places[$0].longitudeE7, places[$0].latitudeE7, $0) < (places[$1].longitudeE7, places[$1].latitudeE7, $1)
    }
    var twice = 0
    var first = 0
    while first < order.count {
      var end = first + 1
      while end < order.count, places[order[end]] == places[order[first]] { end += 1 }
      if end - first > 1 {
        let members = order[first..<end].map { city.homes[$0] }
        var finding = InspectionFinding(
          .buildingTwice, .warning, members.map(\.id), at: members[0].coordinate,
          "\(members.count) residential buildings have one middle")
        for member in members.dropFirst() { finding.homes.add(weight: member.weight) }
        twice += members.count - 1
        add(finding)
      }
      first = end
    }
    return twice
  }
}
