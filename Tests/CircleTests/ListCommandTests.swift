import Foundation
import Testing

/// Options of supplied lists and of hours: what is read, written and refused.
@Suite struct ListCommandTests {
  private static let list = """
    馆名,种,甲,乙,开放时间,valid_from
    Kunsthaus,museum,43.7390,7.4246,Tu-Su 10:00-18:00,
    Bücherei,library,43.7311,7.4197,周一至周五 9:00-17:00,
    Zeltbühne,theatre,43.7440,7.4300,,2026-05-01
    """

  private func withProgram(_ body: (ProgramUnderTest, String) throws -> Void) throws {
    let extract = try #require(Bundle.repositoryExtract)
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("list.csv", Self.list)
    try body(program, extract)
  }

  private static let columns = ["--venues", "list.csv", "--columns", "lat=甲,lon=乙,kind=种"]

  @Test func theFileOfACityAnswersAsTheExtractDoes() throws {
    try withProgram { program, extract in
      let built = try program.run(["build", extract, "--output", "m.circle", "--quiet"] + Self.columns)
      #expect(built.status == 0, "\(built)")
      for asked in [
        [], ["--at", "Mon 10:00"], ["--at", "Sun 10:00", "--unknown-hours", "closed"], ["--date", "2026-05-02"],
        ["--fee", "free"],
      ] {
        let options = asked + ["--progress", "none"]
        let (one, other) = (
          try program.run(["gaps", extract] + Self.columns + options),
          try program.run(["gaps", "m.circle"] + Self.columns + options)
        )
        #expect(one.status == 0 && one.output == other.output && one.errors == other.errors, "\(asked) \(one.errors)")
      }
      let differs = try program.run(["gaps", "m.circle", "--venues", "list.csv", "--venues-crs", "gcj02"])
      #expect(differs.status == 1 && differs.errors.contains("without --venues-crs"), "\(differs.errors)")
      #expect(differs.errors.contains("--columns") && differs.errors.contains("--venues-crs gcj02"))
    }
  }

  @Test func runsByTheHour() throws {
    try withProgram { program, extract in
      let options = ["--quiet", "--force", "--output", "run"] + Self.columns
      #expect(try program.run(["coverage", extract, "--weekly"] + options).status == 0)
      let hours = try #require(program.read("run/hours.csv")).split(separator: "\r\n")
      #expect(hours.count == 169)
      // Monday: the museum is shut and the library open from nine; the theatre of May is in no undated run.
      #expect(hours[1].hasPrefix("Mon,0,0,0,0.0,0.0,0.0000,0.0000"), "\(hours[1])")
      #expect(hours[10].hasPrefix("Mon,9,1,0,") && hours[9].hasPrefix("Mon,8,0,0,"))
      #expect(hours[168].hasPrefix("Sun,23,0,0,") && hours[155].hasPrefix("Sun,10,1,0,"))
      #expect(program.read("run/merges.csv") == "venue_id,venue,record,wins,reasons,distance_m\r\n")
      // A run's own files do not keep it from being replaced.
      let added = try program.run(["coverage", extract, "--venues-mode", "add", "--date", "2026-05-01"] + options)
      #expect(added.status == 0, "\(added.errors)")
      #expect(program.read("run/hours.csv") == nil)
      let record = try #require(program.read("run/run.json"))
      #expect(record.contains("\"date\": \"2026-05-01\"") && record.contains("\"venues_left_out\": 0"))
      let plain = try program.run(["coverage", extract, "--quiet", "--force", "--output", "run"])
      #expect(plain.status == 0 && program.read("run/merges.csv") == nil)
      #expect(program.read("run/run.json")?.contains("venues_left_out") == false)
    }
  }

  @Test func theSummaryTellsBothShares() throws {
    try withProgram { program, extract in
      let run = try program.run(["coverage", extract, "--at", "Mon 10:00", "--date", "2026-05-04"] + Self.columns)
      #expect(run.output.contains("open Mon 10:00, on 2026-05-04: 1 venue, 1 unknown, 1 left out"), "\(run.output)")
      #expect(run.output.contains("without the unknown"))
    }
  }

  static let wrong: [(options: [String], status: Int32, part: String)] = [
    (["--at", "19:00"], 2, "Sun 19:00"), (["--at", "Sun 25:00"], 2, "Sun 19:00"),
    (["--at", "10:00", "--date", "2026-02-30"], 2, "a day such as"),
    (["--at", "Mon 10:00", "--date", "2026-05-01"], 2, "of that day"),
    (["--unknown-hours", "open"], 2, "goes with --at"),
    (["--at", "Sun 19:00", "--unknown-hours", "maybe"], 2, "open or closed"), (["--fee", "cheap"], 2, "any or free"),
    (["--access", "all"], 2, "any or public"), (["--weekly", "--at", "Sun 19:00"], 2, "leave one away"),
    (["--venues-crs", "gcj02"], 2, "not given"), (["--columns", "lat=a"], 2, "not given"),
    (["--homes-crs", "gcj02"], 2, "not given"), (["--boundary-crs", "gcj02"], 2, "not given"),
    (["--venues", "list.csv", "--columns", "x=甲"], 2, "--venues-crs"),
    (["--venues", "list.csv", "--columns", "lat"], 1, "no pair"),
    (["--venues", "list.csv", "--columns", "lat=丙"], 1, "丙"),
    (["--venues", "list.csv", "--venues-crs", "mars"], 1, "mars"),
    (["--venues", "list.csv", "--venues-crs", ""], 1, "is empty"),
  ]

  @Test(arguments: wrong.indices)
  func refuses(number: Int) throws {
    try withProgram { program, extract in
      let one = Self.wrong[number]
      let run = try program.run(["coverage", extract, "--output", "run"] + one.options)
      #expect(run.status == one.status && run.errorLines.count == 1, "\(one.options): \(run)")
      #expect(run.errors.hasPrefix("error: ") && run.errors.contains(one.part), "\(run.errors)")
      #expect(program.names == ["list.csv"])
    }
  }
}
