import Foundation
import TestSupport
import Testing

/// Surroundings that break programs: limits, signals, other runs, odd names. Whatever happens, an output is whole or
/// absent, nothing temporary stays, and what was there before is as it was.
@Suite struct HostileSurroundingsTests {
  /// A folder with the good city.
  private func program() throws -> ProgramUnderTest {
    let program = try ProgramUnderTest()
    try program.write("city.osm", GoodCity.xml)
    return program
  }

  private func refusal(_ run: ProgramUnderTest.Run, _ status: Int32, _ mention: String) {
    #expect(run.status == status, "\(run)")
    #expect(run.errorLines.count { $0.hasPrefix("error: ") } == 1, "\(run.errors)")
    #expect(run.errors.contains(mention), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  // MARK: Arguments

  @Test func namesThatAreNotUTF8AreNoOthers() throws {
    let program = try program()
    defer { program.remove() }
    for arguments in [#"gaps city.osm --output $'\xff.geojson'"#, #"gaps $'\xff.osm'"#, #"$'\xff'"#] {
      refusal(try program.run([], shell: #""$0" "# + arguments), 2, "is not UTF-8")
    }
    #expect(program.names == ["city.osm"])
  }

  @Test func aThousandArgumentsAreTooMany() throws {
    let program = try program()
    defer { program.remove() }
    let flags = [String](repeating: "--trunk", count: 20_000)
    refusal(try program.run(["gaps", "city.osm"] + flags), 2, "20002 arguments")
  }

  // MARK: PROJ's database

  @Test func aPipeInPlaceOfTheDatabaseIsRefused() throws {
    let program = try program()
    defer { program.remove() }
    try FileManager.default.createDirectory(atPath: program.folder + "/proj", withIntermediateDirectories: true)
    mkfifo(program.folder + "/proj/proj.db", 0o600)
    for name in ["PROJ_DATA", "PROJ_LIB"] {
      let run = try program.run(
        ["gaps", "city.osm"], shell: "export \(name)=/nowhere:proj; exec timeout 60 \"$0\" \"$@\"")
      refusal(run, 1, "\(name): proj.db in proj is no file")
    }
  }

  @Test func withoutTheDatabaseSystemsByCodeAreRefused() throws {
    let program = try program()
    defer { program.remove() }
    try program.write("list.csv", "x,y\n500000,5538630\n")
    let shell = #"PROJ_DATA=/nowhere PROJ_LIB=/nowhere exec "$0" "$@""#
    refusal(try program.run(["gaps", "city.osm", "--crs", "EPSG:32633"], shell: shell), 1, "cannot find its database")
    let list = ["--venues", "list.csv", "--venues-crs", "EPSG:32633"]
    refusal(try program.run(["gaps", "city.osm"] + list, shell: shell), 1, "cannot find its database")
  }

  @Test func anotherDatabaseBesideItChangesNothing() throws {
    let program = try program()
    defer { program.remove() }
    let plain = try program.run(["gaps", "city.osm", "--crs", "EPSG:32633"])
    let run = try program.run(
      ["gaps", "city.osm", "--crs", "EPSG:32633"], shell: #"PROJ_AUX_DB=/nowhere exec "$0" "$@""#)
    #expect(plain.status == 0 && run.status == 0 && run.output == plain.output, "\(run.errors)")
  }

  // MARK: Limits

  @Test(
    .withoutSanitizer,
    arguments: [
      ("ulimit -n 5; exec 3</dev/null", "open files"), ("ulimit -v 200000", "address space"),
      ("ulimit -s 200", "stack"),
    ])
  func limitsTooLowAreNamed(limit: String, mention: String) throws {
    let program = try program()
    defer { program.remove() }
    let run = try program.run(["gaps", "city.osm", "--output", "gaps.geojson"], shell: limit + #"; exec "$0" "$@""#)
    refusal(run, 1, mention)
    #expect(program.names == ["city.osm"])
  }

  @Test(.withoutSanitizer) func aFileSizeLimitLeavesNothing() throws {
    let program = try program()
    defer { program.remove() }
    let run = try program.run(["coverage", "city.osm", "--output", "run"], shell: #"ulimit -f 1; exec "$0" "$@""#)
    refusal(run, 1, "File too large")
    #expect(program.names == ["city.osm"])
  }

  /// SQLite writes the GeoPackage itself, beside the run's other files.
  @Test(.withoutSanitizer) func aGeoPackageThatDoesNotFitLeavesNothing() throws {
    let program = try program()
    defer { program.remove() }
    let arguments = ["coverage", "city.osm", "--output", "run", "--format", "gpkg,geojsonseq"]
    let run = try program.run(arguments, shell: #"ulimit -f 200; exec "$0" "$@""#)
    refusal(run, 1, "run.gpkg: cannot write the output: File too large")
    #expect(program.names == ["city.osm"])
    #expect(try program.run(arguments).status == 0)
    let whole = program.read("run/gaps.geojsons")
    #expect(try program.run(arguments + ["--force"], shell: #"ulimit -f 200; exec "$0" "$@""#).status == 1)
    #expect(program.names == ["city.osm", "run"] && program.read("run/gaps.geojsons") == whole)
  }

  /// A report beside the folder keeps its place until the folder is whole: an earlier one is as it was.
  @Test(.withoutSanitizer) func aFileSizeLimitLeavesTheEarlierReport() throws {
    let program = try program()
    defer { program.remove() }
    try program.write("times.json", "earlier")
    // Blocks of 1 KiB as bash counts them: the report fits, the map of the run does not.
    let run = try program.run(
      ["coverage", "city.osm", "--output", "run", "--travel-times", "times.json", "--force"],
      shell: #"ulimit -f 4; exec "$0" "$@""#)
    refusal(run, 1, "File too large")
    #expect(program.read("times.json") == "earlier")
    #expect(program.names == ["city.osm", "times.json"])
  }

  // MARK: Places of outputs

  @Test func aPipeWithoutAReaderIsRefused() throws {
    let program = try program()
    defer { program.remove() }
    mkfifo(program.folder + "/pipe", 0o600)
    refusal(try program.run(["gaps", "city.osm", "--output", "pipe"]), 1, "start what reads the pipe first")
    let read = try program.run(
      ["gaps", "city.osm", "--output", "pipe"], shell: #"cat pipe > copy & "$0" "$@" || exit; wait"#)
    #expect(read.status == 0, "\(read)")
    #expect(program.read("copy")?.hasSuffix("}\n") == true)
  }

  @Test func aFolderInPlaceOfAnOutputIsForeign() throws {
    let program = try program()
    defer { program.remove() }
    try FileManager.default.createDirectory(
      atPath: program.folder + "/run/run.json", withIntermediateDirectories: true)
    refusal(try program.run(["coverage", "city.osm", "--output", "run", "--force"]), 1, "the folder holds run.json")
    #expect(program.names == ["city.osm", "run"])
  }

  @Test func standardOutputHasManyNames() throws {
    let program = try program()
    defer { program.remove() }
    let usual = try program.run(["gaps", "city.osm"]).output
    #expect(usual.contains("FeatureCollection"))
    for name in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
      #expect(try program.run(["gaps", "city.osm", "--output", name]).output == usual, "\(name)")
    }
  }

  @Test(arguments: [">&-", ">/dev/full"])
  func standardOutputThatTakesNothingIsTold(redirection: String) throws {
    let program = try program()
    defer { program.remove() }
    let run = try program.run([], shell: "\"$0\" gaps city.osm --travel-times times.json \(redirection)")
    refusal(run, 1, "standard output")
    #expect(program.names == ["city.osm"])
  }

  // MARK: Other runs, and ends

  /// Four runs end at about the same time in one folder and one file; each was allowed to replace.
  @Test func runsIntoOnePlaceLeaveOneWholeRun() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.run(["coverage", "city.osm", "--output", "alone"]).status == 0)
    #expect(try program.run(["gaps", "city.osm", "--output", "alone.geojson"]).status == 0)
    let shell = """
      for i in 1 2 3 4; do
        "$0" coverage city.osm --output run --force & "$0" gaps city.osm --output gaps.geojson --force &
      done
      for job in $(jobs -p); do wait $job || echo failed; done
      """
    let runs = try program.run([], shell: shell)
    #expect(!runs.output.contains("failed"), "\(runs)")
    #expect(program.names == ["alone", "alone.geojson", "city.osm", "gaps.geojson", "run"])
    #expect(program.read("gaps.geojson") == program.read("alone.geojson"))
    let files = try FileManager.default.contentsOfDirectory(atPath: program.folder + "/alone").sorted()
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder + "/run").sorted() == files)
    for file in files where file != "run.json" {
      #expect(program.read("run/" + file) == program.read("alone/" + file), "\(file)")
    }
  }

  /// Signals at moments spread over a whole run and beyond: the earlier run or the new one, never a mix. A signal that
  /// comes when the new one is in place already ends the program all the same.
  @Test(arguments: ["INT", "TERM", "HUP"])
  func signalsLeaveTheEarlierRunOrTheNew(signal: String) throws {
    let program = try program()
    defer { program.remove() }
    let extract = SharedData.packageRoot.appendingPathComponent("geodata/monaco.osm.pbf").path
    #expect(try program.run(["coverage", extract, "--output", "run", "--minutes", "5"]).status == 0)
    func files(_ run: String) -> [String?] {
      ["gaps", "covered", "isochrones"].map { program.read("\(run)/\($0).geojson") }
    }
    let earlier = files("run")
    let start = ContinuousClock.now
    #expect(try program.run(["coverage", extract, "--output", "new"]).status == 0)
    let whole = (ContinuousClock.now - start) / .milliseconds(1)
    let new = files("new")
    #expect(zip(earlier, new).allSatisfy { $0 != $1 && $0 != nil && $1 != nil })
    var ends: [Int32: Int] = [:]
    for moment in 0..<16 {
      let delay = String(whole * 1.1 * Double(moment) / 16 / 1000)
      let run = try program.run(
        [extract, "--force", "--quiet", "--output", "run"],
        shell: "set -m; \"$0\" coverage \"$@\" & sleep \(delay); kill -\(signal) $! 2>/dev/null; wait $!; exit $?")
      ends[run.status, default: 0] += 1
      let found = files("run")
      let isReplaced = found == new
      #expect([0, 129, 130, 143].contains(run.status), "\(run)")
      #expect(program.names == ["city.osm", "new", "run"], "after \(delay) s: \(program.names)")
      #expect(isReplaced || found == earlier, "after \(delay) s: a mix")
      #expect(isReplaced || run.status != 0, "after \(delay) s: says it is done")
      if isReplaced {
        #expect(
          try program.run([extract, "--output", "run", "--minutes", "5", "--force"], shell: #""$0" coverage "$@""#)
            .status == 0)
      }
    }
    print("SIG\(signal): ends by status \(ends)")
    // The first signal comes before anything can be done.
    #expect(ends.keys.contains { $0 != 0 })
  }
}
