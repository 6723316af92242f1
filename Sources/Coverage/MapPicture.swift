import Geography
import Walking

/// `map.svg`: the coverage of a place at a glance.
///
/// Land, water, streets, bands, gaps with the ranks of the worst ten, venues by kind; the words stand beside the map.
package struct MapPicture {
  private static let margin = 24.0
  private static let header = 92.0
  private static let panelWidth = MapPanel.width
  private static let footer = 46.0
  /// More points than this and the streets are drawn coarser: it keeps the file under 5 MB.
  private static let streetPointLimit = 250_000

  private let result: CoverageResult
  private let frame: MapFrame
  private let width: Double, height: Double

  /// Makes the picture of a result.
  package init(_ result: CoverageResult) {
    self.result = result
    let origin = Coordinate(longitudeE7: 0, latitudeE7: 0)
    let box = CoordinateBox(around: Self.shown(result)) ?? CoordinateBox(southWest: origin, northEast: origin)
    frame = MapFrame(around: box, maximumWidth: 1000, maximumHeight: 860)
    width = Self.margin * 3 + frame.width + Self.panelWidth
    height = Self.header + max(frame.height, 640) + Self.footer
  }

  /// The places that the frame holds: the study area; without one, all that was found, for streets reach far beyond it.
  private static func shown(_ result: CoverageResult) -> [Coordinate] {
    let outline = result.studyArea.polygons.flatMap(\.exterior)
    guard result.studyArea.source == .extractBounds else { return outline }
    let places = result.homes.map(\.home.coordinate) + result.venues.map(\.venue.coordinate)
    let lands = (result.gaps.flatMap(\.polygons) + result.bands.flatMap(\.polygons)).flatMap(\.exterior)
    return places.isEmpty ? outline : places + lands
  }

  /// The picture as SVG in UTF-8.
  package func encoded() -> [UInt8] {
    let panel = MapPanel(result, frame: frame)
    let size = "\(px(width)) \(px(height))"
    let drawing = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size)\" width=\"\(px(width))\" "
        + "height=\"\(px(height))\" font-family=\"\(MapStyle.font)\" fill=\"\(MapStyle.ink)\">",
      "<title>\(MapText.escaped(title))</title>",
      "<rect width=\"100%\" height=\"100%\" fill=\"\(MapStyle.page)\"/>",
      heading,
      "<defs><clipPath id=\"frame\"><rect width=\"\(px(frame.width))\" height=\"\(px(frame.height))\"/></clipPath></defs>",
      "<g transform=\"translate(\(px(Self.margin)) \(px(Self.header)))\">",
      "<g clip-path=\"url(#frame)\">", land, bands, water, streets, gaps, outline, venues, labels, "</g>",
      "<rect width=\"\(px(frame.width))\" height=\"\(px(frame.height))\" fill=\"none\" stroke=\"#b9c0c3\"/>",
      "</g>",
      "<g transform=\"translate(\(px(Self.margin * 2 + frame.width)) \(px(Self.header)))\">", panel.drawing, "</g>",
      notice, "</svg>",
    ]
    return Array((drawing.joined(separator: "\n") + "\n").utf8)
  }

  private var limit: String { OutputText.shortDecimal(result.parameters.limit.minutes) }

  private var title: String { "\(result.studyArea.name): the \(limit)-minute cultural circle" }

  private var heading: String {
    let totals = CoverageTotals(result)
    let share = OutputText.percentage(totals.weightCovered, of: totals.weight)
    let speed = OutputText.shortDecimal(result.parameters.profile.speed.kilometresPerHour)
    let kinds = MapText.list(result.parameters.kinds.map { $0.rawValue.replacing("_", with: " ") })
    let what = result.weightUnit == .people ? "people live" : "dwellings lie"
    let sentence =
      totals.weight > 0
      ? "\(share) of \(OutputText.grouped(totals.weight)) \(what) within \(limit) minutes’ walk of a \(kinds), "
        + "door to door at \(speed) km/h."
      : "No homes are known here; the limit is \(limit) minutes’ walk to a \(kinds) at \(speed) km/h."
    let name = MapText.fitted(title, width: width - Self.margin * 2, size: 27)
    return """
      <text x="\(px(Self.margin))" y="42" font-size="27" font-weight="700">\(MapText.escaped(name))</text>
      <text x="\(px(Self.margin))" y="71" font-size="16.5" fill="\(MapStyle.faintInk)">\
      \(MapText.escaped(MapText.fitted(sentence, width: width - Self.margin * 2, size: 16.5)))</text>
      """
  }

  /// What lies outside of a study area is set apart; without one there is no outside.
  private var land: String {
    let isBounded = result.studyArea.source != .extractBounds
    var area = MapPath(frame)
    if isBounded { area.append(result.studyArea.polygons) }
    let ground = isBounded ? MapStyle.outside : MapStyle.land
    return """
      <rect width="\(px(frame.width))" height="\(px(frame.height))" fill="\(ground)"/>
      <path d="\(area.text)" fill="\(MapStyle.land)" fill-rule="evenodd"/>
      """
  }

  /// Over the bands, so that a river still reads as one.
  private var water: String {
    var path = MapPath(frame)
    path.append(result.water)
    return "<path d=\"\(path.text)\" fill=\"\(MapStyle.water)\" fill-rule=\"nonzero\"/>"
  }

  /// Widest first, so that the inner bands lie on top.
  private var bands: String {
    let count = result.bands.count
    return result.bands.enumerated().reversed().map { index, band in
      var path = MapPath(frame)
      path.append(band.polygons)
      return "<path d=\"\(path.text)\" fill=\"\(MapStyle.band(index, of: count))\" fill-opacity=\"0.85\" "
        + "fill-rule=\"evenodd\"/>"
    }.joined(separator: "\n")
  }

  private var streets: String {
    var tolerance = 0.3
    var path = MapPath(frame)
    while true {
      path = MapPath(frame, toleranceInPixels: tolerance)
      for street in result.streets { path.append(street) }
      if path.pointCount <= Self.streetPointLimit || tolerance > 16 { break }
      tolerance *= 2
    }
    let thickness = min(1.4, max(0.35, frame.pixelsPerMetre * 5))
    return "<path d=\"\(path.text)\" fill=\"none\" stroke=\"\(MapStyle.street)\" stroke-opacity=\"0.7\" "
      + "stroke-width=\"\(OutputText.decimal(thickness, places: 2))\"/>"
  }

  private var gaps: String {
    var path = MapPath(frame)
    for gap in result.gaps { path.append(gap.polygons) }
    return "<path d=\"\(path.text)\" fill=\"\(MapStyle.gap)\" fill-opacity=\"0.72\" stroke=\"\(MapStyle.gap)\" "
      + "stroke-width=\"1.2\" stroke-linejoin=\"round\" fill-rule=\"evenodd\"/>"
  }

  private var outline: String {
    guard result.studyArea.source != .extractBounds else { return "" }
    var path = MapPath(frame)
    path.append(result.studyArea.polygons)
    return "<path d=\"\(path.text)\" fill=\"none\" stroke=\"\(MapStyle.ink)\" stroke-width=\"1.6\" "
      + "stroke-dasharray=\"7 4\" stroke-linejoin=\"round\"/>"
  }

  private var venues: String {
    // Hundreds of signs are drawn smaller, so that they do not hide the map.
    let scale = result.venues.count > 250 ? "0.65" : result.venues.count > 80 ? "0.9" : "1.3"
    return result.venues.compactMap { found -> String? in
      let place = frame.point(found.venue.coordinate)
      guard frame.contains(place, margin: 8) else { return nil }
      return "<g transform=\"translate(\(px(place.x)) \(px(place.y))) scale(\(scale))\">"
        + MapPanel.symbol(found.venue.kind) + "</g>"
    }.joined(separator: "\n")
  }

  private var labels: String {
    MapLabel.placing(Array(result.gaps.prefix(MapPanel.listedGaps)), in: frame).map { label in
      let leader = label.anchor.map { anchor in
        "<path d=\"M\(px(anchor.x)) \(px(anchor.y))L\(px(label.place.x)) \(px(label.place.y))\" "
          + "stroke=\"\(MapStyle.gap)\" stroke-width=\"1.6\"/>"
      }
      return (leader ?? "") + "<g transform=\"translate(\(px(label.place.x)) \(px(label.place.y)))\">"
        + MapPanel.rank(label.text) + "</g>"
    }.joined(separator: "\n")
  }

  private var notice: String {
    let date = result.header.timestamp.map { " · data of \(RunRecord.isoTime($0).prefix(10))" } ?? ""
    return "<text x=\"\(px(Self.margin))\" y=\"\(px(height - 17))\" font-size=\"12\" fill=\"\(MapStyle.faintInk)\">"
      + "Map data \(MapText.escaped(OutputText.attribution))\(date) · made with circle \(CircleVersion.number)</text>"
  }

  private func px(_ value: Double) -> String { OutputText.shortDecimal(value, places: 1) }
}
