import OpenStreetMap
import TestSupport
import Testing

/// Rules as bits against the tags' own strings.
struct TagRuleBitsTests {
  private static let keys = ["a", "b", "c", "d"]
  private static let values = ["1", "2", "3", "a"]

  @Test(arguments: UInt64(1)...40)
  func agreesWithStrings(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var builder = ExtractBuilder()
    for id in Int64(1)...50 {
      var tags: [String: String] = [:]
      for key in Self.keys.dropLast() where random.chance(0.5) { tags[key] = Self.values[random.integer(in: 0...3)] }
      builder.addNode(id, longitude: 0, latitude: Double(id) / 1000, tags: tags)
      builder.addWay(id, [id, id % 50 + 1], tags: tags)
      builder.addRelation(id, ways: [id], tags: tags)
    }
    let rules = (0..<6).map { bit in
      let values = random.chance(0.3) ? [] : Self.values.filter { _ in random.chance(0.5) } + ["unknown"]
      return (key: Self.keys[random.integer(in: 0...3)], values: values, bits: UInt64(1) << UInt64(bit % 5))
    }
    func expected(_ tags: Tags) -> UInt64 {
      rules.reduce(0) { bits, rule in
        guard let value = tags[rule.key], rule.values.isEmpty || rule.values.contains(value) else { return bits }
        return bits | rule.bits
      }
    }
    let extract = builder.extract()
    let found = TagRuleBits(rules.map { .init($0.key, $0.values, sets: $0.bits) }, extract.strings)
    #expect(found.ofWays(extract) == extract.ways.ids.indices.map { expected(extract.tags(ofWay: $0)) })
    #expect(found.ofRelations(extract) == extract.relations.ids.indices.map { expected(extract.tags(ofRelation: $0)) })
    #expect(
      found.ofTaggedNodes(extract) == extract.nodes.tagged.indices.map { expected(extract.tags(ofTaggedNode: $0)) })
  }
}
