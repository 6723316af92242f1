import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// Whole cities, where their extracts are at hand: what is in them was counted by another program, and what is reached
/// was measured by another one's Dijkstra over all nodes (`benchmarks/cities.md` says which rules make the difference).
@Suite("Real cities", .serialized)
struct RealCityTests {
  struct City: Sendable, CustomTestStringConvertible {
    var file: String
    /// Elements as `osmium tags-filter -R` counts them for `nwr/tourism=museum`, `nwr/amenity=theatre` and
    /// `nwr/amenity=library`.
    var museums: Int, theatres: Int, libraries: Int
    /// Per cent of all homes within 15 minutes.
    var share: Double
    /// Per cent of the homes that are ways tagged as residential, here and by the other program.
    var residentialShare: Double, referenceShare: Double
    var testDescription: String { file }
  }

  static let cities = [
    City(
      file: "monaco.osm.pbf", museums: 9, theatres: 6, libraries: 4, share: 99.2, residentialShare: 99.8,
      referenceShare: 94.7),
    City(
      file: "helsinki.osm.pbf", museums: 19, theatres: 18, libraries: 11, share: 100, residentialShare: 100,
      referenceShare: 99.5),
    City(
      file: "las_palmas.osm.pbf", museums: 14, theatres: 13, libraries: 11, share: 79.6, residentialShare: 88.9,
      referenceShare: 89.0),
    City(
      file: "liechtenstein.osm.pbf", museums: 12, theatres: 2, libraries: 3, share: 53.6, residentialShare: 38.4,
      referenceShare: 38.3),
    City(
      file: "anhui_north.osm.pbf", museums: 7, theatres: 4, libraries: 10, share: 1.8, residentialShare: 22.3,
      referenceShare: 18.3),
    City(
      file: "tsinghua_beijing.osm", museums: 0, theatres: 2, libraries: 3, share: 59.6, residentialShare: 67.3,
      referenceShare: 65.3),
    City(
      file: "hangzhou_centre.osm.pbf", museums: 0, theatres: 0, libraries: 0, share: 50.7, residentialShare: 50.7,
      referenceShare: 49.7),
  ]

  /// In per cent of the homes: half a point.
  static let tolerance = 0.5

  @Test("Every venue that osmium finds is found, by kind, before merging", arguments: cities)
  func venuesAreCounted(_ city: City) throws {
    guard let path = SharedData.geodata("extracts/\(city.file)")?.path else { return }
    let findings = VenueFinder().venues(in: try ExtractReader(path: path, workers: 2).read(VenueFinder.selection))
    for (kind, count) in [
      (VenueKind.museum, city.museums), (.theatre, city.theatres), (.library, city.libraries),
    ] {
      let found = findings.counts.filter { $0.kind == kind }.reduce(0) { $0 + $1.count }
      // One that does not count is told, never lost.
      let told = findings.dropped.count { $0.kind == kind }
      #expect(found + told == count, "\(kind)")
    }
  }

  @Test("The covered share keeps to the published table", arguments: cities)
  func sharesKeep(_ city: City) throws {
    guard let path = SharedData.geodata("extracts/\(city.file)")?.path else { return }
    var analysis = CoverageAnalysis(extract: path)
    if city.file.hasPrefix("hangzhou") {
      guard let venues = SharedData.geodata("venues/hangzhou_osm_named_venues.geojson")?.path else { return }
      analysis.venuesPath = venues
      analysis.parameters.snapRadiusInMetres = 600
    }
    let homes = try Self.homes(of: analysis)
    #expect(abs(Self.share(homes) - city.share) <= Self.tolerance)
    let ways = homes.filter { $0.home.source == .residential && $0.home.id.hasPrefix("w") }
    #expect(abs(Self.share(ways) - city.residentialShare) <= Self.tolerance)
    // 5.1 points in Monaco, 3.4 in northern Anhui: the rules that make them are in `benchmarks/cities.md`.
    #expect(abs(Self.share(ways) - city.referenceShare) <= 5.5)
    for home in homes where home.time.isReachable {
      #expect(home.timesByKind.min() == home.time)
      guard let leg = home.homeLeg, let venueLeg = home.venueLeg else { continue }
      #expect(leg.milliseconds + venueLeg.milliseconds <= home.time.milliseconds)
    }
  }

  /// All stages but the drawing.
  private static func homes(of analysis: CoverageAnalysis) throws -> [HomeResult] {
    try analysis.searched().homeResults
  }

  private static func share(_ homes: [HomeResult]) -> Double {
    let covered = homes.count { $0.time <= .minutes(15) }
    return homes.isEmpty ? 0 : Double(covered) / Double(homes.count) * 100
  }
}
