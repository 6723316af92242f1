import Geography
import Walking

@testable import Coverage

/// JSON files that say what is asked: rules and walkers.
enum DocumentTargets {
  /// A rule within its bounds, which reads the same when it is written anew.
  static func rule(_ bytes: UnsafeRawBufferPointer) {
    func read(_ bytes: [UInt8]) -> Outcome<CoverageRule> {
      Outcome {
        var reader = RuleReader(bytes, name: "rule", path: "rule.json")
        return try reader.rule()
      }
    }
    guard let rule = read(Array(bytes)).value else { return }
    let clauses = (rule.common ?? []) + rule.own.values.joined()
    promise(!clauses.isEmpty, "a rule that asks nothing")
    for clause in clauses {
      promise((1...RuleReader.mostVenues).contains(clause.count) && !clause.kinds.isEmpty, "\(clause)")
      let isWithin =
        switch clause.limit {
        case .minutes(let minutes): minutes > 0 && minutes <= RuleReader.mostMinutes
        case .metres(let metres): metres > 0 && metres <= RuleReader.mostMetres
        }
      promise(isWithin, "a limit of \(clause.limit)")
    }
    promise(read(rule.json.encoded(pretty: true)) == .value(rule), "a rule written anew reads otherwise")
  }

  /// A walker who can walk; the text kept of the file makes the same one.
  static func profile(_ bytes: UnsafeRawBufferPointer) {
    let file = MemoryFile(bytes)
    guard let text = Outcome({ try NamedProfile(file.path).text }).value else { return }
    func read(_ text: String) -> Outcome<WalkingProfile> {
      Outcome { try NamedProfile(text: text, path: "profile.json").profile }
    }
    guard let profile = read(text).value else { violated("the text of a profile that was read is refused") }
    let speed = profile.speed.kilometresPerHour
    promise((0.1...50).contains(speed), "\(speed) km/h")
    promise(profile.steps.isClosed || (profile.steps.up > 0 && profile.steps.down > 0), "\(profile.steps)")
    promise(read(text) == .value(profile), "one text, two walkers")
  }
}
