import Geography
import TestSupport
import Testing

@testable import Walking

/// Drawn maps with answers by arithmetic. A character is 20 m, 15 s on foot, 30 s on steps.
@Suite("Searches on small maps")
struct SearchSmallMapTests {
  static let street = ["highway": "residential"]
  static let drive = ["highway": "service", "access": "private"]
  static let gate = ["barrier": "gate", "access": "private"]

  /// Seconds of the walk from one place of a drawing to another, to the tenth; `nil` without a way.
  static func walk(
    _ drawing: String, _ ways: [String: [String: String]], nodes: [Character: [String: String]] = [:],
    from home: Character = "1", to venue: Character = "2", gates: WalkingProfile.GatePolicy = .resident
  ) throws -> Double? {
    let map = AsciiMap(drawing, spacingInMetres: 20)
    let extract = try map.extract(ways, nodes: nodes)
    let graph = SearchGraph(try StreetGraph(extract, profile: .standard, workers: 1), gates: gates)
    let snaps = SnapIndex(graph, obstacles: ObstacleIndex(Obstacles()), radiusInMetres: 15)
    let (from, to) = (snaps.snaps(try map.coordinate(home)).first, snaps.snaps(try map.coordinate(venue)).first)
    guard let from, let to else { return nil }
    let source = SearchSource(edge: to.edge, offset: to.offset, leg: 0)
    let key = NearestSourceSearch(graph, sources: [source]).key(edge: Int(from.edge), offset: from.offset)
    let bounded = SearchWorkspace(graph)
    bounded.search(from: [source], cutoff: .minutes(60))
    let time = bounded.time(edge: Int(from.edge), offset: from.offset, in: graph)
    // The two searches agree, or the test says so.
    #expect(key == .max ? time >= EdgeTimes.noWay : time == key >> 32)
    return key == .max ? nil : (Double(key >> 32) / 100).rounded() / 10
  }

  @Test("Two places on one edge meet inside it, in either order, not over its ends")
  func oneEdge() throws {
    // 1 and 2 lie on the edge from A to B, 120 m apart.
    let drawing = "A--1-----2--B"
    #expect(try Self.walk(drawing, ["AB": Self.street]) == 90)
    #expect(try Self.walk(drawing, ["AB": Self.street], from: "2", to: "1") == 90)
    #expect(try Self.walk(drawing, ["AB": Self.street], from: "1", to: "1") == 0)
  }

  @Test("A loop's short side is taken, though both places lie on one edge")
  func loop() throws {
    // A ring of 2 × (8 + 2) characters: 3 + 2 + 3 over A, longer the other way.
    let drawing = """
      A--1----B
      |       |
      D--2----C
      """
    #expect(try Self.walk(drawing, ["ABCDA": Self.street]) == 120)
  }

  @Test("An escalator carries from the home to the venue, never back")
  func escalator() throws {
    let drawing = """
      A---1---B-------C---2---D
              |       |
              E-------F
      """
    let up = ["highway": "steps", "conveying": "forward"]
    let ways = ["AB": Self.street, "CD": Self.street, "BEFC": Self.street]
    // Eight characters of escalator at half speed against a detour of twelve at full speed.
    #expect(try Self.walk(drawing, ways.merging(["BC": Self.street]) { $1 }) == 240)
    #expect(try Self.walk(drawing, ways.merging(["BEFC": up, "BC": up]) { $1 }) == 60 + 240 + 60)
    #expect(try Self.walk(drawing, ["AB": Self.street, "CD": Self.street, "BC": up], from: "1", to: "2") == 360)
    #expect(try Self.walk(drawing, ["AB": Self.street, "CD": Self.street, "BC": up], from: "2", to: "1") == nil)
    let down = ["highway": "steps", "conveying": "backward"]
    #expect(try Self.walk(drawing, ["AB": Self.street, "CD": Self.street, "BC": down], from: "1", to: "2") == nil)
    #expect(try Self.walk(drawing, ["AB": Self.street, "CD": Self.street, "BC": down], from: "2", to: "1") == 360)
  }

  @Test("On an escalator: who stands behind the venue's door rides to it, who stands past it goes round or not at all")
  func placesOnAnEscalator() throws {
    let up = ["highway": "steps", "conveying": "forward"]
    let drawing = """
      A--1----2--B
      |          |
      C----------D
      """
    #expect(try Self.walk(drawing, ["AB": up], from: "1", to: "2") == 150)
    #expect(try Self.walk(drawing, ["AB": up], from: "2", to: "1") == nil)
    // Both at one point: no step to take, whatever the direction.
    #expect(try Self.walk(drawing, ["AB": up], from: "2", to: "2") == 0)
    #expect(try Self.walk(drawing, ["BA": up], from: "2", to: "2") == 0)
    // On to B, down by the stairs around, on to 1: 3 · 30 + (2 + 11 + 2) · 15 + 3 · 30.
    let round = ["AB": up, "ACDB": Self.street]
    #expect(try Self.walk(drawing, round, from: "2", to: "1") == 90 + 225 + 90)
  }

  /// A compound between two streets, its gates at G and H.
  static let compound = """
    A---1---B-----------C---2---D
            |           |
            G---3---4---H
            |           |
            E-----------F
    x
    x
    J---------------------------K
    """

  @Test("A compound with two gates is no short cut, but is left and entered by either")
  func twoGates() throws {
    let inside = ["GEFH": Self.street, "GH": Self.street]
    let nodes: [Character: [String: String]] = ["G": Self.gate, "H": Self.gate]
    // There is no public street between B and C but the long way round by J and K, seven rows down.
    let ways = ["JABG": Self.street, "HCDK": Self.street, "JK": Self.street]
    func time(_ home: Character, _ venue: Character, _ gates: WalkingProfile.GatePolicy = .resident) throws -> Double? {
      try Self.walk(
        Self.compound, ways.merging(inside) { $1 }, nodes: nodes, from: home, to: venue, gates: gates)
    }
    // Out by the nearer gate on either side; in by it.
    #expect(try time("3", "1") == Double(4 + 2 + 4) * 15)
    #expect(try time("4", "2") == Double(4 + 2 + 4) * 15)
    #expect(try time("3", "2") == Double(8 + 2 + 4) * 15)
    #expect(try time("1", "3") == Double(4 + 2 + 4) * 15)
    #expect(try time("2", "4") == Double(4 + 2 + 4) * 15)
    #expect(try time("3", "4") == Double(4) * 15)
    // With gates open anyone walks through; with gates closed no one gets out or in.
    #expect(try time("1", "2", .open) == Double(4 + 2 + 12 + 2 + 4) * 15)
    #expect(try time("3", "1", .closed) == nil)
    #expect(try time("1", "2") == Double(4 + 7 + 28 + 7 + 4) * 15)
  }

  @Test("Through traffic takes the public street, however long")
  func noThroughTraffic() throws {
    let drawing = """
      A---1---B-----------C---2---D
              |           |
              G-----------H
      x
      x
      J---------------------------K
      """
    let nodes: [Character: [String: String]] = ["G": Self.gate, "H": Self.gate]
    let ways = [
      "JABG": Self.street, "HCDK": Self.street, "JK": Self.street, "GH": Self.street,
    ]
    #expect(
      try Self.walk(drawing, ways, nodes: nodes, gates: .open) == Double(4 + 2 + 12 + 2 + 4) * 15)
    let around = try Self.walk(drawing, ways, nodes: nodes)
    #expect(around == Double(4 + 5 + 28 + 5 + 4) * 15)
    // Shut gates change nothing for those who pass by.
    #expect(try Self.walk(drawing, ways, nodes: nodes, gates: .closed) == around)
  }

  @Test("From one compound over public streets into another; not through a third")
  func compoundToCompound() throws {
    let drawing = """
      A--1--B-----C-----D--2--E
      """
    let ways = ["AB": Self.drive, "BCD": Self.street, "DE": Self.drive]
    #expect(try Self.walk(drawing, ways) == Double(3 + 12 + 3) * 15)
    #expect(try Self.walk(drawing, ways, from: "2", to: "1") == Double(3 + 12 + 3) * 15)
    // The middle is private too: one large compound, walked through by those who live and go inside.
    #expect(
      try Self.walk(drawing, ["AB": Self.drive, "BCD": Self.drive, "DE": Self.drive]) == Double(3 + 12 + 3) * 15)
    // Private, public, private, public, private: the third compound in the middle is in the way.
    let three = """
      A--1--B-----C--3--D-----E--2--F
      """
    let chain = ["AB": Self.drive, "BC": Self.street, "CD": Self.drive, "DE": Self.street, "EF": Self.drive]
    // All but the longest public piece is enclosed, so one of BC and DE counts as private with its neighbours.
    let across = try Self.walk(three, chain)
    let graph = try StreetGraph(
      AsciiMap(three, spacingInMetres: 20).extract(chain), profile: .standard, workers: 1)
    let publicEdges = (0..<graph.edgeCount).filter { !graph.edgeFlags[$0].contains(.restricted) }
    #expect(publicEdges.count == 1)
    #expect(across == Double(3 + 6 + 6 + 6 + 3) * 15)
  }

  @Test("A private gate between two public streets is shut to both, and people live on either side")
  func gateBetweenPublicStreets() throws {
    let drawing = """
      A--1--B--G--C--2--D
            |     |
            E-----F
      """
    let ways = ["ABGCD": Self.street, "BEFC": Self.street]
    let nodes: [Character: [String: String]] = ["G": Self.gate]
    #expect(try Self.walk(drawing, ways) == Double(3 + 6 + 3) * 15)
    #expect(try Self.walk(drawing, ways, nodes: nodes) == Double(3 + 2 + 6 + 2 + 3) * 15)
    #expect(try Self.walk(drawing, ways, nodes: nodes, gates: .open) == Double(3 + 6 + 3) * 15)
  }

  @Test("A blocked node stops everyone; one may walk up to it from either side")
  func blockedNode() throws {
    let drawing = """
      A--1--B-3W4-C--2--D
            |     |
            E-----F
      """
    let ways = ["ABWCD": Self.street, "BEFC": Self.street]
    let nodes: [Character: [String: String]] = ["W": ["barrier": "wall"]]
    #expect(try Self.walk(drawing, ways, nodes: nodes) == Double(3 + 2 + 6 + 2 + 3) * 15)
    #expect(try Self.walk(drawing, ways, nodes: nodes, gates: .open) == Double(3 + 2 + 6 + 2 + 3) * 15)
    #expect(try Self.walk(drawing, ways, nodes: nodes, from: "1", to: "3") == Double(5) * 15)
    #expect(try Self.walk(drawing, ways, nodes: nodes, from: "3", to: "4") == Double(2 + 2 + 6 + 2 + 2) * 15)
    #expect(try Self.walk(drawing, ["ABWCD": Self.street], nodes: nodes) == nil)
  }

  @Test("A river is crossed by its one bridge")
  func bridge() throws {
    let drawing = """
      A--1--B-----------C
                        |
                        |
      D--2--E-----------F
      """
    let ways = ["ABC": Self.street, "DEF": Self.street, "CF": ["highway": "footway", "bridge": "yes"]]
    #expect(try Self.walk(drawing, ways) == Double(15 + 3 + 15) * 15)
    #expect(try Self.walk(drawing, ["ABC": Self.street, "DEF": Self.street]) == nil)
  }
}
