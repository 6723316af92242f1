import Walking

/// What only gates and private streets lead to is private too: all but the longest zone of each component, found by
/// walking from street to street.
struct EnclosedZones {
  /// A street between two nodes.
  struct Link {
    var a: Int
    var b: Int
    var metres: Double
    var isPrivate: Bool
  }

  /// Of each street whether one may only begin or end there.
  private(set) var isPrivate: [Bool]

  private let links: [Link]
  private let passages: [Int: StreetGraph.Passage]
  private var linksAt: [Int: [Int]] = [:]

  /// - Parameter passages: the nodes that not everyone may pass.
  init(_ links: [Link], passages: [Int: StreetGraph.Passage]) {
    (self.links, self.passages) = (links, passages)
    isPrivate = links.map(\.isPrivate)
    for (number, link) in links.enumerated() {
      linksAt[link.a, default: []].append(number)
      linksAt[link.b, default: []].append(number)
    }
    let components = pieces { _, passage in passage != .blocked }
    let zones = pieces { link, passage in !link.isPrivate && passage == .open }
    var metres: [Int: Double] = [:]
    for (number, link) in links.enumerated() { metres[zones[number], default: 0] += link.metres }
    var longest: [Int: Int] = [:]
    for (number, link) in links.enumerated() where !link.isPrivate {
      let known = longest[components[number]].flatMap { metres[$0] } ?? -1
      if metres[zones[number], default: 0] > known { longest[components[number]] = zones[number] }
    }
    for number in links.indices where longest[components[number]] != zones[number] { isPrivate[number] = true }
  }

  /// The number of the piece of each street: streets that meet at a node where both are joined.
  private func pieces(isJoined: (Link, StreetGraph.Passage) -> Bool) -> [Int] {
    var pieces = [Int](repeating: -1, count: links.count)
    for first in links.indices where pieces[first] < 0 {
      pieces[first] = first
      var open = [first]
      while let link = open.popLast() {
        for node in [links[link].a, links[link].b] where isJoined(links[link], passages[node] ?? .open) {
          for other in linksAt[node] ?? [] where pieces[other] < 0 {
            guard isJoined(links[other], passages[node] ?? .open) else { continue }
            pieces[other] = first
            open.append(other)
          }
        }
      }
    }
    return pieces
  }
}
