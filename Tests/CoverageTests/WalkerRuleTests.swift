import TestSupport
import Testing

@testable import Coverage
@testable import OpenStreetMap
@testable import Walking

/// Tags and what a walker makes of them.
struct TagRow: Sendable, CustomTestStringConvertible {
  let tags: String
  /// "open", "closed", or the missing keys.
  let expected: String
  init(_ tags: String, _ expected: String) { (self.tags, self.expected) = (tags, expected) }
  var testDescription: String { "\(tags) → \(expected)" }
  var dictionary: [String: String] {
    Dictionary(
      tags.split(separator: " ").map { tag in
        let parts = tag.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts[0], parts[1])
      }, uniquingKeysWith: { $1 })
  }
}

/// Domain §5 "wheelchair extra" and §6.1 as tables: one row a rule.
@Suite("What walkers can pass")
struct WalkerRuleTests {
  /// A path of which all is known and good.
  static let good = "highway=footway surface=asphalt smoothness=good width=2 incline=0%"

  static let wheelchairRows: [TagRow] = [
    TagRow(good, "open"), TagRow("highway=residential surface=asphalt smoothness=good incline=2%", "open"),
    // Steps, ramps, escalators.
    TagRow("highway=steps", "closed"), TagRow("highway=steps conveying=yes", "closed"),
    TagRow("highway=steps wheelchair=yes", "open"),
    TagRow("highway=steps ramp:wheelchair=yes", "surface smoothness width incline"),
    TagRow("highway=steps ramp:wheelchair=no", "closed"), TagRow("highway=steps wheelchair=limited", "closed"),
    // The walker's own key.
    TagRow("highway=footway wheelchair=no", "closed"), TagRow("highway=footway wheelchair=yes", "open"),
    TagRow("highway=path wheelchair=designated surface=gravel", "open"),
    TagRow("highway=footway wheelchair=limited", "surface smoothness width incline"),
    TagRow(good + " wheelchair=no", "closed"),
    // Slope.
    TagRow(good.replacing("0%", with: "8%"), "open"), TagRow(good.replacing("0%", with: "8.34%"), "closed"),
    TagRow(good.replacing("0%", with: "-9%"), "closed"), TagRow(good.replacing("0%", with: "4.7°"), "open"),
    TagRow(good.replacing("0%", with: "4.8°"), "closed"), TagRow(good.replacing("0%", with: "up"), "incline"),
    TagRow(good.replacing("0%", with: "steep"), "incline"), TagRow(good.replacing(" incline=0%", with: ""), "incline"),
    // Surface.
    TagRow(good.replacing("asphalt", with: "sett"), "open"),
    TagRow(good.replacing("asphalt", with: "compacted"), "open"),
    TagRow(good.replacing("asphalt", with: "cobblestone"), "closed"),
    TagRow(good.replacing("asphalt", with: "gravel"), "closed"),
    TagRow(good.replacing("asphalt", with: "lava"), "surface"),
    TagRow(good.replacing("asphalt", with: "asphalt;gravel"), "closed"),
    TagRow(good.replacing("asphalt", with: "asphalt;concrete"), "open"),
    TagRow(good.replacing("surface=asphalt ", with: ""), "surface"),
    // Smoothness.
    TagRow(good.replacing("=good", with: "=intermediate"), "open"),
    TagRow(good.replacing("=good", with: "=bad"), "closed"),
    TagRow(good.replacing("=good", with: "=impassable"), "closed"),
    TagRow(good.replacing(" smoothness=good", with: ""), "smoothness"),
    // Width, of walkers' ways only.
    TagRow(good.replacing("width=2", with: "width=0.9"), "open"),
    TagRow(good.replacing("width=2", with: "width=0.89"), "closed"),
    TagRow(good.replacing("width=2", with: "width=85cm"), "closed"),
    TagRow(good.replacing(" width=2", with: ""), "width"),
    TagRow(good.replacing("width=2", with: "width=narrow"), "width"),
    TagRow("highway=residential surface=asphalt smoothness=good incline=0% width=0.5", "open"),
    // Fords; lifts have nothing to ask for.
    TagRow(good + " ford=yes", "closed"), TagRow(good + " ford=no", "open"), TagRow("highway=elevator", "open"),
    TagRow("highway=elevator wheelchair=no", "closed"),
    // What is shut to all stays shut.
    TagRow("highway=motorway wheelchair=yes", "closed"), TagRow("highway=footway foot=no wheelchair=yes", "closed"),
  ]

  static let olderRows: [TagRow] = [
    TagRow("highway=footway", "open"), TagRow("highway=steps", "open"), TagRow("highway=footway incline=11%", "closed"),
    TagRow("highway=footway incline=10%", "open"), TagRow("highway=footway incline=up", "open"),
    TagRow("highway=path ford=yes", "closed"), TagRow("highway=footway surface=gravel", "open"),
    TagRow("highway=footway wheelchair=no", "open"), TagRow("highway=steps incline=40%", "open"),
  ]

  static let pushchairRows: [TagRow] = [
    TagRow("highway=footway", "incline"), TagRow("highway=steps", "open"),
    TagRow("highway=footway incline=11%", "closed"),
    TagRow("highway=footway incline=9%", "open"), TagRow("highway=footway stroller=no", "closed"),
    TagRow("highway=path ford=yes", "incline"), TagRow("highway=residential incline=up", "incline"),
  ]

  private func expect(_ row: TagRow, _ name: String) throws {
    let rules = TagRules(profile: try NamedProfile(name).profile)
    // Only these keys are read from an extract, so only they may decide.
    let verdict = rules.verdict(Tags(row.dictionary.filter { rules.keys.contains($0.key) }))
    let missing = verdict.unknown.keys.joined(separator: " ")
    #expect((verdict.kind == .closed ? "closed" : missing.isEmpty ? "open" : missing) == row.expected)
  }

  @Test("In a wheelchair", arguments: wheelchairRows)
  func wheelchair(_ row: TagRow) throws { try expect(row, "wheelchair") }

  @Test("Of old age", arguments: olderRows)
  func older(_ row: TagRow) throws { try expect(row, "older") }

  @Test("With a pushchair", arguments: pushchairRows)
  func pushchair(_ row: TagRow) throws { try expect(row, "pushchair") }

  @Test("Walkers without demands have the standard verdicts", arguments: ["child", "realistic", "gb", "standard"])
  func others(_ name: String) throws {
    let rules = TagRules(profile: try NamedProfile(name).profile)
    for row in Self.wheelchairRows {
      let (own, standard) = (
        rules.verdict(Tags(row.dictionary)), TagRules(profile: .standard).verdict(Tags(row.dictionary))
      )
      #expect(own.kind == standard.kind && own.flags == standard.flags && own.isSteps == standard.isSteps)
      #expect(own.unknown.isEmpty)
    }
  }

  @Test("Keys asked for and given close or open, never leave a doubt, and a doubt is never closed")
  func fillingIn() throws {
    let rules = TagRules(profile: try NamedProfile("wheelchair").profile)
    let values = [
      "surface": ["asphalt", "gravel"], "smoothness": ["good", "bad"], "width": ["2", "0.5"],
      "incline": ["0%", "-12%"], "wheelchair": ["yes", "no"],
    ]
    for present in 0..<16 {
      var tags = ["highway": "footway"]
      let keys = ["surface", "smoothness", "width", "incline"]
      for (bit, key) in keys.enumerated() where present & 1 << bit != 0 { tags[key] = values[key]?[0] }
      let before = rules.verdict(Tags(tags))
      for (key, options) in values where tags[key] == nil {
        for value in options {
          let after = rules.verdict(Tags(tags.merging([key: value]) { $1 }))
          // Optimism can only lose a way, strictness only gain one.
          #expect(before.kind == .walkable)
          #expect(before.unknown.isEmpty ? key == "wheelchair" || after.unknown.isEmpty : true)
          #expect(after.kind == .closed || after.unknown.isSubset(of: before.unknown))
        }
      }
    }
  }

  static let nodeRows: [TagRow] = [
    TagRow("barrier=stile", "closed"), TagRow("barrier=kissing_gate", "closed"), TagRow("barrier=turnstile", "closed"),
    TagRow("barrier=gate", "open"), TagRow("barrier=bollard", "open"),
    TagRow("barrier=bollard maxwidth:physical=0.8", "closed"),
    TagRow("barrier=bollard maxwidth:physical=1.2", "open"), TagRow("barrier=kissing_gate wheelchair=yes", "open"),
    TagRow("barrier=gate wheelchair=no", "closed"), TagRow("barrier=kerb kerb=raised", "closed"),
    TagRow("barrier=kerb kerb=lowered", "open"), TagRow("barrier=kerb kerb=flush", "open"),
    TagRow("barrier=kerb", "kerb"), TagRow("barrier=kerb kerb=yes", "kerb"), TagRow("barrier=kerb kerb=rolled", "kerb"),
    TagRow("barrier=kerb kerb:height=0.03", "open"), TagRow("barrier=kerb kerb:height=4cm", "closed"),
    TagRow("barrier=kerb kerb=lowered kerb:height=0.1", "closed"),
    TagRow("highway=crossing", "kerb"), TagRow("highway=crossing kerb=raised", "closed"),
    TagRow("highway=crossing kerb=lowered", "open"), TagRow("highway=crossing wheelchair=yes", "open"),
    TagRow("highway=traffic_signals crossing=traffic_signals", "kerb"), TagRow("highway=elevator", "open"),
    TagRow("highway=elevator wheelchair=no", "closed"), TagRow("highway=street_lamp wheelchair=no", "open"),
    TagRow("ford=yes", "closed"),
  ]

  @Test("Nodes", arguments: nodeRows)
  func nodes(_ row: TagRow) throws {
    let rules = NodeRules(try NamedProfile("wheelchair").profile)
    let verdict = rules.verdict(Tags(row.dictionary))
    let missing = verdict.unknown.keys.joined(separator: " ")
    #expect((verdict.isClosed ? "closed" : missing.isEmpty ? "open" : missing) == row.expected)
  }

  @Test(
    "Crossings",
    arguments: [
      ("highway=crossing crossing=traffic_signals", "signals"), ("highway=crossing crossing:signals=yes", "signals"),
      ("highway=traffic_signals", "signals"), ("highway=crossing crossing=uncontrolled", "marked"),
      ("highway=crossing crossing=zebra", "marked"), ("highway=crossing", "marked"),
      ("highway=crossing crossing=unmarked", "unmarked"), ("highway=crossing crossing:markings=no", "unmarked"),
      ("crossing=no", "none"), ("barrier=kerb", "none"), ("highway=footway footway=crossing crossing=marked", "marked"),
    ])
  func crossings(tags: String, expected: String) {
    let crossing = NodeRules.crossing(Tags(TagRow(tags, "").dictionary))
    #expect((crossing.map { "\($0)" } ?? "none") == expected)
  }
}
