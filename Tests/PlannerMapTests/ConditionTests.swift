import Coverage
import Foundation
import Geography
import TestSupport
import Testing
import Walking

@testable import PlannerMap

/// The map of a city for other walkers, other people or some of the venues answers as whole runs so asked do.
@Suite struct ConditionTests {
  /// What a city is made with.
  enum Made: String, CaseIterable { case older, people, homes, boundary, openThen, free, several, lasPalmas }

  private static let monaco = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../geodata/monaco.osm.pbf").standardizedFileURL.path

  /// An analysis of Monaco, or of Las Palmas where that is at hand; its files lie in a folder.
  private func analysis(_ made: Made, in folder: URL) throws -> CoverageAnalysis? {
    func file(_ name: String, _ text: String) throws -> String {
      let url = folder.appendingPathComponent(name)
      try Data(text.utf8).write(to: url)
      return url.path
    }
    let zone =
      #""geometry":{"type":"Polygon","coordinates":[[[7.40,43.72],[7.439,43.72],[7.439,43.75],[7.40,43.75],[7.40,43.72]]]}"#
    var analysis = CoverageAnalysis(extract: Self.monaco)
    switch made {
    case .older: analysis.parameters.walkers = try WalkerChoice(["older"])
    case .several:
      analysis.parameters.walkers = try WalkerChoice(["child", "standard", "wheelchair"])
    case .people:
      let people =
        #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"people":31000},\#(zone)}]}"#
      analysis.population = PopulationRequest(path: try file("people.geojson", people))
    case .homes:
      let homes = "lat,lon,people\n43.7312,7.4197,3\n43.7401,7.4288,12.5\n43.7480,7.4370,7\n43.7268,7.4164,0\n"
      analysis.homesPath = try file("homes.csv", homes)
    case .boundary:
      analysis.boundaryPath = try file("area.geojson", #"{"type":"Feature","properties":{},\#(zone)}"#)
    case .openThen:
      analysis.parameters.selection.moment = WeekMoment("Sun 11:00")
      analysis.parameters.selection.unknownHours = .closed
    case .free: analysis.parameters.selection.needsFree = true
    case .lasPalmas:
      guard let path = SharedData.path("geodata/extracts/las_palmas.osm.pbf") else {
        print("skipped, needs ../shared: the map's answers on Las Palmas")
        return nil
      }
      analysis = CoverageAnalysis(extract: path)
    }
    analysis.parameters.profile = analysis.parameters.walkers.main(.standard)
    analysis.parameters.drawsIsochrones = false
    return analysis
  }

  private func covered(_ result: CoverageResult) -> HomeTally {
    result.homes.reduce(into: HomeTally()) { tally, home in
      guard home.time <= result.parameters.limit else { return }
      tally.homes += 1
      tally.weight += home.home.weight
    }
  }

  @Test(arguments: Made.allCases)
  func answersAreTheRuns(_ made: Made) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("circle-made-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    guard var analysis = try analysis(made, in: folder) else { return }
    let prepared = try analysis.city()
    let city = EngineCity(prepared, base: BaseMap(), name: "city", minutes: 8)
    let question = MapQuestion(minutes: 8, kinds: prepared.kinds)
    analysis.parameters.limit = question.limit
    analysis.parameters.cutoffs = [question.limit]
    let today = try analysis.run()
    #expect(city.card.homes == today.homes.count)
    #expect(city.card.weightUnit == today.weightUnit)
    #expect(city.card.speed == today.parameters.profile.speed)
    #expect(city.card.totals.covered == covered(today))
    #expect(try city.coverage(question).totals.covered == covered(today))
    #expect(city.venues.map(\.id) == today.venues.map(\.venue.id))

    for home in stride(from: 0, to: today.homes.count, by: max(1, today.homes.count / 40)) {
      let answer = try city.explain(today.homes[home].home.coordinate, question)
      #expect(answer.time == today.homes[home].time, "\(today.homes[home].home.id)")
      #expect(answer.isCovered == (today.homes[home].time <= question.limit))
    }

    // A pin at the home that walks longest, as a venue of the next run.
    let far = try #require(today.homes.filter(\.time.isReachable).max { $0.time < $1.time }?.home.coordinate)
    let pin = try city.site(far, question, drawsIsochrone: false)
    let list = folder.appendingPathComponent("pin.csv")
    try Data("name,kind,lat,lon,opening_hours,fee\npin,library,\(far.latitude),\(far.longitude),24/7,no\n".utf8).write(
      to: list)
    (analysis.venuesPath, analysis.venuesReplace) = (list.path, false)
    let opened = try analysis.run()
    let after = covered(opened)
    #expect(pin.totalsAfter.covered.homes == after.homes)
    #expect(abs(pin.totalsAfter.covered.weight - after.weight) < 1e-6)
    #expect(pin.totalsAfter.worst == opened.homes.map(\.time).filter(\.isReachable).max())
    #expect(pin.gained.homes == after.homes - covered(today).homes)
  }

  @Test(
    arguments: [
      (Made.older, "Older person, 3 km/h", "老年人，每小时3公里"),
      (.openThen, "only venues: open Sun 11:00", "仅计场馆：周日11:00开放"), (.free, "only venues: free", "仅计场馆：免费"),
      (.several, "Child with an adult, 3.6 km/h", "有人陪同的儿童，每小时3.6公里"),
    ])
  func conditionsAreTold(_ made: Made, english: String, chinese: String) throws {
    let analysis = try #require(try analysis(made, in: FileManager.default.temporaryDirectory))
    let city = EngineCity(try analysis.city(), base: BaseMap(), name: "city", minutes: 15)
    #expect(city.card.conditions == BilingualText(english: english, chinese: chinese))
    let told = String(decoding: AnswerEncoding.city(city.card), as: UTF8.self)
    #expect(told.contains(#""conditions":{"en":"\#(english)","zh":"\#(chinese)"}"#), "\(told)")
  }

  @Test func usualCitiesHaveNoConditions() throws {
    let city = EngineCity(
      try CoverageAnalysis(extract: Self.monaco).city(), base: BaseMap(), name: "city", minutes: 15)
    #expect(city.card.conditions == nil)
    #expect(!String(decoding: AnswerEncoding.city(city.card), as: UTF8.self).contains("conditions"))
  }
}
