import Geography

/// Two or more records that were taken for one venue, and why.
public struct VenueMerge: Hashable, Sendable {
  /// What showed that two records are one venue.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The same `wikidata`.
    case sameWikidata = "same wikidata"
    /// Less than 30 m apart.
    case near = "under 30 m apart"
    /// One lies inside the other's outline.
    case inside = "one inside the other"
    /// The same name within 300 m.
    case sameName = "same name within 300 m"
  }

  /// The venue that stands for all.
  public var id: String
  /// All ids, ascending.
  public var identifiers: [String]
  /// The reasons that joined them, in the order of the cases.
  public var reasons: [Reason]
  /// The id of the record that wins: its place and its attributes are the venue's.
  public var winner = ""
  /// How far each record of ``identifiers`` is from the venue's place.
  public var distancesInMetres: [Double] = []
}

/// Joins records of the same venue (domain §4, "Merging lists"): the same class and the same wikidata, or the same
/// name within 300 m, or one inside the other, or under 30 m apart. Chains join.
///
/// Of supplied and mapped records the supplied one wins; of mapped ones the largest area, then the lowest id. Every
/// record keeps its doors, so merging never puts a venue farther away, with two exceptions: a node inside another
/// record's outline is that building's label and no door, and a supplied door stands for the doors of the mapped
/// records that hold it or are under 30 m away. Outlines within a larger one are not listed again.
/// - Complexity: near-linear, also with all records at one place: cells no larger than the distance asked join as a
///   whole.
public struct VenueMerger {
  static let nearInMetres = 30.0
  static let sameNameInMetres = 300.0

  /// Merges records.
  ///
  /// - Returns: the venues in the order of their ids (nodes, ways, relations by number, then supplied rows), and
  ///   one entry for every venue made of more than one record, in the same order.
  public static func merge(_ records: [Venue]) -> (venues: [Venue], merges: [VenueMerge]) {
    let records = records.map { (identifier: VenueIdentifier($0.id), record: $0) }
      .sorted { $0.identifier < $1.identifier }.map(\.record)
    var joins = VenueJoins(records)
    joins.joinNear()
    joins.joinSameWikidata()
    joins.joinInside()
    joins.joinSameName()
    let groups = joins.groups()
    var venues: [Venue] = []
    var merges: [VenueMerge] = []
    for group in groups {
      let venue = combined(group.members.map { records[$0] })
      venues.append(venue)
      if group.members.count > 1 {
        merges.append(log(venue, of: group.members.map { records[$0] }, reasons: group.reasons))
      }
    }
    return (venues, merges)
  }

  private static func log(_ venue: Venue, of records: [Venue], reasons: [VenueMerge.Reason]) -> VenueMerge {
    var distances: [String: Double] = [:]
    for record in records {
      let distance = Ellipsoid.lengthInMetres(from: venue.coordinate, to: record.coordinate)
      for id in record.identifiers { distances[id] = min(distance, distances[id] ?? distance) }
    }
    return VenueMerge(
      id: venue.id, identifiers: venue.identifiers, reasons: reasons, winner: ranked(records)[0].id,
      distancesInMetres: venue.identifiers.map { distances[$0] ?? 0 })
  }

  /// One venue of several records, which come by ascending id.
  private static func combined(_ records: [Venue]) -> Venue {
    guard records.count > 1 else { return records[0] }
    let best = ranked(records)
    var venue = best[0]
    venue.identifiers = Array(Set(records.flatMap(\.identifiers)))
      .map(VenueIdentifier.init).sorted().map(\.text)
    venue.id = venue.identifiers[0]
    venue.name = best.lazy.map(\.name).first { !$0.isEmpty } ?? ""
    let outlines = outlines(of: best)
    venue.outline = outlines.flatMap { $0 }
    for record in best.dropFirst() { venue.attributes.merge(record.attributes) { first, _ in first } }
    venue.members = members(of: best, outlines: outlines)
    venue.doors = Door.unique(venue.members.flatMap(\.doors))
    return venue
  }

  /// Supplied records first, then larger areas, then lower ids.
  private static func ranked(_ records: [Venue]) -> [Venue] {
    let keyed = records.enumerated().map { place, record in
      (
        isMapped: VenueIdentifier(record.id).isMapped, area: PlaceRing.areaInSquareMetres(of: record.outline),
        place: place, record: record
      )
    }
    return keyed.sorted { a, b in
      if a.isMapped != b.isMapped { return b.isMapped }
      return a.area != b.area ? a.area > b.area : a.place < b.place
    }.map(\.record)
  }

  /// The outlines of the records, largest first, without those that lie within a kept one.
  private static func outlines(of records: [Venue]) -> [[GeographicPolygon]] {
    let areas = records.map(\.outline).filter { !$0.isEmpty }
      .map { (polygons: $0, area: PlaceRing.areaInSquareMetres(of: $0)) }
      .sorted { $0.area > $1.area }
    // More than a few outlines at one place are copies of each other; comparing all would be quadratic.
    var kept: [[GeographicPolygon]] = []
    for candidate in areas.prefix(64) {
      let isCovered = PlaceRing.centroid(of: candidate.polygons).map { centroid in
        PlacePolygonIndex(kept).first(containing: centroid) != nil
      }
      if isCovered != true { kept.append(candidate.polygons) }
    }
    return kept
  }

  /// The records that have doors of their own, in their order: all but nodes within an outline, and mapped records
  /// whose door is supplied.
  private static func members(of records: [Venue], outlines: [[GeographicPolygon]]) -> [Venue.Member] {
    let supplied = records.filter { $0.doors.contains { $0.resolvedBy == .supplied } }
    let known = PlaceGrid(Array(Set(supplied.flatMap { [$0.coordinate] + $0.doors.map(\.coordinate) })))
    let index = PlacePolygonIndex(outlines)
    return records.compactMap { record in
      let isSupplied = record.doors.contains { $0.resolvedBy == .supplied }
      if !isSupplied {
        if record.outline.isEmpty, index.first(containing: record.coordinate) != nil { return nil }
        let isMapped = VenueIdentifier(record.id).isMapped
        if isMapped, !supplied.isEmpty, isKnown(record, by: known) { return nil }
      }
      return Venue.Member(coordinate: record.coordinate, outline: record.outline, doors: record.doors)
    }
  }

  /// Whether a supplied record or its door lies in a mapped record or under 30 m from it.
  private static func isKnown(_ record: Venue, by supplied: PlaceGrid) -> Bool {
    record.outline.isEmpty
      ? supplied.hasPlace(within: nearInMetres, of: record.coordinate, record.coordinate)
      : supplied.hasPlace(within: nearInMetres, of: record.outline)
  }
}

/// A venue's id in the order in which venues are listed.
struct VenueIdentifier: Comparable {
  let text: String
  private let rank: Int
  private let number: Int64
  private let file: Substring

  /// Reads `n1`, `w1`, `r1` or `FILE:row`.
  init(_ text: String) {
    self.text = text
    if let first = text.first, let rank = ["n", "w", "r"].firstIndex(of: String(first)),
      let number = Int64(text.dropFirst())
    {
      (self.rank, self.number, file) = (rank, number, "")
    } else {
      let colon = text.lastIndex(of: ":") ?? text.endIndex
      rank = 3
      file = text[..<colon]
      number = Int64(text[colon...].dropFirst()) ?? 0
    }
  }

  /// Whether it is an element of OpenStreetMap.
  var isMapped: Bool { rank < 3 }

  static func < (a: VenueIdentifier, b: VenueIdentifier) -> Bool {
    (a.rank, a.file, a.number, a.text) < (b.rank, b.file, b.number, b.text)
  }
  static func == (a: VenueIdentifier, b: VenueIdentifier) -> Bool { a.text == b.text }
}
