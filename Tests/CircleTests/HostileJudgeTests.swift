import Coverage
import Foundation
import GEOS
import Geography
import TestSupport
import Testing

/// What the judge needs besides the corpus.
enum HostileJudge {
  #if DEBUG
    /// Its promise is ten seconds a case; an unoptimised build takes longer.
    static let isOptimised = false
  #else
    static let isOptimised = true
  #endif

  static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
}

/// The judge of `../shared/hostile` over the built command, and by ourselves the four cases its runner cannot judge.
@Suite(.enabled(if: SharedData.hostile != nil && HostileJudge.isOptimised, "needs ../shared and -c release"))
struct HostileJudgeTests {
  /// Why the runner leaves a case out; each has a test below.
  static let leftOut = [
    "crs_wkt_deep": "its argument has 160,000 letters, the system passes 131,072 at most",
    "cli_osm_unreadable": "the superuser may read all files",
    "rel_gap_plus_cover": "the runner knows no such relation",
    "rel_output_valid": "the runner knows no such relation",
  ]

  private struct Corpus: Decodable {
    struct Case: Decodable {
      var id: String
      var params: [String: String]?
    }
    var cases: [Case]
  }

  private static func corpus() throws -> Corpus {
    let file = try #require(SharedData.hostile("expectations.json"))
    return try JSONDecoder().decode(Corpus.self, from: Data(contentsOf: file))
  }

  /// Some cases make a device file or mount a small disk, which only a superuser may, and not in every container: those
  /// are left out where trying it fails, and said.
  private static func cannotBeMade(_ cases: [Corpus.Case], in program: ProgramUnderTest) throws -> Set<String> {
    let makesDevices = try program.run([], shell: "mknod device c 1 3 && echo > device; s=$?; rm -f device; exit $s")
    let mounts = try program.run(
      [], shell: "mkdir disk && mount -t tmpfs -o size=64k tmpfs disk && umount disk; s=$?; rmdir disk; exit $s")
    return Set(
      cases.filter { entry in
        ["{null}", "{full}"].contains(entry.params?["out"]) && makesDevices.status != 0
          || entry.id == "env_disk_full" && mounts.status != 0
      }.map(\.id))
  }

  @Test(.enabled(if: HostileJudge.python != nil, "needs python3"))
  func everyCaseIsJudgedAndPasses() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let options = ["venues", "boundary", "crs", "minutes", "speed", "threads", "kinds"].map { ($0, ["--\($0)", "{}"]) }
    let named = [
      ("osm", ["{}"]), ("boundary_name", ["--within", "{}"]), ("out", ["--output", "{}"]),
      ("report", ["--travel-times", "{}"]),
    ]
    let adapter: [String: Any] = [
      "argv": [ProgramUnderTest.executable.path, "gaps"], "env": ["SWIFT_BACKTRACE": "enable=no"],
      "params": Dictionary(uniqueKeysWithValues: options + named),
    ]
    let file = program.folder + "/adapter.json"
    try JSONSerialization.data(withJSONObject: adapter).write(to: URL(fileURLWithPath: file))
    let cases = try Self.corpus().cases
    #expect(Set(cases.map(\.id)).isSuperset(of: Self.leftOut.keys))
    let impossible = try Self.cannotBeMade(cases, in: program)
    let judged = cases.map(\.id).filter { Self.leftOut[$0] == nil && !impossible.contains($0) }
    let judge = try judgeFolder(in: program.folder) + "/run.py"
    let start = ContinuousClock.now
    let run = try program.run([judge, file] + judged, shell: "exec \(HostileJudge.python ?? "") \"$@\"")
    print("hostile corpus: \(judged.count) cases of \(cases.count) in \(ContinuousClock.now - start)\n\(run.output)")
    if !impossible.isEmpty { print("not judged, for this system forbids what they need: \(impossible.sorted())") }
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("\n\(judged.count) passed, 0 failed, 0 skipped"), "\(run.output)")
  }

  /// A folder of links to the judge and its cases. The judge stops runs of `meta_amplified.osm.pbf`, which the corpus
  /// leaves out for its size: a copy of a real city takes as long.
  private func judgeFolder(in folder: String) throws -> String {
    let files = FileManager.default
    let judge = folder + "/judge"
    func link(_ name: String, _ target: URL) throws {
      try files.createSymbolicLink(atPath: "\(judge)/\(name)", withDestinationPath: target.path)
    }
    let corpus = try #require(SharedData.hostile)
    for part in ["", "cases", "cases/osm"] {
      try files.createDirectory(atPath: "\(judge)/\(part)", withIntermediateDirectories: true)
      for name in try files.contentsOfDirectory(atPath: corpus.appendingPathComponent(part).path)
      where !["cases", "osm"].contains(name) {
        try link("\(part)/\(name)", corpus.appendingPathComponent("\(part)/\(name)"))
      }
    }
    let slow = "cases/osm/meta_amplified.osm.pbf"
    if !files.fileExists(atPath: "\(judge)/\(slow)") {
      let city = try #require(SharedData.geodata("extracts/las_palmas.osm.pbf"))
      try files.copyItem(atPath: city.path, toPath: "\(judge)/\(slow)")
      // The judge cuts copies of it short, which have its rights.
      chmod("\(judge)/\(slow)", 0o644)
    }
    return judge
  }

  /// `crs_wkt_deep`, which no command line can hold: the library refuses it before PROJ sees it.
  @Test func aCRSLongerThanACommandLineIsRefused() throws {
    let text = try #require(try Self.corpus().cases.first { $0.id == "crs_wkt_deep" }?.params?["crs"])
    var parameters = CoverageParameters(workers: 1)
    parameters.workingCRS = text
    let base = try #require(SharedData.hostile("cases/osm/base_pbf.osm.pbf")).path
    let error = #expect(throws: InputError.self) { try CoverageAnalysis(extract: base, parameters: parameters).run() }
    #expect(error?.subject == "--crs" && error?.problem.contains("longer than 1000") == true)
    #expect((error?.description.count ?? 0) < 400)
  }

  /// `cli_osm_unreadable`: a superuser first gives up the right to read what its owner locked, else all rights.
  @Test func aFileOnesOwnRightsDoNotOpenIsRefused() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try program.write("secret.osm", GoodCity.xml)
    let copy = program.folder + "/circle"
    try FileManager.default.copyItem(atPath: ProgramUnderTest.executable.path, toPath: copy)
    chmod(program.folder, 0o777)
    chmod(program.folder + "/secret.osm", 0)
    let waysToBeLocked = [
      "", "setpriv --bounding-set=-dac_override,-dac_read_search ",
      "setpriv --reuid=65534 --regid=65534 --clear-groups ",
    ]
    let locked = try waysToBeLocked.first { way in
      try program.run([], shell: "! \(way)cat secret.osm && \(way)./circle --version").status == 0
    }
    guard let locked else {
      print("not judged, for nobody here can be kept from reading a file: cli_osm_unreadable")
      return
    }
    let run = try program.run([], shell: "\(locked)./circle gaps secret.osm --output gaps.geojson")
    #expect(run.status == 1, "\(run)")
    #expect(run.errorLines.count == 1, "\(run)")
    #expect(run.errors.contains("secret.osm: cannot read the file: Permission denied"), "\(run)")
    #expect(program.names == ["circle", "secret.osm"])
  }

  /// `rel_gap_plus_cover` and `rel_output_valid`: gaps are the inhabited part of what is not covered.
  @Test func gapsAndCoverShareNoAreaAndAllOutputsAreValid() throws {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    let base = try #require(SharedData.hostile("cases/osm/base_pbf.osm.pbf")).path
    #expect(try program.run(["coverage", base, "--output", "run"]).status == 0)
    let context = try GEOSContext()
    var land: [String: GEOSGeometry] = [:]
    for name in ["gaps", "covered", "isochrones", "areas", "venues"] {
      let features = try GeoJSONReader.read(path: program.folder + "/run/\(name).geojson")
      #expect(!features.isEmpty, "\(name)")
      for feature in features {
        let polygons = feature.geometry?.polygons ?? []
        if !polygons.isEmpty { #expect(try context.geometry(polygons).isValid, "\(name)") }
        for polygon in polygons { #expect(polygon.orientedByRightHandRule() == polygon, "\(name)") }
        let isOnEarth = (feature.geometry?.coordinates ?? []).allSatisfy(\.isValid)
        #expect(isOnEarth, "\(name)")
      }
      let all = try features.flatMap { $0.geometry?.polygons ?? [] }.map { try context.geometry($0) }
      land[name] = try context.collection(all).unaryUnion()
    }
    let (gaps, covered) = (try #require(land["gaps"]), try #require(land["covered"]))
    let (gapArea, coveredArea, sharedArea) = try (gaps.area, covered.area, gaps.intersection(covered).area)
    #expect(gapArea > 1e-6 && coveredArea > 1e-6 && sharedArea == 0)
  }
}
