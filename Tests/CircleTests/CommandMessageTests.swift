import Foundation
import TestSupport
import Testing

/// What wrong command lines end with, word for word: one line, the status, and nothing written.
@Suite("Command lines: messages")
struct CommandMessageTests {
  /// Words behind `circle`, the status, and the line behind `error: `.
  struct Case: Sendable {
    var words: [String]
    var status: Int32
    var says: String

    init(_ words: String..., status: Int32 = 2, says: String) {
      self.init(words: words, status: status, says: says)
    }

    init(words: [String], status: Int32, says: String) {
      (self.words, self.status, self.says) = (words, status, says)
    }
  }

  private static let more = "; see circle --help"
  private static let usage = "; usage: circle COMMAND [CITY] [options]"

  static let cases: [Case] = [
    Case(says: "no command" + usage + more),
    Case("gaps", "city.osm", "more", says: "Unexpected argument 'more'" + usage),
    Case("help", "wings\u{7}", says: "'wings␇' is no command that help could tell of" + more),
    Case("gaps", ".", status: 1, says: ".: is a directory; name a file to read"),
    Case(
      "gaps", "no.osm", status: 1,
      says: "no.osm: cannot read the file: No such file or directory; check the path given as EXTRACT"),
    Case(
      "gaps", "city.osm", "--homes", "", status: 1, says: "--homes: the path is empty; name a file to read"),
    Case(
      "gaps", "city.osm", "--crs", "", status: 1,
      says: "--crs: the coordinate reference system is empty; name one, such as EPSG:32633"),
    Case(
      "gaps", "city.osm", "--areas-mode", "add",
      says: "--areas-mode says how --areas count, which are not given; give both or neither"),
    Case("gaps", "city.osm", "--areas-mode", "\u{1B}", says: "--areas-mode: '?' is not add or replace" + more),
    Case(
      "gaps", "city.osm", "--venues-crs", "gcj02",
      says: "--venues-crs says how --venues is to be read, which is not given; give both or neither"),
    Case(
      "gaps", "city.osm", "--venues", "list.csv", "--columns", "x=lon,y=lat",
      says: "--columns names x and y, whose coordinate system is not told; add --venues-crs"),
    Case("gaps", "city.osm", "--speed", "0x5", says: "--speed: '0x5' is not a number from 0.1 to 50 km/h" + more),
    Case("gaps", "city.osm", "--threads", "0", says: "--threads: '0' is not a whole number from 1 to 256" + more),
    Case(
      "gaps", "city.osm", "--minutes", "121",
      says: "--minutes: '121' is not a number of minutes over 0 and up to 120" + more),
    Case(
      "gaps", "city.osm", "--kinds", "museum,pub",
      says:
        "--kinds: 'pub' is not a kind of venue; the kinds are all, museum, theatre, library, library.mobile, gallery, "
        + "arts_centre, cultural_centre, village_hall, youth_centre, reading_room, memorial_hall, exhibition, cinema, "
        + "bookcase, heritage, other" + more),
    Case(
      "gaps", "city.osm", "--unknown-hours", "open", says: "--unknown-hours goes with --at; give both or neither"),
    Case(
      "gaps", "city.osm", "--profile", "older", "--profiles", "child",
      says: "--profile and --profiles both name who walks; give one"),
    Case(
      "gaps", "city.osm", "--profiles", "a,b,c,d,e,f,g,h,i,j,k", says: "--profiles: 11 walkers, at most 10; name fewer"),
    Case(
      "gaps", "city.osm", "--profile", "grown",
      says: "--profile: 'grown' is not standard, older, child, pushchair, wheelchair, realistic, gb or a JSON file"
        + more),
    Case(
      "gaps", "city.osm", "--cutoffs", [String](repeating: "5", count: 21).joined(separator: ","),
      says: "--cutoffs: 21 cutoffs, at most 20 can be drawn; name fewer"),
    Case(
      "gaps", "city.osm", "--cutoffs", "20",
      says: "--cutoffs: 20.0 minutes is over the limit of 15.0 set by --minutes; raise it, or leave the cutoff away"),
    Case(
      "coverage", "city.osm", "--area-type", "rural",
      says: "--area-type chooses among a rule's clauses; give --rule too"),
    Case(
      "coverage", "city.osm", "--catchment", "square", says: "--catchment: 'square' is not gaussian or uniform" + more),
    Case(
      "audit", "city.osm", "--centres", "list.csv", "--output", "a.gpkg",
      says: "--output: the name must end with .csv or .geojson, or be -"),
    Case(
      "audit", "city.osm", "--centres", "list.csv", "--radius", "urban=9,urban=10",
      says: "--radius names urban twice; give one radius a type"),
    Case(
      "audit", "city.osm", "--centres", "list.csv", "--radius", "town=9",
      says: "--radius: 'town=9' is not metres, or urban=METRES,rural=METRES" + more),
    Case("explain", "city.osm", says: "no place; name it with --at LON,LAT"),
    Case("explain", "city.osm", "15,50", "--at", "15,50", says: "--at and LON,LAT both name a place; give one"),
    Case(
      "explain", "city.osm", "--at", "15;50", says: "--at: '15;50' is not a place as LON,LAT, such as 7.42,43.74" + more
    ),
    Case(
      "explain", "city.osm", "--at", "50,15", status: 1,
      says: "--at: 50,15 lies over 5 km outside the city's streets; give LON,LAT, longitude first"),
    Case(
      "plan", "city.osm", says: "give one of --add N, --target SHARE and --budget MONEY; see circle plan --help"),
  ]

  static let all = cases + options

  @Test(arguments: all.indices)
  func oneLineAndNothingWritten(index: Int) throws {
    let bad = Self.all[index]
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("city.osm", GoodCity.xml)
    try program.write("list.csv", "name,lat,lon\nA,50,15\n")
    try program.write("far.csv", "name,lat,lon\nA,15,50\n")
    let run = try program.run(bad.words)
    #expect(run.errors == "error: \(bad.says)\n")
    #expect(run.status == bad.status && run.output.isEmpty)
    #expect(program.names == ["city.osm", "far.csv", "list.csv"])
  }

  /// Outcomes that are told after the outputs are written.
  @Test func whatIsRequiredAndNotReached() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("city.osm", GoodCity.xml)
    let coverage = try program.run(
      ["coverage", "city.osm", "--minutes", "0.1", "--require", "95%", "--output", "run", "--quiet"])
    #expect(coverage.status == 3 && program.names == ["city.osm", "run"])
    #expect(
      coverage.errors.hasSuffix(
        "error: --require: 0.00 % of dwellings are covered, 95 % are required; the outputs are written\n"),
      "\(coverage.errors)")
    let plan = try program.run(
      ["plan", "city.osm", "--minutes", "0.1", "--target", "100%", "--output", "plan.geojson", "--quiet"])
    #expect(plan.status == 3 && program.names == ["city.osm", "plan.geojson", "run"])
    let share = try program.run(
      ["plan", "city.osm", "--minutes", "0.1", "--add", "1", "--require", "100%", "--output", "add.geojson", "--quiet"])
    #expect(share.status == 3 && program.names == ["add.geojson", "city.osm", "plan.geojson", "run"])
    #expect(share.errors.hasSuffix("error: --require: the plan covers less; it is written\n"), "\(share.errors)")
    #expect(
      plan.errors.hasSuffix("error: --target: it cannot be reached by these candidates; the best plan is written\n"),
      "\(plan.errors)")
  }

  @Test func whatStandsAround() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("city.osm", GoodCity.xml)
    let without = try program.run(
      ["gaps", "city.osm", "--crs", "EPSG:1"], shell: #"PROJ_DATA=/nowhere PROJ_LIB=/nowhere exec "$0" "$@""#)
    #expect(
      without.errors == "error: --crs: PROJ cannot find its database proj.db, which it needs for \"EPSG:1\"; "
        + "set PROJ_DATA to the folder that holds proj.db, or leave --crs away\n")
    try FileManager.default.createDirectory(atPath: program.folder + "/run", withIntermediateDirectories: false)
    let inside = try program.run(["coverage", "city.osm", "--output", "run", "--force", "--travel-times", "run/t.csv"])
    #expect(
      inside.errors == "error: --travel-times lies in the output folder, which is replaced as a whole; "
        + "name another place\n")
    #expect(without.status == 1 && inside.status == 2 && program.names == ["city.osm", "run"])
  }

  /// The program away from its package, deeper than it looks for its extract.
  @Test func whatDoesNotStandBesideIt() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let deep = program.folder + String(repeating: "/d", count: 12)
    try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: ProgramUnderTest.executable.path, toPath: deep + "/circle")
    func says(_ words: String) throws -> String { try program.run([], shell: "exec \(deep)/circle " + words).errors }
    let extract = try says("gaps")
    #expect(
      extract == "error: EXTRACT: no extract is named and geodata/monaco.osm.pbf is not found; name an .osm.pbf file\n")
    let missing = try says("serve")
    #expect(
      missing.hasSuffix(
        "circle-map: the map's server is not there; build it: swift build -c release --product circle-map\n"))
    try program.write("d" + String(repeating: "/d", count: 11) + "/circle-map", "no program")
    chmod(deep + "/circle-map", 0o700)
    let broken = try says("serve")
    #expect(broken.hasSuffix("circle-map: cannot be started: Exec format error; build it again\n"), "\(broken)")
    #expect(program.names == ["d"])
  }

  @Test func standardOutputWithoutRoom() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let run = try program.run(["rules", "any1"], shell: #"exec "$0" "$@" > /dev/full"#)
    #expect(run.status == 1)
    #expect(run.errors == "error: standard output: cannot be written; check where it goes\n")
  }

  @Test(arguments: [
    ("ulimit -s 200", "stack: it is limited to 200 KiB, under 256; raise it: `ulimit -s 8192`"),
    (
      "ulimit -v 200000",
      "memory: the address space is limited to 195 MiB, under 256; raise it: `ulimit -v unlimited`"
    ),
    ("ulimit -n 5; exec 3</dev/null", "open files: this process may open too few; raise the limit: `ulimit -n 64`"),
  ])
  func limitsTooLow(limit: String, says: String) throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let run = try program.run(["rules"], shell: limit + #"; exec "$0" "$@""#)
    #expect(run.status == 1 && run.errors == "error: \(says)\n", "\(run)")
  }
}
