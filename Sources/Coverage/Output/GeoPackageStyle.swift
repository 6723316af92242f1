/// How QGIS draws a layer of the GeoPackage, as QML: colours as those of the map, safe for colour-blind readers.
struct GeoPackageStyle {
  /// The style.
  let markup: String

  /// `nil` for a table without a style.
  init?(_ layer: GeoPackageLayer) {
    switch layer {
    case .gaps: markup = Self.single(Self.fill("213,94,0,150", outline: "153,52,4,255"))
    case .covered: markup = Self.single(Self.fill("44,127,184,60", outline: "44,127,184,160"))
    case .isochrones: markup = Self.single(Self.fill("127,205,187,40", outline: "65,182,196,160"))
    case .venues:
      markup = Self.categories(
        "kind",
        [("museum", "117,112,179,255"), ("theatre", "231,41,138,255"), ("library", "27,158,119,255")],
        rest: "102,102,102,255"
      ) { Self.marker($0, size: "3") }
    case .homes:
      markup = Self.categories("covered", [("1", "44,127,184,255"), ("0", "213,94,0,255")], rest: "153,153,153,255") {
        Self.marker($0, size: "1")
      }
    case .areas: markup = Self.single(Self.fill("255,255,255,0", outline: "60,60,60,255"))
    case .failing, .indicators, .profiles, .survey, .hours, .merges, .run: return nil
    }
  }

  private static let head = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"

  private static func single(_ symbol: (String) -> String) -> String {
    head + """
      <qgis version="3.22.0" styleCategories="Symbology">
       <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">
        <symbols>\(symbol("0"))</symbols>
       </renderer-v2>
      </qgis>
      """
  }

  private static func categories(
    _ attribute: String, _ values: [(value: String, colour: String)], rest: String,
    _ symbol: (String) -> (String) -> String
  ) -> String {
    let all = values + [("", rest)]
    let listed = all.enumerated().map {
      "<category value=\"\($0.element.0)\" label=\"\($0.element.0.isEmpty ? "other" : $0.element.0)\" symbol=\"\($0.offset)\" render=\"true\"/>"
    }
    let symbols = all.enumerated().map { symbol($0.element.1)("\($0.offset)") }
    return head + """
      <qgis version="3.22.0" styleCategories="Symbology">
       <renderer-v2 type="categorizedSymbol" attr="\(attribute)" symbollevels="0" enableorderby="0" forceraster="0">
        <categories>\(listed.joined())</categories>
        <symbols>\(symbols.joined())</symbols>
       </renderer-v2>
      </qgis>
      """
  }

  private static func fill(_ colour: String, outline: String) -> (String) -> String {
    { name in
      """
      <symbol type="fill" name="\(name)" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="\(colour)"/><prop k="style" v="solid"/><prop k="outline_color" v="\(outline)"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.26"/><prop k="outline_width_unit" v="MM"/></layer></symbol>
      """
    }
  }

  private static func marker(_ colour: String, size: String) -> (String) -> String {
    { name in
      """
      <symbol type="marker" name="\(name)" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><prop k="color" v="\(colour)"/><prop k="name" v="circle"/><prop k="outline_color" v="255,255,255,255"/><prop k="outline_width" v="0.2"/><prop k="size" v="\(size)"/><prop k="size_unit" v="MM"/></layer></symbol>
      """
    }
  }
}
