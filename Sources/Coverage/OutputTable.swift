/// Rows of RFC 4180: UTF-8, CRLF, fields quoted where they must be.
///
/// Texts are written as they are, also those that a spreadsheet takes for a formula.
package struct OutputTable {
  private(set) package var bytes: [UInt8] = []

  /// Begins a table with its header.
  package init(columns: [String]) { append(columns) }

  /// Adds one row.
  package mutating func append(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field)
    }
    bytes.append(contentsOf: [13, 10])
  }

  private mutating func append(_ field: String) {
    guard field.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) else {
      bytes.append(contentsOf: field.utf8)
      return
    }
    bytes.append(34)
    for byte in field.utf8 {
      if byte == 34 { bytes.append(34) }
      bytes.append(byte)
    }
    bytes.append(34)
  }
}
