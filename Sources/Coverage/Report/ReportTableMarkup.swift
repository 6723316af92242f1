/// A table whose header is repeated on each page and whose rows are never cut.
struct ReportTableMarkup {
  /// How a column is set.
  enum Column { case text(String), number(String) }

  private let columns: [Column]
  private let kind: String
  private var rows: [ReportMarkup] = []

  /// - Parameter kind: the class in the style sheet.
  init(_ kind: String, _ columns: [Column]) {
    self.kind = kind
    self.columns = columns
  }

  /// Adds a row of as many cells as there are columns.
  mutating func append(_ cells: [ReportMarkup], class rowClass: String = "") {
    let set = zip(columns, cells).map { column, cell -> ReportMarkup in
      if case .number = column { return "<td class=\"n\">\(cell)</td>" }
      return "<td>\(cell)</td>"
    }
    let opening: ReportMarkup = rowClass.isEmpty ? "<tr>" : "<tr class=\"\(rowClass)\">"
    rows.append("\(opening)\(set.reduce(into: "") { $0 += $1 })</tr>")
  }

  var markup: ReportMarkup {
    let header = columns.map { column -> ReportMarkup in
      switch column {
      case .text(let name): "<th scope=\"col\">\(name)</th>"
      case .number(let name): "<th scope=\"col\" class=\"n\">\(name)</th>"
      }
    }
    return """
      <table class="\(kind)">
      <thead><tr>\(header.reduce(into: "") { $0 += $1 })</tr></thead>
      <tbody>
      \(rows.lines())</tbody>
      </table>
      """
  }
}
