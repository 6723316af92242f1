import Foundation
import Geography
import TestSupport
import Testing
import Walking

@testable import Coverage

/// A file for one test.
struct TemporaryText {
  let path: String

  init(_ text: String, name: String = "list.csv") throws {
    path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)-\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// Walks re-add to their times, lead from door to door without a break, and the nearest venues are the nearest.
@Suite("Explained places")
struct PlaceExplanationTests {
  @Test("Every home of random cities", arguments: UInt64(1)...30)
  func everyHome(_ seed: UInt64) throws {
    var parameters = CoverageParameters(workers: 1)
    parameters.profile.gates = [.resident, .open, .resident, .closed][Int(seed % 4)]
    let searched = try SearchedCity(RandomCity(seed: seed).extract(), parameters: parameters)
    try expectWalks(searched.run, every: 1, limit: .minutes([15, 6][Int(seed % 2)]))
    // The nearest venues, by a search of each.
    let explainer = PlaceExplainer(searched.run.prepared, limit: .minutes(15))
    let search = SearchWorkspace(searched.city.graph)
    for home in stride(from: 0, to: searched.run.homes.count, by: 7) {
      var times: [PlaceExplanation.NearVenue] = []
      for (venue, doors) in searched.run.doors.enumerated() {
        search.search(from: doors.joined().map { $0.source(number: 0) }, cutoff: TravelTime(milliseconds: 1 << 30))
        let best = searched.run.homeJoins[home].map { join in
          search.time(edge: Int(join.snap.edge), offset: join.snap.offset, in: searched.city.graph)
            + UInt64(join.leg.milliseconds)
        }.min()
        guard let best, best < 1 << 30 else { continue }
        times.append(PlaceExplanation.NearVenue(venue: venue, time: TravelTime(milliseconds: UInt32(best))))
      }
      times.sort { ($0.time, $0.venue) < ($1.time, $1.venue) }
      let explained = explainer.explanation(of: searched.run.homes[home].coordinate, nearest: 3)
      #expect(explained.nearest == Array(times.prefix(3)))
    }
  }

  @Test("Homes of real cities", arguments: ["monaco", "helsinki", "las_palmas"])
  func realHomes(_ name: String) throws {
    guard let test = try IsochroneTestCity.real(name) else {
      print("skipped, needs ../shared: explained homes of \(name)")
      return
    }
    try expectWalks(test.run, every: 97, limit: .minutes(15))
  }

  private func expectWalks(_ run: CoverageRun, every step: Int, limit: TravelTime) throws {
    let explainer = PlaceExplainer(run.prepared, limit: limit)
    var walks = 0
    for home in stride(from: 0, to: run.homes.count, by: step) {
      let result = run.homeResults[home]
      let explanation = explainer.explanation(of: result.home.coordinate)
      #expect(explanation.time == result.time, "\(result.home.id)")
      #expect(explanation.isCovered == (result.time <= limit))
      #expect((explanation.cause == nil) == explanation.isCovered)
      #expect((explanation.walk == nil) == !result.time.isReachable)
      guard let walk = explanation.walk else { continue }
      walks += 1
      #expect(walk.venue == result.venue)
      #expect(explanation.nearest.first?.time == walk.time)
      let sum = walk.homeLeg.milliseconds + walk.streets.milliseconds + walk.venueLeg.milliseconds
      #expect(sum == walk.time.milliseconds, "\(result.home.id): parts re-add")
      #expect(walk.path.first == result.home.coordinate && walk.path.last == walk.door.coordinate)
      // Straight pieces between mapped points: no jump is longer than its time allows at the fastest pace of any street.
      let pace = run.parameters.profile.speed.metresPerSecond
      #expect(walk.streetsInMetres <= walk.streets.seconds * pace * 1.02 + 2, "\(result.home.id)")
      let foot = walk.path[walk.streetRange.lowerBound]
      let leg = Ellipsoid.lengthInMetres(from: walk.path[0], to: foot)
      #expect(abs(leg - walk.homeLegInMetres) < 0.5 + 0.001 * leg, "\(result.home.id)")
    }
    #expect(walks > 0 || run.venues.isEmpty || run.homes.isEmpty)
  }

  @Test("A walk follows streets: its steps hang together and obey one-way conveyors", arguments: UInt64(1)...30)
  func stepsHangTogether(_ seed: UInt64) throws {
    var parameters = CoverageParameters(workers: 1)
    parameters.profile.gates = [.resident, .open, .resident, .closed][Int(seed % 4)]
    let run = try SearchedCity(RandomCity(seed: seed).extract(), parameters: parameters).run
    let streets = run.city.streets
    for joins in run.homeJoins {
      guard let walk = CoverageSearches.nearest(run.searches.any, joins) else { continue }
      let (edge, offset) = (Int(walk.join.snap.edge), walk.join.snap.offset)
      let trace = try #require(run.searches.any.trace(edge: edge, offset: offset, incidence: run.city.incidence))
      #expect(trace.source.venue == UInt32(walk.source))
      var here = (edge: UInt32(edge), offset: offset)
      func vertex(_ place: (edge: UInt32, offset: UInt32)) -> UInt32? {
        if place.offset == 0 { return streets.edgeTails[Int(place.edge)] }
        return place.offset == streets.edgeTime(Int(place.edge)) ? streets.edgeHeads[Int(place.edge)] : nil
      }
      for step in trace.steps + [
        WalkTrace.Step(edge: trace.source.edge, from: trace.source.offset, to: trace.source.offset)
      ] {
        let isSame = step.edge == here.edge && step.from == here.offset
        let meets = vertex(here) != nil && vertex(here) == vertex((step.edge, step.from))
        #expect(isSame || meets, "a jump")
        if step.from != step.to {
          let needed: StreetGraph.EdgeFlags = step.from < step.to ? .forward : .backward
          #expect(streets.edgeFlags[Int(step.edge)].contains(needed), "against a one-way street")
        }
        here = (step.edge, step.to)
      }
    }
  }
}
