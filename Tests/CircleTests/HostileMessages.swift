/// Bad blocks of elements, by hand: every field of the schema in turn.
enum HostileMessages {
  private typealias PBF = HostileBytes
  private typealias BadFile = HostileInputTests.BadFile

  private static func group(_ name: String, _ group: [UInt8], _ mention: String) -> HostileInputTests.BadFile {
    BadFile(name + ".osm.pbf", .extract, PBF.header() + PBF.block(group: group), mention)
  }

  private static func block(_ name: String, _ content: [UInt8], _ mention: String) -> HostileInputTests.BadFile {
    BadFile(name + ".osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", PBF.raw(content)), mention)
  }

  private static let place = PBF.field(8, 2) + PBF.field(9, 2)
  /// A zigzag number at either end of 64 bits.
  private static let highest = PBF.varint(.max - 1)
  private static let tagged = PBF.field(2, [1]) + PBF.field(3, [2])

  static let table: [HostileInputTests.BadFile] = blocks + nodes + ways + relations

  private static let blocks = [
    block("granularity_0", PBF.field(17, 0), "granularity of 0"),
    block("granularity_negative", PBF.field(17, -100), "granularity of -100"),
    block("granularity_of_bytes", PBF.field(17, "x"), "field 17 has wire type 2"),
    block("field_0", [0x02, 0], "field number 0"),
    block("field_2p29", PBF.varint(1 << 32) + [0], "field number 536870912"),
    block("group_start", PBF.varint(99 << 3 | 3), "wire type 3 of field 99"),
    block("varint_cut", PBF.varint(99 << 3) + [0x80], "end of a protobuf varint"),
    block("varint_cut_long", PBF.varint(99 << 3) + [UInt8](repeating: 0x80, count: 9), "end of a protobuf varint"),
    block("four_bytes_cut", PBF.varint(99 << 3 | 5) + [1, 2], "end of a protobuf field"),
    block("eight_bytes_cut", PBF.varint(99 << 3 | 1) + [1, 2], "end of a protobuf field"),
    block("key_alone", PBF.varint(99 << 3), "end of a protobuf message"),
    block("length_2p64", [0x0A] + PBF.varint(.max), "past the end"),
    block("strings_of_number", PBF.field(1, PBF.field(1, 5)), "field 1 has wire type 0"),
    block(
      "offset_overflows",
      PBF.field(2, PBF.field(1, PBF.field(1, 2) + PBF.field(8, 3) + PBF.field(9, 2)))
        + PBF.field(19, .min), "coordinates of node 1 overflow"),
  ]

  private static let nodes = [
    group("node_without_id", PBF.field(1, place), "node without an id"),
    group("node_without_place", PBF.field(1, PBF.field(1, 2)), "node 1 without lat or lon"),
    group("node_key_alone", PBF.field(1, PBF.field(1, 2) + place + PBF.field(2, [1])), "more keys than values"),
    group("node_value_alone", PBF.field(1, PBF.field(1, 2) + place + PBF.field(3, [1])), "more values than keys"),
    group("node_tag_past_end", PBF.field(1, PBF.field(1, 2) + place + PBF.field(2, [9]) + PBF.field(3, [1])), "n1 has"),
    group("node_info_cut", PBF.field(1, PBF.field(1, 2) + place + PBF.field(4, [0x08])), "end of a protobuf"),
    group("dense_more_ids", PBF.dense(ids: [2, 2, 2], latitudes: [2], longitudes: [2]), "more ids than coordinates"),
    group("dense_more_places", PBF.dense(ids: [2], latitudes: [2, 2], longitudes: [2]), "more coordinates"),
    group("dense_places_alone", PBF.dense(ids: [], latitudes: [2], longitudes: [2]), "more coordinates"),
    group(
      "dense_lat_overflows", PBF.dense(ids: [2, 2], latitudes: highest + highest, longitudes: [2, 2]), "overflows"),
    group(
      "dense_tags_short", PBF.dense(ids: [2, 2], latitudes: [2, 2], longitudes: [2, 2], tags: [0]), "before node 2"),
    group("dense_tags_cut", PBF.dense(ids: [2], latitudes: [2], longitudes: [2], tags: [1]), "after a key of node 1"),
    group("dense_tags_open", PBF.dense(ids: [2], latitudes: [2], longitudes: [2], tags: [1, 2]), "within node 1"),
    group("dense_tags_long", PBF.dense(ids: [2], latitudes: [2], longitudes: [2], tags: [0, 0]), "more tags"),
    group(
      "dense_tags_past_end", PBF.dense(ids: [2], latitudes: [2], longitudes: [2], tags: [1, 9, 0]), "string table"),
    group(
      "dense_visible_short",
      PBF.field(
        2, PBF.field(1, [2, 2]) + PBF.field(5, PBF.field(6, [1])) + PBF.field(8, [2, 2]) + PBF.field(9, [2, 2])),
      "without metadata from node 2"),
  ]

  private static let ways = [
    group("way_without_id", PBF.field(3, tagged + PBF.field(8, [2, 2])), "way without an id"),
    group("way_key_wraps", PBF.way(key: 1 << 32 | 1), "string table"),
    group("way_reference_overflows", PBF.way(references: highest + highest), "overflows"),
    group("way_info_cut", PBF.field(3, PBF.field(1, 5) + PBF.field(4, [0xFF])), "end of a protobuf"),
    group(
      "way_places_short",
      PBF.field(3, PBF.field(1, 5) + tagged + PBF.field(8, [2, 2]) + PBF.field(9, [2]) + PBF.field(10, [2])),
      "way 5 has not as many"),
    group(
      "way_places_overflow",
      PBF.field(3, PBF.field(1, 5) + PBF.field(8, [2, 2]) + PBF.field(9, highest + highest) + PBF.field(10, [2, 2])),
      "overflows"),
    group(
      "way_twice", PBF.way() + PBF.way(references: [2, 4]), "w5 occurs twice with different content"),
    group(
      "way_of_2m_nodes", PBF.way(references: [UInt8](repeating: 0, count: 1_000_001)), "over the limit of 1,000,000"),
  ]

  private static func relation(_ name: String, _ body: [UInt8], _ mention: String) -> HostileInputTests.BadFile {
    group(name, PBF.field(4, PBF.field(1, 9) + body), mention)
  }

  private static let relations = [
    group("relation_without_id", PBF.field(4, tagged), "relation without an id"),
    relation("member_without_role", PBF.field(9, [2]) + PBF.field(10, [1]), "more members than roles"),
    relation("role_without_member", PBF.field(8, [0]), "more roles or types than members"),
    relation("member_of_type_3", PBF.field(8, [0]) + PBF.field(9, [2]) + PBF.field(10, [3]), "member of type 3"),
    relation("role_past_end", PBF.field(8, [9]) + PBF.field(9, [2]) + PBF.field(10, [1]), "string table"),
    relation(
      "member_overflows", PBF.field(8, [0, 0]) + PBF.field(9, highest + highest) + PBF.field(10, [1, 1]), "overflows"),
    relation(
      "members_1m",
      PBF.field(8, [UInt8](repeating: 0, count: 1_000_001)) + PBF.field(9, [UInt8](repeating: 0, count: 1_000_001))
        + PBF.field(10, [UInt8](repeating: 0, count: 1_000_001)), "1000001 members"),
  ]
}
