/// Bad blobs and the framing around them, by hand.
enum HostileBlobs {
  private typealias PBF = HostileBytes
  private typealias BadFile = HostileInputTests.BadFile

  /// A blob's content that fills this many bytes with zeros, as zlib would: claims only, as the claim is what counts.
  private static func claiming(_ size: Int64, _ content: String = "x") -> [UInt8] {
    PBF.framed("OSMData", PBF.field(2, size) + PBF.field(3, content))
  }

  static let table: [HostileInputTests.BadFile] = [
    BadFile("length_0.osm.pbf", .extract, [0, 0, 0, 0] + PBF.header(), "without a type"),
    BadFile(
      "length_little_endian.osm.pbf", .extract, [13, 0, 0, 0] + PBF.header().dropFirst(4), "header of 218103808"),
    BadFile("type_missing.osm.pbf", .extract, [0, 0, 0, 2] + PBF.field(3, 0), "without a type"),
    BadFile("size_missing.osm.pbf", .extract, PBF.header() + [0, 0, 0, 9] + PBF.field(1, "OSMData"), "missing"),
    BadFile(
      "size_of_bytes.osm.pbf", .extract,
      PBF.header() + [0, 0, 0, 12] + PBF.field(1, "OSMData") + PBF.field(3, "a"), "field 3 has wire type 2"),
    BadFile("size_2p64.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", [], size: -1), "size -1"),
    BadFile("size_0.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", []), "without data"),
    BadFile(
      "size_short.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", [10, 2, 1, 1], size: 2), "truncated"),
    BadFile("header_twice.osm.pbf", .extract, PBF.header() + PBF.header(), "second OSMHeader"),
    BadFile("header_only.osm.pbf", .extract, PBF.header(), "walkable"),
    BadFile("no_header.osm.pbf", .extract, PBF.framed("Other", [1]), "no OSMHeader"),
    BadFile("zeros.osm.pbf", .extract, [UInt8](repeating: 0, count: 999), "without a type"),
    BadFile("zeros_behind.osm.pbf", .extract, PBF.header() + [0, 0, 0, 0, 0, 0], "without a type"),
    BadFile("byte_behind.osm.pbf", .extract, PBF.header() + [0], "truncated"),
    BadFile("xz.osm.pbf", .extract, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz"),
    BadFile("zip.osm.pbf", .extract, "PK\u{3}\u{4}rest", "ZIP"),
    BadFile("zstd_file.osm.pbf", .extract, [0x28, 0xB5, 0x2F, 0xFD, 1], "zstd"),
    BadFile("sqlite.osm.pbf", .extract, "SQLite format 3\0", "GeoPackage"),
    BadFile("overpass.osm.pbf", .extract, "{\"elements\":[]}", "out:xml"),
    BadFile("blanks.osm", .extract, " \n\n ", "blank"),
    BadFile("feature_empty.osm.pbf", .extract, PBF.header([""]), "not supported here: \"\""),
    BadFile("feature_escape.osm.pbf", .extract, PBF.header(["\u{1B}[31m\u{202E}x"]), "\u{FFFD}[31m\u{FFFD}x"),
    BadFile("features_many.osm.pbf", .extract, PBF.header((0..<9).map { "F\($0)" }), "\"F2\" and 6 more"),
    BadFile("history.osm.pbf", .extract, PBF.header(["HistoricalInformation"]), "time-filter"),
    BadFile(
      "box_of_number.osm.pbf", .extract, PBF.framed("OSMHeader", PBF.raw(PBF.field(1, 5))), "field 1 has wire type 0"),
    BadFile("no_data.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", PBF.field(2, 5)), "without data"),
    BadFile(
      "data_twice.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", PBF.raw([1]) + PBF.field(3, "x")),
      "more than one field"),
    BadFile("unsized.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", PBF.field(3, "x")), "without raw_size"),
    BadFile("claim_0.osm.pbf", .extract, PBF.header() + claiming(0), "corrupt zlib data"),
    BadFile("claim_negative.osm.pbf", .extract, PBF.header() + claiming(-5), "raw size -5"),
    BadFile("claim_33m.osm.pbf", .extract, PBF.header() + claiming(33 << 20), "limit of 32 MiB"),
    // The allowance of a small file is 16 MiB; nothing is unpacked to find that out.
    BadFile("claim_17m.osm.pbf", .extract, PBF.header() + claiming(17 << 20), "32 times its size"),
    BadFile(
      "claims_of_many.osm.pbf", .extract, PBF.header() + (0..<20).flatMap { _ in claiming(1 << 20) },
      "32 times its size"),
    BadFile(
      "lz4_claim.osm.pbf", .extract,
      PBF.header() + PBF.framed("OSMData", PBF.field(2, 20 << 20) + PBF.field(6, [0x1F, 0, 1, 0])), "32 times its size"),
    BadFile(
      "lz4_empty.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", PBF.field(2, 5) + PBF.field(6, "")),
      "corrupt lz4"),
    BadFile(
      "lz4_offset_0.osm.pbf", .extract,
      PBF.header() + PBF.framed("OSMData", PBF.field(2, 9) + PBF.field(6, [0x1F, 65, 0, 0, 0])), "corrupt lz4"),
    BadFile("lzma.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", PBF.field(4, "x")), "lzma, which is not"),
    BadFile("bzip2.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", PBF.field(5, "x")), "bzip2, which is not"),
    BadFile("zstd.osm.pbf", .extract, PBF.header() + PBF.framed("OSMData", PBF.field(7, "x")), "zstd, which is not"),
  ]
}
