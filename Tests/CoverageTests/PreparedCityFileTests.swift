import Columns
import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// A prepared city's file answers as its extract does, or is refused.
@Suite("Prepared city files")
struct PreparedCityFileTests {
  /// A folder for a test's files.
  private static func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "city-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// Builds the city of an analysis into a file.
  private static func build(_ analysis: CoverageAnalysis, _ path: String) throws {
    var bytes: [UInt8] = []
    try analysis.prepare().write(CityRecipe(analysis), workers: analysis.parameters.workers) { bytes += $0 }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// All output files without what a run's record says of clocks, threads and what the city was built from.
  private static func files(_ analysis: CoverageAnalysis) throws -> [String: [UInt8]] {
    var result = try analysis.run()
    result.timings = []
    result.builtFrom = []
    result.parameters.workers = 0
    var files = Dictionary(try CoverageOutput(result).files().map { ($0.name, $0.bytes) }, uniquingKeysWith: { $1 })
    files["travel times"] = TravelTimesReport(result).encoded()
    return files
  }

  private static func expectEqual(_ a: [String: [UInt8]], _ b: [String: [UInt8]], _ what: String) {
    #expect(a.keys.sorted() == b.keys.sorted())
    for (name, bytes) in a { #expect(bytes == b[name], "\(what): \(name)") }
  }

  /// An analysis of a random city written into a folder, with lists of hostile names.
  private static func randomCity(_ seed: UInt64, in folder: String, size: Int = 6) throws -> CoverageAnalysis {
    let city = RandomCity(seed: seed, size: size)
    try Data(city.builder.xml()).write(to: URL(fileURLWithPath: folder + "/city.osm"))
    var analysis = CoverageAnalysis(extract: folder + "/city.osm")
    analysis.parameters.resolutionInMetres = 40
    analysis.parameters.kinds = VenueKind.allCases
    analysis.parameters.keepsStreetNodeTimes = true
    let names = ["=1+1", "\"\"", "line\nfeed", "\u{202E}abc\u{1B}", String(repeating: "長", count: 500), ""]
    var list = "name,kind,lat,lon,wikidata\n"
    for (number, place) in city.homes.prefix(12).enumerated() {
      let name = names[number % names.count].replacing("\"", with: "\"\"")
      let kind = ["museum", "library", "theatre", "cinema", ""][number % 5]
      list += "\"\(name)\",\(kind),\(place.latitude),\(place.longitude),Q\(number)\n"
    }
    try Data(list.utf8).write(to: URL(fileURLWithPath: folder + "/venues.csv"))
    if seed % 2 == 0 {
      analysis.venuesPath = folder + "/venues.csv"
      analysis.venuesReplace = seed % 4 == 0
    }
    if seed % 8 == 7 { setWalkers(["wheelchair", "older"], of: &analysis) }
    return analysis
  }

  private static func setWalkers(_ names: [String], of analysis: inout CoverageAnalysis) {
    guard let walkers = try? WalkerChoice(names) else { return }
    analysis.parameters.walkers = walkers
    analysis.parameters.profile = walkers.main(analysis.parameters.profile)
  }

  private static let rule = CoverageRule(
    name: "two", title: "t", document: "d", documentClause: "c",
    common: [RuleClause(name: "1", count: 2, kinds: [.museum, .library, .theatre], limit: .minutes(9))])

  @Test(
    "Random cities: the same bytes in all outputs from the file, for all kinds and for fewer",
    arguments: UInt64(700)...707)
  func randomCities(_ seed: UInt64) throws {
    try Self.withFolder { folder in
      var analysis = try Self.randomCity(seed, in: folder)
      try Self.build(analysis, folder + "/a.circle")
      var opened = analysis
      opened.extractPath = folder + "/a.circle"
      // Told apart by content: the name of an extract does no harm.
      try FileManager.default.moveItem(atPath: opened.extractPath, toPath: folder + "/a.osm.pbf")
      opened.extractPath = folder + "/a.osm.pbf"
      #expect(PreparedCity.isCity(opened.extractPath) && !PreparedCity.isCity(analysis.extractPath))
      for (kinds, minutes) in [(VenueKind.allCases, 15.0), ([.library, .museum].sorted(), 4), ([.cinema], 7)] {
        for (number, _) in [0, 1].enumerated() {
          analysis.parameters.kinds = kinds
          analysis.parameters.limit = .minutes(minutes)
          analysis.parameters.cutoffs = [.minutes(2), .minutes(minutes)]
          analysis.parameters.rule = number == 1 && kinds == VenueKind.allCases ? Self.rule : nil
          analysis.parameters.selection.moment = number == 1 ? WeekMoment("Sun 19:00") : nil
          opened.parameters = analysis.parameters
          opened.parameters.workers = number == 0 ? 1 : 3
          opened.insisted = Set(CityOption.allCases)
          Self.expectEqual(
            try Self.files(analysis), try Self.files(opened), "seed \(seed), \(kinds), \(minutes) minutes")
        }
      }
      let city = try opened.city()
      #expect(city.recipe?.inputs.map(\.role) == (seed % 2 == 0 ? ["extract", "venues"] : ["extract"]))
    }
  }

  @Test("Equal input gives equal bytes, by any number of workers; a city from a file is written as it was")
  func reproducible() throws {
    try Self.withFolder { folder in
      var analysis = try Self.randomCity(712, in: folder)
      let files = try [1, 2, 5].map { workers -> Data? in
        analysis.parameters.workers = workers
        try Self.build(analysis, folder + "/\(workers).circle")
        return FileManager.default.contents(atPath: folder + "/\(workers).circle")
      }
      #expect(files[0] != nil && files[0] == files[1] && files[0] == files[2])
      var again: [UInt8] = []
      let city = try PreparedCity(contentsOf: folder + "/1.circle")
      city.write(try #require(city.recipe), workers: 2) { again += $0 }
      #expect(Data(again) == files[0])
    }
  }

  @Test("Cut and changed files are refused in one line with the command, or answer the same")
  func damaged() throws {
    try Self.withFolder { folder in
      let analysis = try Self.randomCity(721, in: folder, size: 3)
      let path = folder + "/a.circle"
      try Self.build(analysis, path)
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      var opened = analysis
      opened.extractPath = path
      let expected = try Self.files(opened)
      var damages = ByteDamage.chosen(bytes.count, sample: 400, of: "prepared city")
      damages += ByteDamage.all(bytes.count).filter { $0.kind == .cut && $0.offset % 64 == 0 }
      damages += ByteDamage.all(64).filter { $0.kind == .inverted }
      var harmless = 0
      for damage in damages {
        try Data(damage.applied(to: bytes)).write(to: URL(fileURLWithPath: path))
        do {
          _ = try PreparedCity(contentsOf: path)
          harmless += 1
          // The command in the head and the zeros between sections say nothing of the city.
          if harmless < 10 { Self.expectEqual(expected, try Self.files(opened), "\(damage)") }
          #expect(damage.kind != .cut, "\(damage)")
        } catch let error as InputError {
          #expect(!error.description.contains { $0.isNewline })
          #expect(error.remedy.contains("circle build") || bytes.isEmpty || damage.offset == 0, "\(error)")
        }
        // Through the command's own way it is an extract, a city, or refused.
        if damage.offset < 8 { #expect(throws: InputError.self) { try Self.files(opened) } }
      }
      print("damage: \(damages.count - harmless) refused, \(harmless) harmless")
      #expect(harmless < damages.count / 4)
    }
  }

  @Test("A file of another format is refused with the command that it was built by")
  func otherVersion() throws {
    try Self.withFolder { folder in
      var analysis = try Self.randomCity(731, in: folder, size: 3)
      analysis.parameters.profile.speed = try #require(WalkingSpeed(kilometresPerHour: 3.5))
      try Self.build(analysis, folder + "/a.circle")
      var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/a.circle")))
      bytes[8] += 1
      // The header's own checksum, which a later version would write as well.
      let sum = Self.checksum(bytes[..<60])
      withUnsafeBytes(of: sum.littleEndian) { bytes.replaceSubrange(60..<64, with: $0) }
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/a.circle"))
      analysis.extractPath = folder + "/a.circle"
      let error = #expect(throws: InputError.self) { try analysis.city() }
      #expect(
        error?.problem.contains("in format \(PreparedCity.fileVersion + 1), where \(PreparedCity.fileVersion) is read")
          == true)
      let command = "circle build \(folder)/city.osm --speed 3.5 --kinds all --output \(folder)/a.circle --force"
      #expect(error?.remedy == "run `\(command)`")
    }
  }

  /// CRC-32, bit by bit: an oracle for the library's.
  private static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = sum & 1 == 1
        sum >>= 1
        if isOdd { sum ^= 0xEDB8_8320 }
      }
    }
    return ~sum
  }

  @Test("Options that shape the city are taken when they agree and refused when they do not")
  func refusals() throws {
    try Self.withFolder { folder in
      var analysis = try Self.randomCity(742, in: folder, size: 3)
      analysis.parameters.kinds = VenueKind.core
      let path = folder + "/a b.circle"
      try Self.build(analysis, path)
      analysis.extractPath = path
      analysis.insisted = Set(CityOption.allCases)
      #expect(throws: Never.self) { try analysis.city() }
      // A copy of the list is the same list.
      try FileManager.default.copyItem(atPath: folder + "/venues.csv", toPath: folder + "/copy.csv")
      var copied = analysis
      copied.venuesPath = folder + "/copy.csv"
      #expect(throws: Never.self) { try copied.city() }
      let other = folder + "/other.csv"
      try Data("name,kind,lat,lon\na,museum,50,15\n".utf8).write(to: URL(fileURLWithPath: other))
      let gcj02 = try SuppliedCRS("gcj02", option: "--venues-crs")
      let changes: [(CityOption, String, (inout CoverageAnalysis) -> Void)] = [
        (.speed, "--speed 3 ", { $0.parameters.profile.speed = WalkingSpeed(kilometresPerHour: 3) ?? .standard }),
        (.gates, "--gates open ", { $0.parameters.profile.gates = .open }),
        (.trunk, "--trunk ", { $0.parameters.profile.allowsTrunk = true }),
        (.snap, "--snap 100 ", { $0.parameters.snapRadiusInMetres = 100 }),
        (.kinds, "--kinds cinema ", { $0.parameters.kinds = [.cinema] }),
        (.crs, "--crs EPSG:3857 ", { $0.parameters.workingCRS = "EPSG:3857" }),
        (.venues, "--venues \(other) ", { $0.venuesPath = other }),
        (.venuesMode, "--venues-mode", { $0.venuesReplace.toggle() }),
        (.homes, "--homes \(other) ", { $0.homesPath = other }),
        (
          .population, "--population \(other) --population older=\(other) ",
          { $0.population = PopulationRequest(path: other, groupFiles: [.init(group: "older", path: other)]) }
        ),
        (
          .populationCRS, "--population-crs EPSG:3035 ",
          { $0.population = PopulationRequest(path: other, crs: "EPSG:3035") }
        ),
        (.groups, "--groups older,x ", { $0.population = PopulationRequest(path: other, groups: ["older", "x"]) }),
        (.boundary, "--boundary \(other) ", { $0.boundaryPath = other }),
        (.within, "--within 'Old Town' ", { $0.areaName = "Old Town" }),
        (.areas, "--areas \(other) ", { $0.areasPaths = [other] }),
        (.profile, "--profile older ", { Self.setWalkers(["older"], of: &$0) }),
        (.profiles, "--profiles standard,older ", { Self.setWalkers(["standard", "older"], of: &$0) }),
        (.unknown, "--unknown strict ", { $0.parameters.walkers.unknown = .strict }),
        (.venuesCRS, "--venues-crs gcj02 ", { $0.formats.venues.crs = gcj02 }),
        (.homesCRS, "--homes-crs gcj02 ", { $0.formats.homes.crs = gcj02 }),
        (.boundaryCRS, "--boundary-crs gcj02 ", { $0.formats.boundary.crs = gcj02 }),
        (.areasCRS, "--areas-crs gcj02 ", { $0.formats.areas.crs = gcj02 }),
        (.columns, "--columns lat=y ", { $0.formats.venues.columns = ["lat": "y"] }),
        (.dem, "--dem \(other) ", { $0.elevation = ElevationRequest(path: other) }),
        (.demCRS, "--dem-crs EPSG:3035 ", { $0.elevation = ElevationRequest(path: other, crs: "EPSG:3035") }),
      ]
      // The mode means nothing without the files.
      #expect(Set(changes.map(\.0)) == Set(CityOption.allCases).subtracting([.areasMode]))
      for (option, words, change) in changes {
        var asked = analysis
        change(&asked)
        asked.insisted = [option]
        let error = #expect(throws: InputError.self, "\(option)") { try asked.city() }
        let isVenuesMode = option == .venuesMode && !asked.venuesReplace
        #expect(
          error?.remedy.contains(words) == true || option == .venuesMode && !isVenuesMode,
          "\(String(describing: error))")
        #expect(error?.remedy.hasSuffix("--output '\(path)' --force`") == true)
        // Not insisted on, the file's own counts.
        asked.insisted = []
        #expect(try asked.city().parameters.profile == analysis.parameters.profile)
      }
    }
  }

  @Test("Walkers over heights, both bounds, surveys and bands are the same from a file")
  func walkers() throws {
    try Self.withFolder { folder in
      var analysis = try Self.randomCity(743, in: folder, size: 5)
      try MadeHeights.hills(seed: 743).write(to: folder + "/dem.asc")
      Self.setWalkers(["older", "pushchair", "realistic", "wheelchair"], of: &analysis)
      analysis.elevation = ElevationRequest(path: folder + "/dem.asc")
      analysis.parameters.profile.usesHeights = true
      analysis.parameters.tellsFirmness = true
      try Self.build(analysis, folder + "/a.circle")
      var opened = analysis
      opened.extractPath = folder + "/a.circle"
      let files = try Self.files(analysis)
      Self.expectEqual(files, try Self.files(opened), "walkers")
      let asked = try analysis.city(), found = try opened.city()
      #expect(asked.model.streets.isDirectional)
      #expect(found.walkers.others.map(\.ways.graph.streets.isDirectional) == [true, true, true])
      opened.elevation = nil
      opened.insisted = [.dem]
      let error = #expect(throws: InputError.self) { try opened.city() }
      #expect(error?.problem.contains("was built with --dem") == true)
    }
  }

  @Test("What is no city's file at all is refused")
  func foreign() throws {
    try Self.withFolder { folder in
      let extract = SharedData.packageRoot.appendingPathComponent("geodata/monaco.osm.pbf").path
      try FileManager.default.copyItem(atPath: extract, toPath: folder + "/a.circle")
      try Data().write(to: URL(fileURLWithPath: folder + "/empty.circle"))
      for path in [folder + "/a.circle", folder + "/empty.circle", folder, "/dev/null", folder + "/none"] {
        #expect(!PreparedCity.isCity(path))
        #expect(throws: InputError.self) { try PreparedCity(contentsOf: path) }
      }
      // An extract under this name is an extract.
      #expect(throws: Never.self) { try CoverageAnalysis(extract: folder + "/a.circle").city() }
    }
  }

  @Test(
    "Real extracts: the same bytes in all outputs", .enabled(if: SharedData.isPresent, "needs ../shared"),
    arguments: ["monaco", "las_palmas", "helsinki"])
  func realExtracts(_ name: String) throws {
    var analysis = CoverageAnalysis(extract: try #require(SharedData.path("geodata/extracts/\(name).osm.pbf")))
    analysis.parameters.resolutionInMetres = 25
    try Self.withFolder { folder in
      try Self.build(analysis, folder + "/a.circle")
      var opened = analysis
      opened.extractPath = folder + "/a.circle"
      Self.expectEqual(try Self.files(analysis), try Self.files(opened), name)
      analysis.parameters.kinds = [.library]
      opened.parameters.kinds = [.library]
      opened.insisted = [.kinds]
      Self.expectEqual(try Self.files(analysis), try Self.files(opened), "\(name), libraries")
    }
  }
}
