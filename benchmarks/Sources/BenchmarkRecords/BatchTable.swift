/// The table of a batch: one line an extract, done or failed.
public enum BatchTable {
  /// One extract's line.
  public struct Row: Equatable, Sendable {
    /// The file's path below the folder, its size and its SHA-256.
    public var path: String, bytes: Int, sha256: String
    /// "ok", or "failed".
    public var status: String
    /// What was found, by column; empty for a failed one.
    public var figures: [String: String]
    /// The program's first line of complaint.
    public var error: String

    /// Makes a line.
    public init(
      path: String, bytes: Int, sha256: String, status: String, figures: [String: String] = [:], error: String = ""
    ) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
      self.status = status
      self.figures = figures
      self.error = error
    }

    /// The same file, whatever became of it.
    public var key: String { "\(sha256) \(bytes) \(path)" }
  }

  /// The columns of ``Row/figures``.
  public static let figureColumns = [
    "share", "homes", "homes_covered", "weight_unit", "weight", "weight_covered", "venues", "gaps", "vertices",
    "edges", "cpu_s", "wall_s", "peak_mib",
  ]
  private static let columns = ["path", "bytes", "sha256", "status"] + figureColumns + ["error"]

  /// The first line of the table.
  public static var header: String { line(columns) }

  /// A row as one line.
  public static func line(_ row: Row) -> String {
    line(
      [row.path, String(row.bytes), row.sha256, row.status] + figureColumns.map { row.figures[$0] ?? "" } + [row.error])
  }

  /// The rows of a table; a last line that was cut short while it was written, and lines that are no rows, are left out.
  public static func rows(_ text: String) -> [Row] {
    records(text).compactMap { fields in
      guard fields.count == columns.count, fields != columns, let bytes = Int(fields[1]) else { return nil }
      let figures = zip(figureColumns, fields[4...]).filter { !$1.isEmpty }
      return Row(
        path: fields[0], bytes: bytes, sha256: fields[2], status: fields[3],
        figures: Dictionary(figures.map { ($0, $1) }, uniquingKeysWith: { first, _ in first }),
        error: fields[columns.count - 1])
    }
  }

  /// The part of a sorted list that one of several shards does: every n-th, from the i-th on, counted from 1.
  public static func shard<Item>(_ items: [Item], number: Int, of count: Int) -> [Item] {
    guard count > 0, (1...count).contains(number) else { return [] }
    return stride(from: number - 1, to: items.count, by: count).map { items[$0] }
  }

  private static func line(_ fields: [String]) -> String {
    fields.map { field in
      // A line break inside a field would end the line for tools that read by lines.
      let flat = field.unicodeScalars.map { $0.properties.isWhitespace ? " " : $0 }
      guard flat.contains(where: { $0 == "," || $0 == "\"" }) else { return text(flat) }
      return "\"" + text(flat.flatMap { $0 == "\"" ? ["\"", $0] : [$0] }) + "\""
    }.joined(separator: ",") + "\n"
  }

  /// The lines that end, so not one that was cut short.
  private static func records(_ text: String) -> [[String]] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(fields)
  }

  private static func fields(_ line: Substring.UnicodeScalarView) -> [String] {
    var fields: [[Unicode.Scalar]] = [[]]
    var isQuoted = false
    var endedQuotes = false
    for scalar in line {
      let wasEnd = endedQuotes
      endedQuotes = false
      if scalar == "\"" {
        // The second of two quotes inside quotes stands for one.
        if wasEnd { fields[fields.count - 1].append(scalar) }
        endedQuotes = isQuoted
        isQuoted.toggle()
      } else if scalar == ",", !isQuoted {
        fields.append([])
      } else {
        fields[fields.count - 1].append(scalar)
      }
    }
    return fields.map(text)
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
