import Testing

@testable import OpenStreetMap

/// What bad nodes, ways and relations of PBF files are refused with, word for word.
@Suite("PBF elements: messages")
struct ElementMessageTests {
  private static func message(_ fill: (inout WireMessage) -> Void) -> [UInt8] { ExtractMessageTests.message(fill) }

  /// The number of zigzag encoding that is the highest.
  private static let highest = UInt64.max - 1

  private static func node(_ fill: (inout WireMessage) -> Void) -> (UInt64, [UInt8]) { (1, message(fill)) }

  private static func way(_ fill: (inout WireMessage) -> Void) -> (UInt64, [UInt8]) {
    (
      3,
      message { way in
        way.add(1, varint: 5)
        fill(&way)
      }
    )
  }

  /// A relation with the tag that is selected, or without.
  private static func relation(isSelected: Bool = true, _ fill: (inout WireMessage) -> Void) -> (UInt64, [UInt8]) {
    (
      4,
      message { relation in
        relation.add(1, varint: 9)
        if isSelected {
          relation.add(2, packed: [3])
          relation.add(3, packed: [4])
        }
        fill(&relation)
      }
    )
  }

  private static func place(_ message: inout WireMessage) {
    message.add(8, zigzag: 1)
    message.add(9, zigzag: 1)
  }

  static let elements: [(element: (field: UInt64, bytes: [UInt8]), says: String)] = [
    (node { place(&$0) }, "a node without an id"),
    (node { $0.add(1, zigzag: 7) }, "node 7 without lat or lon: no coordinates"),
    (
      node { node in
        node.add(1, zigzag: 7)
        place(&node)
        node.add(2, packed: [1])
      }, "n7 has more keys than values of tags"
    ),
    (
      node { node in
        node.add(1, zigzag: 7)
        place(&node)
        node.add(3, packed: [1])
      }, "n7 has more values than keys of tags"
    ),
    (
      node { node in
        node.add(1, zigzag: 7)
        place(&node)
        node.add(2, packed: [1])
        node.add(3, packed: [99])
      }, "n7 has a tag past the end of the string table"
    ),
    ((3, []), "a way without an id"), ((4, []), "a relation without an id"),
    (
      way { way in
        way.add(8, packed: [2, 2])
        way.add(9, packed: [2])
        way.add(10, packed: [2])
      }, "way 5 has not as many coordinates (lat, lon) as references"
    ),
    (relation { $0.add(9, packed: [2]) }, "relation 9 has more members than roles or types"),
    (relation { $0.add(8, packed: [0]) }, "relation 9 has more roles or types than members"),
    (
      relation { relation in
        relation.add(8, packed: [0])
        relation.add(9, packed: [2])
        relation.add(10, packed: [3])
      }, "relation 9 has a member of type 3"
    ),
    (
      relation { relation in
        relation.add(8, packed: [99])
        relation.add(9, packed: [2])
        relation.add(10, packed: [1])
      }, "relation 9 has a role past the end of the string table"
    ),
    (
      relation(isSelected: false) { relation in
        relation.add(8, packed: [99])
        relation.add(9, packed: [2])
        relation.add(10, packed: [1])
      }, "relation 9 has a role past the end of the string table"
    ),
    ((1, [0x08]), "unexpected end of a protobuf message"),
    ((1, [0x08, 0x80]), "unexpected end of a protobuf varint"),
    ((1, WireMessage.varint(99 << 3 | 5) + [1, 2]), "unexpected end of a protobuf field"),
    ((1, WireMessage.varint(99 << 3 | 3)), "malformed protobuf: wire type 3 of field 99"),
    ((1, WireMessage.varint(99 << 3 | 2) + [9]), "malformed protobuf: a length of 9 past the end of its message"),
  ]

  private static func block(_ element: (field: UInt64, bytes: [UInt8]), granularity: UInt64 = 100) -> [UInt8] {
    message { block in
      block.add(1, bytes: message { for text in ["", "a", "b", "type", "multipolygon"] { $0.add(1, text: text) } })
      block.add(2, bytes: message { $0.add(element.field, bytes: element.bytes) })
      block.add(17, varint: granularity)
    }
  }

  /// What is said before the place, which must be in the second blob.
  private static func says(_ block: [UInt8]) -> String {
    let encoder = PBFEncoder()
    let line = ExtractMessageTests.says(encoder.blob("OSMHeader", []) + encoder.blob("OSMData", block))
    guard let place = line.range(of: " (blob 2 at byte 34, its byte ") else { return line }
    return line[place.upperBound...].wholeMatch(of: /[0-9]+\)/) == nil ? line : String(line[..<place.lowerBound])
  }

  @Test(arguments: elements.indices)
  func refused(index: Int) {
    let (element, says) = Self.elements[index]
    #expect(Self.says(Self.block(element)) == says)
  }

  @Test("Coordinates that leave 64 bits when they are scaled")
  func overflow() {
    let far = { (message: inout WireMessage) in
      message.add(8, varint: Self.highest)
      message.add(9, varint: Self.highest)
    }
    let node = Self.node { node in
      node.add(1, zigzag: 7)
      far(&node)
    }
    #expect(Self.says(Self.block(node, granularity: 1000)) == "the coordinates of node 7 overflow")
    let dense = Self.message { dense in
      dense.add(1, deltas: [8])
      dense.add(8, packed: [Self.highest])
      dense.add(9, packed: [Self.highest])
    }
    #expect(Self.says(Self.block((2, dense), granularity: 1000)) == "the coordinates of node 8 overflow")
    let way = Self.way { way in
      way.add(8, packed: [2])
      way.add(9, packed: [Self.highest])
      way.add(10, packed: [Self.highest])
    }
    #expect(Self.says(Self.block(way, granularity: 1000)) == "the coordinates of way 5 overflow")
  }

  @Test("Metadata of dense nodes that ends too early")
  func metadata() {
    let dense = Self.message { dense in
      for field in [UInt64(1), 8, 9] { dense.add(field, deltas: [1, 2]) }
      dense.add(5, bytes: Self.message { $0.add(6, packed: [1]) })
    }
    #expect(Self.says(Self.block((2, dense))) == "dense nodes without metadata from node 2 on")
  }
}
