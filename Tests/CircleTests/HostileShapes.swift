/// Bad GeoJSON, by hand: JSON, nesting, geometries, reference systems, and boundaries that are no land.
enum HostileShapes {
  private typealias BadFile = HostileInputTests.BadFile

  private static func json(_ name: String, _ text: String, _ mention: String) -> HostileInputTests.BadFile {
    BadFile(name + ".geojson", .venues, text, mention)
  }

  private static func collection(_ features: String) -> String {
    "{\"type\":\"FeatureCollection\",\"features\":[\(features)]}"
  }

  private static func feature(_ geometry: String, _ properties: String = "{}") -> String {
    "{\"type\":\"Feature\",\"properties\":\(properties),\"geometry\":\(geometry)}"
  }

  private static func point(_ coordinates: String) -> String {
    collection(feature("{\"type\":\"Point\",\"coordinates\":\(coordinates)}"))
  }

  private static let good = point("[15.001,50.001]")

  static let table: [HostileInputTests.BadFile] = documents + members + positions + systems + boundaries + people

  private static let documents = [
    json("blanks", " \n ", "is empty"), json("two", good + "\n" + good, "more text"),
    json("nul", good + "\0", "more text"),
    json("list", "[\(good)]", "a list stands at the top"), json("word", "null", "does not begin"),
    json("record", "\u{1E}" + good, "does not begin"), json("comment", "/* */" + good, "does not begin"),
    BadFile("utf16.geojson", .venues, [0xFF, 0xFE, 0x7B, 0], "UTF-16"),
    json("cut_name", "{\"type\"", "unexpected end"), json("cut_escape", "{\"type\":\"\\", "unexpected end"),
    json("cut_text", "{\"type\":\"Fea", "unexpected end"), json("cut_unicode", "{\"type\":\"\\u00", "hexadecimal"),
    json("unquoted", "{type:1}", "member name in double quotes"), json("no_colon", "{\"type\" 1}", "':' after"),
    json("no_comma", "{\"a\":1 \"b\":2}", "',' or '}'"), json("word_cut", "{\"a\":tru}", "a JSON value"),
    json("objects_deep", String(repeating: "{\"a\":", count: 99), "nested deeper than 64"),
    json("escape", "{\"type\":\"\\x41\"}", "unknown escape"),
    json("line_break", "{\"type\":\"a\nb\"}", "control character"),
    json("line_break_escaped", "{\"type\":\"\\ta\nb\"}", "control character"),
    json("surrogate", "{\"type\":\"\\ud800x\"}", "half a surrogate"),
    json("surrogates_wrong", "{\"type\":\"\\ud800\\u0041\"}", "half a surrogate"),
    BadFile("invalid_text.geojson", .venues, Array("{\"type\":\"".utf8) + [0xFF, 0x22, 0x7D], "not UTF-8"),
    json("zero_first", "{\"a\":01}", "leading zero"), json("no_digit", "{\"a\":-}", "a digit"),
    json("no_fraction", "{\"a\":1.}", "a digit"), json("no_exponent", "{\"a\":1e}", "a digit"),
    json("number_huge", "{\"a\":1e999}", "number too large"),
  ]

  private static let members = [
    json("untyped", "{\"features\":[]}", "no \"type\""), json("type_twice", "{\"type\":1,\"type\":2}", "given twice"),
    json("type_escape", "{\"type\":\"\\u001b[31m\"}", "which is no GeoJSON type"),
    json("features_null", "{\"type\":\"FeatureCollection\",\"features\":null}", "no list \"features\""),
    json("feature_number", collection("5"), "feature 1 is not an object"),
    json("feature_of_geometry", collection("{\"type\":\"Point\",\"coordinates\":[1,1]}"), "where \"Feature\""),
    json("geometry_missing", collection("{\"type\":\"Feature\"}"), "feature 1: has no \"geometry\""),
    json("geometry_text", collection(feature("\"Point\"")), "no \"geometry\""),
    json("geometry_empty", collection(feature("{}")), "no \"type\""),
    json("topology", "{\"type\":\"Topology\"}", "TopoJSON"),
    json("geometries_missing", collection(feature("{\"type\":\"GeometryCollection\"}")), "no list \"geometries\""),
    json(
      "geometries_number", "{\"type\":\"GeometryCollection\",\"geometries\":[5]}", "\"geometries\" is not an object"),
    json(
      "properties_1001",
      collection(feature("null", "{\((0...1000).map { "\"k\($0)\":0" }.joined(separator: ","))}")),
      "feature 1: has 1001 properties"),
  ]

  private static let positions = [
    json("position_null", point("null"), "no list \"coordinates\""),
    json("position_text", point("[\"15\",50]"), "no number"),
    json("position_of_null", point("[null,50]"), "hold null"), json("position_one", point("[15]"), "1 number"),
    json("position_none", point("[]"), "empty coordinates"),
    json("position_deep", point("[[15,50]]"), "nested too deep"),
    json("position_mixed", point("[15,[50]]"), "mix"), json("position_mixed_2", point("[[15,50],[[1,2]]]"), "mix"),
    json("position_mixed_3", point("[[[15,50]],[1,2]]"), "mix"), json("position_mixed_4", point("[[1,2],3]"), "mix"),
    json("position_far", point("[15,90.1]"), "out of range"),
    json("position_huge", point("[1e999,50]"), "out of range"),
    json("position_plus", point("[+15,50]"), "no number"),
    json("line_of_one", "{\"type\":\"LineString\",\"coordinates\":[[15,50]]}", "1 position"),
    json("line_of_position", "{\"type\":\"LineString\",\"coordinates\":[15,50]}", "not nested deep enough"),
    json("lines_of_line", "{\"type\":\"MultiLineString\",\"coordinates\":[[15,50],[15,51]]}", "not nested deep enough"),
    json("line_of_lines", "{\"type\":\"LineString\",\"coordinates\":[[[15,50],[15,51]]]}", "nested too deep"),
  ]

  private static func system(_ name: String, _ crs: String, _ mention: String) -> HostileInputTests.BadFile {
    json(name, good.dropLast() + ",\"crs\":\(crs)}", mention)
  }

  private static let systems = [
    system("crs_mercator", "{\"properties\":{\"name\":\"EPSG:3857\"}}", "names EPSG:3857"),
    system("crs_code", "{\"properties\":{\"code\":25833}}", "names EPSG:25833"),
    system("crs_link", "{\"properties\":{\"href\":\"http://127.0.0.1/x\"}}", "names http"),
    system("crs_text", "\"EPSG:4326\"", "no known CRS"), system("crs_nameless", "{\"properties\":{}}", "no known CRS"),
  ]

  private static func boundary(_ name: String, _ rings: String, _ mention: String) -> HostileInputTests.BadFile {
    BadFile("boundary_\(name).geojson", .boundary, "{\"type\":\"Polygon\",\"coordinates\":\(rings)}", mention)
  }

  private static func square(_ west: Double, _ south: Double, _ side: Double) -> String {
    let (east, north) = (west + side, south + side)
    return "[[\(west),\(south)],[\(east),\(south)],[\(east),\(north)],[\(west),\(north)],[\(west),\(south)]]"
  }

  private static let land = square(14.9, 49.9, 0.2)

  private static let boundaries = [
    BadFile("boundary_none.geojson", .boundary, collection(""), "no polygon"),
    BadFile("boundary_null.geojson", .boundary, collection(feature("null")), "no polygon"),
    BadFile(
      "boundary_point.geojson", .boundary,
      collection(
        feature("{\"type\":\"Polygon\",\"coordinates\":[\(land)]}") + ","
          + feature("{\"type\":\"Point\",\"coordinates\":[15,50]}")),
      "feature 2: a point or line"),
    boundary("no_ring", "[]", "no rings"), boundary("empty_ring", "[[]]", "0 positions"),
    boundary("open", "[[[14.9,49.9],[15.1,49.9],[15.1,50.1],[14.9,50.1]]]", "not closed"),
    boundary("flat", "[[[14.9,49.9],[15.1,49.9],[15,49.9],[14.9,49.9]]]", "polygon"),
    boundary("bow_tie", "[[[14.9,49.9],[15.1,50.1],[15.1,49.9],[14.9,50.1],[14.9,49.9]]]", "Self-intersection"),
    boundary("hole_outside", "[\(land),\(square(16, 51, 0.1))]", "Hole lies outside"),
    boundary("hole_crossing", "[\(land),\(square(15, 50, 0.2))]", "invalid"),
    boundary("hole_same", "[\(land),\(land)]", "invalid"),
    boundary(
      "twice_around", "[[[14.9,49.9],[15.1,49.9],[15.1,50.1],[14.9,49.9],[15.1,49.9],[15.1,50.1],[14.9,49.9]]]",
      "invalid"),
    boundary("grain", "[[[15,50],[15.00000001,50],[15.00000001,50.00000001],[15,50]]]", "polygon"),
    boundary("swapped", "[[[49.9,14.9],[49.9,15.1],[50.1,15.1],[49.9,14.9]]]", "swapped"),
    boundary("pole", "[[[-180,89],[180,89],[180,90],[-180,90],[-180,89]]]", "overlap"),
    BadFile("boundary_text.geojson", .boundary, "POLYGON((15 50,15.1 50,15.1 50.1,15 50))", "does not begin"),
  ]

  private static func home(_ name: String, _ properties: String, _ mention: String) -> HostileInputTests.BadFile {
    let place = "{\"type\":\"Point\",\"coordinates\":[15.001,50.001]}"
    return BadFile("home_\(name).geojson", .homes, collection(feature(place, properties)), mention)
  }

  private static let people = [
    home("unweighted", "{}", "feature 1: no number \"people\""), home("true", "{\"people\":true}", "no number"),
    home("negative", "{\"people\":-5}", "out of range"), home("word", "{\"people\":\"many\"}", "no number"),
  ]
}
