/// The subset of OpenStreetMap's `opening_hours` that is understood (domain §4).
///
/// `24/7`; lists and ranges of weekdays; several ranges of hours, also over midnight; `off` and `closed`; months and
/// ranges of them; rules after `;`, which take the place of earlier ones on the days they name; rules after a comma,
/// which add to them. Days of `PH` are passed over and told, as no one knows here when they are. All else (sunrise,
/// dates, weeks, `SH`, comments, `||`, open ends) is unknown as a whole: half an answer would be a wrong one.
///
/// Hours belong to the day on which they begin: after `Mo-Su 20:00-02:00; Mo off` the first two hours of Monday, which
/// are Sunday's, stay.
public struct OpeningHours: Hashable, Sendable {
  /// A day of the week, Monday first.
  public enum Weekday: Int, Hashable, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// The day before.
    var before: Weekday { Weekday(rawValue: (rawValue + 6) % 7) ?? .sunday }
  }

  /// One rule: on which days of which months it holds, and the hours.
  struct Rule: Hashable, Sendable {
    /// Bit m for month m, January being 0.
    var months: UInt16 = OpeningHours.allMonths
    /// Bit d for weekday d, Monday being 0.
    var days: UInt8 = OpeningHours.allDays
    /// Minutes of the day, end after start, up to two days; none means closed.
    var spans: [Range<Int>]
    /// Whether it adds to earlier rules in place of overriding them.
    var isAdditional = false
  }

  static let allMonths: UInt16 = 0xFFF
  static let allDays: UInt8 = 0x7F

  let rules: [Rule]
  /// Whether a rule for public holidays was passed over.
  public let mentionsHolidays: Bool

  init(rules: [Rule], mentionsHolidays: Bool = false) {
    self.rules = rules
    self.mentionsHolidays = mentionsHolidays
  }

  /// Reads a value, also with the Chinese words of lists; `nil` for anything outside the subset. Linear.
  public init?(_ text: String) {
    guard text.utf8.count <= 1_000, let parsed = OpeningHoursParser.rules(of: ChineseHours.translated(text)) else {
      return nil
    }
    self.init(rules: parsed.rules, mentionsHolidays: parsed.mentionsHolidays)
  }

  /// Whether it is open at a minute of a day.
  ///
  /// - Parameters:
  ///   - minute: of the day, 0..<1440.
  ///   - month: of that day and of the day before, 0…11.
  /// - Complexity: linear in the rules.
  public func isOpen(_ day: Weekday, minute: Int, month: Int, monthOfDayBefore: Int) -> Bool {
    spans(day, month: month).contains { $0.contains(minute) }
      || spans(day.before, month: monthOfDayBefore).contains { $0.contains(minute + 1440) }
  }

  /// Whether it is open at a minute of a day of any month; `nil` where that depends on the month.
  public func isOpen(_ day: Weekday, minute: Int) -> Bool? {
    guard rules.contains(where: { $0.months != Self.allMonths }) else {
      return isOpen(day, minute: minute, month: 0, monthOfDayBefore: 0)
    }
    let answers = Set((0..<12).map { isOpen(day, minute: minute, month: $0, monthOfDayBefore: $0) })
    return answers.count == 1 ? answers.first : nil
  }

  /// The hours that begin on a day of a month.
  func spans(_ day: Weekday, month: Int) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    for rule in rules where rule.days >> UInt8(day.rawValue) & 1 != 0 && rule.months >> UInt16(month) & 1 != 0 {
      if rule.isAdditional { spans += rule.spans } else { spans = rule.spans }
    }
    return spans
  }
}
