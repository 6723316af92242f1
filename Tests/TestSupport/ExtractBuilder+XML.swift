import OpenStreetMap

extension ExtractBuilder {
  /// Everything added as `.osm` XML: nodes, ways and relations by id, tags by key; or all in an order of the seed.
  public func xml(shuffledBy seed: UInt64? = nil) -> [UInt8] {
    var random = seed.map { SeededGenerator(seed: $0) }
    func ordered<Element>(_ elements: [Element]) -> [Element] { random?.shuffled(elements) ?? elements }
    func tags(_ tags: [String: String]) -> [String] {
      ordered(tags.sorted { $0.key < $1.key }).map { Self.element("tag", [("k", $0.key), ("v", $0.value)]) }
    }
    var elements: [[String]] = []
    for (id, node) in nodes.sorted(by: { $0.key < $1.key }) {
      let place = [
        ("lat", Self.degrees(node.coordinate.latitudeE7)), ("lon", Self.degrees(node.coordinate.longitudeE7)),
      ]
      elements.append([Self.element("node", [("id", "\(id)")] + place, closed: false)] + tags(node.tags) + ["</node>"])
    }
    for (id, way) in ways.sorted(by: { $0.key < $1.key }) {
      let references = way.nodes.map { Self.element("nd", [("ref", "\($0)")]) }
      let start = Self.element("way", [("id", "\(id)")], closed: false)
      elements.append([start] + references + tags(way.tags) + ["</way>"])
    }
    for (id, relation) in relations.sorted(by: { $0.key < $1.key }) {
      let members = relation.members.map { member in
        Self.element(
          "member",
          [("type", "\(member.element.type)"), ("ref", "\(member.element.number)"), ("role", member.role)])
      }
      let start = Self.element("relation", [("id", "\(id)")], closed: false)
      elements.append([start] + members + tags(relation.tags) + ["</relation>"])
    }
    let lines = ["<?xml version=\"1.0\"?>", "<osm version=\"0.6\">"] + ordered(elements).joined() + ["</osm>", ""]
    return Array(lines.joined(separator: "\n").utf8)
  }

  private static func element(_ name: String, _ attributes: [(String, String)], closed: Bool = true) -> String {
    let texts = attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }
    return "<\(name)\(texts.joined())\(closed ? "/" : "")>"
  }

  private static func escaped(_ text: String) -> String {
    text.map { $0 == "&" ? "&amp;" : $0 == "<" ? "&lt;" : $0 == "\"" ? "&quot;" : String($0) }.joined()
  }

  /// Degrees with seven decimals, exactly.
  private static func degrees(_ value: Int32) -> String {
    let digits = String(value.magnitude)
    let padded = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    return (value < 0 ? "-" : "") + padded.dropLast(7) + "." + padded.suffix(7)
  }
}
