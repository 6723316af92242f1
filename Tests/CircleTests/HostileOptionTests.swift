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

  private static let options: [Case] = [
    Case(["--columns", "lat=y"], "--venues"), Case(["--columns", "lat"], "is no pair", status: 1),
    Case(["--columns", "lat=a,lon=a"], "is named for lat and for lon", status: 1),
    Case(["--columns", "lat=a,lat=b"], "given twice", status: 1),
    Case(["--columns", "way=a"], "no column \"way\"", status: 1), Case(["--venues-crs", "gcj02"], "--venues"),
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
    #expect(line.contains(bad.mention) && line.contains(bad.file?.name ?? ""), "\(what): \(line)")
    #expect(Set(program.names).subtracting(["stderr"]) == Set(names), "\(what)")
  }
}
