/// Rules on tags, a bit each: which of them the elements of an extract satisfy, told by symbols alone.
///
/// Most elements are turned down so at the cost of a few loads, without a look at a string or a hash.
package struct TagRuleBits: Sendable {
  /// A key with one of some values, or any when none are given, and the bits it sets.
  package struct Rule: Sendable {
    let key: String
    let values: [String]
    let bits: UInt64

    package init(_ key: String, _ values: some Sequence<String> = [], sets bits: UInt64) {
      self.key = key
      self.values = values.sorted()
      self.bits = bits
    }
  }

  /// By the number of the key: bits for any value.
  private var anyBits: [UInt64] = []
  /// By the number of the key: where its values begin in ``values``; one more than ``anyBits``.
  private var firstValue: [UInt32] = [0]
  private var values: [UInt32] = []
  private var valueBits: [UInt64] = []

  /// Looks the rules' strings up; keys and values that the extract lacks cost nothing.
  package init(_ rules: [Rule], _ strings: StringPool) {
    var byKey: [UInt32: [Rule]] = [:]
    for rule in rules {
      if let key = strings.symbol(of: rule.key) { byKey[key.rawValue, default: []].append(rule) }
    }
    for key in 0..<(byKey.keys.max().map { $0 + 1 } ?? 0) {
      var any: UInt64 = 0
      for rule in byKey[key] ?? [] {
        if rule.values.isEmpty { any |= rule.bits }
        for value in rule.values.compactMap({ strings.symbol(of: $0)?.rawValue }) {
          values.append(value)
          valueBits.append(rule.bits)
        }
      }
      anyBits.append(any)
      firstValue.append(UInt32(values.count))
    }
  }

  /// The bits of every way, by its place in the table. Linear in the tags.
  package func ofWays(_ extract: Extract) -> [UInt64] { bits(extract.ways.firstTag, extract.ways.tags) }
  /// The bits of every relation.
  package func ofRelations(_ extract: Extract) -> [UInt64] {
    bits(extract.relations.firstTag, extract.relations.tags)
  }
  /// The bits of every tagged node, by its place among ``NodeTable/tagged``.
  package func ofTaggedNodes(_ extract: Extract) -> [UInt64] { bits(extract.nodes.firstTag, extract.nodes.tags) }

  private func bits(_ firstTag: [UInt32], _ tags: [Tags.Pair]) -> [UInt64] {
    var all = [UInt64](repeating: 0, count: max(0, firstTag.count - 1))
    let (anyBits, firstValue, values, valueBits) = (anyBits.span, firstValue.span, values.span, valueBits.span)
    let pairs = tags.span
    var out = all.mutableSpan
    var next = 0
    for element in out.indices {
      let end = Int(firstTag[element + 1])
      var bits: UInt64 = 0
      while next < end {
        let key = Int(pairs[next].key.rawValue)
        if key < anyBits.count {
          bits |= anyBits[key]
          for place in Int(firstValue[key])..<Int(firstValue[key + 1])
          where values[place] == pairs[next].value.rawValue {
            bits |= valueBits[place]
          }
        }
        next += 1
      }
      out[element] = bits
    }
    return all
  }
}
