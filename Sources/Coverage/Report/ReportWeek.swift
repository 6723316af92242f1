/// Who is covered hour by hour of the week, in the report's words.
enum WeekPhrase: ReportPhrase {
  case heading, range, unknown

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("Through the week", "一周之内")
    case .range:
      ReportRow(
        "The venues known to be open cover {low} at the least ({first}) and {high} at the most ({last}).",
        "已知开放的场馆覆盖率最低为{low}（{first}），最高为{high}（{last}）。")
    case .unknown:
      ReportRow(
        "With the venues of unknown hours taken for open it is {low} to {high}. The file hours.csv has all 168 hours.",
        "若把开放时间未知的场馆也算作开放，则为{low}至{high}。全部168个小时见文件hours.csv。")
    }
  }
}

/// What a run's record says of the hours of the week.
struct ReportWeek {
  /// An hour, and the weight covered then by venues known to be open.
  struct Hour {
    let moment: WeekMoment
    let weight: Double

    init(_ told: ReportJSON, _ unit: WeightUnit) throws {
      let at = try told.member("at")
      guard let moment = WeekMoment(try at.text()) else { throw at.expected("an hour of the week") }
      self.moment = moment
      weight = try told.member("\(unit.rawValue)_covered").amount()
    }
  }

  let least: Hour, most: Hour
  /// The least and the most weight covered with the venues of unknown hours.
  let leastHigh: Double, mostHigh: Double

  /// Reads it; `nil` where the run does not tell.
  ///
  /// - Throws: ``InputError`` when it is broken.
  init?(of totals: ReportJSON, unit: WeightUnit) throws {
    guard let told = totals.optional("weekly") else { return nil }
    least = try Hour(told.member("least"), unit)
    most = try Hour(told.member("most"), unit)
    leastHigh = try told.member("least_\(unit.rawValue)_covered_unknown_open").amount()
    mostHigh = try told.member("most_\(unit.rawValue)_covered_unknown_open").amount()
  }
}

extension ReportPage {
  /// The best and the worst hour of the week; nothing where the run does not tell.
  var week: [ReportMarkup] {
    guard let told = record.week, record.weight > 0 else { return [] }
    func share(_ weight: Double) -> String { words.share(weight, of: record.weight) }
    func moment(_ hour: ReportWeek.Hour) -> String {
      words.language == .english ? hour.moment.text : hour.moment.chineseText
    }
    let range = words(
      WeekPhrase.range,
      [
        .low: share(told.least.weight), .first: moment(told.least), .high: share(told.most.weight),
        .last: moment(told.most),
      ])
    let unknown = words(WeekPhrase.unknown, [.low: share(told.leastHigh), .high: share(told.mostHigh)])
    return [
      """
      <section>
      <h2>\(words(WeekPhrase.heading))</h2>
      <p>\(words.joined([range, unknown]))</p>
      </section>
      """
    ]
  }
}
