import Foundation
import Geography
import OpenStreetMap
import TestSupport
import Testing

/// Damaged, odd and merely unusual files of one small city.
@Suite(.enabled(if: SharedData.isPresent, "needs ../shared"))
struct HostileExtractTests {
  private static let folder = "hostile/cases/osm"

  private static func read(_ name: String, workers: Int = 2) throws -> Extract {
    let path = try #require(SharedData.path("\(folder)/\(name)"))
    return try ExtractReader(path: path, workers: workers).read(.town)
  }

  /// A file's beginning and what its error must say, as alternatives.
  static let refused: [(name: String, mention: String)] = [
    ("pbf_empty_file", "empty"), ("pbf_one_byte", "truncated"), ("pbf_length_only", "truncated"),
    ("pbf_header_len_4g", "header"), ("pbf_truncated_blobheader", "truncated"),
    ("pbf_truncated_header_blob", "truncated"), ("pbf_truncated_last_byte", "truncated"),
    ("pbf_trailing_3_bytes", "truncated"), ("pbf_datasize_negative", "size"), ("pbf_datasize_33m", "32"),
    ("pbf_is_html", "HTML"), ("pbf_is_gzip", "gzip"), ("pbf_is_lfs_pointer", "LFS"), ("pbf_is_sqlite", "format"),
    ("pbf_is_random", "format"), ("pbf_raw_size_missing", "size"), ("pbf_raw_size_plus_1", "size"),
    ("pbf_raw_size_negative", "size"), ("pbf_raw_size_2g", "size"), ("pbf_raw_size_int32_wrap", "size"),
    ("pbf_raw_size_33m_honest", "32"), ("pbf_zlib_bit_flip", "zlib"), ("pbf_zlib_adler", "zlib"),
    ("pbf_zlib_tail", "zlib"), ("pbf_zlib_is_deflate", "zlib"), ("pbf_zlib_dictionary", "zlib"),
    ("pbf_lz4_bad_offset", "lz4"), ("pbf_lz4_run_on", "lz4"), ("pbf_zstd_bomb", "zstd"),
    ("pbf_lzma_garbage", "lzma"), ("pbf_blob_no_data", "data"), ("pbf_blob_two_data", "blob"),
    ("pbf_blob_unknown_compression", "compress"), ("pbf_blob_garbage", "protobuf"),
    ("pbf_feature_schema_05", "OsmSchema-V0.5"), ("pbf_feature_bad_utf8", "feature"),
    ("pbf_header_garbage", "protobuf"), ("pbf_many_features", "F0"), ("pbf_strings_missing", "string"),
    ("pbf_string_way_key", "string"), ("pbf_string_way_value", "string"), ("pbf_string_way_wrap", "string"),
    ("pbf_string_dense_negative", "string"), ("pbf_string_role", "string"), ("pbf_tags_uneven", "key"),
    ("pbf_kv_odd", "key"), ("pbf_kv_too_few", "keys_vals"), ("pbf_dense_lon_long", "lon"),
    ("pbf_dense_no_lat", "lat"), ("pbf_node_no_coords", "lat"), ("pbf_members_uneven", "member"),
    ("pbf_member_type_7", "type"), ("pbf_varint_10_overflow", "varint"), ("pbf_length_past_end", "end of"),
    ("pbf_length_2p64", "end of"), ("pbf_wire_7", "wire"), ("pbf_field_0", "field"), ("pbf_field_huge", "field"),
    ("pbf_wire_wrong", "wire"), ("pbf_delta_id_overflow", "overflow"), ("pbf_delta_member_overflow", "overflow"),
    ("pbf_lat_times_granularity", "overflow"), ("pbf_granularity_negative", "granularity"),
    ("pbf_lat_offset_max", "coordinate"), ("meta_history_old_versions", "history"),
    ("xml_blank", "XML"), ("xml_truncated_at_tag", "XML"), ("xml_wrong_nesting", "XML"), ("xml_wrong_root", "gpx"),
    ("xml_version_05", "0.5"), ("xml_osmchange", "osmChange"), ("xml_overpass_remark", "timed out"),
    ("xml_overpass_json", "JSON"), ("xml_xxe_file", "entit"), ("xml_nul", "XML"), ("xml_id_2p64", "id"),
    ("xml_id_float", "id"), ("xml_lat_missing", "lat"), ("xml_lat_word", "lat"), ("xml_lat_comma", "lat"),
    ("xml_lat_empty", "lat"), ("xml_ref_word", "ref"), ("xml_member_type", "type"), ("xml_tag_no_key", "key"),
    ("xml_attribute_twice", "XML"), ("xml_deep", "nested"), ("xml_tag_outside", "XML"), ("xml_node_in_way", "XML"),
    ("xml_gz_no_trailer", "gzip"), ("xml_gz_crc", "gzip"), ("xml_gz_tail", "gzip"), ("xml_gz_empty", "empty"),
    ("xml_gz_of_gz", "gzip"), ("xml_gz_bomb_value", "limit"), ("xml_bz2_truncated", "bzip2"),
    ("xml_bz2_flip", "bzip2"), ("xml_bz2_bomb_value", "limit"),
  ]

  @Test(arguments: refused)
  func isRefusedInOneLine(name: String, mention: String) throws {
    let file = try #require(SharedData.names(in: Self.folder).first(where: { $0.hasPrefix(name + ".") }))
    let error = #expect(throws: InputError.self) { try Self.read(file) }
    let text = error?.description ?? ""
    #expect(text.contains(mention), "\(text)")
    #expect(text.utf8.count < 600 && !text.contains { $0.isNewline }, "\(text)")
    #expect(error == #expect(throws: InputError.self) { try Self.read(file, workers: 1) })
  }

  /// Other ways to write the base city, equal to it table for table.
  static let equal = [
    "meta_raw_blobs", "meta_shuffled", "meta_ways_first", "meta_interleaved", "meta_interleaved_tiny",
    "meta_one_block", "meta_granularity_1", "meta_granularity_50", "meta_granularity_1000",
    "meta_granularity_10000", "meta_offsets_negative", "meta_offsets_granularity", "meta_padded_varints",
    "meta_unpacked", "meta_split_packed", "meta_unknown_fields", "meta_extra_strings", "meta_kv_zeros",
    "meta_meta_info", "meta_comp_lz4", "meta_unknown_blob_type", "meta_indexdata", "meta_bbox_excludes_data",
    "meta_bbox_inverted", "meta_changeset_group", "meta_duplicate_objects", "meta_two_copies_of_blocks",
    "meta_xml_bz2", "meta_xml_bz2_streams", "meta_xml_utf16", "meta_xml_tags_first", "meta_xml_entities",
    "meta_xml_comments", "meta_xml_metadata", "meta_xml_deleted", "meta_xml_more_digits", "meta_pbf_named_osm",
    "meta_locations_only", "pbf_blob_empty_raw", "pbf_header_program_1m", "pbf_string_user", "xml_gz_is_plain",
    "sem_duplicate_node_older",
  ]

  @Test(arguments: equal)
  func equalsTheBaseCity(name: String) throws {
    let file = try #require(SharedData.names(in: Self.folder).first(where: { $0.hasPrefix(name + ".") }))
    let (extract, base) = (try Self.read(file), try Self.read("base_pbf.osm.pbf"))
    #expect(extract.report.warnings.isEmpty)
    let (a, b) = (ExtractContent(extract), ExtractContent(base))
    #expect(a.strings == b.strings)
    #expect(a.wayIDs == b.wayIDs && a.wayTags == b.wayTags && a.references == b.references)
    #expect(a.nodeIDs == b.nodeIDs && a.coordinates == b.coordinates)
    #expect(a == b)
  }

  /// Latin 1 has not all letters of the base city's names, but the accented ones.
  @Test func latin1IsRead() throws {
    let (extract, base) = (try Self.read("xml_latin1.osm"), try Self.read("base_pbf.osm.pbf"))
    #expect(extract.strings.strings.contains { $0.hasPrefix("Bibliothèque") })
    #expect(ExtractContent(extract).references == ExtractContent(base).references)
  }

  /// Ids moved by a large number: the same tables but for ids.
  @Test(arguments: ["2p31", "2p32", "2p33", "2p34", "2p40", "2p53"])
  func largeIDsChangeNothingElse(power: String) throws {
    let (moved, base) = (try Self.read("meta_ids_\(power).osm.pbf"), try Self.read("base_pbf.osm.pbf"))
    let (a, b) = (ExtractContent(moved), ExtractContent(base))
    #expect(a.coordinates == b.coordinates && a.references == b.references && a.wayTags == b.wayTags)
    #expect(a.nodeIDs != b.nodeIDs && moved.report.warnings.isEmpty)
  }

  @Test(arguments: ["sem_missing_end_nodes", "sem_missing_middle_node"])
  func missingNodesAreReported(name: String) throws {
    let extract = try Self.read("\(name).osm.pbf")
    #expect(extract.report.waysWithMissingNodes > 0)
    #expect(extract.report.warnings.count == 1)
    #expect(extract.report.warnings[0].message.contains("missing"))
  }

  /// Every other file: tables or one error, never a trap.
  @Test func theRestSurvives() {
    for name in SharedData.names(in: Self.folder) {
      do { _ = try Self.read(name) } catch { #expect(error is InputError, "\(name): \(error)") }
    }
  }
}
