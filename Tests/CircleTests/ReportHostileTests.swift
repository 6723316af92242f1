import Foundation
import Geography
import Testing

@testable import Coverage

/// Folders that are none, broken, or of two runs: one error that names the file, and no page.
@Suite struct ReportHostileTests {
  /// File, text in it, what takes its place, and a word of the error.
  static let damages: [(file: String, old: String, new: String, word: String)] = [
    ("run.json", "{", "", "JSON"), ("run.json", "\"circle\"", "\"square\"", "record"),
    ("run.json", "\"homes\": 96", "\"homes\": 95", "same run"),
    ("run.json", "\"homes_covered\": 64", "\"homes_covered\": 63", "same run"),
    ("run.json", "\"dwellings\": 192.0", "\"dwellings\": 193.0", "same run"),
    ("run.json", "\"dwellings\": 192.0", "\"dwellings\": -1", "totals.dwellings"),
    ("run.json", "\"dwellings\": 192.0", "\"dwellings\": 1e999", "run.json"),
    ("run.json", "\"dwellings_covered\": 128.0", "\"dwellings_covered\": \"x\"", "totals.dwellings_covered"),
    ("run.json", "\"limit_minutes\": 15", "\"limit_minutes\": 0", "limit_minutes"),
    ("run.json", "\"limit_minutes\": 15", "\"limit_minutes\": 1e300", "limit_minutes"),
    ("run.json", "\"limit_minutes\": 15", "\"limit_minutes\": 14", "covered contradicts"),
    ("run.json", "\"gates\": \"resident\"", "\"gates\": \"ajar\"", "gates"),
    ("run.json", "\"museum\"", "\"pub\"", "kinds"), ("run.json", "\"source\": \"boundary\"", "\"source\": 7", "source"),
    ("run.json", "\"gaps\": 2", "\"gaps\": 3", "same run"), ("run.json", "\"venues\": 3", "\"venues\": 2", "same run"),
    ("run.json", "\"name\": \"Gridtown\"", "\"name\": \"Elsewhere\"", "same run"),
    ("run.json", "\"homes.residential\": 96", "\"homes_in_gaps\": 5", "homes in gaps"),
    ("homes.csv", "id,lon", "nr,lon", "column id"), ("homes.csv", "true", "yes", "true or false"),
    ("homes.csv", ",2,residential,", ",nan,residential,", "dwellings"),
    ("homes.csv", ",2,residential,", ",inf,residential,", "dwellings"),
    ("homes.csv", ",2,residential,", ",1e15,residential,", "dwellings"),
    ("homes.csv", ",2,residential,", ",-2,residential,", "dwellings"),
    ("homes.csv", ",2,residential,", ",3,residential,", "same run"),
    ("homes.csv", ",2,residential,", ",999999999999,residential,", "homes.csv"),
    ("homes.csv", "residential,", "residential", "fields"), ("homes.csv", ",840001,", ",x,", "milliseconds"),
    ("homes.csv", ",840001,", ",99999999999999999999,", "milliseconds"),
    ("homes.csv", ",15.0007", ",1500007", "lon"), ("homes.csv", "w1,", "\"w1,", "homes.csv"),
    ("areas.csv", "share", "part\",", "areas.csv"), ("areas.csv", "dwellings", "people", "column dwellings"),
    ("areas.csv", ",96.0,", ",960.0,", "same run"), ("areas.csv", ",48,", ",480,", "same run"),
    ("gaps.geojson", "\"speed_kmh\":4.8", "\"speed_kmh\":3", "same run"),
    ("gaps.geojson", "\"limit_minutes\":15", "\"limit_minutes\":10", "same run"),
    ("gaps.geojson", "\"osm_timestamp\"", "\"osm_time\"", "same run"),
    ("gaps.geojson", "\"Gridtown\"", "\"Elsewhere\"", "same run"),
    ("gaps.geojson", "\"rank\":2", "\"rank\":3", "rank 2"), ("gaps.geojson", "\"rank\":1,", "", "rank"),
    ("gaps.geojson", "\"r3\"", "\"r4\"", "venues.geojson"),
    ("gaps.geojson", "\"dwellings\":44.0", "\"dwellings\":45.0", "do not add up"),
    ("gaps.geojson", "\"dwellings\":44.0", "\"dwellings\":\"44\"", "dwellings"),
    ("gaps.geojson", "missing_link", "missing_lynk", "cause"),
    ("gaps.geojson", "MultiPolygon", "MultiPolygone", "gaps.geojson"),
    ("gaps.geojson", "\"evidence_facts\":null", "\"evidence_facts\":[]", "evidence_facts"),
    ("gaps.geojson", "\"evidence_facts\":null", "\"evidence_facts\":{\"home\":1}", "evidence_facts"),
    ("gaps.geojson", "\"best_site\":null", "\"best_site\":{\"lon\":200}", "best_site"),
    ("gaps.geojson", "\"best_site\":null", "\"best_site\":{\"lon\":1,\"lat\":1,\"weight\":-1}", "best_site"),
    ("gaps.geojson", "]}", "", "gaps.geojson"), ("gaps.geojson", "{", "[", "gaps.geojson"),
    ("venues.geojson", "\"kind\":\"museum\"", "\"kind\":\"pub\"", "kind"),
    ("venues.geojson", "\"id\":\"w2\",", "", "id"), ("venues.geojson", "dwellings_only_here", "only", "dwellings_only"),
    ("venues.geojson", "\"on_network\":true", "\"on_network\":1", "on_network"),
    ("map.svg", "Gridtown", "Elsewhere", "same run"), ("map.svg", "<svg", "<html", "SVG"),
    ("map.svg", "<svg", "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg", "map"), ("map.svg", "url(#frame)", "url(#)", "frame"),
    ("map.svg", "<circle", "<script", "script"), ("map.svg", "<circle", "<image", "image"),
    ("map.svg", "<circle", "<circle onload=\"alert(1)\"", "onload"),
    ("map.svg", "<circle", "<circle fill=\"url(http://x)\"", "fill"),
    ("map.svg", "<circle", "<circle fill=\"url(x.svg)\"", "fill"),
    ("map.svg", "<circle", "<circle style=\"x\"", "style"), ("map.svg", "<circle", "<circle fill='x'", "map"),
    ("map.svg", "d=\"M", "d=\"MA", "path"), ("map.svg", "d=\"M", "d=\"L1 2M99999999999 ", "path"),
    ("map.svg", "d=\"M", "d=\"M0 0a1 1 0 0 0 1 1", "path"), ("map.svg", ">1</text>", ">one</text>", "words"),
    ("map.svg", "</g>", "", "map.svg"), ("map.svg", "</text>", "</g>", "closed"),
    ("map.svg", "data-place=\"", "data-place=\"x", "place"),
    ("map.svg", "data-place=\"", "data-place=\"0 0 -1 1 ", "place"),
  ]

  @Test(arguments: damages.indices)
  func damagedFilesAreNamed(index: Int) throws {
    let (file, old, new, word) = Self.damages[index]
    let folders = try ReportFolders()
    defer { folders.remove() }
    let folder = try folders.write("run", SyntheticResult.result())
    let before = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file))
    try ReportFolders.edit(folder, file, old, new)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file)) != before, "nothing to damage: \(old)")
    let error = #expect(throws: InputError.self) { try CoverageReport(run: folder) }
    #expect(error?.subject.hasPrefix(folder) == true && error?.description.contains(word) == true, "\(error as Any)")
  }

  /// Without one of its files, with an empty one, or with one cut anywhere, a folder gives an error and never a trap.
  @Test(arguments: ReportFolder.fileNames)
  func missingEmptyAndCutFiles(file: String) throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    let folder = try folders.write("run", ReportFolders.allCauses())
    let url = URL(fileURLWithPath: folder + "/" + file)
    let whole = try Data(contentsOf: url)
    try FileManager.default.removeItem(at: url)
    let missing = #expect(throws: InputError.self) { try CoverageReport(run: folder) }
    #expect(missing?.description.contains(file) == true)
    for cut in [0, 1, 2, 60, 61, 200] + stride(from: 300, to: whole.count - 30, by: max(1, whole.count / 40)) {
      try whole.prefix(cut).write(to: url)
      // A table of areas that ends with a row is a shorter table.
      guard ["areas.csv", "failing.csv"].contains(file), cut > 100 else {
        #expect(throws: InputError.self, "\(file) cut at \(cut)") { try CoverageReport(run: folder) }
        continue
      }
      _ = try? CoverageReport(run: folder)
    }
    for seed in 0..<60 {
      var bytes = [UInt8](whole)
      for step in 0..<3 { bytes[(seed * 7919 + step * 104_729) % bytes.count] ^= UInt8(1 << (seed + step) % 8) }
      try Data(bytes).write(to: url)
      // Many a flipped bit leaves a page, for instance one in a name.
      if let report = try? CoverageReport(run: folder) {
        let page = String(decoding: report.page(language: .english), as: UTF8.self)
        #expect(ReportReader(page) != nil, "\(file), seed \(seed)")
      }
    }
  }

  @Test func whatIsNoFolderIsRefused() throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    for path in ["", "\0", folders.path + "/none", folders.path] {
      #expect(throws: InputError.self) { try CoverageReport(run: path) }
    }
    let folder = try folders.write("run", SyntheticResult.result())
    #expect(throws: InputError.self) { try CoverageReport(run: folder + "/run.json") }
    _ = try CoverageReport(run: folder + "//")
  }

  /// Gaps of another run of the same city, with as many gaps, are told apart by their weight.
  @Test func gapsOfAnotherRunAreFound() throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    var other = SyntheticResult.result()
    other.gaps[0].weight = 40
    other.counts = [("homes_beyond_limit", 4), ("homes_in_gaps", 4)]
    var own = SyntheticResult.result()
    own.counts = other.counts
    let (a, b) = (try folders.write("a", own), try folders.write("b", other))
    _ = try CoverageReport(run: a)
    try FileManager.default.removeItem(atPath: a + "/gaps.geojson")
    try FileManager.default.copyItem(atPath: b + "/gaps.geojson", toPath: a + "/gaps.geojson")
    let error = #expect(throws: InputError.self) { try CoverageReport(run: a) }
    #expect(error?.subject == a + "/gaps.geojson")
  }
}
