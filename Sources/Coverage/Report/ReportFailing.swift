import Geography

/// An area of `failing.csv`.
struct ReportFailing {
  var id: String, name: String, layer: String, parent: String
  var weight: Double, share: Double, required: Double, beyond: Double
  /// Minutes of its longest walk; `nil` without one.
  var worst: Double?

  /// The areas in the order of the file: most weight beyond the limit first.
  static func read(file: String, record: ReportRecord) throws -> [ReportFailing] {
    let unit = record.unit.rawValue
    var areas: [ReportFailing] = []
    try ReportRows.read(
      file: file,
      columns: [
        "id", "name", "layer", "parent_name", unit, "share", "required_share", "\(unit)_beyond", "worst_minutes",
      ]
    ) { row in
      let area = ReportFailing(
        id: row.fields[0], name: row.fields[1], layer: row.fields[2], parent: row.fields[3],
        weight: try row.amount(4), share: try row.amount(5, atMost: 1), required: try row.amount(6, atMost: 1),
        beyond: try row.amount(7), worst: try row.optionalAmount(8))
      guard area.weight <= record.weight + 0.2, area.beyond <= area.weight + 0.2 else {
        throw ReportRun.otherRun(file, "row \(row.number) counts more than it")
      }
      areas.append(area)
    }
    return areas
  }
}

/// Words of the list of failing areas.
enum FailingPhrase: ReportPhrase {
  case heading, intro, introWhole, parent, required, more

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("Areas that fail", "未达标区域")
    case .intro:
      ReportRow(
        "Areas of the narrowest layer of which less than {share} is covered, those with most beyond {limit} first.",
        "最小一级区域中覆盖率低于{share}者，按{limit}以外的数量由多到少排列。")
    case .introWhole:
      ReportRow(
        "Areas of the narrowest layer that are not covered whole, those with most beyond {limit} first.",
        "最小一级区域中未完全覆盖者，按{limit}以外的数量由多到少排列。")
    case .parent: ReportRow("Lies in", "所属区域")
    case .required: ReportRow("Covered", "覆盖率")
    case .more: ReportRow("Not listed here, but in failing.csv: {count}.", "此处未列出、见failing.csv：{count}。")
    }
  }
}

extension ReportPage {
  /// About a page of them; the rest is in the table.
  static let mostFailing = 40

  /// The list to act on, where areas were supplied or a share was required; else the table of areas has it all.
  var failing: ReportMarkup {
    guard let first = run.failing.first, record.input("areas") != nil || first.required < 1 else { return "" }
    var table = ReportTableMarkup(
      "areas",
      [
        .text(words(AreaPhrase.name)), .text(words(FailingPhrase.parent)),
        .number(words(people: AreaPhrase.people, dwellings: .dwellings)), .number(words(FailingPhrase.required)),
        .number(beyondColumn),
        .number(words(AreaPhrase.longest)),
      ])
    for area in run.failing.prefix(Self.mostFailing) {
      let name = areaName(area.name, id: area.id, layer: area.layer)
      table.append([
        "\(name)", "\(SummaryText.oneLine(area.parent))", "\(words.plainWeight(area.weight))",
        "\(words.share(area.weight - area.beyond, of: area.weight))", "\(words.plainWeight(area.beyond))",
        "\(area.worst.map(words.walk(minutes:)) ?? words(AreaPhrase.noWay))",
      ])
    }
    let left = run.failing.count - Self.mostFailing
    let more: ReportMarkup =
      left > 0 ? "<p class=\"faint\">\(words(FailingPhrase.more, [.count: words.count(.area, left)]))</p>" : ""
    let isPart = first.required < 1
    let intro = byRule(
      isPart ? .areasFail : .areasFailWhole, else: isPart ? FailingPhrase.intro : .introWhole,
      [.share: words.share(first.required, of: 1), .limit: limit])
    return """
      <section>
      <h2>\(words(FailingPhrase.heading))</h2>
      <p>\(intro)</p>
      \(table.markup)
      \(more)
      </section>
      """
  }
}
