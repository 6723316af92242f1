import OpenStreetMap
import TestSupport
import Testing

@testable import Coverage

/// Whoever has no lead is no venue: the leads against the whole table, on random tags.
struct VenueLeadsTests {
  private static let tags: [(key: String, values: [String])] = [
    ("amenity", ["library", "theatre", "community_centre", "bench"]), ("tourism", ["museum", "attraction", "hotel"]),
    ("building", ["yes", "public", "house"]), ("name", ["文化馆", "书房", "纪念馆", "Mill"]), ("mobile", ["yes"]),
    ("name:zh", ["青少年宫"]), ("historic", ["memorial", "ruins"]), ("community_centre", ["village_hall", "other"]),
    ("disused", ["yes", "no"]), ("disused:amenity", ["library", "pub"]), ("fee", ["no"]), ("opening_hours", ["24/7"]),
  ]

  @Test(arguments: UInt64(1)...20)
  func nothingIsLost(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var builder = ExtractBuilder()
    for id in Int64(1)...300 {
      var own: [String: String] = [:]
      for tag in Self.tags where random.chance(0.25) {
        own[tag.key] = tag.values[random.integer(in: 0...tag.values.count - 1)]
      }
      builder.addNode(id, longitude: 0, latitude: Double(id) / 1000, tags: [:])
      builder.addWay(id, [id, id % 300 + 1], tags: own)
    }
    let extract = builder.extract()
    let rows = VenueClassTable.rows + [VenueClassTable.wideRow]
    #expect(rows.allSatisfy { !$0.condition.needs.isEmpty } && rows.count <= 31)
    let classifier = VenueClassifier(rows, strings: extract.strings)
    let leads = TagRuleBits(VenueClassifier.Leads.rules(rows), extract.strings).ofWays(extract)
    var ruledOut = 0
    for way in extract.ways.ids.indices {
      let tags = extract.tags(ofWay: way)
      guard !VenueClassifier.Leads(bits: leads[way]).isAny else { continue }
      ruledOut += 1
      #expect(classifier.kind(of: tags, isArea: true, hasEntrance: { true }) == nil)
      #expect(!classifier.isOutOfUse(tags))
    }
    #expect(ruledOut > 50)
  }
}
