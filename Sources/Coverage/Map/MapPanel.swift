import Walking

/// The words beside the map: legend, worst gaps, scale.
struct MapPanel {
  /// How many gaps are numbered and listed.
  static let listedGaps = 10

  /// Room for the words, in pixels.
  static let width = 360.0

  private let result: CoverageResult
  private let frame: MapFrame

  init(_ result: CoverageResult, frame: MapFrame) {
    self.result = result
    self.frame = frame
  }

  /// The panel, its upper left corner at 0, 0.
  var drawing: String {
    var lines: [String] = []
    var y = 14.0
    lines += headline("Walk to the nearest venue", &y)
    for (index, band) in result.bands.enumerated() { lines.append(bandRow(index, band, &y)) }
    let failing = SummaryRule(result)?.failing
    let gapWord = "Gap: homes \(failing ?? "beyond \(OutputText.minutesLabel(result.parameters.limit))")"
    lines.append(swatch(MapStyle.gap, opacity: "0.72", gapWord, &y))
    lines.append(swatch(MapStyle.water, opacity: "1", "Lakes and rivers", &y))
    y += 14
    lines += headline("Venues", &y)
    for kind in Set(result.venues.map(\.venue.kind)).sorted() { lines.append(venueRow(kind, &y)) }
    if result.venues.isEmpty { lines.append(row("none", x: 0, &y)) }
    lines += worstGaps(&y)
    y += 12
    lines.append(scaleBar(&y))
    return lines.joined(separator: "\n")
  }

  /// The numbered disc of a gap around 0, 0.
  static func rank(_ text: String) -> String {
    "<circle r=\"\(OutputText.shortDecimal(MapLabel.radius))\" fill=\"#fff\" stroke=\"\(MapStyle.gap)\" stroke-width=\"2.4\"/>"
      + "<text y=\"4.6\" font-size=\"13\" font-weight=\"700\" text-anchor=\"middle\">\(text)</text>"
  }

  /// The sign of a kind around 0, 0.
  static func symbol(_ kind: VenueKind) -> String {
    "<g fill=\"\(MapStyle.symbolFill(kind))\" stroke=\"\(kind == .museum ? "#fff" : MapStyle.ink)\" "
      + "stroke-width=\"1.5\" stroke-linejoin=\"round\">\(MapStyle.symbol(kind))</g>"
  }

  private func headline(_ text: String, _ y: inout Double) -> [String] {
    defer { y += 26 }
    return ["<text y=\"\(px(y))\" font-size=\"15\" font-weight=\"700\">\(MapText.escaped(text))</text>"]
  }

  private func row(_ text: String, x: Double, _ y: inout Double) -> String {
    defer { y += 23 }
    return "<text x=\"\(px(x))\" y=\"\(px(y))\" font-size=\"13.5\">\(MapText.escaped(text))</text>"
  }

  private func swatch(_ colour: String, opacity: String, _ text: String, _ y: inout Double) -> String {
    "<rect y=\"\(px(y - 12))\" width=\"26\" height=\"15\" rx=\"2\" fill=\"\(colour)\" fill-opacity=\"\(opacity)\" "
      + "stroke=\"#9aa5a9\" stroke-width=\"0.6\"/>" + row(text, x: 36, &y)
  }

  private func bandRow(_ index: Int, _ band: CoverageBand, _ y: inout Double) -> String {
    let within = CoverageTotals(result.homes, within: band.cutoff) { $0.time }
    let share = OutputText.percentage(within.weightCovered, of: within.weight)
    let text = "up to \(OutputText.minutesLabel(band.cutoff)) · \(share) of \(result.weightUnit.rawValue)"
    return swatch(MapStyle.band(index, of: result.bands.count), opacity: "0.85", text, &y)
  }

  private func venueRow(_ kind: VenueKind, _ y: inout Double) -> String {
    let count = result.venues.count { $0.venue.kind == kind }
    let name = kind.rawValue.replacing("_", with: " ").replacing(".", with: ", ")
    let sign = "<g transform=\"translate(13 \(px(y - 4.5))) scale(1.2)\">\(Self.symbol(kind))</g>"
    return sign + row("\(name) · \(OutputText.grouped(Double(count)))", x: 36, &y)
  }

  private func worstGaps(_ y: inout Double) -> [String] {
    y += 14
    let unit = result.weightUnit.rawValue
    guard !result.gaps.isEmpty else { return headline("No gaps", &y) }
    let count = OutputText.grouped(Double(result.gaps.count))
    let isWhole = result.gaps.count <= Self.listedGaps
    var lines = headline(isWhole ? "Gaps" : "Worst \(Self.listedGaps) of \(count) gaps", &y)
    let listed = result.gaps.prefix(Self.listedGaps)
    // One name for all tells nothing: the whole city lies in one municipality.
    let isTelling = listed.count == 1 || Set(listed.compactMap(\.areaNames.last)).count > 1
    for gap in listed {
      let walk = gap.median.map(OutputText.walk) ?? "no way"
      let figures = "\(OutputText.grouped(gap.weight)) \(unit) · \(walk)"
      let name = isTelling ? gap.areaNames.last.map(SummaryText.oneLine) : nil
      lines.append("<g transform=\"translate(13 \(px(y - 4.5))) scale(0.84)\">\(Self.rank("\(gap.rank)"))</g>")
      lines.append(row(Self.fitting(name, beside: figures), x: 36, &y))
      y += 3
    }
    return lines
  }

  /// A gap's name, cut where the figures after it need the room.
  private static func fitting(_ name: String?, beside figures: String) -> String {
    guard let name else { return figures }
    let room = width - 36 - MapText.width(figures + " · ", size: 13.5)
    return MapText.fitted(name, width: room, size: 13.5) + " · " + figures
  }

  /// A bar of 1, 2 or 5 times a power of ten metres, at most 160 pixels long.
  private func scaleBar(_ y: inout Double) -> String {
    let steps = [50_000.0, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20]
    let metres = steps.first { $0 * frame.pixelsPerMetre <= 160 } ?? 10
    let length = metres * frame.pixelsPerMetre
    let name = metres >= 1000 ? "\(OutputText.shortDecimal(metres / 1000)) km" : "\(OutputText.shortDecimal(metres)) m"
    let bar = "M0 \(px(y - 5))v7h\(px(length))v-7"
    defer { y += 24 }
    return "<path d=\"\(bar)\" fill=\"none\" stroke=\"\(MapStyle.ink)\" stroke-width=\"1.6\"/>"
      + "<text x=\"\(px(length + 8))\" y=\"\(px(y + 2))\" font-size=\"12.5\">\(name)</text>"
  }

  private func px(_ value: Double) -> String { OutputText.shortDecimal(value, places: 1) }
}
