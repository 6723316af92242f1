import Geography

extension ReportPage {
  /// The map with its legend.
  var map: ReportMarkup {
    let (width, height) = (run.map.width, run.map.height)
    let told = words(MapPhrase.picture, [.area: areaName])
    return """
      <section>
      <h2>\(words(MapPhrase.heading))</h2>
      <figure>
      <svg class="map" viewBox="0 0 \(px: width) \(px: height)" role="img" aria-label="\(told)" \
      font-family="sans-serif" fill="#1d2b33">
      <svg width="\(px: width)" height="\(px: height)">
      \(drawing: run.map.drawing())
      \(sites)
      </svg>
      \(scaleBar)
      <rect width="\(px: width)" height="\(px: height)" fill="none" stroke="#b9c0c3" stroke-width="2"/>
      </svg>
      <ul class="legend">
      \(legend.lines())</ul>
      <p class="faint">\(words(MapPhrase.outside)) \(words(SourcePhrase.attribution))</p>
      </figure>
      </section>
      """
  }

  /// Stars at the best sites of the gaps that the map numbers.
  private var sites: ReportMarkup {
    run.gaps.prefix(MapPanel.listedGaps).compactMap { gap -> ReportMarkup? in
      guard let site = gap.site, let place = run.map.point(longitude: site.longitude, latitude: site.latitude),
        (0...run.map.width).contains(place.x), (0...run.map.height).contains(place.y)
      else { return nil }
      return "<g transform=\"translate(\(px: place.x) \(px: place.y))\">\(star(gap.rank))</g>"
    }.lines()
  }

  /// A star around 0, 0 with the number of its gap.
  private func star(_ rank: Int?) -> ReportMarkup {
    let number: ReportMarkup =
      rank.map {
        "<text y=\"3.6\" font-size=\"9.5\" font-weight=\"700\" fill=\"#fff\" text-anchor=\"middle\">\($0)</text>"
      }
      ?? ""
    return """
      <path d="M0 -13L3.8 -5.2L12.4 -4L6.2 2L7.6 10.5L0 6.5L-7.6 10.5L-6.2 2L-12.4 -4L-3.8 -5.2z" fill="#1d2b33" \
      stroke="#fff" stroke-width="1.5" stroke-linejoin="round"/>\(number)
      """
  }

  /// A bar of 1, 2 or 5 times a power of ten metres, at most a quarter of the width.
  private var scaleBar: ReportMarkup {
    guard let place = run.map.place else { return "" }
    let scale = Ellipsoid.LocalScale(latitude: place.north - run.map.height / 2 / place.south)
    let pixelsPerMetre = place.south / max(1e-9, scale.northInMetres * 1e7)
    let steps = [50_000.0, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10]
    guard let metres = steps.first(where: { $0 * pixelsPerMetre <= run.map.width / 4 }) else { return "" }
    let length = metres * pixelsPerMetre
    return """
      <g transform="translate(14 \(px: run.map.height - 14))">\
      <rect x="-6" y="-26" width="\(px: max(length, 60) + 12)" height="34" fill="#fff" fill-opacity="0.8"/>\
      <path d="M0 -6v6h\(px: length)v-6" fill="none" stroke="#1d2b33" stroke-width="2"/>\
      <text y="-10" font-size="14">\(words.scale(metres))</text></g>
      """
  }

  private var legend: [ReportMarkup] {
    let bands = record.cutoffs.enumerated().map { index, cutoff -> ReportMarkup in
      let within = homes.within(milliseconds: milliseconds(cutoff))
      let told = words(
        MapPhrase.within,
        [.limit: words.limit(cutoff), .share: words.share(within.weight, of: homes.weight)])
      return swatch(MapStyle.band(index, of: record.cutoffs.count), "0.85", told)
    }
    var rows = run.venues.isEmpty ? [] : bands
    if run.gaps.isEmpty {
      rows.append(swatch("#fff", "1", words(MapPhrase.noGap)))
    } else {
      rows.append(swatch(MapStyle.gap, "0.72", byRule(.gapKey, else: MapPhrase.gap, [.limit: limitLabel])))
      rows.append(
        key("<g transform=\"translate(13 9) scale(0.7)\">\(drawing: MapPanel.rank("1"))</g>", words(MapPhrase.rank)))
    }
    if run.gaps.prefix(MapPanel.listedGaps).contains(where: { $0.site != nil }), run.map.place != nil {
      rows.append(key("<g transform=\"translate(13 10) scale(0.72)\">\(star(1))</g>", words(MapPhrase.site)))
    }
    rows.append(swatch(MapStyle.water, "1", words(MapPhrase.water)))
    if run.map.hasBorder {
      rows.append(
        key(
          "<path d=\"M1 9H25\" fill=\"none\" stroke=\"#1d2b33\" stroke-width=\"1.6\" stroke-dasharray=\"7 4\"/>",
          words(MapPhrase.border)))
    }
    let kinds = Set(run.venues.map(\.kind)).sorted()
    rows += kinds.map { kind in
      let count = run.venues.count { $0.kind == kind }
      return key(
        "<g transform=\"translate(13 9)\">\(drawing: MapPanel.symbol(kind))</g>",
        words(MapPhrase.venues, [.name: words.kind(kind), .count: words.number(count)]))
    }
    if kinds.isEmpty { rows.append(key("", words(MapPhrase.noVenues))) }
    return rows
  }

  private func key(_ sign: ReportMarkup, _ text: String) -> ReportMarkup {
    "<li><svg class=\"key\" viewBox=\"0 0 26 18\" aria-hidden=\"true\">\(sign)</svg><span>\(text)</span></li>"
  }

  private func swatch(_ colour: String, _ opacity: String, _ text: String) -> ReportMarkup {
    key(
      """
      <rect x="0.5" y="1.5" width="25" height="15" rx="2" fill="\(colour)" fill-opacity="\(opacity)" stroke="#9aa5a9" \
      stroke-width="0.6"/>
      """, text)
  }
}
