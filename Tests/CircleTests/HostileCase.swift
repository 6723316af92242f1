import Foundation

/// The corpus of hostile inputs: what is put in place of the good city, and what must come of it.
struct HostileCorpus: Decodable {
  var defaults: [String: String]
  var cases: [HostileCase]

  init(folder: URL) throws {
    let content = try Data(contentsOf: folder.appendingPathComponent("expectations.json"))
    self = try JSONDecoder().decode(HostileCorpus.self, from: content)
  }
}

/// One entry of the corpus.
struct HostileCase: Decodable {
  struct Renumbering: Decodable {
    var mul: Int
    var add: Int
  }
  enum Expectation: String, Decodable {
    case reject, accept, warn, survive
    case sameOrReject = "same_or_reject"
  }

  var id: String
  var kind: String
  var expect: Expectation
  var file: String?
  var mention: [String]?
  var truth: String?
  var id_map: Renumbering?
  var compare: String?
  var params: [String: String]?
  var argv: [String]?
  var max_rss_mib: Int?

  /// Whether it is about files and arguments; the others need signals, mounts or made-up surroundings.
  var isPlain: Bool {
    ["osm", "venues", "boundary", "crs", "cli"].contains(kind)
      && (params ?? [:]).values.allSatisfy { !$0.contains("{") && $0.utf8.count < 100_000 }
  }

  /// The arguments, with every parameter of the corpus under its name here.
  func arguments(defaults: [String: String], in corpus: URL, output: String, times: String) -> [String] {
    if let argv { return argv }
    let names = [
      "venues": "--venues", "boundary": "--boundary", "boundary_name": "--within", "crs": "--crs",
      "minutes": "--minutes", "speed": "--speed", "threads": "--threads", "kinds": "--kinds",
    ]
    var values = defaults
    values["osm"] = defaults["osm"].map { corpus.appendingPathComponent($0).path }
    if let file { values[kind] = corpus.appendingPathComponent(file).path }
    values.merge(params ?? [:]) { $1 }
    let options = values.sorted { $0.key < $1.key }.flatMap { key, value in names[key].map { [$0, value] } ?? [] }
    return ["gaps", values["osm"] ?? ""] + options + ["--output", values["out"] ?? output, "--travel-times", times]
  }
}

/// The known answer of an accepted case.
struct HostileTruth: Decodable {
  struct House: Decodable {
    var seconds: Double?
    var inside: Bool?
  }
  var node_seconds: [String: Double]
  var reach_metres: [String: Double]
  var house_seconds: [String: House]

  /// What `--travel-times` wrote, read back.
  typealias Report = HostileTruth

  /// The first difference between a report and the answer; `nil` when they agree within half a percent, which
  /// covers the sphere of the reference against the ellipsoid.
  func difference(from report: Report, in entry: HostileCase) -> String? {
    func renumbered(_ id: some StringProtocol) -> String {
      guard let map = entry.id_map, let number = Int(id) else { return String(id) }
      return "\(map.mul * number + map.add)"
    }
    let nodes = Dictionary(uniqueKeysWithValues: node_seconds.map { (renumbered($0.key), $0.value) })
    for (node, seconds) in nodes.sorted(by: { $0.key < $1.key }) {
      guard let got = report.node_seconds[node] else { return "node \(node) is not reached" }
      guard abs(got - seconds) <= 0.005 * seconds + 0.5 else { return "node \(node): \(got) s, not \(seconds)" }
    }
    if entry.compare != "base_nodes_and_houses" {
      if let extra = report.node_seconds.keys.sorted().first(where: { nodes[$0] == nil }) {
        return "node \(extra) is reached"
      }
      for (cutoff, metres) in reach_metres.sorted(by: { $0.key < $1.key }) {
        guard let got = report.reach_metres[cutoff] else { continue }
        guard abs(got - metres) <= 0.005 * metres + 1 else { return "\(cutoff) s: \(got) m, not \(metres)" }
      }
    }
    for (house, truth) in house_seconds.sorted(by: { $0.key < $1.key }) where truth.inside != false {
      let got = report.house_seconds["w" + renumbered(house.dropFirst())]?.seconds
      switch (got, truth.seconds) {
      case (nil, nil): continue
      case (let got?, let seconds?) where abs(got - seconds) <= 0.005 * seconds + 0.7: continue
      default:
        return "house \(house): \(got.map { "\($0) s" } ?? "none"), not \(truth.seconds.map { "\($0)" } ?? "none")"
      }
    }
    return nil
  }
}
