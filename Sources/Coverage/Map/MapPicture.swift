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

  /// The picture as SVG in UTF-8; with a sink its bytes go there in pieces, and none are returned.
  ///
  /// - Throws: what the sink throws.
  package func encoded(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    let panel = MapPanel(result, frame: frame)
    let size = "\(px(width)) \(px(height))"
    var picture = TextBuffer(sink: sink)
    func line(_ text: String) {
      picture.append(text)
      picture.append(10)
    }
    line(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size)\" width=\"\(px(width))\" "
        + "height=\"\(px(height))\" font-family=\"\(MapStyle.font)\" fill=\"\(MapStyle.ink)\">")
    line("<title>\(MapText.escaped(title))</title>")
    line("<rect width=\"100%\" height=\"100%\" fill=\"\(MapStyle.page)\"/>")
    line(heading)
    line(
      "<defs><clipPath id=\"frame\"><rect width=\"\(px(frame.width))\" height=\"\(px(frame.height))\"/></clipPath></defs>"
    )
    line("<g transform=\"translate(\(px(Self.margin)) \(px(Self.header)))\">")
    line("<g clip-path=\"url(#frame)\" data-place=\"\(frame.place)\">")
    drawLand(to: &picture)
    drawStreetsAndGaps(to: &picture)
    line(venues)
    line(labels)
    line("</g>")
    line("<rect width=\"\(px(frame.width))\" height=\"\(px(frame.height))\" fill=\"none\" stroke=\"#b9c0c3\"/>")
    line("</g>")
    line("<g transform=\"translate(\(px(Self.margin * 2 + frame.width)) \(px(Self.header)))\">")
    line(panel.drawing)
    line("</g>")
    line(notice)
    line("</svg>")
    return try picture.finish()
  }

  /// One path element and a line feed.
  private func draw(_ path: MapPath, _ attributes: String, to picture: inout TextBuffer) {
    picture.append("<path d=\"")
    picture.append(path.text)
    picture.append("\" \(attributes)/>\n")
  }

  private var limit: String { OutputText.shortDecimal(result.parameters.limit.minutes) }

  private var title: String { Self.title(result.studyArea.name, limit: result.parameters.limit.minutes) }

  /// The picture's title, by which readers know whose map it is.
  static func title(_ area: String, limit: Double) -> String {
    "\(area): the \(OutputText.shortDecimal(limit))-minute cultural circle"
  }

  private var heading: String {
    let totals = CoverageTotals(result)
    let share = OutputText.percentage(totals.weightCovered, of: totals.weight)
    let speed = OutputText.shortDecimal(result.parameters.profile.speed.kilometresPerHour)
    let kinds = MapText.list(result.parameters.kinds.map { $0.rawValue.replacing("_", with: " ") })
    let what = result.weightUnit == .people ? "people live" : "dwellings lie"
    let rule = result.parameters.rule.map {
      "\(share) of \(OutputText.grouped(totals.weight)) \(what) where the rule \($0.name) holds: \($0.title)."
    }
    let sentence =
      totals.weight > 0
      ? rule ?? "\(share) of \(OutputText.grouped(totals.weight)) \(what) within \(limit) minutes’ walk of a \(kinds), "
        + "door to door at \(speed) km/h."
      : "No homes are known here; the limit is \(limit) minutes’ walk to a \(kinds) at \(speed) km/h."
    let name = MapText.fitted(title, width: width - Self.margin * 2, size: 27)
    return """
      <text x="\(px(Self.margin))" y="42" font-size="27" font-weight="700">\(MapText.escaped(name))</text>
      <text x="\(px(Self.margin))" y="71" font-size="16.5" fill="\(MapStyle.faintInk)">\
      \(MapText.escaped(MapText.fitted(sentence, width: width - Self.margin * 2, size: 16.5)))</text>
      """
  }

  /// Land, bands and water. What lies outside of a study area is set apart; without one there is no outside.
  private func drawLand(to picture: inout TextBuffer) {
    let isBounded = result.studyArea.source != .extractBounds
    let ground = isBounded ? MapStyle.outside : MapStyle.land
    picture.append(
      "<rect width=\"\(px(frame.width))\" height=\"\(px(frame.height))\" fill=\"\(ground)\"/>\n")
    let area = path(of: isBounded ? result.studyArea.polygons : [])
    draw(area, "fill=\"\(MapStyle.land)\" fill-rule=\"evenodd\"", to: &picture)
    // Widest first, so that the inner bands lie on top.
    let count = result.bands.count
    for (index, band) in result.bands.enumerated().reversed() {
      let fill = "fill=\"\(MapStyle.band(index, of: count))\" fill-opacity=\"0.85\" fill-rule=\"evenodd\""
      draw(path(of: band.polygons), fill, to: &picture)
    }
    if count == 0 { picture.append(10) }
    // Over the bands, so that a river still reads as one.
    draw(path(of: result.water), "fill=\"\(MapStyle.water)\" fill-rule=\"nonzero\"", to: &picture)
  }

  private func drawStreetsAndGaps(to picture: inout TextBuffer) {
    let thickness = min(1.4, max(0.35, frame.pixelsPerMetre * 5))
    draw(
      streets,
      "fill=\"none\" stroke=\"\(MapStyle.street)\" stroke-opacity=\"0.7\" "
        + "stroke-width=\"\(OutputText.decimal(thickness, places: 2))\"", to: &picture)
    draw(
      path(of: result.gaps.flatMap(\.polygons)),
      "fill=\"\(MapStyle.gap)\" fill-opacity=\"0.72\" stroke=\"\(MapStyle.gap)\" "
        + "stroke-width=\"1.2\" stroke-linejoin=\"round\" fill-rule=\"evenodd\"", to: &picture)
    guard result.studyArea.source != .extractBounds else { return picture.append(10) }
    draw(
      path(of: result.studyArea.polygons),
      "fill=\"none\" stroke=\"\(MapStyle.ink)\" stroke-width=\"1.6\" "
        + "stroke-dasharray=\"7 4\" stroke-linejoin=\"round\"", to: &picture)
  }

  private func path(of polygons: [GeographicPolygon]) -> MapPath {
    var path = MapPath(frame)
    path.append(polygons)
    return path
  }

  /// The streets, as fine as the limit of points allows.
  private var streets: MapPath {
    var tolerance = 0.3
    while true {
      var path = MapPath(frame, toleranceInPixels: tolerance)
      var line = 0
      while line < result.streets.count, path.pointCount <= Self.streetPointLimit || tolerance > 16 {
        path.append(result.streets[line])
        line += 1
      }
      if path.pointCount <= Self.streetPointLimit || tolerance > 16 { return path }
      tolerance *= 2
    }
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
