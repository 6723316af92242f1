import Geography

/// What the GeoKey directory of a GeoTIFF says of its reference system (OGC 19-008r4, GeoTIFF 1.1).
struct GeoKeys {
  private enum Key {
    static let model: UInt16 = 1024, raster: UInt16 = 1025, citation: UInt16 = 1026
    static let geographic: UInt16 = 2048, geographicCitation: UInt16 = 2049, angularUnit: UInt16 = 2054
    static let projected: UInt16 = 3072, projectedCitation: UInt16 = 3073
  }

  private enum Tag {
    static let directory: UInt32 = 34_735, texts: UInt32 = 34_737
  }

  /// Values of the keys that are short numbers or texts.
  private var numbers: [UInt16: UInt16] = [:]
  private var texts: [UInt16: String] = [:]
  /// Whether values stand for pixels' centres, which moves the grid by half a pixel.
  var isPixelPoint: Bool { numbers[Key.raster] == 2 }

  init(of file: TIFFFile) {
    self.init(directory: file.shorts(Tag.directory), text: file.text(Tag.texts) ?? "")
  }

  /// - Parameters:
  ///   - directory: four numbers of head (version, revision, revision, count), then four an entry: key, where its value
  ///     is, count, value or offset.
  ///   - text: all texts, each ended by a bar.
  init(directory: [UInt16], text: String) {
    guard directory.count >= 4 else { return }
    let letters = Array(text.utf8)
    for entry in 0..<min(Int(directory[3]), (directory.count - 4) / 4) {
      let fields = directory[(4 + 4 * entry)..<(8 + 4 * entry)].map { $0 }
      if fields[1] == 0 {
        numbers[fields[0]] = fields[3]
      } else if UInt32(fields[1]) == Tag.texts, Int(fields[3]) <= letters.count {
        let part = letters[Int(fields[3])...].prefix(Int(fields[2]))
        let words = String(decoding: part, as: UTF8.self)
        texts[fields[0]] = words.hasSuffix("|") ? String(words.dropLast()) : words
      }
    }
  }

  private static let userDefined: UInt16 = 32_767

  /// The reference system: by its code, else by the WKT that GDAL and ESRI programs write among the texts, else
  /// Mollweide by its name: its projection has no code in GeoTIFF.
  var reference: RasterReference {
    guard !numbers.isEmpty || !texts.isEmpty else { return .unsaid }
    let isGeographic = numbers[Key.model] == 2 || (numbers[Key.model] == nil && numbers[Key.projected] == nil)
    if let code = numbers[isGeographic ? Key.geographic : Key.projected], code != Self.userDefined, code > 0 {
      return .named(Self.name(of: code))
    }
    let said = [Key.projectedCitation, Key.citation, Key.geographicCitation].compactMap { texts[$0] }
    for text in said {
      let mark = "ESRI PE String = "
      if let start = text.firstRange(of: mark) { return .named(String(text[start.upperBound...])) }
    }
    if !isGeographic, said.contains(where: { $0.lowercased().contains("mollweide") }) { return .named("ESRI:54009") }
    return .unclear(said.first { !$0.isEmpty } ?? "a user-defined one without a name")
  }

  /// The authority that gave a code: EPSG but for ESRI's world projections.
  private static func name(of code: UInt16) -> String {
    (53_000..<55_000).contains(code) ? "ESRI:\(code)" : "EPSG:\(code)"
  }
}
