import Coverage
import Foundation
import Geography
import Synchronization
import Walking

@testable import PlannerMap

/// A city of a few streets whose answers follow from the question alone.
struct MadeCity: CityAnswers {
  /// What tests watch and hold up.
  final class Watch: Sendable {
    /// Questions begun, and ended early because the client had left.
    let begun = Mutex(0), abandoned = Mutex(0)
    /// Whether drawing waits.
    let isHeld = Mutex(false)
    /// Whether sites wait.
    let holdsSites = Mutex(false)
    /// Whether explaining goes wrong.
    let fails = Mutex(false)
  }

  let watch = Watch()
  let card: CityCard
  let layers: MapLayers

  static let kinds: [VenueKind] = [.museum, .theatre, .library]
  static let middle = Coordinate(longitudeE7: 100_250_000, latitudeE7: 500_150_000)

  static func at(_ longitude: Double, _ latitude: Double) -> Coordinate {
    Coordinate(longitudeE7: Int32((longitude * 1e7).rounded()), latitudeE7: Int32((latitude * 1e7).rounded()))
  }

  static func square(_ west: Double, _ south: Double, _ side: Double) -> [Coordinate] {
    [
      at(west, south), at(west + side, south), at(west + side, south + side), at(west, south + side), at(west, south),
    ]
  }

  init() {
    let totals = MapTotals(
      all: HomeTally(homes: 4, weight: 10), covered: HomeTally(homes: 3, weight: 7.5), worst: .minutes(31.25))
    card = CityCard(
      name: "Made <City>",
      box: CoordinateBox(southWest: Self.at(10, 50), northEast: Self.at(10.05, 50.03)), centre: Self.middle,
      weightUnit: .dwellings, minutes: 15, kinds: Self.kinds, speed: .standard, homes: 4, venues: 2, totals: totals,
      version: "made")
    layers = MapLayers(
      kinds: Self.kinds,
      streets: [
        .init(
          line: [Self.at(10, 50.01), Self.at(10.05, 50.01)], rank: .main,
          times: [TravelTime(milliseconds: 900_001), .unreachable, TravelTime(milliseconds: 60_000)]),
        .init(line: [Self.at(10.02, 50), Self.at(10.02, 50.03)], rank: .path, times: [.unreachable]),
      ],
      homes: [
        .init(place: Self.middle, weight: 2.5, times: [TravelTime(milliseconds: 900_000)]),
        .init(place: Self.at(10.026, 50.0151), weight: 1, times: []),
      ],
      water: [
        GeographicPolygon(exterior: Self.square(10.03, 50.005, 0.01), holes: [Self.square(10.033, 50.007, 0.004)])
      ],
      buildings: [GeographicPolygon(exterior: Self.square(10.0245, 50.0145, 0.0006))],
      boundaries: [.init(name: "Ämt", level: 8, polygons: [GeographicPolygon(exterior: Self.square(10, 50, 0.03))])])
  }

  let venues = [
    VenueAnswer(
      id: "n1", name: "Museum \"A\"", kind: .museum, place: MadeCity.at(10.01, 50.01), reached: 7.25, onlyHere: 3),
    VenueAnswer(id: "w2", name: "", kind: .library, place: MadeCity.at(10.03, 50.02), reached: 4, onlyHere: 0),
  ]

  private func totals(_ question: MapQuestion) -> MapTotals {
    MapTotals(
      all: HomeTally(homes: 4, weight: 10),
      covered: HomeTally(homes: question.kinds.count, weight: Double(question.minutes) / 4), worst: nil)
  }

  func coverage(_ question: MapQuestion) throws -> CoverageAnswer {
    begin()
    return CoverageAnswer(
      totals: totals(question), areas: [.init(name: "Ämt", level: 8, weight: 0, covered: 0)])
  }

  func shapes(_ question: MapQuestion, _ cancellation: Cancellation) throws -> CoverageShapes {
    begin()
    try hold(watch.isHeld, cancellation)
    return CoverageShapes(
      bands: [(.minutes(5), [])],
      gaps: [
        .init(
          rank: 1, polygons: [GeographicPolygon(exterior: Self.square(10.03, 50.02, 0.005))],
          tally: HomeTally(homes: 1, weight: 2.5), cause: .far, evidence: BilingualText(english: "e", chinese: "证"),
          worst: .minutes(31.25), nearestVenue: "Museum \"A\"")
      ])
  }

  func site(_ place: Coordinate, _ question: MapQuestion, drawsIsochrone: Bool) throws -> PinAnswer {
    begin()
    try hold(watch.holdsSites, .never)
    let gain = Double(place.longitudeE7 - 100_000_000) / 1e5
    return PinAnswer(
      place: place, snap: SnapAnswer(foot: place, legInMetres: 1.26, crossesObstacle: false),
      gained: HomeTally(homes: 1, weight: gain), reached: HomeTally(homes: 2, weight: gain + 1),
      overlap: HomeTally(homes: 1, weight: 1), savedMinutes: 12.34, totalsAfter: totals(question),
      areas: [("Ämt", gain)], verdict: BilingualText(english: "Adds.", chinese: "增加。"),
      isochrone: drawsIsochrone ? [GeographicPolygon(exterior: Self.square(10.01, 50.01, 0.01))] : nil)
  }

  func sites(_ places: [Coordinate], _ question: MapQuestion, _ cancellation: Cancellation) throws -> PinsAnswer {
    let each = try places.map { try site($0, question, drawsIsochrone: false) }
    return PinsAnswer(
      each: each, gained: HomeTally(homes: places.count, weight: 9), totalsAfter: totals(question),
      marginal: places.indices.map(Double.init))
  }

  func explain(_ place: Coordinate, _ question: MapQuestion) throws -> ExplainAnswer {
    begin()
    if watch.fails.withLock({ $0 }) { throw InputError("/home/someone/city.osm.pbf", "cannot be read", remedy: "") }
    return ExplainAnswer(
      isCovered: false, time: .minutes(20), parts: [.init(what: .streets, time: .minutes(20), metres: 1600)],
      path: [place, Self.middle],
      nearest: [.init(id: "n1", name: "Museum \"A\"", kind: .museum, time: .minutes(20))], snap: nil,
      cause: (.far, BilingualText(english: "far", chinese: "远")),
      sentence: BilingualText(english: "Far.", chinese: "远。"))
  }

  func bestSite(inGap rank: Int, _ question: MapQuestion, _ cancellation: Cancellation) throws -> PinAnswer? {
    rank == 1 ? try site(Self.at(10.03, 50.02), question, drawsIsochrone: true) : nil
  }

  private func begin() { watch.begun.withLock { $0 += 1 } }

  private func hold(_ isHeld: borrowing Mutex<Bool>, _ cancellation: Cancellation) throws {
    while isHeld.withLock({ $0 }) {
      do { try cancellation.check() } catch {
        watch.abandoned.withLock { $0 += 1 }
        throw error
      }
      usleep(2000)
    }
  }
}
