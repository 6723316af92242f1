import Geography
import TestSupport
import Testing

@testable import Coverage
@testable import OpenStreetMap
@testable import Walking

/// Drawn maps with answers by arithmetic. A character is 20 m: 15 s at 4.8 km/h, 24 s at 3.0.
@Suite("What walks cost walkers")
struct WalkerTimeTests {
  static let path = ["highway": "footway"]
  static let street = ["highway": "residential"]
  static let road = ["highway": "primary"]

  /// Seconds of the walk from one place of a drawing to another, to the tenth; `nil` without a way.
  static func walk(
    _ name: String, _ drawing: String, _ ways: [String: [String: String]], nodes: [Character: [String: String]] = [:],
    from home: Character = "1", to venue: Character = "2", isStrict: Bool = false, spacing: Double = 20
  ) throws -> Double? {
    let map = AsciiMap(drawing, spacingInMetres: spacing)
    let profile = try NamedProfile(name).profile
    let streets = try StreetGraph(try map.extract(ways, nodes: nodes), profile: profile, workers: 1)
    #expect(streets.checkInvariants() == [])
    let graph = SearchGraph(streets, gates: .resident, isStrict: isStrict)
    let snaps = SnapIndex(graph, obstacles: ObstacleIndex(Obstacles()), radiusInMetres: 15)
    let (from, to) = (snaps.snaps(try map.coordinate(home)).first, snaps.snaps(try map.coordinate(venue)).first)
    guard let from, let to else { return nil }
    let source = SearchSource(edge: to.edge, offset: to.offset, leg: 0)
    let key = NearestSourceSearch(graph, sources: [source]).key(edge: Int(from.edge), offset: from.offset)
    return key == .max ? nil : (Double(key >> 32) / 100).rounded() / 10
  }

  // MARK: Crossings

  /// A footway from 1 to 2 over a road from A to B.
  static let over = """
      A
      |
      3
      |
    1-X-2
      |
      4
      |
      B
    """

  @Test(
    "Who crosses waits once, who walks along the road never, who turns into it half the time",
    arguments: [
      ("highway=crossing crossing=traffic_signals", "residential", 27.0), ("highway=crossing", "residential", 5),
      ("highway=crossing crossing=unmarked", "residential", 0), ("", "residential", 0), ("", "primary", 10),
      ("highway=crossing crossing=unmarked", "secondary", 10), ("highway=crossing", "primary", 5),
      ("highway=traffic_signals", "primary", 27),
    ])
  func crossings(tags: String, road: String, wait: Double) throws {
    let nodes: [Character: [String: String]] = ["X": TagRow(tags, "").dictionary]
    let ways = ["AXB": ["highway": road], "1X2": Self.path]
    func walk(_ a: Character, _ b: Character, _ name: String = "realistic") throws -> Double? {
      try Self.walk(name, Self.over, ways, nodes: nodes, from: a, to: b)
    }
    #expect(try walk("1", "2") == 60 + wait)
    #expect(try walk("2", "1") == 60 + wait)
    #expect(try walk("3", "4") == 60)
    #expect(try walk("1", "3") == 60 + wait / 2)
    #expect(try walk("4", "2") == 60 + wait / 2)
    // Standard does not wait, an older person does.
    #expect(try walk("1", "2", "standard") == 60)
    #expect(try walk("1", "2", "older") == 96 + wait)
  }

  @Test("The way tells of the crossing when the node does not")
  func wayTells() throws {
    let ways = [
      "AXB": Self.street, "1X2": ["highway": "footway", "footway": "crossing", "crossing": "traffic_signals"],
    ]
    #expect(try Self.walk("realistic", Self.over, ways) == 87)
  }

  @Test("The carriageways of one road are crossed once, roads farther apart each for itself")
  func splitCarriageway() throws {
    func time(_ drawing: String) throws -> Double? {
      try Self.walk(
        "realistic", drawing, ["XB": Self.road, "YD": Self.road, "CX": Self.road, "EY": Self.road, "1XY2": Self.path],
        nodes: [
          "X": ["highway": "crossing", "crossing": "traffic_signals"],
          "Y": ["highway": "crossing", "crossing": "traffic_signals"],
        ],
        spacing: 10)
    }
    // 60 m and 80 m of walking: 45 s and 60 s.
    #expect(
      try time(
        """
          C E
          | |
        1-X-Y-2
          | |
          B D
        """) == 45 + 27)
    #expect(
      try time(
        """
          C   E
          |   |
        1-X---Y-2
          |   |
          B   D
        """) == 60 + 54)
  }

  @Test("Two crossings round a corner are two, however near")
  func corner() throws {
    // From 1 over the road at X to the corner K, and over the other road at Y to 2.
    let drawing = """
      1
      |
      X---A
      |
      K-Y-2
        |
        B
      """
    let signals = ["highway": "crossing", "crossing": "traffic_signals"]
    // Four times 10 m, 30 s; from X to Y are 20 m by K, 14 m through the air.
    let seconds = try Self.walk(
      "realistic", drawing, ["1XKY2": Self.path, "XA": Self.street, "YB": Self.street],
      nodes: ["X": signals, "Y": signals], spacing: 5)
    #expect(abs((seconds ?? 0) - (30 + 54)) < 0.0005)
  }

  @Test("A lift is waited for once, drawn as a node or as a way")
  func lifts() throws {
    let line = "1---A---B---2"
    #expect(
      try Self.walk("realistic", line, ["1AB2": Self.path], nodes: ["A": ["highway": "elevator"]]) == 180 + 30)
    #expect(
      try Self.walk("realistic", line, ["1A": Self.path, "AB": ["highway": "elevator"], "B2": Self.path]) == 180 + 30)
    #expect(try Self.walk("standard", line, ["1AB2": Self.path], nodes: ["A": ["highway": "elevator"]]) == 180)
  }

  // MARK: Steps

  @Test("Up costs more than down where the steps say which way is up, and between the two where not")
  func steps() throws {
    // 80 m on the flat, 80 m of steps, 80 m on the flat: 60 s, 150 s up or 120 s down, 60 s.
    let line = "1---A---B---2"
    func walk(_ incline: String?, _ from: Character, _ to: Character, _ name: String = "realistic") throws -> Double? {
      var tags = ["highway": "steps"]
      tags["incline"] = incline
      return try Self.walk(name, line, ["1A": Self.path, "AB": tags, "B2": Self.path], from: from, to: to)
    }
    #expect(try walk("up", "1", "2") == 270)
    #expect(try walk("up", "2", "1") == 240)
    #expect(try walk("down", "1", "2") == 240)
    #expect(try walk("down", "2", "1") == 270)
    #expect(try walk("30%", "1", "2") == 270)
    #expect(try walk("-30%", "1", "2") == 240)
    #expect(try walk(nil, "1", "2") == 255)
    #expect(try walk(nil, "2", "1") == 255)
    #expect(try walk("up", "1", "2", "standard") == 240)
    // 3.0 km/h: 96 s, 240 s, 96 s either way.
    #expect(try walk("up", "1", "2", "older") == 432)
    #expect(try walk("up", "2", "1", "older") == 432)
    #expect(try walk("up", "1", "2", "wheelchair") == nil)
  }

  @Test("The way may be drawn from either end, cut, and its steps one way only")
  func stepsRedrawn() throws {
    let line = "1---A---B---2"
    let up = ["highway": "steps", "incline": "up"], down = ["highway": "steps", "incline": "down"]
    #expect(try Self.walk("realistic", line, ["1A": Self.path, "BA": down, "B2": Self.path]) == 270)
    let cut = "1---A-C-B---2"
    #expect(try Self.walk("realistic", cut, ["1A": Self.path, "AC": up, "BC": down, "B2": Self.path]) == 270)
    let escalator = up.merging(["conveying": "forward"]) { $1 }
    #expect(try Self.walk("realistic", line, ["1A": Self.path, "AB": escalator, "B2": Self.path]) == 270)
    #expect(
      try Self.walk("realistic", line, ["1A": Self.path, "AB": escalator, "B2": Self.path], from: "2", to: "1") == nil)
  }

  @Test("A flight costs a pushchair a minute, a ramp nothing")
  func flights() throws {
    // 20 m of steps are four flights of 5 m; 20 m at 4 km/h are 18 s.
    let line = "1-A-B-2"
    func walk(_ tags: [String: String]) throws -> Double? {
      try Self.walk("pushchair", line, ["1A": Self.path, "AB": tags, "B2": Self.path], spacing: 10)
    }
    #expect(try walk(["highway": "steps"]) == 54 + 240)
    #expect(try walk(["highway": "steps", "ramp:stroller": "yes"]) == 54)
    #expect(try walk(["highway": "steps", "ramp:wheelchair": "yes"]) == 54)
    #expect(try walk(["highway": "steps", "stroller": "yes"]) == 54)
  }

  @Test("Walking distance by GB 50180: 1000 m are 15 minutes, on steps too")
  func distance() throws {
    let line = "1" + String(repeating: "-", count: 49) + "2"
    #expect(try Self.walk("gb", line, ["12": Self.path]) == 900)
    #expect(try Self.walk("gb", line, ["12": ["highway": "steps"]]) == 900)
  }

  // MARK: Kerbs and doubts

  static let known = [
    "highway": "footway", "surface": "asphalt", "smoothness": "good", "width": "2", "incline": "0%",
  ]
  static let knownStreet = ["highway": "residential", "surface": "asphalt", "smoothness": "good", "incline": "0%"]

  @Test("A raised kerb at a crossing stops who crosses, not who goes along the road", arguments: [false, true])
  func kerbs(isStrict: Bool) throws {
    func walk(_ tags: [String: String], _ a: Character, _ b: Character) throws -> Double? {
      try Self.walk(
        "wheelchair", Self.over, ["AXB": Self.knownStreet, "1X2": Self.known], nodes: ["X": tags], from: a, to: b,
        isStrict: isStrict)
    }
    let raised = ["highway": "crossing", "kerb": "raised"], lowered = ["highway": "crossing", "kerb": "lowered"]
    // 80 m at 3.6 km/h.
    #expect(try walk(lowered, "1", "2") == 80)
    #expect(try walk(raised, "1", "2") == nil)
    #expect(try walk(raised, "3", "4") == 80)
    #expect(try walk(raised, "1", "3") == nil)
    // Unknown: open to optimism, shut to strictness.
    #expect(try walk(["highway": "crossing"], "1", "2") == (isStrict ? nil : 80))
    #expect(try walk(["highway": "crossing"], "3", "4") == 80)
    // No crossing, no kerb to ask for.
    #expect(try walk([:], "1", "2") == 80)
  }

  @Test("Kerbs drawn as nodes tell for their side of the crossing")
  func kerbNodes() throws {
    let line = """
          A
          |
      1-K-X-L-2
          |
          B
      """
    func walk(_ k: [String: String], _ l: [String: String]) throws -> Double? {
      try Self.walk(
        "wheelchair", line, ["AXB": Self.knownStreet, "1KXL2": Self.known],
        nodes: ["X": ["highway": "crossing"], "K": k, "L": l], isStrict: true, spacing: 5)
    }
    let lowered = ["barrier": "kerb", "kerb": "lowered"]
    #expect(try walk(lowered, lowered) == 40)
    #expect(try walk(lowered, [:]) == nil)
    #expect(try walk(lowered, ["barrier": "kerb"]) == nil)
    #expect(try walk(lowered, ["barrier": "kerb", "kerb": "raised"]) == nil)
  }

  @Test("A doubt in the middle of a way shuts it to strictness, and costs optimism nothing")
  func doubts() throws {
    let line = "1---A---B---2"
    func walk(_ middle: [String: String], isStrict: Bool) throws -> Double? {
      try Self.walk(
        "wheelchair", line, ["1A": Self.known, "AB": middle, "B2": Self.known], isStrict: isStrict)
    }
    #expect(try walk(["highway": "footway"], isStrict: false) == 240)
    #expect(try walk(["highway": "footway"], isStrict: true) == nil)
    #expect(try walk(["highway": "footway", "wheelchair": "yes"], isStrict: true) == 240)
    #expect(try walk(["highway": "footway", "surface": "mud"], isStrict: false) == nil)
    #expect(
      try Self.walk("wheelchair", line, ["1AB2": Self.known], nodes: ["A": ["barrier": "kerb"]], isStrict: false) == 240
    )
    #expect(
      try Self.walk("wheelchair", line, ["1AB2": Self.known], nodes: ["A": ["barrier": "kerb"]], isStrict: true) == nil)
    #expect(
      try Self.walk("wheelchair", line, ["1AB2": Self.known], nodes: ["A": ["barrier": "stile"]]) == nil)
  }
}
