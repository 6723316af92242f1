/// Markup whose texts are escaped by their type: what is written in the program is markup, what is interpolated as a
/// text is not.
///
/// In place of a template library: there, a missing name is found when a page is made, here when the program is; and the
/// templates would have to travel as files beside the one binary.
struct ReportMarkup: ExpressibleByStringInterpolation {
  /// Well-formed both as HTML 5 and as XML.
  private(set) var text: String

  init(stringLiteral text: String) { self.text = text }
  init(stringInterpolation pieces: StringInterpolation) { text = pieces.text }

  static func += (markup: inout Self, more: Self) { markup.text += more.text }

  /// Collects the pieces.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }
    mutating func appendLiteral(_ literal: String) { text += literal }
    /// A text, escaped for content and attributes alike.
    mutating func appendInterpolation(_ text: String) { self.text += MapText.escaped(text) }
    mutating func appendInterpolation(_ markup: ReportMarkup) { text += markup.text }
    mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
    /// A length of a drawing, with at most one decimal.
    mutating func appendInterpolation(px value: Double) { text += OutputText.shortDecimal(value, places: 1) }
    /// What the program's own drawing code made: markup, of which nothing comes from a file.
    mutating func appendInterpolation(drawing: String) { text += drawing }
  }
}

extension Sequence<ReportMarkup> {
  /// One after the other, a line each.
  func lines() -> ReportMarkup {
    reduce(into: ReportMarkup(stringLiteral: "")) { all, markup in all += "\(markup)\n" }
  }
}
