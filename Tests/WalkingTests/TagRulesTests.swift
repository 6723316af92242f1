import Testing

@testable import OpenStreetMap
@testable import Walking

/// Domain §5 as a table: one row a rule, in its order.
@Suite("Tag rules for ways")
struct TagRulesTests {
  enum Expected: String, Sendable {
    case open, forward, backward, restricted, restrictedForward, closed, notAStreet
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let tags: String
    let expected: Expected
    init(_ tags: String, _ expected: Expected) { (self.tags, self.expected) = (tags, expected) }
    var testDescription: String { "\(tags) → \(expected.rawValue)" }
    /// `a=b c=d` as tags; `~` stands for a blank in a value.
    var dictionary: [String: String] {
      var tags: [String: String] = [:]
      for tag in self.tags.split(separator: " ") {
        let parts = tag.split(separator: "=", maxSplits: 1).map { String($0.map { $0 == "~" ? " " : $0 }) }
        tags[parts[0]] = parts[1]
      }
      return tags
    }
  }

  static let classes: [Row] =
    [
      "footway", "path", "pedestrian", "steps", "living_street", "residential", "service", "unclassified", "tertiary",
      "tertiary_link", "secondary", "secondary_link", "primary", "primary_link", "road", "track", "corridor",
      "platform", "bridleway", "cycleway", "crossing", "elevator",
    ].map { Row("highway=\($0)", .open) }
    + [
      "motorway", "motorway_link", "trunk", "trunk_link", "construction", "proposed", "razed", "busway", "raceway",
      "escape", "bus_guideway", "via_ferrata", "disused", "abandoned", "rest_area", "services", "no", "whatever",
    ].map { Row("highway=\($0)", .closed) }

  static let otherStreets: [Row] = [
    Row("highway=footway footway=crossing", .open), Row("railway=platform", .open),
    Row("public_transport=platform", .open), Row("man_made=pier", .open), Row("indoor=corridor", .open),
    Row("indoor=yes", .notAStreet), Row("highway=footway indoor=yes", .open), Row("place=square", .open),
    Row("building=yes", .notAStreet), Row("railway=rail", .notAStreet), Row("public_transport=station", .notAStreet),
    Row("man_made=bridge", .notAStreet), Row("place=city", .notAStreet), Row("indoor=room", .notAStreet),
    Row("foot=yes", .notAStreet), Row("construction:highway=residential", .notAStreet),
  ]

  static let trunksAndUnbuilt: [Row] = [
    Row("highway=primary motorroad=yes", .closed), Row("highway=primary motorroad=yes foot=yes", .closed),
    Row("highway=primary motorroad=no", .open), Row("highway=motorway foot=yes", .closed),
    Row("highway=construction foot=yes", .closed), Row("highway=busway foot=designated", .open),
    Row("highway=busway access=yes", .closed),
    Row("highway=trunk foot=yes", .open), Row("highway=trunk foot=designated", .open),
    Row("highway=trunk_link foot=permissive", .open), Row("highway=trunk foot=destination", .closed),
    Row("highway=trunk foot=use_sidepath", .closed), Row("highway=trunk access=yes", .closed),
    Row("highway=trunk sidewalk=yes", .open), Row("highway=trunk sidewalk=both", .open),
    Row("highway=trunk sidewalk=left", .open), Row("highway=trunk_link sidewalk=right", .open),
    Row("highway=trunk sidewalk:left=yes", .open), Row("highway=trunk sidewalk=no", .closed),
    Row("highway=trunk sidewalk=separate", .closed), Row("highway=trunk sidewalk=both foot=no", .closed),
    Row("highway=trunk sidewalk=both motorroad=yes", .closed),
    Row("highway=residential construction=yes", .closed), Row("highway=residential construction=minor", .open),
    Row("highway=path disused=yes", .closed), Row("railway=platform abandoned=yes", .closed),
    Row("highway=footway proposed=yes", .closed), Row("highway=footway razed=no", .open),
  ]

  static let access: [Row] = [
    // foot, then access, then the class.
    Row("highway=path foot=yes", .open), Row("highway=path foot=designated", .open),
    Row("highway=path foot=permissive", .open), Row("highway=path foot=official", .open),
    Row("highway=path foot=destination", .restricted), Row("highway=path foot=customers", .restricted),
    Row("highway=path foot=delivery", .restricted), Row("highway=path foot=permit", .restricted),
    Row("highway=path foot=private", .restricted), Row("highway=path foot=residents", .restricted),
    Row("highway=path foot=no", .closed), Row("highway=track foot=agricultural", .closed),
    Row("highway=track foot=forestry", .closed), Row("highway=track foot=military", .closed),
    Row("highway=service access=private", .restricted), Row("highway=service access=customers", .restricted),
    Row("highway=service access=destination", .restricted), Row("highway=service access=no", .closed),
    Row("highway=track access=forestry", .closed), Row("highway=service access=permissive", .open),
    Row("highway=service access=no foot=yes", .open), Row("highway=service access=yes foot=no", .closed),
    Row("highway=service access=private foot=designated", .open),
    Row("highway=service access=no foot=private", .restricted),
    Row("highway=service vehicle=no motor_vehicle=private", .open), Row("highway=path bicycle=no", .open),
    Row("highway=service access=unknown", .open), Row("highway=service foot=unknown access=no", .closed),
    Row("man_made=pier access=private", .restricted), Row("railway=platform foot=no", .closed),
    Row("place=square access=private", .restricted),
    // Several values: any that allows.
    Row("highway=path foot=no;yes", .open), Row("highway=path foot=no~;~designated", .open),
    Row("highway=service access=private;customers", .restricted), Row("highway=service access=no;private", .restricted),
    Row("highway=service access=agricultural;forestry", .closed), Row("highway=service access=;", .open),
    Row("highway=service access=unknown;no", .closed),
    // The sidewalk beside.
    Row("highway=primary foot=use_sidepath", .open),
    Row("highway=primary foot=use_sidepath sidewalk=separate", .closed),
    Row("highway=primary foot=use_sidepath sidewalk:both=separate", .closed),
    Row("highway=primary foot=use_sidepath sidewalk:left=separate", .closed),
    Row("highway=primary foot=use_sidepath sidewalk:right=separate", .closed),
    Row("highway=primary foot=use_sidepath sidewalk=both", .open), Row("highway=primary sidewalk=separate", .open),
  ]

  static let directions: [Row] = [
    // Escalators and moving walkways.
    Row("highway=steps conveying=forward", .forward), Row("highway=steps conveying=backward", .backward),
    Row("highway=steps conveying=reversible", .open), Row("highway=footway conveying=yes", .open),
    Row("highway=footway conveying=yes oneway=yes", .forward),
    Row("highway=footway conveying=yes oneway=-1", .backward), Row("highway=steps conveying=no oneway=yes", .open),
    Row("highway=steps conveying=forward oneway=-1", .forward),
    // Ferries, tunnels, bridges, fords.
    Row("route=ferry", .notAStreet), Row("route=ferry foot=yes highway=service", .closed),
    Row("highway=footway tunnel=yes covered=yes", .open), Row("highway=footway bridge=yes layer=1", .open),
    Row("highway=path ford=yes", .open),
    // One way for walkers; plain oneway is for vehicles.
    Row("highway=residential oneway=yes", .open), Row("highway=residential oneway=-1", .open),
    Row("highway=footway oneway=yes", .open), Row("junction=roundabout highway=primary", .open),
    Row("highway=footway oneway:foot=yes", .forward), Row("highway=footway oneway:foot=-1", .backward),
    Row("highway=footway oneway:foot=no", .open), Row("highway=steps conveying=forward oneway:foot=no", .open),
    Row("highway=path foot:forward=no", .backward), Row("highway=path foot:backward=no", .forward),
    Row("highway=path foot=no foot:forward=yes", .forward),
    Row("highway=path foot:forward=no foot:backward=no", .closed),
    Row("highway=path foot:forward=no oneway:foot=yes", .closed),
    Row("highway=path access=private oneway:foot=yes", .restrictedForward),
  ]

  static let rows = classes + otherStreets + trunksAndUnbuilt + access + directions

  @Test("One row, one verdict", arguments: rows)
  func verdict(_ row: Row) {
    let rules = TagRules(profile: .standard)
    // Only the listed keys are read from an extract, so only they may decide.
    let tags = Tags(row.dictionary.filter { TagRules.keys.contains($0.key) })
    #expect(Self.summary(rules.verdict(tags)) == row.expected)
  }

  @Test(
    "What lies in a tunnel is underground, a passage through a building is not",
    arguments: [
      ("highway=footway tunnel=yes", true), ("highway=steps tunnel=covered", true),
      ("highway=footway location=underground", true), ("highway=footway tunnel=building_passage", false),
      ("highway=footway tunnel=no", false), ("highway=footway layer=-1", false), ("highway=footway covered=yes", false),
    ])
  func underground(tags: String, isUnderground: Bool) {
    let pairs = tags.split(separator: " ").map { $0.split(separator: "=").map(String.init) }
    let verdict = TagRules(profile: .standard).verdict(
      Tags(Dictionary(pairs.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })))
    #expect(verdict.kind == .walkable && verdict.flags.contains(.underground) == isUnderground)
  }

  @Test("The profile opens trunk roads, not motorroads")
  func trunkSwitch() {
    var profile = WalkingProfile.standard
    profile.allowsTrunk = true
    let rules = TagRules(profile: profile)
    #expect(Self.summary(rules.verdict(Tags(["highway": "trunk"]))) == .open)
    #expect(Self.summary(rules.verdict(Tags(["highway": "trunk", "access": "private"]))) == .restricted)
    #expect(Self.summary(rules.verdict(Tags(["highway": "trunk", "motorroad": "yes"]))) == .closed)
    #expect(Self.summary(rules.verdict(Tags(["highway": "motorway"]))) == .closed)
  }

  @Test("Steps and areas are told apart")
  func stepsAndAreas() {
    let rules = TagRules(profile: .standard)
    #expect(rules.verdict(Tags(["highway": "steps"])).isSteps)
    #expect(!rules.verdict(Tags(["highway": "footway"])).isSteps)
    #expect(rules.verdict(Tags(["highway": "pedestrian"])).shape == .line)
    #expect(rules.verdict(Tags(["highway": "pedestrian", "area": "yes"])).shape == .area)
    #expect(rules.verdict(Tags(["highway": "pedestrian", "place": "square"])).shape == .area)
    #expect(rules.verdict(Tags(["highway": "pedestrian", "place": "square", "area": "no"])).shape == .line)
    #expect(rules.verdict(Tags(["man_made": "pier", "area": "yes"])).shape == .area)
    #expect(rules.verdict(Tags(["place": "square"])).shape == .areaOnly)
  }

  @Test("The cache answers as the rules do, whatever the order of tags and other keys")
  func cache() {
    let all = Self.rows.map { $0.dictionary.merging(["name": "x", "surface": "y"]) { $1 } }
    let strings = Set(all.flatMap { Array($0.keys) + Array($0.values) })
    for order in [strings.sorted(), strings.sorted(by: >)] {
      let pool = StringPool(order)
      var cache = TagRulesCache(TagRules(profile: .standard), pool)
      for tags in all + all.reversed() {
        let pairs = tags.compactMap { tag in
          pool.symbol(of: tag.key).flatMap { key in pool.symbol(of: tag.value).map { Tags.Pair(key: key, value: $0) } }
        }
        #expect(cache.verdict(pairs[...]) == TagRules(profile: .standard).verdict(Tags(tags)))
      }
    }
  }

  private static func summary(_ verdict: StreetVerdict) -> Expected? {
    switch (verdict.kind, verdict.flags.subtracting(.underground)) {
    case (.notAStreet, []): .notAStreet
    case (.closed, []): .closed
    case (.walkable, .bothWays): .open
    case (.walkable, .forward): .forward
    case (.walkable, .backward): .backward
    case (.walkable, [.forward, .backward, .restricted]): .restricted
    case (.walkable, [.forward, .restricted]): .restrictedForward
    default: nil
    }
  }
}
