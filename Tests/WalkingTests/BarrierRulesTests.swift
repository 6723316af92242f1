import Testing

@testable import OpenStreetMap
@testable import Walking

@Suite("Tag rules for nodes")
struct BarrierRulesTests {
  struct Row: Sendable {
    let tags: [String: String]
    let passage: StreetGraph.Passage
    var isUnknown = false
    init(_ tags: [String: String], _ passage: StreetGraph.Passage, isUnknown: Bool = false) {
      (self.tags, self.passage, self.isUnknown) = (tags, passage, isUnknown)
    }
  }

  static let rows: [Row] =
    [
      // Access first.
      Row(["access": "no"], .blocked), Row(["foot": "no"], .blocked), Row(["access": "private"], .gate),
      Row(["foot": "private"], .gate), Row(["access": "no", "foot": "yes"], .open),
      Row(["access": "yes", "foot": "no"], .blocked), Row(["access": "no;yes"], .open),
      Row(["access": "destination"], .open), Row(["access": "customers"], .open),
      Row(["barrier": "gate"], .open), Row(["barrier": "gate", "access": "private"], .gate),
      Row(["barrier": "gate", "access": "no"], .blocked),
      Row(["barrier": "gate", "access": "private", "foot": "yes"], .open),
      Row(["barrier": "lift_gate", "access": "residents"], .gate), Row(["barrier": "bollard", "foot": "no"], .blocked),
      // Locks.
      Row(["barrier": "gate", "locked": "yes"], .blocked), Row(["barrier": "gate", "locked": "no"], .open),
      Row(["barrier": "gate", "locked": "yes", "access": "private"], .gate),
      // Solid kinds, and a way through them.
      Row(["barrier": "wall"], .blocked), Row(["barrier": "fence"], .blocked), Row(["barrier": "hedge"], .blocked),
      Row(["barrier": "ditch"], .blocked), Row(["barrier": "city_wall"], .blocked),
      Row(["barrier": "debris"], .blocked), Row(["barrier": "jersey_barrier"], .blocked),
      Row(["barrier": "jersey_barrier", "foot": "yes"], .open), Row(["barrier": "wall", "access": "private"], .gate),
      // Unknown kinds pass and are counted.
      Row(["barrier": "yes"], .open, isUnknown: true), Row(["barrier": "dragon"], .open, isUnknown: true),
      Row(["barrier": "dragon", "access": "private"], .gate),
      // Lifts, and nodes whose access is not the street's.
      Row(["highway": "elevator"], .open), Row(["highway": "elevator", "access": "private"], .gate),
      Row(["highway": "elevator", "foot": "no"], .blocked), Row(["highway": "crossing", "foot": "no"], .open),
      Row(["highway": "bus_stop", "access": "no"], .open),
      Row(["barrier": "gate", "highway": "crossing", "foot": "no"], .blocked),
      Row(["tourism": "museum"], .open), Row([:], .open),
    ]
    + [
      "bollard", "gate", "lift_gate", "swing_gate", "entrance", "kissing_gate", "stile", "turnstile", "cycle_barrier",
      "toll_booth", "block", "kerb", "height_restrictor", "sally_port", "border_control", "no",
    ].map { Row(["barrier": $0], .open) }

  @Test("One row, one verdict", arguments: rows)
  func verdict(_ row: Row) {
    let verdict = BarrierRules.verdict(Tags(row.tags.filter { BarrierRules.keys.contains($0.key) }))
    #expect(verdict == .init(passage: row.passage, isUnknownKind: row.isUnknown))
  }
}
