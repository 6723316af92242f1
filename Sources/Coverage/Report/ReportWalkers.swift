/// Who walks, in the report's words.
enum WalkerPhrase: ReportPhrase {
  case heading, who, covered, coveredLow, note, noteUnknown, method, ground, heights
  case standard, older, child, pushchair, wheelchair, realistic, gb

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("Who walks", "不同人群")
    case .who: ReportRow("Walker", "步行者")
    case .covered: ReportRow("Covered", "已覆盖")
    case .coveredLow: ReportRow("At least", "至少")
    case .note:
      ReportRow(
        "The other parts of this report are about the first of them.", "本报告其余部分以其中第一类步行者为准。")
    case .noteUnknown:
      ReportRow(
        "Where the map does not tell what a walker needs to know (surface, slope, kerbs), “Covered” takes it that all is well, and “At least” that there is no way.",
        "地图未注明步行者所需信息（路面、坡度、路缘）之处，“已覆盖”按可通行计算，“至少”按不可通行计算。")
    case .method:
      ReportRow(
        "The walk is measured from door to door: straight from the home to its street, along the streets and paths that the walker “{name}” can use, and straight to the venue’s door, at {speed} on the flat. How steps are taken, where the walker waits and what is closed is in the profile, which the run’s record holds. Exactly {limit} counts as within, anything longer does not.",
        "步行时间从门到门计算：从居住点直线走到街道，沿步行者“{name}”可通行的街道和小路前行，再直线走到场馆门口，平地速度为{speed}。台阶、等候与不可通行之处按步行者档案计算，档案见运行记录。恰好{limit}算作以内，再长即不算。"
      )
    case .ground:
      ReportRow(
        "The ground counts as flat but where the map gives a slope. Opening hours are not looked at.",
        "除地图注明坡度之处外，地面按平坦计算，不计开放时间。")
    case .heights:
      ReportRow(
        "Slopes are those of the heights in {file}; bridges, tunnels and steps count as level.",
        "坡度按高程文件{file}计算，桥梁、隧道和台阶按平坡计。")
    case .standard: ReportRow("Adult", "成年人")
    case .older: ReportRow("Older person", "老年人")
    case .child: ReportRow("Child with an adult", "有人陪同的儿童")
    case .pushchair: ReportRow("Adult with a pushchair", "推婴儿车者")
    case .wheelchair: ReportRow("Person in a wheelchair", "轮椅使用者")
    case .realistic: ReportRow("Adult who waits at crossings", "成年人（计路口等候）")
    case .gb: ReportRow("Walking distance of GB 50180", "GB 50180步行距离")
    }
  }
}

extension WalkerPhrase {
  /// The words of a walker that comes with the program; `nil` for the user's own.
  static func named(_ name: String) -> WalkerPhrase? {
    let known: [String: WalkerPhrase] = [
      "standard": .standard, "older": .older, "child": .child, "pushchair": .pushchair, "wheelchair": .wheelchair,
      "realistic": .realistic, "gb": .gb,
    ]
    return known[name]
  }
}

/// What a run's record says of a walker.
struct ReportWalker {
  let name: String
  let weight: Double
  let weightLow: Double?

  /// Reads the walkers of a record; none where no profile was named.
  static func all(of totals: ReportJSON, unit: WeightUnit) throws -> [ReportWalker] {
    try (totals.optional("walkers")?.list() ?? []).prefix(20).map {
      ReportWalker(
        name: try $0.member("profile").text(), weight: try $0.member("\(unit.rawValue)_covered").amount(),
        weightLow: try $0.optional("\(unit.rawValue)_covered_strict")?.amount())
    }
  }
}

extension ReportPage {
  /// The walkers side by side; nothing where no profile was named.
  var walkers: [ReportMarkup] {
    guard !record.walkers.isEmpty else { return [] }
    let hasLow = record.walkers.contains { $0.weightLow != nil }
    var columns: [ReportTableMarkup.Column] = [.text(words(WalkerPhrase.who)), .number(words(WalkerPhrase.covered))]
    if hasLow { columns.append(.number(words(WalkerPhrase.coveredLow))) }
    columns.append(.number(words(people: AreaPhrase.people, dwellings: .dwellings)))
    var table = ReportTableMarkup("walkers", columns)
    for walker in record.walkers {
      var cells: [ReportMarkup] = ["\(name(of: walker))", "\(words.share(walker.weight, of: record.weight))"]
      if hasLow {
        let low = walker.weightLow.map { words.share($0, of: record.weight) }
        cells.append("\(low ?? "")")
      }
      cells.append("\(words.plainWeight(walker.weight))")
      table.append(cells)
    }
    let notes = [
      record.walkers.count > 1 ? words(WalkerPhrase.note) : "", hasLow ? words(WalkerPhrase.noteUnknown) : "",
    ].filter { !$0.isEmpty }
    let note: ReportMarkup = notes.isEmpty ? "" : "<p class=\"faint\">\(words.joined(notes))</p>"
    return [
      """
      <section>
      <h2>\(words(WalkerPhrase.heading))</h2>
      \(table.markup)
      \(note)
      </section>
      """
    ]
  }

  /// A walker in words; one of the user's own by its name.
  func name(of walker: ReportWalker) -> String {
    WalkerPhrase.named(walker.name).map { words($0) } ?? SummaryText.oneLine(walker.name)
  }

  /// Whether the first walker is another than the standard one, whom the usual sentences are about.
  private var profiled: ReportWalker? { record.walkers.first.flatMap { $0.name == "standard" ? nil : $0 } }

  /// How walks are measured, and the values of its slots.
  func walkMethod(_ values: [ReportSlot: String]) -> String {
    guard let profiled else { return words(MethodPhrase.walk, values) }
    return words(WalkerPhrase.method, values.merging([.name: name(of: profiled)]) { $1 })
  }

  /// What is said of the ground.
  func groundLimit(_ values: [ReportSlot: String]) -> String {
    if let heights = record.input("dem") { return words(WalkerPhrase.heights, [.file: heights.name]) }
    if record.selection?.asked.moment != nil {
      return words(profiled == nil ? SelectionPhrase.ground : .groundOfWalker, values)
    }
    return profiled == nil ? words(LimitPhrase.ground, values) : words(WalkerPhrase.ground, values)
  }
}
