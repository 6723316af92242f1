import ArgumentParser
import CommandOptions
import Coverage
import Geography

/// `circle rules`: the rules that come with the program, to be read, copied and edited.
struct RulesCommand: ParsableCommand, StatusCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Lists the rules that come with circle, or prints one.",
    discussion: """
      A rule says which venues must be within a walk of every home. It is a JSON file: title; source with document and \
      clause; clauses as default, urban or rural, each with count, kinds, and minutes or metres. A home passes when all \
      clauses of its area type hold.

      EXAMPLES
        circle rules
        circle rules zj-1plus2 > ours.json
        circle coverage city.osm.pbf --rule ours.json
      """)

  @Argument(help: "The rule to print.")
  var name: String?

  func execute() throws -> ExitStatus {
    if let name {
      guard let text = CoverageRule.packText(name) else {
        throw OptionValue.refusal(name, "NAME", "one of \(CoverageRule.packNames.joined(separator: ", "))")
      }
      return Console.print(String(decoding: text, as: UTF8.self))
    }
    let width = CoverageRule.packNames.map(\.count).max() ?? 0
    let lines = try CoverageRule.packNames.map { name in
      let rule = try CoverageRule(pack: name)
      let blanks = String(repeating: " ", count: width - name.count)
      return "\(name)\(blanks)  \(rule.title)\n\(String(repeating: " ", count: width))  \(rule.document)\n"
    }
    return Console.print(lines.joined())
  }
}
