import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// Random nested layers over random cities against a look at each home: who is in which area, and what adds up to what.
@Suite("Nested layers of areas")
struct NestedAreaTests {
  /// A rectangle in metres with its names.
  struct Box {
    var name: String, code: String, type: String
    var west: Double, south: Double, east: Double, north: Double

    var feature: String {
      SuppliedAreaTests.feature(
        "\"name\":\"\(name)\",\"code\":\"\(code)\"" + (type.isEmpty ? "" : ",\"城乡\":\"\(type)\""), west, south, east,
        north)
    }

    /// Split into pieces side by side, some pushed over their neighbours, some left out.
    func pieces(_ random: inout SeededGenerator, across: Bool, digits: String) -> [Box] {
      let (low, high) = across ? (west, east) : (south, north)
      let cuts = [low] + (0..<random.integer(in: 0...3)).map { _ in random.number(in: low...high) }.sorted() + [high]
      return zip(cuts, cuts.dropFirst()).enumerated().compactMap { number, range -> Box? in
        var piece = self
        let type = ["", "城镇", "乡村"][random.integer(in: 0...2)]
        (piece.name, piece.code, piece.type) = ("\(name)\(number)", "\(code)\(digits)\(number + 1)", type)
        let push = random.chance(0.3) ? random.number(in: 0...150) : 0
        if across {
          (piece.west, piece.east) = (range.0, range.1 + push)
        } else {
          (piece.south, piece.north) = (range.0, range.1 + push)
        }
        return random.chance(0.15) || range.1 - range.0 < 1 ? nil : piece
      }
    }
  }

  /// The files of a city's districts, subdistricts and communities.
  private static func layers(_ seed: UInt64) -> [[Box]] {
    var random = SeededGenerator(seed: seed)
    let city = Box(name: "C", code: "3301", type: "", west: -400, south: -400, east: 2_300, north: 2_300)
    let districts = city.pieces(&random, across: true, digits: "0")
    let streets = districts.flatMap { $0.pieces(&random, across: false, digits: "00") }
    let communities = streets.flatMap { $0.pieces(&random, across: true, digits: "20") }
    return [districts, streets, communities].map { random.shuffled($0) }
  }

  private static func result(_ seed: UInt64) throws -> CoverageResult {
    let folder = FileManager.default.temporaryDirectory.appending(path: "areas-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var analysis = CoverageAnalysis(extract: "test")
    analysis.parameters.limit = .minutes(5)
    analysis.parameters.cutoffs = [.minutes(5)]
    analysis.parameters.drawsIsochrones = false
    for (number, boxes) in layers(seed).enumerated() where !boxes.isEmpty {
      let path = folder + "/layer\(number).geojson"
      try Data(SuppliedAreaTests.collection(boxes.map(\.feature)).utf8).write(to: URL(fileURLWithPath: path))
      analysis.areasPaths.append(path)
    }
    var run = try analysis.searched(RandomCity(seed: seed).extract())
    try run.draw()
    return run.result()
  }

  @Test(arguments: UInt64(1)...40) func againstEachHome(_ seed: UInt64) throws {
    let layers = Self.layers(seed).map { $0.sorted { $0.code < $1.code } }
    let result = try Self.result(seed)
    let limit = result.parameters.limit
    // The first area of each layer that holds a home.
    let paths = result.homes.map { home in
      layers.map { boxes in boxes.first { $0.holds(home.home.coordinate) }?.code }
    }
    for found in result.areas where !found.isUnassigned {
      let code = try #require(layers.joined().first { $0.code == found.area.id }).code
      let members = paths.indices.filter { paths[$0].contains(code) }
      #expect(found.homes == members.count, "\(code)")
      let weight = members.reduce(0) { $0 + result.homes[$1].home.weight }
      let covered = members.filter { result.homes[$0].time <= limit }.reduce(0) { $0 + result.homes[$1].home.weight }
      #expect(found.weight == weight && found.weightCovered == covered, "\(code)")
      #expect(found.worst == members.map { result.homes[$0].time }.max())
      let wider = layers.indices.flatMap { layer in layers[layer].filter { code.hasPrefix($0.code) && code != $0.code }
      }
      if let parent = found.parent {
        let inside = members.filter { paths[$0].contains(parent) }
        #expect(2 * inside.count > members.count || members.isEmpty)
        #expect(found.outsideParent.homes == members.count - inside.count)
      } else if !members.isEmpty {
        for area in wider {
          #expect(2 * members.count { paths[$0].contains(area.code) } <= members.count, "\(code) in \(area.code)")
        }
      }
    }
    for (number, boxes) in layers.enumerated() where !boxes.isEmpty {
      let rest = result.areas.filter { $0.isUnassigned && $0.parent == nil && $0.area.layer == "layer\(number)" }
      #expect(rest.reduce(0) { $0 + $1.homes } == paths.count { $0[number] == nil })
    }
  }

  /// A parent has the homes of its children in a layer, without those outside it, and those of the unassigned row: to
  /// the last bit of the people, in every sum. The layer has everyone.
  @Test(arguments: UInt64(1)...40) func sums(_ seed: UInt64) throws {
    let result = try Self.result(seed)
    let all = CoverageTotals(result)
    let layers = Set(result.areas.map(\.area.layer))
    for parent in result.areas where !parent.isUnassigned {
      let children = result.areas.filter { $0.parent == parent.area.id }
      for layer in Set(children.filter { !$0.isUnassigned }.map(\.area.layer)) {
        let own = children.filter { $0.area.layer == layer }
        #expect(parent.homes == own.reduce(0) { $0 + $1.homes - $1.outsideParent.homes }, "\(parent.area.id)")
        #expect(parent.weight == own.reduce(0) { $0 + $1.weight - $1.outsideParent.weight }, "\(parent.area.id)")
      }
    }
    for layer in layers {
      let rows = result.areas.filter { $0.area.layer == layer && (!$0.isUnassigned || $0.parent == nil) }
      #expect(rows.reduce(0) { $0 + $1.homes } == all.homes)
      #expect(rows.reduce(0) { $0 + $1.weight } == all.weight)
      #expect(rows.reduce(0) { $0 + $1.weightCovered } == all.weightCovered)
    }
  }

  /// What must hold for all indicators.
  @Test(arguments: UInt64(1)...40) func indicators(_ seed: UInt64) throws {
    let result = try Self.result(seed)
    let (whole, all) = (result.indicators.whole, CoverageTotals(result))
    func close(_ a: Double?, _ b: Double?) -> Bool {
      a.flatMap { a in b.map { abs(a - $0) <= 1e-9 * max(1, abs($0)) } } ?? (a == nil && b == nil)
    }
    #expect(close(whole.headcount, all.share.map { 1 - $0 }))
    #expect(close(whole.meanVenues, result.venues.reduce(0) { $0 + $1.weightReached } / all.weight))
    let (z, homes) = (result.parameters.limit.minutes, result.homes)
    let gaps = homes.map { $0.time.isReachable ? min(1, max(0, ($0.time.minutes - z) / z)) : 1 }
    #expect(close(whole.depth, zip(homes, gaps).reduce(0) { $0 + $1.0.home.weight * $1.1 } / all.weight))
    #expect(close(whole.severity, zip(homes, gaps).reduce(0) { $0 + $1.0.home.weight * $1.1 * $1.1 } / all.weight))
    let reached = homes.filter(\.time.isReachable)
    let mean =
      reached.reduce(0) { $0 + $1.home.weight * $1.time.minutes } / reached.reduce(0) { $0 + $1.home.weight }
    #expect(close(whole.meanMinutes, reached.isEmpty ? nil : mean))
    for layer in result.indicators.layers {
      if let theil = whole.theil {
        #expect(close((layer.theilBetween ?? .nan) + (layer.theilWithin ?? .nan), theil))
      }
      if let likeness = layer.likeness { #expect(likeness >= -1e-12 && likeness <= 1 + 1e-12) }
    }
    for area in result.areas where area.weight > 0 {
      #expect(close(area.indicators.headcount, 1 - area.weightCovered / area.weight))
      let (depth, severity) = (area.indicators.depth ?? -1, area.indicators.severity ?? -1)
      #expect(0...(area.indicators.headcount ?? -1) + 1e-12 ~= depth && 0...depth + 1e-12 ~= severity)
      #expect((0...1).contains(area.indicators.gini ?? 0) && (area.indicators.palma ?? 1) >= 1 - 1e-12)
    }
    let quotients = result.areas.filter { !$0.isUnassigned && $0.area.layer == "layer0" }
    let people = quotients.reduce(0) { $0 + $1.weight }
    if quotients.contains(where: { $0.indicators.locationQuotient != nil }) {
      // Weighted by people the mean of all location quotients is 1, but for venues in areas without people.
      let mean = quotients.reduce(0) { $0 + ($1.indicators.locationQuotient ?? 0) * $1.weight / people }
      let elsewhere = quotients.filter { $0.weight == 0 }.reduce(0) { $0 + $1.venues }
      let venues = quotients.reduce(0) { $0 + $1.venues }
      #expect(close(mean, Double(venues - elsewhere) / Double(venues)))
    }
  }

  /// Failing areas: of the narrowest layer, by people beyond, none that meets the share; who is in none of them, too.
  @Test(arguments: UInt64(1)...10) func failing(_ seed: UInt64) throws {
    var result = try Self.result(seed)
    result.parameters.requiredPercentage = 50
    let failing = CoverageOutput(result).failingAreas
    let layer = result.areas.last { !$0.isUnassigned }?.area.layer
    let expected = result.areas.filter {
      ($0.parent == nil || !$0.isUnassigned) && $0.area.layer == layer && $0.weight > 0
        && $0.weightCovered / $0.weight < 0.5
    }
    #expect(Set(failing.map(\.area.id)) == Set(expected.map(\.area.id)))
    let beyond = failing.map { $0.weight - $0.weightCovered }
    #expect(beyond == beyond.sorted(by: >))
    // All that is beyond in the layer is told once, were a whole share required.
    result.parameters.requiredPercentage = nil
    let all = CoverageOutput(result).failingAreas.reduce(0) { $0 + $1.weight - $1.weightCovered }
    let beyondAll = result.homes.reduce(0) { $1.isCovered(within: result.parameters.limit) ? $0 : $0 + $1.home.weight }
    #expect(abs(all - beyondAll) < 1e-6 * max(1, beyondAll))
  }

  @Test func typesOfHomes() throws {
    let results = try (UInt64(1)...10).map(Self.result)
    let both = results.filter { $0.indicators.whole.urbanShare != nil && $0.indicators.whole.ruralShare != nil }
    #expect(!both.isEmpty)
    for result in both {
      let (urban, rural) = (result.indicators.whole.urbanShare ?? 0, result.indicators.whole.ruralShare ?? 0)
      #expect(result.indicators.whole.ruralToUrban == (urban > 0 ? rural / urban : nil))
    }
  }
}

extension NestedAreaTests.Box {
  /// Whether the rectangle, its corners rounded as coordinates are, holds a place.
  func holds(_ place: Coordinate) -> Bool {
    let corners = [Place.at(west, south), Place.at(east, south), Place.at(east, north), Place.at(west, north)]
    var isInside = false
    for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
      guard (a.latitude > place.latitude) != (b.latitude > place.latitude) else { continue }
      let share = (place.latitude - a.latitude) / (b.latitude - a.latitude)
      if place.longitude < a.longitude + share * (b.longitude - a.longitude) { isInside.toggle() }
    }
    return isInside
  }
}
