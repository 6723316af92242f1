import Walking

/// The curve of the weight that reaches a venue within so many minutes, with the limit marked.
struct ReportChart {
  private static let width = 680.0, height = 270.0
  private static let left = 52.0, right = 14.0, top = 30.0, bottom = 46.0

  let homes: ReportHomes
  let limit: Double
  let words: ReportWords

  /// Minutes at the right end: twice the limit.
  private var end: Double { limit * 2 }

  private func x(_ minutes: Double) -> Double {
    Self.left + minutes / end * (Self.width - Self.left - Self.right)
  }

  private func y(_ share: Double) -> Double {
    Self.top + (1 - share) * (Self.height - Self.top - Self.bottom)
  }

  /// The share within a walk; homes without weight count by their number.
  private func share(_ milliseconds: Int) -> Double {
    homes.weight > 0 ? min(1, homes.within(milliseconds: milliseconds).weight / homes.weight) : 0
  }

  /// The drawing as an element of SVG.
  var drawing: ReportMarkup {
    let atLimit = words.share(homes.within(milliseconds: limitInMilliseconds).weight, of: homes.weight)
    let told = words(ChartPhrase.picture, [.share: atLimit, .limit: words.limit(limit)])
    let label = words(ChartPhrase.limit, [.share: atLimit, .limit: words.limit(limit)])
    let (limitX, limitY) = (x(limit), y(share(limitInMilliseconds)))
    let yAxis = words(people: ChartPhrase.yPeople, dwellings: .yDwellings)
    return """
      <svg class="chart" viewBox="0 0 \(px: Self.width) \(px: Self.height)" role="img" aria-label="\(told)">
      \(area(from: 0, to: limit, "within"))
      \(area(from: limit, to: end, "beyond"))
      \(grid)
      <path class="curve" d="\(drawing: line(from: 0, to: end))"/>
      <path class="limit" d="M\(px: limitX) \(px: Self.top - 14)V\(px: y(0))"/>
      <circle class="limit" cx="\(px: limitX)" cy="\(px: limitY)" r="4"/>
      <text class="mark" x="\(px: limitX - 9)" y="\(px: limitY - 9)" text-anchor="end">\(label)</text>
      <text x="\(px: Self.left)" y="14">\(yAxis)</text>
      <text x="\(px: Self.width - Self.right)" y="\(px: Self.height - 8)" text-anchor="end">\(words(ChartPhrase.xAxis))</text>
      </svg>
      """
  }

  private var limitInMilliseconds: Int { Int(TravelTime.minutes(limit).milliseconds) }

  /// Places of the curve: as many as pixels may tell apart, and the limit itself.
  private func line(from start: Double, to stop: Double) -> String {
    let steps = 240
    let first = Int((start / end * Double(steps)).rounded())
    let last = Int((stop / end * Double(steps)).rounded())
    return (first...max(first, last)).map { step in
      let minutes = end * Double(step) / Double(steps)
      let time = Int(TravelTime.minutes(minutes).milliseconds)
      let (px, py) = (
        OutputText.shortDecimal(x(minutes), places: 1), OutputText.shortDecimal(y(share(time)), places: 1)
      )
      return "\(step == first ? "M" : "L")\(px) \(py)"
    }.joined()
  }

  private func area(from start: Double, to stop: Double, _ kind: String) -> ReportMarkup {
    "<path class=\"\(kind)\" d=\"\(drawing: line(from: start, to: stop))V\(px: y(0))H\(px: x(start))z\"/>"
  }

  /// Lines and numbers at quarters of the whole and at round minutes.
  private var grid: ReportMarkup {
    let rows = [0, 25, 50, 75, 100].map { percent -> ReportMarkup in
      let height = y(Double(percent) / 100)
      return """
        <path class="grid" d="M\(px: Self.left) \(px: height)H\(px: Self.width - Self.right)"/>\
        <text x="\(px: Self.left - 7)" y="\(px: height + 4)" text-anchor="end">\(percent)\u{a0}%</text>
        """
    }
    let steps = [0.5, 1, 2, 5, 10, 20, 30]
    let step = steps.first { end / $0 <= 8 } ?? 60
    let columns = (0...Int(end / step)).map { number -> ReportMarkup in
      let minutes = Double(number) * step
      let place = x(minutes)
      return """
        <path class="grid" d="M\(px: place) \(px: y(0))v5"/>\
        <text x="\(px: place)" y="\(px: y(0) + 18)" text-anchor="middle">\(OutputText.shortDecimal(minutes))</text>
        """
    }
    return (rows + columns).lines()
  }
}
