import Geography
import Walking

/// Rows of RFC 4180: UTF-8, CRLF, fields quoted where they must be.
///
/// Texts are written as they are, also those that a spreadsheet takes for a formula.
package struct OutputTable {
  private var text: TextBuffer
  private var isAtRowStart = true
  /// The fields of the row so far, where values are wanted in place of text.
  private var values: [JSONValue]?

  /// Begins a table with its header; with a sink its bytes go there in pieces.
  ///
  /// - Parameter marksByteOrder: whether U+FEFF comes first, by which some spreadsheets tell UTF-8.
  package init(columns: [String], sink: GeoJSONWriter.Sink? = nil, marksByteOrder: Bool = false) {
    text = TextBuffer(sink: sink)
    if marksByteOrder { text.append("\u{FEFF}") }
    appendRow(columns)
  }

  /// A table whose rows are values, for the same code to fill other tables than CSV: see ``takeRow()``.
  static func ofValues() -> OutputTable {
    var table = OutputTable(columns: [])
    table.values = []
    return table
  }

  /// The values of the row so far, null for empty fields; the next row begins.
  mutating func takeRow() -> [JSONValue] {
    defer { values = values.map { _ in [] } }
    return values ?? []
  }

  /// Whether values are wanted: then it takes one.
  private mutating func takes(_ value: @autoclosure () -> JSONValue) -> Bool {
    guard values != nil else { return false }
    values?.append(value())
    return true
  }

  /// Ends the table: the whole of it, or nothing where a sink has taken it.
  ///
  /// - Throws: what the sink threw.
  package mutating func finish() throws -> [UInt8] { try text.finish() }

  /// Adds one row of texts.
  package mutating func appendRow(_ fields: [String]) {
    for field in fields { append(field) }
    endRow()
  }

  /// Ends the row that the fields so far make.
  mutating func endRow() {
    text.append(13)
    text.append(10)
    isAtRowStart = true
  }

  /// Adds an empty field.
  mutating func appendNothing() {
    guard !takes(.null) else { return }
    separate()
  }

  private mutating func separate() {
    if !isAtRowStart { text.append(UInt8(ascii: ",")) }
    isAtRowStart = false
  }

  /// Adds a text.
  mutating func append(_ field: String) {
    guard !takes(field.isEmpty ? .null : .string(field)) else { return }
    separate()
    guard field.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) else {
      return text.append(field)
    }
    text.append(34)
    for byte in field.utf8 {
      if byte == 34 { text.append(34) }
      text.append(byte)
    }
    text.append(34)
  }

  /// Adds "true" or "false".
  mutating func append(_ flag: Bool) {
    guard !takes(.bool(flag)) else { return }
    separate()
    text.append(flag ? "true" : "false")
  }

  /// Adds a whole number.
  mutating func append(_ number: Int) {
    guard !takes(.integer(number)) else { return }
    separate()
    text.append(integer: number)
  }

  /// Adds a length with one decimal as ``OutputText/decimal(_:places:)`` has it; nothing when there is none.
  mutating func append(metres: Double?) {
    guard let metres, metres.isFinite else { return appendNothing() }
    guard !takes(.decimal(metres, places: 1)) else { return }
    separate()
    guard let tenths = OutputText.units(metres, places: 1) else { return text.append("\(metres)") }
    text.append(tenths: tenths)
  }

  /// Adds a weight with at most three decimals as ``OutputText/shortDecimal(_:places:)`` has it.
  mutating func append(weight: Double) {
    guard weight.isFinite else { return appendNothing() }
    guard !takes(.decimal(weight, places: 3)) else { return }
    separate()
    guard let units = OutputText.units(weight, places: 3) else { return text.append("\(weight)") }
    text.append(thousandths: units, isTrimmed: true)
  }

  /// Adds degrees of a 1e-7 integer, exactly.
  mutating func append(degreesE7 value: Int32) {
    guard !takes(.decimal(Double(value) / 1e7, places: 7)) else { return }
    separate()
    text.append(degreesE7: value)
  }

  /// Adds minutes with one decimal as ``OutputText/minutes(_:)`` has them; nothing when unreachable.
  mutating func append(minutes time: TravelTime) {
    guard let tenths = OutputText.tenthsOfMinute(time) else { return appendNothing() }
    guard !takes(.decimal(Double(tenths) / 10, places: 1)) else { return }
    separate()
    text.append(tenths: tenths)
  }

  /// Adds seconds with all three decimals, so that legs add up exactly; nothing when unreachable.
  mutating func append(seconds time: TravelTime?) {
    guard let time, time.isReachable else { return appendNothing() }
    guard !takes(.decimal(Double(time.milliseconds) / 1000, places: 3)) else { return }
    separate()
    text.append(thousandths: Int(time.milliseconds))
  }
}
