import Columns
import Geography
import Walking

/// What preparing a city found, part by part, so that it can be told of fewer kinds of venues too.
struct CityFindings: Sendable {
  /// Of reading, streets and areas.
  var beforePlaces = CityMessages()
  var venues = VenueCensus()
  /// Of homes.
  var homes = CityMessages()
  /// Of people spread or listed, where a file has them.
  var population: PopulationRecord?
  var homesWithoutStreet = 0, homesOnIslands = 0
  var streetComponents = 0, smallStreetComponents = 0

  /// All of it in order, for these kinds.
  ///
  /// - Parameters:
  ///   - found: the venues of these kinds.
  ///   - doors: the joins of each door of each of them.
  ///   - leftOut: how many more of these kinds do not count then.
  func messages(
    kinds: [VenueKind], venues found: [Venue], doors: [[[Join]]], leftOut: Int = 0, snapRadiusInMetres: Double
  ) -> CityMessages {
    var all = beforePlaces
    all.append(venues.messages(kinds: kinds, merged: found.count + leftOut))
    all.append(homes)
    let unjoined = doors.count { $0.allSatisfy(\.isEmpty) }
    all.counts += [
      ("homes_without_street", homesWithoutStreet), ("venues_without_street", unjoined),
      ("street_components", streetComponents), ("street_components_small", smallStreetComponents),
      ("homes_on_islands", homesOnIslands),
    ]
    let islands = doors.indices.filter { doors[$0].contains { $0.count > 1 } }
    if !islands.isEmpty {
      let shown = islands.prefix(3).map { found[$0].id }.joined(separator: ", ") + (islands.count > 3 ? ", …" : "")
      all.notes.append(
        "venues on an island of streets, joined to the network around it too: \(islands.count) (\(shown))")
    }
    if unjoined > 0 {
      let far = "no street within \(Int(snapRadiusInMetres)) m"
      all.notes.append("venues that serve no one: \(unjoined) (\(far))")
    }
    return all
  }

  func put(into archive: inout ArchiveWriter) {
    beforePlaces.put(into: &archive)
    venues.put(into: &archive)
    homes.put(into: &archive)
    for count in [homesWithoutStreet, homesOnIslands, streetComponents, smallStreetComponents] { archive.put(count) }
    archive.put(optional: population) { $1.put(into: &$0) }
  }
}

extension CityFindings {
  init(from archive: inout ArchiveReader) throws {
    beforePlaces = try CityMessages(from: &archive)
    venues = try VenueCensus(from: &archive)
    homes = try CityMessages(from: &archive)
    homesWithoutStreet = try archive.count()
    homesOnIslands = try archive.count()
    streetComponents = try archive.count()
    smallStreetComponents = try archive.count()
    population = try archive.optional { try PopulationRecord(from: &$0) }
  }
}
