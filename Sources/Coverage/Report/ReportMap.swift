import Geography

/// The drawing inside the frame of a run's `map.svg`, without its words, which are in one language only.
///
/// Nothing is copied: elements, attributes and values must be such as the program draws with, and paths are read and
/// written anew. Paths are thinned to 0.3 pixels. While the drawing has more than ``budget`` bytes, streets are joined into
/// long lines, and all lines are thinned further, what is smaller than the tolerance being left out: on paper a pixel is
/// a quarter of a millimetre or less.
struct ReportMap {
  /// Bytes that a drawing may take, about.
  static let budget = 2_000_000
  /// Elements nest this deep.
  private static let deepest = 16

  private enum Piece {
    case markup(String)
    case path(attributes: String, ReportMapPath)
  }

  /// Size in pixels.
  private(set) var width = 0.0, height = 0.0
  /// Degrees of the upper left corner, and pixels a degree.
  private(set) var place: (west: Double, north: Double, east: Double, south: Double)?
  /// Whether the border of a study area is drawn.
  private(set) var hasBorder = false
  private var pieces: [Piece] = []

  /// Reads a map.
  ///
  /// - Parameter title: what the map must be called.
  /// - Throws: ``InputError`` when it is none of this program, or of another run.
  init(file: String, title: String) throws {
    var scan = ReportMapScanner(
      file: file, bytes: try InputFile.bytes(path: file, maximumBytes: ReportFolder.maximumBytes))
    var isFirst = true
    var isTitle = false
    var ownTitle: String?
    while let token = try scan.next() {
      switch token {
      case .begin(let name, let attributes, let isEmpty):
        if isFirst, name != "svg" { throw scan.broken("it is no SVG") }
        isFirst = false
        isTitle = name == "title"
        let isFrame = attributes.contains { $0.name == "clip-path" && scan.text($0.value) == "url(#frame)" }
        guard name == "g", isFrame, !isEmpty else { continue }
        guard ownTitle == MapText.escaped(title) else { throw ReportRun.otherRun(file, "it is called otherwise") }
        if let value = attributes.first(where: { $0.name == "data-place" })?.value {
          place = try Self.place(scan.text(value), scan)
        }
        try readFrame(&scan)
        try readRest(&scan)
        return
      case .text(let range): if isTitle { ownTitle = scan.text(range) }
      case .end: isTitle = false
      }
    }
    throw scan.broken("it has no frame")
  }

  /// Reads the words beside the map, of which nothing is taken: a file that was cut short is no run's.
  private func readRest(_ scan: inout ReportMapScanner) throws {
    var last = ""
    while let token = try scan.next() {
      if case .end(let name) = token { last = name }
    }
    guard last == "svg" else { throw scan.broken("it does not end") }
  }

  private static func place(
    _ text: String, _ scan: ReportMapScanner
  ) throws -> (west: Double, north: Double, east: Double, south: Double) {
    let numbers = text.split(separator: " ").compactMap { Double($0) }
    guard numbers.count == 4, numbers.allSatisfy({ abs($0) < 1e12 }), numbers[2] > 0, numbers[3] > 0 else {
      throw scan.broken("its place is none")
    }
    return (numbers[0], numbers[1], numbers[2], numbers[3])
  }

  /// Reads all up to the end of the frame.
  private mutating func readFrame(_ scan: inout ReportMapScanner) throws {
    var open: [String] = []
    while let token = try scan.next() {
      switch token {
      case .begin(let name, let attributes, let isEmpty):
        try begin(name, attributes, isEmpty, scan)
        if !isEmpty { open.append(name) }
        guard open.count <= Self.deepest else { throw scan.broken("elements are nested too deep") }
      case .end(let name):
        guard let last = open.popLast() else {
          guard name == "g", width > 0, height > 0 else { throw scan.broken("the frame has no size") }
          return
        }
        guard last == name else { throw scan.broken("\(last) is not closed") }
        pieces.append(.markup("</\(name)>"))
      case .text(let range):
        // The only words in the frame are numbers of gaps.
        guard scan.bytes[range].allSatisfy({ (48...57).contains($0) || $0 == 10 || $0 == 32 }) else {
          throw scan.broken("there are words in the frame")
        }
        pieces.append(.markup(scan.text(range)))
      }
    }
    throw scan.broken("the frame does not end")
  }

  private mutating func begin(
    _ name: String, _ attributes: [(name: String, value: Range<Int>)], _ isEmpty: Bool, _ scan: ReportMapScanner
  ) throws {
    guard Self.elements.contains(name) else { throw scan.broken("\(name) is no element of a map") }
    var kept = ""
    var path: ReportMapPath?
    for (key, value) in attributes {
      if name == "path", key == "d" {
        guard path == nil, let lines = ReportMapPath(scan.bytes[value]) else { throw scan.broken("a path is broken") }
        path = lines
        continue
      }
      // Brackets call functions, and but for those of a transform they fetch.
      guard Self.attributes.contains(key), value.count <= 80, scan.bytes[value].allSatisfy(Self.isPlain),
        key == "transform" || !scan.bytes[value].contains(UInt8(ascii: "("))
      else {
        throw scan.broken("\(key) is no attribute of a map")
      }
      let text = scan.text(value)
      if key == "stroke-dasharray" { hasBorder = true }
      kept += " \(key)=\"\(text)\""
    }
    // The ground comes first and fills the frame.
    if name == "rect", width == 0 {
      func size(_ key: String) -> Double? {
        attributes.first { $0.name == key }.flatMap { Double(scan.text($0.value)) }
      }
      guard let width = size("width"), let height = size("height"), (1...1e5).contains(width),
        (1...1e5).contains(height)
      else { throw scan.broken("the frame has no size") }
      (self.width, self.height) = (width, height)
    }
    if let path {
      guard isEmpty else { throw scan.broken("a path is not empty") }
      if path.pointCount > 0 { pieces.append(.path(attributes: kept, path)) }
    } else {
      pieces.append(.markup("<\(name)\(kept)\(isEmpty ? "/" : "")>"))
    }
  }

  private static let elements: Set<String> = ["g", "path", "rect", "circle", "text"]
  private static let attributes: Set<String> = [
    "width", "height", "x", "y", "rx", "r", "cx", "cy", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width",
    "stroke-opacity", "stroke-linejoin", "stroke-dasharray", "transform", "font-size", "font-weight", "text-anchor",
  ]

  /// Letters, digits and what colours and transforms are written with.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    default: "#.,()- ".utf8.contains(byte)
    }
  }

  /// The drawing, within the budget as far as coarser lines bring it there, and not much below it: of the last step, which
  /// may take most streets away at once, a share of the lines is spared as large as there is room for.
  func drawing() -> String {
    var pieces = pieces
    var tolerance = 0.3
    var text = Self.drawn(pieces, .init(tolerance: tolerance))
    guard text.count > Self.budget else { return String(decoding: text.takeBytes(), as: UTF8.self) }
    pieces = pieces.map { piece in
      guard case .path(let attributes, let path) = piece else { return piece }
      return .path(attributes: attributes, path.joined())
    }
    text = Self.drawn(pieces, .init(tolerance: tolerance))
    var finer = (tolerance: tolerance, bytes: text.count)
    while text.count > Self.budget, tolerance <= 8 {
      finer = (tolerance, text.count)
      tolerance *= 1.6
      text = Self.drawn(pieces, .init(tolerance: tolerance))
    }
    guard finer.bytes > Self.budget else { return String(decoding: text.takeBytes(), as: UTF8.self) }
    // A little less than proportion says: it is only about right.
    var share = 0.97 * Double(Self.budget - text.count) / Double(max(1, finer.bytes - text.count))
    while share > 0.02 {
      var filled = Self.drawn(
        pieces, .init(tolerance: tolerance, finerTolerance: finer.tolerance, finerShare: share))
      if filled.count <= Self.budget { return String(decoding: filled.takeBytes(), as: UTF8.self) }
      share *= 0.9
    }
    return String(decoding: text.takeBytes(), as: UTF8.self)
  }

  private static func drawn(_ pieces: [Piece], _ coarseness: ReportMapPath.Coarseness) -> TextBuffer {
    var text = TextBuffer()
    for piece in pieces {
      switch piece {
      case .markup(let markup): text.append(markup)
      case .path(let attributes, let path):
        let data = path.data(coarseness)
        guard data.count > 0 else { continue }
        text.append("<path d=\"")
        text.append(data)
        text.append("\"\(attributes)/>\n")
      }
    }
    return text
  }

  /// A place in pixels; `nil` when the map does not tell where it lies.
  func point(longitude: Double, latitude: Double) -> MapPoint? {
    place.map { MapPoint(x: (longitude - $0.west) * $0.east, y: ($0.north - latitude) * $0.south) }
  }
}
