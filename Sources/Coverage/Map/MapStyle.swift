import Walking

/// Colours and sizes of the picture.
///
/// Bands: three steps of blue-green, apart in lightness (after ColorBrewer YlGnBu); gaps: vermilion of Okabe and Ito
/// (2008). Both stay apart under the common colour blindnesses and in grey.
enum MapStyle {
  static let font = "'Noto Sans','Noto Sans CJK SC','DejaVu Sans',Helvetica,Arial,sans-serif"
  static let ink = "#1d2b33"
  static let faintInk = "#5b6b73"
  static let page = "#ffffff"
  static let outside = "#eef0ee"
  static let land = "#f9f8f3"
  static let water = "#bcd7ea"
  static let street = "#8d979b"
  static let gap = "#d55e00"

  /// The fill of a band: darkest for the shortest walk.
  static func band(_ index: Int, of count: Int) -> String {
    let steps = ["#2c7fa3", "#6db8bd", "#c3e3d3"]
    guard count > 1 else { return steps[1] }
    return steps[min(steps.count - 1, index * (steps.count - 1) / (count - 1))]
  }

  /// The sign of a kind of venue, drawn around 0, 0 in a box of 14 pixels.
  static func symbol(_ kind: VenueKind) -> String {
    switch kind {
    case .museum: "<path d=\"M-6.5 -1.5L0 -7L6.5 -1.5V6H-6.5z\"/>"
    case .theatre: "<circle r=\"6.2\"/>"
    case .library, .mobileLibrary: "<rect x=\"-5.6\" y=\"-5.6\" width=\"11.2\" height=\"11.2\"/>"
    default: "<path d=\"M0 -7.4L7.4 0L0 7.4L-7.4 0z\"/>"
    }
  }

  /// The fill of a kind's sign, from Okabe and Ito.
  static func symbolFill(_ kind: VenueKind) -> String {
    switch kind {
    case .museum: "#2a2f7f"
    case .theatre: "#f0e442"
    case .library, .mobileLibrary: "#ffffff"
    default: "#cc79a7"
    }
  }
}
