import Geography
import Walking

extension CityInspection {
  /// Names and opening hours of the venues that count.
  mutating func inspectVenueTags() {
    var (nameless, hourless, lacking) = (0, 0, 0)
    for venue in city.venues {
      let hours = VenueTimes(venue)
      func note(_ kind: InspectionKind, _ what: String) -> InspectionFinding {
        var finding = InspectionFinding(kind, .notice, venue.identifiers, at: venue.coordinate, what)
        finding.name = venue.name
        return finding
      }
      if venue.name.isEmpty {
        nameless += 1
        add(note(.venueWithoutName, "\(venue.kind.rawValue) without a name"))
      }
      if hours.hours == nil {
        hourless += 1
        if let text = venue.attributes["stop_times"] ?? venue.attributes["opening_hours"], !text.isEmpty {
          add(note(.venueHoursUnknown, "opening hours \(SuppliedFile.quoted(text)) are not understood"))
        } else {
          add(note(.venueWithoutHours, "\(venue.kind.rawValue) without opening hours"))
        }
      }
      if venue.name.isEmpty || hours.hours == nil { lacking += 1 }
    }
    grade(
      .venueTags, isDecisive: city.parameters.selection.moment != nil,
      by: Self.share(
        Double(lacking), of: Double(city.venues.count), "venues without a name or usable hours", .completeness))
    measure("venues", city.venues.count)
    measure("venues_without_name", nameless)
    measure("venues_without_usable_hours", hourless)
  }

  /// The share of street length that lacks the tags a walker asks for. Ways are not listed: `survey.csv` of a run has those
  /// that somebody's answer hangs on.
  ///
  /// - Parameter streets: those of the walker.
  mutating func inspectStreetTags(_ streets: StreetGraph, _ walker: WalkingProfile) {
    var (whole, unknown) = (0.0, 0.0)
    var byTag = [Double](repeating: 0, count: UnknownTags.all.count)
    for edge in 0..<streets.edgeCount where !streets.edgeFlags[edge].contains(.acrossArea) {
      for point in streets.shapeRange(edge).dropLast() {
        let metres = Ellipsoid.lengthInMetres(
          from: streets.shapeCoordinates[point], to: streets.shapeCoordinates[point + 1])
        whole += metres
        let tags = streets.unknowns.tags(ofWay: streets.ways[Int(streets.shapeWays[point])])
        guard !tags.isEmpty else { continue }
        unknown += metres
        for (place, tag) in UnknownTags.all.enumerated() where tags.contains(tag.tag) { byTag[place] += metres }
      }
    }
    grade(
      .streetTags, isDecisive: city.parameters.profile.asksForTags,
      by: Self.share(unknown, of: whole, "street length without the tags \(walker.name) asks for", .completeness))
    guard whole > 0 else { return }
    measure("street_length_of_\(walker.name)_m", whole)
    for (metres, tag) in zip(byTag, UnknownTags.all) where walker.demands.asks.contains(tag.tag) {
      measure("street_length_without_\(tag.key)_share", metres / whole)
    }
    measure("crossings_and_kerbs_without_kerb", streets.unknowns.counts.nodes)
  }
}
