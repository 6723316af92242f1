import Foundation
import TestSupport
import Testing

/// Bad files and values of the options beyond the first ones (rules, walkers, people, areas, formats): one clean line
/// that says what is wrong, and nothing left. Files are made by hand.
@Suite struct HostileOptionTests {
  /// What is asked of the good city beside a file, and words that the error must hold.
  struct Case: Sendable {
    var option: String
    var file: (name: String, bytes: [UInt8])?
    var more: [String]
    var status: Int32
    var mention: String

    init(_ option: String, _ name: String, _ text: String, _ mention: String, _ more: [String] = []) {
      self.init(option, name, bytes: Array(text.utf8), mention, more)
    }

    init(_ option: String, _ name: String, bytes: [UInt8], _ mention: String, _ more: [String] = []) {
      (self.option, file, self.mention, self.more, status) = (option, (name, bytes), mention, more, 1)
    }

    /// A command line that is wrong whatever the files hold.
    init(_ options: [String], _ mention: String, status: Int32 = 2) {
      (option, file, more, self.mention, self.status) = ("", nil, options, mention, status)
    }
  }

  static let table =
    HostileDocuments.rules + HostileDocuments.profiles + HostilePeople.table + HostileAreas.table + options

  private static func columns(_ pairs: String, _ mention: String) -> Case {
    Case("--venues", "list.csv", "name,lat,lon\nA,50,15\n", mention, ["--columns", pairs])
  }

  private static let options: [Case] = [
    Case(["--columns", "lat=y"], "--venues"), columns("lat", "is no pair"),
    columns("lat=a,lon=a", "is named for lat and for lon"),
    columns("lat=a,lat=b", "given twice"),
    columns("way=a", "no column \"way\""), Case(["--venues-crs", "gcj02"], "--venues"),
    Case(["--areas-mode", "replace"], "--areas"), Case(["--areas-crs", "EPSG:3857"], "--areas"),
    Case(["--population-crs", "EPSG:3035"], "--population"), Case(["--at", "Mon 24:01"], "'Mon 24:01' is not a time"),
    Case(["--at", "\u{1B}[31m"], "is not a time"), Case(["--date", "2026-02-29"], "is not a day"),
    Case(["--date", "２０２６-05-01"], "is not a day"), Case(["--unknown-hours", "closed"], "goes with --at"),
    Case(["--weekly", "--at", "Mon 10:00"], "leave one away"), Case(["--format", "shp"], "gpkg"),
    Case(["--format", "gpkg,"], "gpkg"), Case(["--fee", "cheap"], "any or free"), Case(["--access", "no"], "public"),
    Case(["--profiles", "standard,"], "''"), Case(["--area-type", "rural"], "give --rule"),
    Case(["--rule", "/dev/zero"], "is not a regular file", status: 1), Case(["--rule", "any9"], "any9", status: 1),
    Case(["--population", "/dev/null"], "regular file", status: 1),
    Case(["--profile", "./nix.json"], "no such file", status: 1),
  ]

  @Test(arguments: table.indices)
  func badOptionGivesOneCleanLine(index: Int) throws {
    let bad = Self.table[index]
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("city.osm", GoodCity.xml)
    var option: [String] = []
    if let file = bad.file {
      try Data(file.bytes).write(to: URL(fileURLWithPath: program.folder + "/" + file.name))
      option = [bad.option, program.folder + "/" + file.name]
    }
    let what = "\(bad.file?.name ?? "") \(bad.more)"
    let names = program.names
    let run = try HostileRun(
      ["coverage", program.folder + "/city.osm", "--output", program.folder + "/run"] + option + bad.more,
      folder: program.folder, deadlineInSeconds: HostileRun.deadlineInSeconds)
    #expect(run.faultsOfAnyRun(peakLimitMiB: 200) == [], "\(what)")
    #expect(run.status == bad.status, "\(what): \(run.errors)")
    let line = try #require(run.errorLines.first, "\(what)")
    // The file is at fault, unless another option says how to read it.
    let name = bad.more.isEmpty ? bad.file?.name ?? "" : ""
    #expect(line.contains(bad.mention) && (name.isEmpty || line.contains(name)), "\(what): \(line)")
    #expect(Set(program.names).subtracting(["stderr"]) == Set(names), "\(what)")
  }

  /// Words of a command line, "FILE" for a list of a venue with people, and words that the error must hold.
  static let commandLines: [(words: [String], mention: String)] = [
    (["gaps", "city.osm", "--homes", "FILE", "--population", "FILE"], "both say where people live"),
    (["gaps", "city.osm", "--within", "A", "--boundary", "FILE"], "both name the study area"),
    (["gaps", "city.osm", "--profile", "older", "--profiles", "older,child"], "both name who walks"),
    (["gaps", "city.osm", "--profiles", [String](repeating: "older", count: 11).joined(separator: ",")], "11 walkers"),
    (["gaps", "city.osm", "--profiles", "older,a"], "'a' is not"),
    (["gaps", "city.osm", "--population", "FILE", "--population", "FILE"], "two files for all people"),
    (
      ["gaps", "city.osm", "--population", "FILE", "--population", "a=FILE", "--population", "a=FILE"],
      "names the group a twice"
    ),
    (["gaps", "city.osm", "--population", "older=FILE"], "groups only"),
    (["gaps", "city.osm", "--population", "FILE"] + (1...33).flatMap { ["--population", "g\($0)=FILE"] }, "over 32"),
    (["gaps", "city.osm", "--venues", "FILE", "--columns", "x=lon,y=lat"], "add --venues-crs"),
    (
      ["gaps", "city.osm", "--cutoffs", (1...21).map { "\($0)" }.joined(separator: ","), "--minutes", "30"],
      "21 cutoffs"
    ),
    (["coverage", "city.osm"] + (1...9).flatMap { _ in ["--rule", "any1"] }, "9 rules, at most 8"),
    (["coverage", "city.osm", "--rule", "any1", "--rule", "any1"], "two rules are called any1"),
    (["coverage", "city.osm", "--rule", "gb50180", "--kinds", "cinema"], "name them, or leave --kinds out"),
    (["audit", "city.osm", "--centres", "FILE", "--radius", "urban=9,urban=10"], "names urban twice"),
    (["audit", "city.osm", "--centres", "FILE", "--radius", "1e400"], "from 1 to 50000"),
    (["audit", "city.osm", "--centres", "FILE", "--output", "a.gpkg"], ".csv or .geojson"),
    (["explain", "city.osm"], "no place"), (["explain", "city.osm", "15,50", "--at", "15,50"], "give one"),
    (["explain", "city.osm", "--at", "15,50", "--json", "--output", "-"], "name a file"),
    (["explain", "city.osm", "--at", "15;50"], "--at"),
    (["explain", "city.osm", "--at", "15,50", "--nearest", "0"], "100"),
    (["site", "city.osm"], "nothing to try"), (["site", "city.osm", "--close", "n1", "--kind", "library"], "no"),
    (["site", "city.osm", "--at", "15,50", "--cutoffs", "5"], "leave --cutoffs away"),
    (["site", "city.osm", "--at", "15,50", "--json", "--output", "-"], "name a file"),
    (["site", "city.osm", "--at", "15,50", "--kind", "library,cinema"], "one kind"),
    (["plan", "city.osm"], "give one of --add"),
    (["plan", "city.osm", "--add", "1", "--target", "90%"], "give one of"),
    (["plan", "city.osm", "--add", "1", "--json", "--output", "-"], "name a file"),
    (["rules", "any9"], "is not one of"), (["rules", "\u{1B}[31m"], "?[31m"),
  ]

  @Test(arguments: commandLines.indices)
  func wrongCommandLineEndsWithStatus2(index: Int) throws {
    let (words, mention) = Self.commandLines[index]
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("city.osm", GoodCity.xml)
    try program.write("list.csv", "name,lat,lon,people\nA,50,15,3\n")
    let names = program.names
    let run = try program.run(words.map { $0.replacing("FILE", with: "list.csv") })
    #expect(run.status == 2 && run.output.isEmpty, "\(words): \(run)")
    let lines = run.errorLines
    #expect(
      lines.count == 1 && lines.allSatisfy { $0.hasPrefix("error: ") && $0.contains(mention) }, "\(words): \(lines)")
    #expect(program.names == names)
  }
}
