import Geography

/// The OSMHeader block: what the file is, and what a reader must know to read it.
struct HeaderBlock {
  /// What the rest of the program sees of it.
  private(set) var header = ExtractHeader()
  private var required: [String] = []

  /// Features that change nothing here or are handled.
  private static let known: Set<String> = ["OsmSchema-V0.6", "DenseNodes", "LocationsOnWays"]

  /// Decodes the block and refuses files that need more than is known here.
  init(_ block: WireReader) throws(DecodingError) {
    var reader = block
    while let field = try reader.nextField() {
      switch field.number {
      case 1: header.bounds = try Self.bounds(try reader.message(field))
      case 4: required.append(excerpt(try reader.message(field).bytes))
      case 16: header.writingProgram = excerpt(try reader.message(field).bytes)
      case 32: header.timestamp = Int64(bitPattern: try reader.varint(field))
      default: try reader.skip(field)
      }
    }
    try check(block)
  }

  private func check(_ block: WireReader) throws(DecodingError) {
    let unknown = required.filter { !Self.known.contains($0) }
    if unknown.contains("HistoricalInformation") {
      throw DecodingError(
        problem: "is a history file (feature HistoricalInformation): it holds old versions of the map",
        offset: block.offset, remedy: "make an ordinary extract of it with `osmium time-filter`")
    }
    guard !unknown.isEmpty else { return }
    let more = unknown.count > 3 ? " and \(unknown.count - 3) more" : ""
    throw DecodingError(
      problem:
        "requires features not supported here: \(unknown.prefix(3).map { "\"\($0)\"" }.joined(separator: ", "))\(more)",
      offset: block.offset, remedy: "convert it with `osmium cat`")
  }

  /// Left, right, top, bottom in nanodegrees; `nil` when it is no box on Earth.
  private static func bounds(_ message: WireReader) throws(DecodingError) -> CoordinateBox? {
    var reader = message
    var sides: [UInt64: Int64] = [:]
    while let field = try reader.nextField() {
      if (1...4).contains(field.number) {
        sides[field.number] = WireReader.zigzag(try reader.varint(field))
      } else {
        try reader.skip(field)
      }
    }
    guard let left = sides[1], let right = sides[2], let top = sides[3], let bottom = sides[4] else { return nil }
    let southWest = Coordinate(checkedLongitudeE7: left / 100, latitudeE7: bottom / 100)
    let northEast = Coordinate(checkedLongitudeE7: right / 100, latitudeE7: top / 100)
    guard southWest.isValid, northEast.isValid, left <= right, bottom <= top else { return nil }
    return CoordinateBox(southWest: southWest, northEast: northEast)
  }
}

/// Text of a file as a message may show it: one line, 60 characters at most, no control characters.
func excerpt(_ bytes: some Collection<UInt8>) -> String {
  let text = String(decoding: bytes.prefix(240), as: UTF8.self)
  var shown = ""
  for scalar in text.unicodeScalars.prefix(60) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: shown.unicodeScalars.append("\u{FFFD}")
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return text.unicodeScalars.count > 60 ? shown + "…" : shown
}
