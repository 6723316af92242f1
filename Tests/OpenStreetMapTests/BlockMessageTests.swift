import Testing

/// What bad blocks of elements are refused with, word for word.
@Suite("PBF blocks: messages")
struct BlockMessageTests {
  private static func block(_ group: (inout WireMessage) -> Void) -> [UInt8] {
    ExtractMessageTests.message { block in
      block.add(
        1, bytes: ExtractMessageTests.message { for text in ["", "highway", "path"] { $0.add(1, text: text) } })
      block.add(2, bytes: ExtractMessageTests.message(group))
    }
  }

  private static func dense(_ fill: (inout WireMessage) -> Void) -> [UInt8] {
    block { $0.add(2, bytes: ExtractMessageTests.message(fill)) }
  }

  /// Dense nodes with the ids 1 and 2 and with tags.
  private static func tagged(_ tags: [UInt64]) -> [UInt8] {
    dense { dense in
      for (field, numbers) in [(UInt64(1), [Int64(1), 2]), (8, [3, 4]), (9, [5, 6])] {
        dense.add(field, deltas: numbers)
      }
      dense.add(10, packed: tags)
    }
  }

  static let blocks: [(block: [UInt8], byte: Int, says: String)] = [
    (ExtractMessageTests.message { $0.add(17, varint: 0) }, 2, "a granularity of 0, which is not over 0"),
    (ExtractMessageTests.message { $0.bytes = [0x02, 0] }, 3, "malformed protobuf: field number 0"),
    (
      ExtractMessageTests.message { $0.bytes = [UInt8](repeating: 0xFF, count: 10) }, 12,
      "malformed protobuf varint of more than 64 bits"
    ),
    (tagged([0]), 40, "dense tags (keys_vals) end before node 2"),
    (tagged([1]), 40, "dense tags (keys_vals) end after a key of node 1"),
    (tagged([1, 2]), 41, "dense tags (keys_vals) end within node 1"),
    (tagged([1, 9, 0, 0]), 41, "node 1 has a tag past the end of the string table"),
    (tagged([0, 1, 2, 0, 0]), 43, "dense nodes with more tags (keys_vals) than ids"),
    (
      dense {
        $0.add(1, deltas: [1]); $0.add(8, deltas: [1, 2]); $0.add(9, deltas: [1])
      },
      32, "dense nodes with more coordinates (lat, lon) than ids"
    ),
    (
      dense {
        $0.add(1, deltas: [1, 2]); $0.add(8, deltas: [1, 2]); $0.add(9, deltas: [1])
      },
      29, "dense nodes with more ids than coordinates (lat, lon)"
    ),
    (
      dense { dense in for field in [UInt64(1), 8, 9] { dense.add(field, packed: [.max - 1, .max - 1]) } },
      47, "a delta overflows: the id or coordinate leaves 64 bits"
    ),
    (
      block {
        $0.add(
          3,
          bytes: ExtractMessageTests.message {
            $0.add(1, varint: 1); $0.add(8, packed: [.max - 1, .max - 1])
          })
      },
      49, "a delta overflows: the id or coordinate leaves 64 bits"
    ),
    (
      block { group in
        let relation = ExtractMessageTests.message { relation in
          relation.add(1, varint: 1)
          relation.add(8, packed: [0, 0])
          relation.add(9, packed: [.max - 1, .max - 1])
          relation.add(10, packed: [1, 1])
        }
        group.add(4, bytes: relation)
      }, 53, "a delta overflows: the id or coordinate leaves 64 bits"
    ),
  ]

  private static func says(_ block: [UInt8]) -> String {
    let encoder = PBFEncoder()
    return ExtractMessageTests.says(encoder.blob("OSMHeader", []) + encoder.blob("OSMData", block))
  }

  @Test(arguments: blocks.indices)
  func refused(index: Int) {
    let (block, byte, says) = Self.blocks[index]
    #expect(Self.says(block) == "\(says) (blob 2 at byte 34, its byte \(byte))")
  }

  @Test("What the table changes is sound without the change, and numbers in pieces end as others do")
  func pieces() {
    #expect(Self.says(Self.tagged([])) == "not refused")
    let pieces = Self.dense { dense in
      dense.add(1, varint: 2)
      dense.add(1, bytes: [0x80])
      dense.add(8, deltas: [1])
      dense.add(9, deltas: [1])
    }
    #expect(Self.says(pieces) == "unexpected end of a protobuf varint (blob 2 at byte 34, its byte 29)")
  }
}
