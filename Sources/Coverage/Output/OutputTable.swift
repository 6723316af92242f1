import Geography
import Walking

/// Rows of RFC 4180: UTF-8, CRLF, fields quoted where they must be.
///
/// Texts are written as they are, also those that a spreadsheet takes for a formula.
package struct OutputTable {
  private var text: TextBuffer
  private var isAtRowStart = true

  /// Begins a table with its header; with a sink its bytes go there in pieces.
  ///
  /// - Parameter marksByteOrder: whether U+FEFF comes first, by which some spreadsheets tell UTF-8.
  package init(columns: [String], sink: GeoJSONWriter.Sink? = nil, marksByteOrder: Bool = false) {
    text = TextBuffer(sink: sink)
    if marksByteOrder { text.append("\u{FEFF}") }
    appendRow(columns)
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
    if !isAtRowStart { text.append(UInt8(ascii: ",")) }
    isAtRowStart = false
  }

  /// Adds a text.
  mutating func append(_ field: String) {
    appendNothing()
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
    appendNothing()
    text.append(flag ? "true" : "false")
  }

  /// Adds a whole number.
  mutating func append(_ number: Int) {
    appendNothing()
    text.append(integer: number)
  }

  /// Adds a length with one decimal as ``OutputText/decimal(_:places:)`` has it; nothing when there is none.
  mutating func append(metres: Double?) {
    appendNothing()
    guard let metres, metres.isFinite else { return }
    guard let tenths = OutputText.units(metres, places: 1) else { return text.append("\(metres)") }
    text.append(tenths: tenths)
  }

  /// Adds a weight with at most three decimals as ``OutputText/shortDecimal(_:places:)`` has it.
  mutating func append(weight: Double) {
    appendNothing()
    guard weight.isFinite else { return }
    guard let units = OutputText.units(weight, places: 3) else { return text.append("\(weight)") }
    text.append(thousandths: units, isTrimmed: true)
  }

  /// Adds degrees of a 1e-7 integer, exactly.
  mutating func append(degreesE7 value: Int32) {
    appendNothing()
    text.append(degreesE7: value)
  }

  /// Adds minutes with one decimal as ``OutputText/minutes(_:)`` has them; nothing when unreachable.
  mutating func append(minutes time: TravelTime) {
    appendNothing()
    if let tenths = OutputText.tenthsOfMinute(time) { text.append(tenths: tenths) }
  }

  /// Adds seconds with all three decimals, so that legs add up exactly; nothing when unreachable.
  mutating func append(seconds time: TravelTime?) {
    appendNothing()
    if let time, time.isReachable { text.append(thousandths: Int(time.milliseconds)) }
  }
}
