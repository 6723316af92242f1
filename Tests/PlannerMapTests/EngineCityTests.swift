import Coverage
import Foundation
import Geography
import TestSupport
import Testing
import Walking

@testable import PlannerMap

/// The map's answers are those of whole runs with the same question, on the extract that comes with the project.
@Suite struct EngineCityTests {
  private static let extract = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../geodata/monaco.osm.pbf").standardizedFileURL.path
  private static let kindSets: [[VenueKind]] = [
    [.museum, .theatre, .library], [.library], [.museum, .theatre],
  ]

  private func engine(minutes: Int = 15) throws -> (EngineCity, PreparedCity) {
    let prepared = try CoverageAnalysis(extract: Self.extract).city()
    let base = try BaseMap(extract: Self.extract, workers: 2)
    return (EngineCity(prepared, base: base, name: "monaco", minutes: minutes), prepared)
  }

  private func run(_ question: MapQuestion, venues: String? = nil) throws -> CoverageResult {
    var analysis = CoverageAnalysis(extract: Self.extract)
    analysis.parameters.limit = question.limit
    analysis.parameters.cutoffs = [question.limit]
    analysis.parameters.kinds = question.kinds
    analysis.parameters.drawsIsochrones = false
    analysis.venuesPath = venues
    analysis.venuesReplace = false
    return try analysis.run()
  }

  private func covered(_ result: CoverageResult) -> HomeTally {
    result.homes.reduce(into: HomeTally()) { tally, home in
      guard home.time <= result.parameters.limit else { return }
      tally.homes += 1
      tally.weight += home.home.weight
    }
  }

  @Test(arguments: kindSets, [5, 15])
  func coverageIsTheRuns(kinds: [VenueKind], minutes: Int) throws {
    let (city, _) = try engine()
    let question = MapQuestion(minutes: minutes, kinds: kinds)
    let result = try run(question)
    let answer = try city.coverage(question)
    #expect(answer.totals.all.homes == result.homes.count)
    #expect(answer.totals.covered == covered(result))
    #expect(answer.totals.worst == result.homes.map(\.time).filter(\.isReachable).max())
    let areas = result.areas.filter { !$0.isUnassigned }
    #expect(answer.areas.map(\.name) == areas.map(\.area.name))
    #expect(answer.areas.map(\.covered) == areas.map(\.weightCovered))
    let shapes = try city.shapes(question, .never)
    #expect(shapes.gaps.map(\.rank) == result.gaps.map(\.rank))
    #expect(shapes.gaps.map(\.polygons) == result.gaps.map(\.polygons))
    #expect(shapes.gaps.map(\.tally.weight) == result.gaps.map(\.weight))
    #expect(shapes.bands.last?.cutoff == question.limit)
    #expect(shapes.bands.last?.polygons == result.bands.last?.polygons)
  }

  @Test func venuesReachWhomTheyReachInARun() throws {
    let (city, _) = try engine()
    let result = try run(MapQuestion(minutes: 15, kinds: VenueKind.core.sorted()))
    #expect(city.venues.map(\.id) == result.venues.map(\.venue.id))
    #expect(city.venues.map(\.reached) == result.venues.map(\.weightReached))
    #expect(city.venues.map(\.onlyHere) == result.venues.map(\.weightOnlyHere))
  }

  /// A pin, several pins and a gap's best site keep their promise when they are added as venues.
  @Test func sitesGainWhatARunWithThemGains() throws {
    let (city, _) = try engine()
    let question = MapQuestion(minutes: 7, kinds: [.library])
    let before = covered(try run(question))
    let best = try #require(try city.bestSite(inGap: 1, question, .never))
    // A venue where the longest walk begins makes another the longest.
    let farthest = try #require(
      try run(question).homes.filter(\.time.isReachable).max { $0.time < $1.time }?.home.coordinate)
    let pins = [best.place, farthest, MadeCity.at(7.4140, 43.7300), MadeCity.at(7.4246, 43.7384)]
    let answer = try city.sites(pins, question, .never)
    #expect(answer.each[0].gained == best.gained)
    #expect(answer.marginal[0] == best.gained.weight)
    #expect(best.gained.homes > 0)
    for count in 1...pins.count {
      let list = FileManager.default.temporaryDirectory.path + "/circle-pins-\(UUID().uuidString).csv"
      defer { try? FileManager.default.removeItem(atPath: list) }
      let rows = pins.prefix(count).enumerated().map { "pin\($0),library,\($1.latitude),\($1.longitude)\n" }
      try ("name,kind,lat,lon\n" + rows.joined()).write(toFile: list, atomically: true, encoding: .utf8)
      let result = try run(question, venues: list)
      let after = covered(result)
      let longest = result.homes.map(\.time).filter(\.isReachable).max()
      if count == 1 { #expect(answer.each[0].totalsAfter.worst == longest) }
      if count == pins.count { #expect(answer.totalsAfter.worst == longest) }
      let promised = answer.marginal.prefix(count).reduce(0, +)
      #expect(abs(after.weight - before.weight - promised) < 1e-6)
      if count == 1 { #expect(after.homes - before.homes == best.gained.homes) }
      if count == pins.count { #expect(after.homes == answer.totalsAfter.covered.homes) }
    }
  }

  @Test(arguments: [("las_palmas", "Las Palmas"), ("monaco", "Monaco"), ("杭州", "杭州"), ("a-b__C", "A B C"), ("_", "")])
  func filesAreCalledInWords(name: String, title: String) {
    #expect(EngineCity.title(ofFile: name) == title)
  }

  @Test func explanationsAreTheRuns() throws {
    let (city, _) = try engine()
    let question = MapQuestion(minutes: 10, kinds: [.museum, .theatre])
    let result = try run(question)
    for home in result.homes where home.home.coordinate.longitudeE7.isMultiple(of: 9) {
      let answer = try city.explain(home.home.coordinate, question)
      #expect(answer.time == home.time)
      #expect(answer.isCovered == (home.time <= question.limit))
      #expect(answer.nearest.first?.time ?? .unreachable == home.time)
      #expect(answer.nearest.allSatisfy { question.kinds.contains($0.kind) })
      #expect((answer.cause == nil) == answer.isCovered)
    }
  }

  /// Homes in the tiles have the times of the homes, none missing.
  @Test func tilesHoldEveryHome() throws {
    let (city, prepared) = try engine()
    let tiler = MapTiler(layers: city.layers)
    let corners = [prepared.box.southWest, prepared.box.northEast].map(WorldPoint.init)
    var found: [Double] = []
    var seconds: [Int] = []
    for column in Int(corners[0].x >> 18)...Int(corners[1].x >> 18) {
      for row in Int(corners[1].y >> 18)...Int(corners[0].y >> 18) {
        let tile = try #require(MapTile(zoom: 14, column: column, row: row))
        for layer in try VectorTileReader.layers(tiler.bytes(of: tile)) where layer.name == "homes" {
          for home in layer.features {
            if case .number(let weight)? = home.properties["w"] { found.append(weight) }
            if case .integer(let time)? = home.properties["t"] { seconds.append(time) }
          }
        }
      }
    }
    let result = try run(MapQuestion(minutes: 15, kinds: VenueKind.core.sorted()))
    #expect(found.sorted() == result.homes.map(\.home.weight).sorted())
    let times = result.homes.map(\.time).filter(\.isReachable).map { (Int($0.milliseconds) + 999) / 1000 }
    #expect(seconds.sorted() == times.sorted())
  }

  /// The pieces of the streets are the streets: nothing lost or drawn twice.
  @Test func piecesAreTheStreets() throws {
    let prepared = try CoverageAnalysis(extract: Self.extract).city()
    func length(_ line: some Sequence<Coordinate>) -> Double {
      let points = Array(line)
      return zip(points, points.dropFirst()).reduce(0) { $0 + Ellipsoid.lengthInMetres(from: $1.0, to: $1.1) }
    }
    let pieces = prepared.streetPieces()
    let result = try run(MapQuestion(minutes: 15, kinds: VenueKind.core.sorted()))
    let whole = (0..<result.streets.count).reduce(0) { $0 + length(result.streets[$1]) }
    let parts = pieces.reduce(0) { $0 + length($1.line) }
    #expect(abs(whole - parts) < whole * 1e-4)
    #expect(pieces.allSatisfy { $0.line.count >= 2 && length($0.line) < 60 })
    #expect(pieces.count > result.streets.count)
  }
}
