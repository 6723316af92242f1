/// Bad lists of venues and homes as CSV, by hand: quotes, encodings, columns, numbers.
enum HostileTables {
  private typealias BadFile = HostileInputTests.BadFile

  private static func venues(_ name: String, _ text: String, _ mention: String) -> HostileInputTests.BadFile {
    BadFile(name + ".csv", .venues, text, mention)
  }

  private static func venue(_ name: String, _ latitude: String, _ longitude: String, _ mention: String)
    -> HostileInputTests.BadFile
  {
    venues(name, "name,lat,lon\nA,\(latitude),\(longitude)\n", mention)
  }

  static let table: [HostileInputTests.BadFile] = texts + encodings + columns + numbers + homes

  private static let texts = [
    venues("mark_only", "\u{FEFF}", "blank lines only"), venues("blanks", " \n\t\n", "blank lines only"),
    venues("text_behind_quote", "name,lat,lon\n\"A\"b,50,15\n", "row 2: text follows a closing quote"),
    venues("quote_open_at_end", "name,lat,lon\nA,50,\"15", "row 2: a quoted field is not closed"),
    venues("field_2m", "name,lat,lon\n\(String(repeating: "A", count: 2 << 20)),50,15\n", "row 2: is too long"),
    venues("quoted_2m", "name,lat,lon\n\"\(String(repeating: "A", count: 2 << 20))\",50,15\n", "row 2: is too long"),
    venues("fields_1001", "lat,lon\n\(String(repeating: ",", count: 1001))\n", "row 2: more than 1000 fields"),
    venues("row_short", "name,lat,lon\n\nA,50\n", "row 3: has 2 fields where the header has 3"),
    venues("control_z", "name,lat,lon\nA,50,15\n\u{1A}", "row 3"),
  ]

  private static let encodings = [
    BadFile("utf16.csv", .venues, [0xFF, 0xFE, 0x6E, 0], "UTF-16"),
    BadFile("utf16_unmarked.csv", .venues, [0x6C, 0, 0x61, 0, 0x74, 0], "NUL"),
    BadFile("cut_letter.csv", .venues, Array("name,lat,lon\n".utf8) + [0xE5, 0x9B], "row 2"),
    BadFile("overlong.csv", .venues, Array("name,lat,lon\n\n".utf8) + [0xC0, 0xAF], "row 3"),
    BadFile("workbook.csv", .venues, [0x50, 0x4B, 3, 4, 0xFF], "UTF-8"),
  ]

  private static let columns = [
    venues("column_twice", "lat,lat,lon\n50,50,15\n", "the column lat twice"),
    venues("grid_metres", "name,x,y\nA,15,50\n", "no column lat"),
    venues("pipes", "name|lat|lon\nA|50|15\n", "no column lat"), venues("two_separators", "a,lat;lon\n", "no column l"),
    venues("comment", "# made by hand\nlat,lon\n50,15\n", "no column lat"),
    venues("header_escape", "\u{1B}[31m\u{202E}lat,lon\n", "\u{FFFD}[31m\u{FFFD}lat"),
    venues("door_half_named", "lat,lon,door_lat\n50,15,50\n", "one of door_lat and door_lon"),
    venues("door_half", "lat,lon,door_lat,door_lon\n50,15,50,\n", "row 2: door"),
    BadFile("table.geojson", .venues, "name,lat,lon\nA,50,15\n", "does not begin with '{'"),
  ]

  private static let numbers = [
    venue("comma_quoted", "\"50,001\"", "15", "write decimal points"),
    venues("comma_semicolon", "name;lat;lon\nA;50,001;15,001\n", "write decimal points"),
    venue("degree_sign", "50°", "15", "lat \"50°\""), venue("north", "50N", "15", "no number"),
    venue("full_width", "５０", "15", "no number"), venue("arabic", "٥٠", "15", "no number"),
    venue("minus_sign", "−50", "15", "no number"), venue("hexadecimal", "0x32", "15", "no number"),
    venue("nothing", "", "15", "lat \"\" is no number"), venue("not_a_number", "nan", "15", "no number"),
    venue("huge", "1e400", "15", "no number"),
    venue("long", "5" + String(repeating: "0", count: 70), "15", "no number"),
    venue("east_181", "50", "181", "lon \"181\" is out of range"), venue("swapped", "120.1", "30.2", "out of range"),
    venue("mercator", "6446275", "1669792", "out of range"),
  ]

  private static func home(_ name: String, _ people: String, _ mention: String) -> HostileInputTests.BadFile {
    BadFile("home_\(name).csv", .homes, "lat,lon,people\n50.001,15.001,\(people)\n", mention)
  }

  private static let homes = [
    BadFile("home_unweighted.csv", .homes, "lat,lon\n50,15\n", "no column people"), home("nan", "nan", "no number"),
    home("just_under_0", "-1e-9", "out of range"), home("10m_and_1", "10000001", "out of range"),
    home("thousand", "\"1,000\"", "decimal points"),
  ]
}
