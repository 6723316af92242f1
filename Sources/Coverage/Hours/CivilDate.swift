/// A day of the Gregorian calendar.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Year, month 1…12 and day of the month.
  public let year: Int, month: Int, day: Int

  /// Reads `2026-05-01`; `nil` for anything else and for days that no month has.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3,
      zip(parts, [4, 2, 2]).allSatisfy({ part, count in
        part.utf8.count == count && part.utf8.allSatisfy { (48...57).contains($0) }
      }), let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1, (1...lengths[month - 1]).contains(day) else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day of the week, by Zeller's congruence (Acta Mathematica 9, 1886).
  public var weekday: OpeningHours.Weekday {
    let (y, m) = month < 3 ? (year - 1, month + 12) : (year, month)
    // Saturday is 0.
    let zeller = (day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7
    return OpeningHours.Weekday(rawValue: (zeller + 5) % 7) ?? .monday
  }

  /// The month of the day before, 1…12.
  var monthOfDayBefore: Int { day > 1 ? month : (month + 10) % 12 + 1 }

  /// As it is read.
  public var text: String {
    func padded(_ number: Int, _ count: Int) -> String {
      String(repeating: "0", count: max(0, count - String(number).count)) + String(number)
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// By time.
  public static func < (a: CivilDate, b: CivilDate) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }
}

/// A minute of the week.
public struct WeekMoment: Hashable, Sendable {
  /// The day.
  public var day: OpeningHours.Weekday
  /// Minute of the day, 0..<1440.
  public var minute: Int

  /// Makes a moment.
  public init(day: OpeningHours.Weekday, minute: Int) {
    self.day = day
    self.minute = minute
  }

  private static let names: [[String]] = [
    ["mo", "mon", "monday", "周一", "星期一"], ["tu", "tue", "tuesday", "周二", "星期二"],
    ["we", "wed", "wednesday", "周三", "星期三"], ["th", "thu", "thursday", "周四", "星期四"],
    ["fr", "fri", "friday", "周五", "星期五"], ["sa", "sat", "saturday", "周六", "星期六"],
    ["su", "sun", "sunday", "周日", "星期日", "周天", "星期天"],
  ]

  /// Reads `Sun 19:00`, or `19:00` where the day is known otherwise; `nil` for anything else, and where two days differ.
  public init?(_ text: String, on known: OpeningHours.Weekday? = nil) {
    let parts = text.split(separator: " ")
    guard let clock = parts.last, parts.count <= 2 else { return nil }
    let digits = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard digits.count == 2, (1...2).contains(digits[0].utf8.count), digits[1].utf8.count == 2,
      digits.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), let hour = Int(digits[0]),
      let minute = Int(digits[1]), hour < 24, minute < 60
    else { return nil }
    var day = known
    if parts.count == 2 {
      let word = parts[0].lowercased()
      guard let number = Self.names.firstIndex(where: { $0.contains(word) }) else { return nil }
      let named = OpeningHours.Weekday(rawValue: number)
      guard known == nil || named == known else { return nil }
      day = named
    }
    guard let day else { return nil }
    self.init(day: day, minute: hour * 60 + minute)
  }

  /// As it is read: `Sun 19:00`.
  public var text: String {
    let name = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.rawValue]
    return "\(name) \(String(100 + minute / 60).dropFirst()):\(String(100 + minute % 60).dropFirst())"
  }
}
