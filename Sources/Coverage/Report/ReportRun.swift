import Geography
import Walking

/// A run's folder, read and found to be of one run.
struct ReportRun {
  let record: ReportRecord
  let homes: ReportHomes
  /// Most weight beyond the limit first.
  let areas: [ReportArea]
  /// The areas that fail.
  let failing: [ReportFailing]
  /// In the order of their ranks.
  let gaps: [ReportGap]
  /// Most weight that only they reach first.
  let venues: [ReportVenue]
  let map: ReportMap
  /// The tables that the report shows, with their digests. Not the record: its timings differ between equal runs.
  let files: [ReportFile]

  /// Reads the folder.
  ///
  /// - Throws: ``InputError`` when a file is missing, broken, not this program's or of another run.
  /// - Complexity: linear in the files, but for sorting.
  init(_ folder: ReportFolder) throws {
    record = try ReportRecord(file: folder.file("run.json"))
    homes = try ReportHomes(file: folder.file("homes.csv"), record: record)
    areas = try ReportArea.read(file: folder.file("areas.csv"), record: record)
    failing = try ReportFailing.read(file: folder.file("failing.csv"), record: record)
    venues = try ReportVenue.read(file: folder.file("venues.geojson"), record: record)
    gaps = try ReportGap.read(file: folder.file("gaps.geojson"), record: record, venues: Set(venues.map(\.id)))
    map = try ReportMap(file: folder.file("map.svg"), title: MapPicture.title(record.areaName, limit: record.limit))
    files = try ["homes.csv", "areas.csv", "gaps.geojson", "venues.geojson"].map { name in
      let digest = try Digest.sha256(ofFile: folder.file(name))
      return ReportFile(name: name, bytes: digest?.bytes, sha256: digest?.hexadecimal)
    }
  }

  /// The error for a file that contradicts the record.
  static func otherRun(_ file: String, _ contradiction: String) -> InputError {
    InputError(file, "is not of the same run as run.json: \(contradiction)", remedy: ReportFolder.remedy)
  }

  /// The features of a file of the run, whose head must tell what the record tells.
  static func features(file: String, record: ReportRecord) throws -> [GeoJSONFeature] {
    let bytes = try InputFile.bytes(path: file, maximumBytes: ReportFolder.maximumBytes)
    var head: [JSONMember] = []
    try ReportJSON.parsing(file, bytes) { parser in
      guard parser.peek() == 0x7B else { throw parser.failure("it does not begin with '{'") }
      try parser.readObject { name, parser in
        guard name != "features" else { return try parser.skipValue() }
        head.append(JSONMember(name, try parser.readValue()))
      }
    }
    let said = ReportJSON(.object(head), file: file)
    let kinds = try said.member("kinds").list().map { try $0.text() }
    let isSame =
      try said.member("study_area").text() == record.areaName && said.member("limit_minutes").amount() == record.limit
      && said.member("speed_kmh").amount() == record.speed && kinds == record.kinds.map(\.rawValue)
      && said.optional("osm_timestamp")?.text() == record.timestamp
    guard isSame else { throw otherRun(file, "its area, limit, speed, kinds or date are others") }
    return try GeoJSONReader.features(in: bytes, named: file)
  }
}
