import Foundation
import Testing

/// `circle audit` beside what `circle coverage` says of the same homes and venues.
@Suite("circle audit")
struct AuditCommandTests {
  private struct Centre {
    var name: String
    var longitude: Double, latitude: Double, radius: Double
  }

  private static let centres = [
    Centre(name: "Monte-Carlo", longitude: 7.4275, latitude: 43.7403, radius: 300),
    Centre(name: "La Condamine", longitude: 7.4195, latitude: 43.7345, radius: 300),
    Centre(name: "Larvotto", longitude: 7.4330, latitude: 43.7470, radius: 450),
  ]

  /// Metres by the radii of curvature of WGS 84 in the middle: good to a millimetre over a kilometre.
  private static func metres(_ a: (Double, Double), _ b: (Double, Double)) -> Double {
    let phi = (a.1 + b.1) / 2 * .pi / 180
    let e2 = 0.006694379990141316
    let w = (1 - e2 * sin(phi) * sin(phi)).squareRoot()
    let x = (a.0 - b.0) * .pi / 180 * 6_378_137 / w * cos(phi)
    let y = (a.1 - b.1) * .pi / 180 * 6_378_137 * (1 - e2) / (w * w * w)
    return (x * x + y * y).squareRoot()
  }

  private static func rows(_ text: String) -> [[String: String]] {
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().filter { $0.count == lines[0].count }.map {
      Dictionary(zip(lines[0], $0), uniquingKeysWith: { first, _ in first })
    }
  }

  private static let list =
    "name,lon,lat,type\n"
    + centres.map { "\($0.name),\($0.longitude),\($0.latitude),\($0.radius == 450 ? "rural" : "城镇")\n" }.joined()

  @Test("Communities add up, and each home is where its nearest circle puts it, with the walk of homes.csv")
  func againstHomes() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let extract = try #require(Bundle.repositoryExtract)
    try program.write("centres.csv", Self.list)
    #expect(try program.run(["coverage", extract, "--output", "run", "--minutes", "5", "--quiet"]).status == 0)
    let arguments = ["--centres", "centres.csv", "--radius", "urban=300,rural=450", "--minutes", "5"]
    let run = try program.run(["audit", extract, "--output", "-"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    let audited = Self.rows(run.output)
    #expect(audited.count == 3)

    var (homes, walked) = ([0, 0, 0], [0, 0, 0])
    var unclear = 0
    for home in Self.rows(try #require(program.read("run/homes.csv"))) {
      guard let longitude = home["lon"].flatMap(Double.init), let latitude = home["lat"].flatMap(Double.init) else {
        continue
      }
      let distances = Self.centres.map { Self.metres((longitude, latitude), ($0.longitude, $0.latitude)) }
      if zip(distances, Self.centres).contains(where: { abs($0 - $1.radius) < 0.05 }) { unclear += 1 }
      let inside = distances.indices.filter { distances[$0] <= Self.centres[$0].radius }
      guard let nearest = inside.min(by: { distances[$0] < distances[$1] }) else { continue }
      homes[nearest] += 1
      if home["covered"] == "true" { walked[nearest] += 1 }
    }
    #expect(homes.allSatisfy { $0 > 50 } && unclear == 0)
    for (place, centre) in Self.centres.enumerated() {
      let row = try #require(audited.first { $0["name"] == centre.name })
      #expect(row["homes"] == "\(homes[place])" && row["homes_on_foot"] == "\(walked[place])", "\(centre.name)")
      let isServed = row["served_on_paper"] == "true"
      #expect(isServed == ((row["venues"].flatMap(Int.init) ?? 0) >= 1))
      #expect(row["homes_paper_only"] == "\(isServed ? homes[place] - walked[place] : 0)")
      #expect((row["detour"].flatMap(Double.init) ?? 0) >= 1)
    }
    let weights = try audited.map { try #require($0["dwellings_paper_only"].flatMap(Double.init)) }
    #expect(weights == weights.sorted(by: >), "most first")

    // A prepared city and other threads give the same bytes; more venues asked serve fewer communities.
    #expect(try program.run(["build", extract, "--output", "city.circle", "--quiet"]).status == 0)
    #expect(
      try program.run(["audit", "city.circle", "--threads", "5", "--output", "-"] + arguments).output == run.output)
    let strict = Self.rows(try program.run(["audit", extract, "--output", "-", "--count", "50"] + arguments).output)
    #expect(strict.allSatisfy { $0["served_on_paper"] == "false" && $0["homes_paper_only"] == "0" })
  }

  @Test func theMapHoldsCirclesAndHomes() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("centres.csv", Self.list)
    let run = try program.run([
      "audit", try #require(Bundle.repositoryExtract), "--centres", "centres.csv", "--radius", "300", "--minutes", "5",
      "--output", "audit.geojson",
    ])
    #expect(run.status == 0 && run.output.contains("paper only"), "\(run.errors)")
    let text = try #require(program.read("audit.geojson"))
    let parsed = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let features = try #require(parsed["features"] as? [[String: Any]])
    let kinds = features.compactMap { ($0["geometry"] as? [String: Any])?["type"] as? String }
    #expect(kinds.count { $0 == "Polygon" } == 3)
    let only = features.compactMap { ($0["properties"] as? [String: Any])?["homes_paper_only"] as? Int }.reduce(0, +)
    #expect(kinds.count { $0 == "Point" } == only && only > 0)
    // Each corner of a circle is a radius away from the middle.
    let circle = try #require(features.first)
    let properties = try #require(circle["properties"] as? [String: Any])
    let middle = (properties["lon"] as? Double ?? 0, properties["lat"] as? Double ?? 0)
    let ring = try #require(((circle["geometry"] as? [String: Any])?["coordinates"] as? [[[Double]]])?.first)
    #expect(ring.allSatisfy { abs(Self.metres(($0[0], $0[1]), middle) - 300) < 0.5 })
  }

  @Test(
    "What cannot be is refused in one line, and nothing is written",
    arguments: [
      (["--radius", "urban=1000,rual=3"], "", 2, "--radius"), (["--radius", "0"], "", 2, "--radius"),
      (["--count", "0"], "", 2, "--count"), (["--output", "audit.txt"], "", 2, ".csv or .geojson"),
      (["--area-type", "moor"], "", 2, "urban or rural"), ([], "name,type\nA,urban\n", 1, "lat"),
      ([], "name,lon,lat\nA,7.42,91\n", 1, "row 2"), ([], "name,lon,lat\n", 1, "no centre"),
      ([], "name,lon,lat\nA,43.74,7.42\n", 1, "swapped"),
    ])
  func refusals(_ arguments: [String], _ list: String, _ status: Int32, _ words: String) throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("centres.csv", list.isEmpty ? Self.list : list)
    let before = program.names
    let run = try program.run(
      ["audit", try #require(Bundle.repositoryExtract), "--centres", "centres.csv", "--progress", "none"] + arguments)
    #expect(run.status == status && run.output.isEmpty && run.errors.contains(words), "\(run)")
    #expect(run.errors.split(separator: "\n").count { $0.hasPrefix("error: ") } == 1)
    #expect(program.names == before)
  }
}

/// What `--count` asks on foot.
@Suite("circle audit --count")
struct AuditCountTests {
  /// A street west to east; venues at 0 and 1,300 m; homes at 100, 650 and 1,200 m. At 80 m a minute the ends reach one
  /// venue within ten minutes (800 m), the middle both (650 m each).
  @Test func onFootAsManyAreAsked() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let degree = 1 / (111_320 * cos(50 * Double.pi / 180))
    func node(_ id: Int, _ east: Double, _ north: Double = 0) -> String {
      "<node id='\(id)' version='1' lat='\(50 + north / 111_229)' lon='\(15 + east * degree)'"
    }
    var text = "<osm version='0.6'>" + node(1, 0) + "/>" + node(2, 1_300) + "/>"
    for (id, east) in [(11, 0.0), (12, 1_300)] {
      text += node(id, east, 5) + "><tag k='amenity' v='library'/></node>"
    }
    for (number, east) in [100.0, 650, 1_200].enumerated() {
      for (corner, offset) in [(-4.0, 6.0), (4, 6), (4, 14), (-4, 14)].enumerated() {
        text += node(100 + 10 * number + corner, east + offset.0, offset.1) + "/>"
      }
    }
    text += "<way id='1' version='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='residential'/></way>"
    for number in 0..<3 {
      let nodes = [0, 1, 2, 3, 0].map { "<nd ref='\(100 + 10 * number + $0)'/>" }.joined()
      text += "<way id='\(10 + number)' version='1'>\(nodes)<tag k='building' v='house'/></way>"
    }
    try program.write("city.osm", text + "</osm>")
    try program.write("centres.csv", "name,lat,lon\nA,50,\(15 + 650 * degree)\n")
    for (count, walked) in [("1", "3"), ("2", "1"), ("3", "0")] {
      let run = try program.run([
        "audit", "city.osm", "--centres", "centres.csv", "--count", count, "--minutes", "10", "--output", "-",
        "--quiet",
      ])
      #expect(run.status == 0, "\(run.errors)")
      let rows = run.output.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let column = try #require(rows.first?.firstIndex(of: "homes_on_foot"))
      #expect(rows.count == 2 && rows[1][column] == walked, "\(count)")
    }
  }

  @Test func gapsComeInTheFormThatIsAsked() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let extract = try #require(Bundle.repositoryExtract)
    let base = ["gaps", extract, "--minutes", "5", "--quiet"]
    let sequence = try program.run(base + ["--format", "geojsonseq"])
    let plain = try program.run(base)
    #expect(
      sequence.output.split(separator: "\u{1E}").count == plain.output.components(separatedBy: "\"Feature\"").count - 1)
    #expect(try program.run(base + ["--format", "gpkg", "--output", "gaps.gpkg"]).status == 0)
    let bytes = try #require(FileManager.default.contents(atPath: program.folder + "/gaps.gpkg"))
    #expect(bytes.starts(with: Array("SQLite format 3".utf8)))
    let bad = try program.run(base + ["--format", "shp"])
    #expect(bad.status == 2 && bad.errors.contains("geojson, geojsonseq or gpkg"))
  }
}
