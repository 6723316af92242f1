import Geography
import OpenStreetMap

/// How many venues of a list OpenStreetMap has, by how they were matched (domain §4).
public struct VenueListMatch: Hashable, Sendable {
  /// The list's file.
  public var file: String
  /// Venues of the list, of the kinds that count.
  public var listed = 0
  /// Those that OpenStreetMap has as such: merged with one of the same kind.
  public var asSuch = 0
  /// Those under another kind, or without one in the list: same name within 300 m, or under 30 m away.
  public var otherwise = 0
  /// Those that stand on the map by name only, as a building or place for the public that is no venue.
  public var untagged = 0
  /// Venues of OpenStreetMap, merged, and those of them that the list lacks.
  public var mapped = 0, notListed = 0

  /// Those of the list that are nowhere on the map.
  public var missing: Int { listed - asSuch - otherwise - untagged }
}

extension CityInspection {
  /// The same name this near is the same house, in metres; as far as a planner's list may be off.
  private static let untaggedInMetres = 1_000.0

  /// A supplied list of venues: what is wrong in it, and what OpenStreetMap has of it.
  ///
  /// - Throws: ``InputError`` for a file that cannot be used.
  mutating func inspectList(
    _ path: String, _ format: SuppliedFormat, _ extract: Extract, _ found: VenueFindings
  ) throws {
    var list = try VenueList.read(path: path, format: format, near: city.box)
    let read = list.venues
    list.removeFar(from: city.box)
    let near = Set(list.venues.map(\.id))
    var bad = Set(read.map(\.id)).subtracting(near)
    for venue in read where !near.contains(venue.id) {
      add(note(venue, .listVenueFar, .error, "over 5 km from the extract's streets: left out"))
    }
    let detector = VenueShiftDetector(list.venues, crs: format.crs ?? .wgs84)
    if let shift = detector.warning(path: path, extract: extract, snaps: city.model.snaps) {
      bad.formUnion(read.map(\.id))
      add(InspectionFinding(.listShifted, .error, [SuppliedFile.name(of: path)], at: nil, shift.message))
    }
    let joined = zip(city.venues, city.doors).filter { $1.allSatisfy(\.isEmpty) }.flatMap(\.0.identifiers)
    bad.formUnion(near.intersection(joined))
    let counted = list.venues.filter { VenueCensus.counts($0.kind, among: city.parameters.kinds) }
    bad.formUnion(match(counted, SuppliedFile.name(of: path), extract, found))
    grade(
      .list,
      by: Self.share(Double(bad.count), of: Double(read.count), "the list's venues misplaced or double", .records))
    if let match = listMatch {
      grade(
        .listInOSM, isDecisive: false,
        by: Self.share(
          Double(match.missing + match.untagged), of: Double(match.listed),
          "the list's venues that OpenStreetMap lacks",
          .completeness))
    }
  }

  private func note(
    _ venue: Venue, _ kind: InspectionKind, _ severity: InspectionFinding.Severity, _ what: String,
    also: [String] = []
  ) -> InspectionFinding {
    var finding = InspectionFinding(kind, severity, venue.identifiers + also, at: venue.coordinate, what)
    finding.name = venue.name
    return finding
  }

  /// Matches a list with the map; gives back the rows that are there twice.
  private mutating func match(
    _ listed: [Venue], _ file: String, _ extract: Extract, _ found: VenueFindings
  ) -> Set<String> {
    let mapped = found.venues.filter { city.parameters.kinds.contains($0.kind) }
    var match = VenueListMatch(file: file, listed: listed.count)
    let groups = VenueMerger.merge(mapped + listed).venues
    let byID = Dictionary((mapped + listed).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var left: [Venue] = [], unlisted: [Venue] = []
    var twice: Set<String> = []
    for group in groups {
      let rows = group.identifiers.filter { !VenueIdentifier($0).isMapped }
      if rows.count < group.identifiers.count { match.mapped += 1 }
      if rows.count > 1 {
        twice.formUnion(rows.dropFirst())
        var finding = InspectionFinding(
          .listRowTwice, .warning, rows, at: group.coordinate, "\(rows.count) rows are one \(group.kind.rawValue)")
        finding.name = group.name
        add(finding)
      }
      if rows.isEmpty {
        unlisted.append(group)
      } else if rows.count < group.identifiers.count {
        match.asSuch += rows.count
      } else {
        left += rows.compactMap { byID[$0] }
      }
    }
    let otherwise = VenueVicinity(mapped)
    var taken: Set<String> = []
    let houses = NamedHouses(extract, named: Set(left.map(\.name)))
    for venue in left {
      if let other = otherwise.counterpart(of: venue) {
        match.otherwise += 1
        taken.insert(other)
      } else if let house = houses.nearest(to: venue), house.metres <= Self.untaggedInMetres {
        match.untagged += 1
        var finding = note(
          venue, .listVenueUntagged, .notice,
          "on the map as \(house.id), \(OutputText.decimal(house.metres, places: 1)) m away, which is tagged as no "
            + "venue of the kinds that count", also: [house.id.description])
        finding.metres = house.metres
        add(finding)
      } else {
        add(note(venue, .listVenueNotInOSM, .notice, "OpenStreetMap has nothing of its kind or name around it"))
      }
    }
    for venue in unlisted where taken.isDisjoint(with: venue.identifiers) {
      match.notListed += 1
      add(note(venue, .osmVenueNotInList, .notice, "\(venue.kind.rawValue) that the list lacks"))
    }
    listMatch = match
    return twice
  }
}

/// The venues of the map by latitude, to find a list's venue among them whatever its kind.
private struct VenueVicinity {
  private let venues: [Venue]

  init(_ venues: [Venue]) {
    self.venues = venues.sorted { ($0.coordinate.latitudeE7, $0.id) < ($1.coordinate.latitudeE7, $1.id) }
  }

  /// The id of the nearest that bears the same name within 300 m, or is under 30 m away.
  func counterpart(of venue: Venue) -> String? {
    let name = NameNormalisation.normalised(venue.name)
    // 300 m are 27,200 steps of latitude at most.
    let reach: Int64 = 28_000
    let low = Int64(venue.coordinate.latitudeE7) - reach
    var (first, end) = (0, venues.count)
    while first < end {
      let middle = (first + end) / 2
      if Int64(venues[middle].coordinate.latitudeE7) < low { first = middle + 1 } else { end = middle }
    }
    var best: (metres: Double, id: String)?
    while first < venues.count, Int64(venues[first].coordinate.latitudeE7) <= low + 2 * reach {
      let other = venues[first]
      first += 1
      let metres = Ellipsoid.lengthInMetres(from: venue.coordinate, to: other.coordinate)
      let isNamesake = !name.isEmpty && NameNormalisation.normalised(other.name) == name
      guard metres < VenueMerger.nearInMetres || (isNamesake && metres <= VenueMerger.sameNameInMetres) else {
        continue
      }
      if best.map({ (metres, other.id) < $0 }) ?? true { best = (metres, other.id) }
    }
    return best?.id
  }
}
