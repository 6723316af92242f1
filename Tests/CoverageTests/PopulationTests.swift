import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing
import Walking

@testable import Coverage

/// People of grids, polygons and points in homes: nobody lost, everyone where brute force puts them.
@Suite("Population files")
struct PopulationTests {
  /// A random town with a population file.
  struct Town {
    let extract: Extract
    let builder: ExtractBuilder
    let box: CoordinateBox

    init(seed: UInt64) throws {
      builder = RandomCity(seed: seed).builder
      extract = builder.extract()
      box = try #require(CoordinateBox(around: extract.nodes.coordinates))
    }

    func prepare(_ request: PopulationRequest, workers: Int = 2, boundary: String? = nil) throws -> PreparedCity {
      var analysis = CoverageAnalysis(extract: "test", parameters: CoverageParameters(workers: workers))
      analysis.population = request
      analysis.boundaryPath = boundary
      return try analysis.prepare(extract: extract, clock: StageClock { _ in })
    }

    /// What the map knows without a population file.
    func known(_ city: PreparedCity) -> [Home] {
      HomeFinder().homes(in: extract, streets: city.model.streets, workers: 1).homes
    }
  }

  /// A grid in degrees over a box, a tenth wider, with holes, empty cells and fractions.
  struct Grid {
    let west: Double, north: Double, size: Double
    let columns: Int, rows: Int
    var people: [Double]

    init(around box: CoordinateBox, _ random: inout SeededGenerator) {
      size = random.number(in: 0.0004...0.004)
      west = box.southWest.longitude - random.number(in: 0...2) * size
      north = box.northEast.latitude + random.number(in: 0...2) * size
      columns = Int((box.northEast.longitude - west) / size) + 2
      rows = Int((north - box.southWest.latitude) / size) + 2
      people = []
      for _ in 0..<columns * rows {
        let kind = random.integer(in: 0...9)
        people.append(kind == 0 ? -9999 : kind == 1 ? 0 : kind == 2 ? 1e-7 : random.number(in: 0...900))
      }
    }

    var text: String {
      let south = north - Double(rows) * size
      return "ncols \(columns)\nnrows \(rows)\nxllcorner \(west)\nyllcorner \(south)\ncellsize \(size)\n"
        + "nodata_value -9999\n" + people.map { "\($0)" }.joined(separator: " ") + "\n"
    }

    func cell(_ place: Coordinate) -> Int? {
      // As the file has it: from its south-west corner.
      let north = north - Double(rows) * size + Double(rows) * size
      let column = Int(((place.longitude - west) / size).rounded(.down))
      let row = Int(((north - place.latitude) / size).rounded(.down))
      guard (0..<columns).contains(column), (0..<rows).contains(row) else { return nil }
      return row * columns + column
    }
  }

  private static func expectBalance(_ city: PreparedCity, read: Double? = nil, _ hint: String) throws {
    let record = try #require(city.findings.population)
    for mass in [record.people] + record.groups { #expect(mass.imbalance <= 1e-9, "\(hint)") }
    #expect(abs(city.homes.weights.reduce(0, +) - record.people.inHomes) <= 1e-9 * record.people.read, "\(hint)")
    for (group, mass) in record.groups.enumerated() {
      let sum = city.homes.indices.reduce(0) { $0 + city.homes.groups.people(group: group, home: $1) }
      #expect(abs(sum - mass.inHomes) <= 1e-9 * mass.read, "\(hint)")
    }
    if let read { #expect(abs(record.people.read - read) <= 1e-9 * read, "\(hint): \(record.people.read) \(read)") }
    #expect(city.weightUnit == .people)
  }

  @Test(
    "Random grids: each home has its share of its cell by dwellings, cells without homes keep their people",
    arguments: Array(UInt64(1)...20))
  func grids(_ seed: UInt64) throws {
    let town = try Town(seed: seed)
    var random = SeededGenerator(seed: seed)
    let grid = Grid(around: town.box, &random)
    var older = grid
    older.people = grid.people.map { $0 < 0 ? $0 : $0 * random.unit() }
    try Place.withFile(grid.text, named: "all.asc") { path in
      try Place.withFile(older.text, named: "older.asc") { olderPath in
        let request = PopulationRequest(path: path, groupFiles: [.init(group: "older", path: olderPath)])
        let city = try town.prepare(request)
        let record = try #require(city.findings.population)
        try Self.expectBalance(city, "seed \(seed)")
        #expect(city.homes.groups.names == ["older"])
        // Each zone has one fate; those that lose a part keep the rest.
        let kept = record.zonesOverHomes + record.zonesAlongStreets + record.zonesAtMiddle
        #expect(kept + record.zonesOutsideData == record.zones && record.zonesCut <= kept, "seed \(seed)")
        // By brute force.
        let known = town.known(city)
        var dwellings: [Int: Double] = [:]
        for home in known { if let cell = grid.cell(home.coordinate) { dwellings[cell, default: 0] += home.weight } }
        let found = Dictionary(uniqueKeysWithValues: city.homes.enumerated().map { ($1.id, $0) })
        var zonesWithHomes = Set<Int>()
        for home in known {
          let cell = grid.cell(home.coordinate)
          let people = cell.map { max(0, grid.people[$0]) } ?? 0
          guard let cell, people > 0 else {
            #expect(found[home.id] == nil, "seed \(seed): \(home.id)")
            continue
          }
          zonesWithHomes.insert(cell)
          let place = try #require(found[home.id], "seed \(seed): \(home.id)")
          let share = home.weight / (dwellings[cell] ?? .nan)
          let (got, expected) = (city.homes[place].weight, people * share)
          // At the hull's edge a part of a cell lies beyond the data.
          #expect(got <= expected * (1 + 1e-12))
          if record.zonesCut == 0 { #expect(abs(got - expected) <= 1e-12 * expected, "seed \(seed): \(home.id)") }
          let ratio = city.homes.groups.people(group: 0, home: place) / got
          #expect(abs(ratio - older.people[cell] / people) < 1e-12)
        }
        // Cells without homes: their points bear the cell's name and lie in it.
        for home in city.homes where home.source == .street || home.source == .middle {
          let cell = try #require(grid.cell(home.coordinate))
          #expect(!zonesWithHomes.contains(cell))
          let name = "all.asc:c\(cell % grid.columns + 1)r\(cell / grid.columns + 1)"
          #expect(home.id == name || home.id.hasPrefix(name + "/"), "\(home.id) in \(name)")
        }
      }
    }
  }

  @Test("The same homes whatever the threads; a part outside a boundary is outside", arguments: [UInt64(3), 8, 13])
  func boundaries(_ seed: UInt64) throws {
    let town = try Town(seed: seed)
    var random = SeededGenerator(seed: seed)
    let grid = Grid(around: town.box, &random)
    let (a, b) = (town.box.southWest, town.box.northEast)
    let middle = (a.longitude + b.longitude) / 2
    let ring = [(a.longitude, a.latitude), (middle, a.latitude), (middle, b.latitude), (a.longitude, b.latitude)]
    let text = (ring + [ring[0]]).map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
    try Place.withFile(grid.text, named: "all.asc") { path in
      let request = PopulationRequest(path: path)
      let one = try town.prepare(request, workers: 1), four = try town.prepare(request, workers: 4)
      #expect(Array(one.homes) == Array(four.homes))
      #expect(one.findings.population == four.findings.population)
      try Place.withFile("{\"type\":\"Polygon\",\"coordinates\":[[\(text)]]}", named: "half.geojson") { boundary in
        let half = try town.prepare(request, boundary: boundary)
        try Self.expectBalance(half, "half of seed \(seed)")
        let record = try #require(half.findings.population)
        #expect(record.people.outsideStudyArea > 0)
        // Inside, homes are as without a boundary.
        let whole = Dictionary(uniqueKeysWithValues: one.homes.map { ($0.id, $0.weight) })
        for home in half.homes {
          #expect(home.coordinate.longitude <= middle + 1e-7)
          #expect(whole[home.id] == home.weight, "\(home.id)")
        }
      }
    }
  }

  /// A polygon over a town by its corners in degrees.
  private static func feature(_ ring: [(Double, Double)], _ properties: String) -> String {
    let text = (ring + [ring[0]]).map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
    return "{\"type\":\"Feature\",\"properties\":{\(properties)},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
      + "[[\(text)]]}}"
  }

  @Test("Random polygons, overlapping: by brute force, groups and all", arguments: Array(UInt64(21)...35))
  func polygons(_ seed: UInt64) throws {
    let town = try Town(seed: seed)
    var random = SeededGenerator(seed: seed)
    var features: [String] = []
    var zones: [(ring: [(Double, Double)], people: Double, older: Double)] = []
    let (a, b) = (town.box.southWest, town.box.northEast)
    for _ in 0..<random.integer(in: 1...12) {
      let ring = (0..<3).map { _ in
        (random.number(in: a.longitude...b.longitude), random.number(in: a.latitude...b.latitude))
      }
      let people = random.number(in: 0.001...5000)
      zones.append((ring, people, people * random.unit()))
    }
    for zone in zones { features.append(Self.feature(zone.ring, "\"人口\":\(zone.people),\"老年人\":\(zone.older)")) }
    let text = "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
    func holds(_ zone: Int, _ place: Coordinate) -> Bool {
      let ring = zones[zone].ring
      let sides = (0..<3).map { side in
        let (p, q) = (ring[side], ring[(side + 1) % 3])
        return (q.0 - p.0) * (place.latitude - p.1) - (q.1 - p.1) * (place.longitude - p.0)
      }
      return sides.allSatisfy { $0 > 0 } || sides.allSatisfy { $0 < 0 }
    }
    try Place.withFile(text, named: "zones.geojson") { path in
      let city = try town.prepare(PopulationRequest(path: path))
      try Self.expectBalance(city, read: zones.reduce(0) { $0 + $1.people }, "seed \(seed)")
      let record = try #require(city.findings.population)
      #expect(city.homes.groups.names == ["older"])
      let known = town.known(city)
      let dwellings = zones.indices.map { zone in
        known.reduce(0) { $0 + (holds(zone, $1.coordinate) ? $1.weight : 0) }
      }
      let found = Dictionary(uniqueKeysWithValues: city.homes.enumerated().map { ($1.id, $0) })
      guard record.zonesCut + record.zonesOutsideData == 0 else { return }
      for home in known {
        let own = zones.indices.filter { holds($0, home.coordinate) }
        let people = own.reduce(0) { $0 + zones[$1].people * home.weight / dwellings[$1] }
        let older = own.reduce(0) { $0 + zones[$1].older * home.weight / dwellings[$1] }
        let place = found[home.id]
        #expect((place != nil) == (people > 0), "seed \(seed): \(home.id)")
        guard let place else { continue }
        #expect(abs(city.homes[place].weight - people) <= 1e-9 * people)
        #expect(abs(city.homes.groups.people(group: 0, home: place) - older) <= 1e-9 * people)
      }
    }
  }

  /// Mollweide by its own formulas (Snyder 1987, p. 251), on the sphere of WGS 84's larger radius.
  private static func mollweide(_ place: Coordinate) -> (x: Double, y: Double) {
    let (longitude, latitude) = (place.longitude * .pi / 180, place.latitude * .pi / 180)
    var theta = latitude
    for _ in 0..<50 { theta -= (2 * theta + sin(2 * theta) - .pi * sin(latitude)) / (2 + 2 * cos(2 * theta)) }
    let radius = 6_378_137.0
    return (2 * 2.0.squareRoot() / .pi * radius * longitude * cos(theta), 2.0.squareRoot() * radius * sin(theta))
  }

  @Test(
    "A Mollweide GeoTIFF as GHS-POP writes it: cells by the projection's formulas", arguments: [UInt64(41), 42, 43])
  func mollweide(_ seed: UInt64) throws {
    let town = try Town(seed: seed)
    var random = SeededGenerator(seed: seed)
    let corner = Self.mollweide(town.box.southWest)
    let (west, north) = ((corner.x / 100).rounded(.down) * 100 - 3000, (corner.y / 100).rounded(.down) * 100 + 6000)
    var tiff = MadeTIFF(
      columns: 100, rows: 80, values: (0..<8000).map { _ in random.chance(0.1) ? -200 : random.number(in: 0...50) })
    tiff.sample = .float64
    tiff.tile = (16, 16)
    tiff.place(west: west, north: north, width: 100, height: 100)
    tiff.texts[42_113] = "-200"
    tiff.setKeys([1024: 1, 1025: 1, 3072: seed == 41 ? 54_009 : 32_767], citation: (1026, "World_Mollweide"))
    try Place.withFile(Data(tiff.bytes), named: "ghs.tif") { path in
      let city = try town.prepare(PopulationRequest(path: path))
      try Self.expectBalance(city, "seed \(seed)")
      #expect(city.findings.population?.crs == "ESRI:54009")
      let known = town.known(city)
      func cell(_ place: Coordinate) -> Int? {
        let point = Self.mollweide(place)
        let (column, row) = (
          Int(((point.x - west) / 100).rounded(.down)), Int(((north - point.y) / 100).rounded(.down))
        )
        return (0..<100).contains(column) && (0..<80).contains(row) ? row * 100 + column : nil
      }
      var dwellings: [Int: Double] = [:]
      for home in known { if let cell = cell(home.coordinate) { dwellings[cell, default: 0] += home.weight } }
      var checked = 0
      for home in city.homes where home.source == .residential {
        let cell = try #require(cell(home.coordinate))
        let dwelling = try #require(known.first { $0.id == home.id })
        let expected = tiff.values[cell] * dwelling.weight / (dwellings[cell] ?? .nan)
        #expect(home.weight <= expected * (1 + 1e-9))
        if abs(home.weight - expected) <= 1e-9 * expected { checked += 1 }
      }
      #expect(checked * 2 > city.homes.count { $0.source == .residential })
    }
  }

  @Test("Points are homes, with Chinese heads; groups named or found")
  func points() throws {
    let town = try Town(seed: 5)
    let (a, b) = (town.box.southWest, town.box.northEast)
    let text =
      "编号,纬度,经度,人口,老年人,儿童,学生\n1,\(a.latitude),\(a.longitude),10.5,4,0.25,3\n"
      + "2,\(b.latitude),\(b.longitude),20,,5,1\n3,0,0,7,1,1,1\n"
    try Place.withFile(text, named: "人口.csv") { path in
      var city = try town.prepare(PopulationRequest(path: path))
      #expect(city.homes.map(\.id) == ["人口.csv:2", "人口.csv:3"])
      #expect(city.homes.map(\.weight) == [10.5, 20])
      #expect(city.homes.groups.names == ["children", "older"])
      #expect(city.homes.indices.map { city.homes.groups.people(group: 1, home: $0) } == [4, 0])
      #expect(city.warnings.contains { $0.message.contains("numbers of groups that lack") && $0.count == 1 })
      #expect(city.warnings.contains { $0.message.contains("far from the extract") && $0.count == 1 })
      try Self.expectBalance(city, read: 37.5, "points")
      #expect(city.findings.population?.kind == .points)
      city = try town.prepare(PopulationRequest(path: path, groups: ["学生", "older"]))
      #expect(city.homes.groups.names == ["学生", "older"])
      #expect(city.homes.indices.map { city.homes.groups.people(group: 0, home: $0) } == [3, 1])
      let problem = Place.problem { _ = try town.prepare(PopulationRequest(path: path, groups: ["disabled"])) }
      #expect(problem?.contains("has no column or property \"disabled\"") == true, "\(problem ?? "")")
    }
  }

  /// The figures of the shared data's own description.
  @Test(
    "Real people: Helsinki's grid of polygons, Porto Alegre's points",
    .enabled(if: SharedData.isPresent, "needs ../shared"))
  func realPeople() throws {
    var analysis = CoverageAnalysis(extract: try #require(SharedData.path("geodata/extracts/helsinki.osm.pbf")))
    let grid = "geodata/population/helsinki_population_grid_2020.wgs84.geojson"
    analysis.population = PopulationRequest(path: try #require(SharedData.path(grid)))
    var city = try analysis.prepare()
    // Of the 92 cells with 71,724 people 60 with 48,553 touch the streets' box, as shapely counts.
    try Self.expectBalance(city, read: 71_724, "Helsinki")
    #expect(abs((city.findings.population?.people.elsewhere ?? 0) - 23_171) < 1e-6)
    #expect(city.findings.population?.zones == 60)
    analysis.extractPath = try #require(SharedData.path("geodata/extracts/porto_alegre_r5r.osm.pbf"))
    analysis.population?.path = try #require(SharedData.path("geodata/population/porto_alegre_hexgrid.csv"))
    city = try analysis.prepare()
    #expect(city.findings.population?.kind == .points)
    try Self.expectBalance(city, "Porto Alegre")
    #expect(city.homes.count == 1_227)
  }

  @Test func nobodyIsLost() throws {
    let far = #"{"type":"Polygon","coordinates":[[[10,10],[10.01,10],[10.01,10.01],[10,10]]]}"#
    let near = #"{"type":"Point","coordinates":[15,50]}"#
    let features = [
      (near, 7.0, 3.0), (far, 5000, 40), (#"{"type":"Point","coordinates":[11,11]}"#, 11, 2), ("null", 2, 1),
    ]
    .map { place, people, older in
      #"{"type":"Feature","properties":{"people":\#(people),"older":\#(older)},"geometry":\#(place)}"#
    }
    let text = #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
    let path = FileManager.default.temporaryDirectory.path + "/lost-\(UInt64.random(in: 0 ... .max)).geojson"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let box = CoordinateBox(
      southWest: Coordinate(longitudeE7: 149_000_000, latitudeE7: 499_000_000),
      northEast: Coordinate(longitudeE7: 151_000_000, latitudeE7: 501_000_000))
    var list = try PopulationList(path: path, groups: nil, crs: nil, touching: box)
    list.removeFar(from: box)
    #expect(list.elsewhere.map(\.value) == [5011, 42] && list.withoutPlace.map(\.value) == [2, 1])
    #expect(list.points.map(\.home.weight) == [7] && list.zones.count == 0)
  }

  static let faults: [(name: String, text: String, part: String)] = [
    ("a.csv", "lat,lon,people,older\n50,15,3,-1\n", "row 2: older \"-1\" is out of range"),
    ("a.csv", "lat,lon,people,older\n50,15,3,x\n", "row 2: older \"x\" is no number"),
    ("a.csv", "lat,lon,people,older,older\n50,15,3,1,1\n", "twice"), ("a.csv", "lat,lon\n50,15\n", "no column people"),
    ("a.geojson", "{\"type\":\"Point\",\"coordinates\":[15,50]}", "no feature has a number \"people\""),
    (
      "a.geojson",
      "{\"type\":\"Feature\",\"properties\":{\"people\":-4},\"geometry\":{\"type\":\"Point\",\"coordinates\":[15,50]}}",
      "feature 1: \"people\" \"-4\" is out of range"
    ),
    ("a.asc", "ncols 1\nnrows 1\nxllcorner 15\nyllcorner 50\ncellsize 1\n-5\n", "row 1, column 1: -5.0 people"),
    ("a.asc", "ncols 1\nnrows 1\nxllcorner 15\nyllcorner 50\ncellsize 1\n1e9\n", "out of range"),
    ("a.asc", "ncols 1\nnrows 1\nxllcorner 400000\nyllcorner 5000000\ncellsize 100\n1\n", "does not say its reference"),
  ]

  @Test("What is wrong with a file is said", arguments: faults.indices)
  func refusals(_ number: Int) throws {
    let (name, text, part) = Self.faults[number]
    let town = try Town(seed: 6)
    try Place.withFile(text, named: name) { path in
      let problem = Place.problem { _ = try town.prepare(PopulationRequest(path: path)) } ?? "no error"
      #expect(problem.contains(part), "\(problem)")
    }
  }

  @Test("Options that do not go together, other cells, unknown systems")
  func misuse() throws {
    let town = try Town(seed: 6)
    let grid = "ncols 2\nnrows 1\nxllcorner 15\nyllcorner 50\ncellsize 1\n1 2\n"
    try Place.withFile(grid, named: "a.asc") { path in
      func problem(_ request: PopulationRequest) -> String {
        Place.problem { _ = try town.prepare(request) } ?? "no error"
      }
      #expect(problem(PopulationRequest(path: path, groups: ["older"])).contains("given for a grid"))
      #expect(problem(PopulationRequest(path: path, crs: "EPSG:1")).contains("--population-crs"))
      #expect(problem(PopulationRequest(path: path, crs: "/etc/passwd")).contains("--population-crs"))
      try Place.withFile(grid.replacing("cellsize 1", with: "cellsize 2"), named: "b.asc") { other in
        let request = PopulationRequest(path: path, groupFiles: [.init(group: "older", path: other)])
        #expect(problem(request).contains("has other cells"))
      }
      try Place.withFile("lat,lon,people\n50,15,3\n", named: "p.csv") { list in
        #expect(problem(PopulationRequest(path: list, crs: "EPSG:3035")).contains("no column y"))
        let request = PopulationRequest(path: list, groupFiles: [.init(group: "older", path: path)])
        #expect(problem(request).contains("no grid"))
      }
    }
  }

  @Test("Groups whose columns would be there twice are refused")
  func groupNames() throws {
    let town = try Town(seed: 6)
    let list = "lat,lon,people,covered,old,old_covered,minutes\n50,15,9,1,2,1,3\n"
    try Place.withFile(list, named: "p.csv") { path in
      for (groups, bad) in [(["covered"], "covered"), (["old", "old_covered"], "old_covered"), (["minutes"], nil)] {
        let problem = Place.problem { _ = try town.prepare(PopulationRequest(path: path, groups: groups)) }
        #expect(bad.map { problem?.contains("the group \"\($0)\"") ?? false } ?? (problem == nil), "\(problem ?? "")")
      }
    }
    try Place.withFile("ncols 1\nnrows 1\nxllcorner 14.5\nyllcorner 49.5\ncellsize 1\n1\n", named: "a.asc") { path in
      let request = PopulationRequest(path: path, groupFiles: [.init(group: "urban", path: path)])
      #expect(Place.problem { _ = try town.prepare(request) }?.contains("the group \"urban\"") == true)
    }
  }

  @Test("A polygon may hold a country's people, a point no more than a city's")
  func manyPeople() throws {
    let town = try Town(seed: 6)
    let country = Self.feature([(14.9, 49.9), (15.2, 49.9), (15.2, 50.2), (14.9, 50.2)], "\"people\":1412000000")
    try Place.withFile(country, named: "a.geojson") { path in
      try Self.expectBalance(try town.prepare(PopulationRequest(path: path)), read: 1_412_000_000, "a country")
    }
    let point =
      "{\"type\":\"Feature\",\"properties\":{\"people\":50000000},\"geometry\":{\"type\":\"Point\",\"coordinates\":[15,50]}}"
    for text in [point, Self.feature([(14.9, 49.9), (15.2, 49.9), (15.2, 50.2)], "\"people\":1e11")] {
      try Place.withFile(text, named: "a.geojson") { path in
        let problem = Place.problem { _ = try town.prepare(PopulationRequest(path: path)) }
        #expect(problem?.contains("out of range") == true)
      }
    }
  }

  @Test("A grid in a system whose datum shift PROJ lacks is warned of, as lists are")
  func missingShift() throws {
    let town = try Town(seed: 6)
    let grid = "ncols 1\nnrows 1\nxllcorner 14.5\nyllcorner 49.5\ncellsize 1\n100\n"
    try Place.withFile(grid, named: "a.asc") { path in
      for (crs, isWarned) in [("EPSG:4610", true), ("EPSG:4258", false)] {
        let city = try town.prepare(PopulationRequest(path: path, crs: crs))
        #expect(city.warnings.contains { $0.message.contains("without its datum shift") } == isWarned, "\(crs)")
      }
    }
  }

  @Test("Sums keep what plain sums lose")
  func sums() {
    #expect(CompensatedSum.of([1e16, 1, -1e16, 1]) == 2)
    #expect(CompensatedSum.of([Double](repeating: 0.1, count: 1_000_000)) == 100_000)
  }

  @Test("Parity by hand: C_g − C_total and C_g ÷ C_total")
  func parity() throws {
    let groups = HomeGroups(names: ["older", "migrant"], people: [[10, 0, 30], [0, 0, 0]])
    let counts = GroupCount.all(groups, of: [0, 1, 2], covered: [0, 1])
    #expect(counts == [GroupCount(people: 40, covered: 10), GroupCount(people: 0, covered: 0)])
    #expect(counts[0].share == 0.25 && counts[1].share == nil)
  }
}
