import Foundation
import Geography
import Testing

@testable import Coverage
@testable import Walking

@Suite("Profiles as files")
struct ProfileFileTests {
  @Test("Those that come with the program are sound, named as they are called, and say where they are from")
  func shipped() throws {
    #expect(
      NamedProfile.shippedNames == ["standard", "older", "child", "pushchair", "wheelchair", "realistic", "gb"])
    for name in NamedProfile.shippedNames {
      let profile = try NamedProfile(name)
      #expect(profile.profile.name == name && !profile.title.isEmpty && !profile.source.isEmpty)
      // What is printed is read again as the same.
      #expect(try NamedProfile(text: profile.text, path: "copy.json").profile == profile.profile)
    }
    #expect(try NamedProfile("standard").profile == .standard)
  }

  @Test(
    "The table of domain §6.1",
    arguments: [
      ("standard", 4.8, 0.5, 0.5, nil, 0), ("gb", 4, 1, 1, nil, 0), ("realistic", 4.8, 0.4, 0.5, nil, 27_000),
      ("older", 3, 0.4, 0.4, 10, 27_000), ("child", 3.6, 0.5, 0.5, nil, 27_000), ("pushchair", 4, 1, 1, 10, 0),
      ("wheelchair", 3.6, 0.5, 0.5, 8.33, 0),
    ] as [(String, Double, Double, Double, Double?, UInt32)])
  func table(name: String, speed: Double, up: Double, down: Double, slope: Double?, signals: UInt32) throws {
    let profile = try NamedProfile(name).profile
    #expect(profile.speed.kilometresPerHour == speed)
    #expect(profile.steps.up == up && profile.steps.down == down)
    #expect(profile.steps.isClosed == (name == "wheelchair"))
    #expect(profile.steps.secondsPerFlight == (name == "pushchair" ? 60 : 0))
    #expect(profile.demands.maxSlopePercent == slope)
    #expect(profile.waits.signals == signals)
    if signals > 0 {
      #expect((profile.waits.uncontrolled, profile.waits.unmarked, profile.waits.lift) == (5000, 10_000, 30_000))
    }
  }

  struct Flaw: Sendable, CustomTestStringConvertible {
    let text: String, said: [String]
    init(_ text: String, _ said: String...) { (self.text, self.said) = (text, said) }
    var testDescription: String { String(text.prefix(60)) }
  }

  static let sound = #"{"name": "mine", "speed_kmh": 4, "steps": {"up": 0.5, "down": 0.5}"#

  static let flaws: [Flaw] = [
    Flaw("", "line 1"), Flaw("[]", "line 1", "an object"), Flaw("{", "line 1"), Flaw("{}", "has no \"name\""),
    Flaw(#"{"name": "mine", "speed_kmh": 4}"#, "has no \"steps\""),
    Flaw(#"{"name": "mine", "steps": "closed"}"#, "has no \"speed_kmh\""),
    Flaw(sound + ",\n \"wings\": 2}", "line 2", "\"wings\"", "is no field"),
    Flaw(sound + ",\n\n \"name\": \"other\"}", "line 3", "\"name\"", "given twice"),
    Flaw(sound + #", "max_slope_percent": "ten"}"#, "max_slope_percent", "is no number"),
    Flaw(sound + #", "max_slope_percent": 101}"#, "not within 0 to 100 per cent"),
    Flaw(sound + #", "max_slope_percent": 1e999}"#, "not within"),
    Flaw(sound + #", "max_kerb_cm": -1}"#, "max_kerb_cm", "centimetres"),
    Flaw(sound + #", "waits_s": {"trains": 5}}"#, "\"trains\"", "is no wait"),
    Flaw(sound + #", "waits_s": {"lift": 5000}}"#, "\"lift\"", "3600 seconds"),
    Flaw(sound + #", "waits_s": [27]}"#, "line 1", "an object"),
    Flaw(sound + #", "fords": true}"#, "\"fords\"", "is no text"),
    Flaw(sound + #", "fords": "deep"}"#, "\"fords\"", "neither open nor closed"),
    Flaw(sound + #", "asks": ["colour"]}"#, "\"colour\"", "cannot be asked for"),
    Flaw(sound + #", "asks": "surface"}"#, "\"asks\"", "is no list"),
    Flaw(sound + #", "surface": {"open": ["asphalt"], "closed": ["asphalt"]}}"#, "\"asphalt\"", "both open and closed"),
    Flaw(sound + #", "surface": {"shut": []}}"#, "\"shut\"", "is no field of \"surface\""),
    Flaw(sound + #", "surface": ["asphalt"]}"#, "line 1", "an object"),
    Flaw(sound + #", "barriers": ["stile", "stile"]}"#, "comes twice"),
    Flaw(sound + #", "access_key": "a b"}"#, "no key or value"),
    Flaw(sound + "} {}", "more text after the end"),
    Flaw(sound.replacing("mine", with: "My Name"), "\"name\"", "small letters"),
    Flaw(sound.replacing("mine", with: "museum"), "the name of something else"),
    Flaw(sound.replacing("mine", with: "a_strict"), "the name of something else"),
    Flaw(sound.replacing("mine", with: String(repeating: "x", count: 25)), "24 small letters"),
    Flaw(sound.replacing("4,", with: "400,"), "\"speed_kmh\"", "0.1 to 50 km/h"),
    Flaw(sound.replacing("\"down\": 0.5", with: "\"down\": 0"), "\"down\"", "0.05 to 2"),
    Flaw(sound.replacing(", \"down\": 0.5", with: ""), "\"steps\"", "needs \"up\" and \"down\""),
    Flaw(sound.replacing("{\"up\": 0.5, \"down\": 0.5}", with: "\"open\""), "neither closed nor an object"),
    Flaw(sound + ", \"title\": \"\u{1B}[31m\"}", "control character"),
    Flaw(sound + ", \"\\u001b[31mred\": 1}", "is no field"),
    Flaw(String(repeating: "[", count: 100_000), "line 1"),
  ]

  @Test("What is wrong is said in one line, with line and field", arguments: flaws)
  func flaw(_ flaw: Flaw) {
    let error = #expect(throws: InputError.self) { try NamedProfile(text: flaw.text, path: "mine.json") }
    let message = error.map { "\($0)" } ?? ""
    for part in flaw.said { #expect(message.contains(part), "\(message)") }
    #expect(message.utf8.count <= 400)
    #expect(!message.unicodeScalars.contains { $0.properties.generalCategory == .control }, "\(message)")
  }

  @Test("Names that are none, and files that are none")
  func unknown() {
    for name in ["grown-up", "", "Older", "\u{1B}[2J"] {
      let error = #expect(throws: InputError.self) { try NamedProfile(name) }
      #expect(error.map { "\($0)".contains("is no profile") } ?? false)
    }
    #expect(throws: InputError.self) { try NamedProfile("/nowhere/mine.json") }
    #expect(throws: InputError.self) { try NamedProfile("/dev/null") }
    #expect(throws: InputError.self) { try WalkerChoice(["older", "older"]) }
    #expect(throws: InputError.self) { try WalkerChoice(["older", ""]) }
  }

  @Test("The standard walker alone is no choice, and options on gates hold for all")
  func choice() throws {
    #expect(try WalkerChoice(["standard"]).profiles.isEmpty)
    var choice = try WalkerChoice(["standard", "wheelchair"])
    choice.unknown = .strict
    var options = WalkingProfile.standard
    (options.gates, options.allowsTrunk) = (.open, true)
    let all = [choice.main(options)] + choice.others(options).map(\.profile)
    #expect(all.map(\.name) == ["standard", "wheelchair"])
    #expect(all.allSatisfy { $0.gates == .open && $0.allowsTrunk && $0.unknown == .strict })
  }
}
