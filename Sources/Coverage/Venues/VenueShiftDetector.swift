import Geography
import OpenStreetMap
import Walking

/// Tells when a list of venues in mainland China is in another system than was said (domain §9.2): a list of a Chinese
/// map service lies some 520 m off in Hangzhou, six and a half minutes of walking.
///
/// Each of WGS 84, GCJ-02 and BD-09 is tried on the list's own numbers. Where at least two venues bear the name of a
/// house on the map, the system that puts them nearest to their namesakes is the likely one; else, of five venues or
/// more, the one that puts them nearest to streets. It warns only where the system in use leaves them three times as
/// far (of namesakes, 200 m farther too), and never converts.
///
/// The shift is computed at each place: its size (350–750 m, 1.0–1.4 km) and its direction (toward 118–121° in Hangzhou)
/// differ over the country.
struct VenueShiftDetector {
  /// How far a namesake may lie to be the same house under one of the systems.
  private static let sameHouseInMetres = 2_000.0
  private static let clearFactor = 3.0
  private static let clearDifferenceInMetres = 200.0

  private let venues: [Venue]
  private let claimed: ChineseShift?
  /// WGS 84 first.
  private static let systems: [ChineseShift?] = [nil, .gcj02, .bd09]

  /// - Parameters:
  ///   - venues: the list, in WGS 84 as its system was said to be.
  ///   - crs: the system it was said to be in.
  init(_ venues: [Venue], crs: SuppliedCRS) {
    claimed = crs.shift
    // Elsewhere, and in systems of another kind, there is no such shift.
    self.venues =
      crs.isKnownDatum
      ? venues.filter { ChineseShift.gcj02.shifted(GeographicPoint($0.coordinate)) != GeographicPoint($0.coordinate) }
      : []
  }

  /// The warning, if there is cause for one.
  ///
  /// - Complexity: linear in the extract, and a look-up of the nearest street a venue and system.
  func warning(path: String, extract: Extract, snaps: SnapIndex) -> Warning? {
    guard !venues.isEmpty else { return nil }
    let found = byNames(NamedHouses(extract, named: Set(venues.map(\.name)))) ?? byStreets(snaps)
    guard let found, found.system != claimed else { return nil }
    let name = found.system?.rawValue ?? "wgs84"
    let message =
      "venues of \(SuppliedFile.name(of: path)) seem to be in \(name.uppercased()), not \(claimedName.uppercased()): "
      + "\(found.evidence); if so, give --venues-crs \(name)"
    return Warning(count: venues.count, message: message)
  }

  private var claimedName: String { claimed?.rawValue ?? "wgs84" }

  /// Where a venue is if the list's numbers are of a system.
  private func place(of venue: Venue, _ system: ChineseShift?) -> Coordinate {
    let said = GeographicPoint(venue.coordinate)
    let raw = claimed?.shifted(said) ?? said
    let place = system.map { $0.restored(raw) ?? raw } ?? raw
    return Coordinate(longitude: place.longitude, latitude: place.latitude) ?? venue.coordinate
  }

  /// The system that fits best, if the claimed one does not; `nil` in place of an answer when few names match.
  private func byNames(_ houses: NamedHouses) -> (system: ChineseShift?, evidence: String)? {
    var distances = [[Double]](repeating: [], count: Self.systems.count)
    for venue in venues {
      let namesakes = houses[venue.name]
      guard !namesakes.isEmpty else { continue }
      let nearest = Self.systems.map { system in
        let place = place(of: venue, system)
        return namesakes.map { Ellipsoid.lengthInMetres(from: place, to: $0) }.min() ?? .infinity
      }
      guard let least = nearest.min(), least <= Self.sameHouseInMetres else { continue }
      for (number, distance) in nearest.enumerated() { distances[number].append(distance) }
    }
    guard distances[0].count >= 2 else { return nil }
    let medians = distances.map(Self.median)
    guard let best = clearBest(medians, by: Self.clearDifferenceInMetres) else { return (claimed, "") }
    let evidence =
      "\(distances[0].count) lie \(Int(medians[claimedNumber].rounded())) m (median) from the houses of their names, "
      + "then \(Int(medians[best].rounded())) m"
    return (Self.systems[best], evidence)
  }

  private func byStreets(_ snaps: SnapIndex) -> (system: ChineseShift?, evidence: String)? {
    guard venues.count >= 5 else { return nil }
    let medians = Self.systems.map { system in
      Self.median(
        venues.map { snaps.snaps(place(of: $0, system)).first?.legInMetres ?? snaps.radiusInMetres })
    }
    guard let best = clearBest(medians, by: 0) else { return nil }
    let evidence =
      "they lie \(Int(medians[claimedNumber].rounded())) m (median) from a street, then \(Int(medians[best].rounded())) m"
    return (Self.systems[best], evidence)
  }

  private var claimedNumber: Int { Self.systems.firstIndex(of: claimed) ?? 0 }

  private func clearBest(_ medians: [Double], by difference: Double) -> Int? {
    guard let best = medians.indices.min(by: { medians[$0] < medians[$1] }) else { return nil }
    let claimed = medians[claimedNumber]
    let isClear = claimed >= Self.clearFactor * medians[best] && claimed - medians[best] > difference
    return isClear ? best : nil
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .infinity }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}

/// Where an extract has houses and other places for the public of given names.
struct NamedHouses {
  private var places: [String: [(id: ElementID, place: Coordinate)]] = [:]

  /// - Parameter names: the names that will be asked for, in any spelling that comes to the same.
  /// - Complexity: linear in the extract's elements.
  init(_ extract: Extract, named names: Set<String>) {
    let wanted = Set(names.map(NameNormalisation.normalised)).subtracting([""])
    guard !wanted.isEmpty else { return }
    for position in extract.nodes.tagged.indices {
      guard let name = Self.name(extract.tags(ofTaggedNode: position), wanted) else { continue }
      let node = Int(extract.nodes.tagged[position])
      places[name, default: []].append((ElementID(.node, extract.nodes.ids[node]), extract.nodes.coordinates[node]))
    }
    for way in extract.ways.ids.indices {
      guard let name = Self.name(extract.tags(ofWay: way), wanted) else { continue }
      let line = PlaceLine(ofWay: way, in: extract)
      guard let place = PlaceRing(line.points)?.centroid ?? line.points.first else { continue }
      places[name, default: []].append((ElementID(.way, extract.ways.ids[way]), place))
    }
    for relation in extract.relations.ids.indices {
      guard let name = Self.name(extract.tags(ofRelation: relation), wanted),
        case .success(let area) = extract.area(ofRelation: relation),
        let place = PlaceRing.centroid(of: area.polygons)
      else { continue }
      places[name, default: []].append((ElementID(.relation, extract.relations.ids[relation]), place))
    }
  }

  /// The places of a name.
  subscript(name: String) -> [Coordinate] { places[NameNormalisation.normalised(name)]?.map(\.place) ?? [] }

  /// The nearest house of a venue's name.
  func nearest(to venue: Venue) -> (metres: Double, id: ElementID)? {
    let namesakes = places[NameNormalisation.normalised(venue.name)] ?? []
    return namesakes.map { (Ellipsoid.lengthInMetres(from: venue.coordinate, to: $0.place), $0.id) }.min { $0 < $1 }
  }

  private static let houseKeys = ["building", "amenity", "tourism", "historic", "community_centre"]

  private static func name(_ tags: Tags, _ wanted: Set<String>) -> String? {
    guard !tags.isEmpty, let name = tags["name"] ?? tags["name:zh"], houseKeys.contains(where: { tags[$0] != nil })
    else { return nil }
    let form = NameNormalisation.normalised(name)
    return wanted.contains(form) ? form : nil
  }
}
