import Coverage
import TestSupport
import Testing

@testable import Coverage

/// The subset of `opening_hours` (domain §4).
@Suite struct OpeningHoursTests {
  /// A value, a moment, and the answer by hand; common forms of OpenStreetMap's wiki among them.
  static let cases: [(value: String, at: String, isOpen: Bool?)] = [
    ("24/7", "Mon 00:00", true), ("24/7", "Sun 23:59", true), ("24/7; PH off", "Wed 12:00", true),
    ("Mo-Fr 08:00-18:00", "Mon 08:00", true), ("Mo-Fr 08:00-18:00", "Mon 07:59", false),
    ("Mo-Fr 08:00-18:00", "Fri 17:59", true), ("Mo-Fr 08:00-18:00", "Fri 18:00", false),
    ("Mo-Fr 08:00-18:00", "Sat 12:00", false), ("Mo-Fr 9:00-17:00", "Tue 9:00", true),
    ("Mo-Fr 08:00-12:00,13:00-17:30", "Wed 12:30", false), ("Mo-Fr 08:00-12:00,13:00-17:30", "Wed 13:00", true),
    ("Mo-Fr 08:00-12:00, 13:00-17:30", "Wed 17:29", true),
    ("Mo-Fr 08:00-12:00,13:00-17:30; Sa 08:00-12:00", "Sat 11:59", true),
    ("Mo-Fr 08:00-12:00,13:00-17:30; Sa 08:00-12:00; PH off", "Sat 12:00", false),
    ("Mo,We,Fr 10:00-14:00", "Wed 10:00", true), ("Mo,We,Fr 10:00-14:00", "Tue 10:00", false),
    ("Mo-We,Fr 10:00-14:00", "Thu 12:00", false), ("Mo-We,Fr 10:00-14:00", "Tue 12:00", true),
    ("Mo, We 10:00-14:00", "Wed 12:00", true), ("Sa-Mo 10:00-14:00", "Sun 12:00", true),
    ("Sa-Mo 10:00-14:00", "Mon 12:00", true), ("Sa-Mo 10:00-14:00", "Tue 12:00", false),
    ("Su-Tu 10:00-14:00", "Tue 13:00", true), ("10:00-18:00", "Sun 10:00", true), ("10:00-18:00", "Sun 18:00", false),
    ("Mo-Su 10:00-18:00; Mo off", "Mon 12:00", false), ("Mo-Su 10:00-18:00; Mo off", "Tue 12:00", true),
    ("Mo-Su 10:00-18:00; Mo closed", "Mon 12:00", false), ("Mo off; Mo-Su 10:00-18:00", "Mon 12:00", true),
    ("Tu-Su 10:00-18:00; Th 10:00-21:00", "Thu 20:00", true), ("Tu-Su 10:00-18:00; Th 12:00-21:00", "Thu 11:00", false),
    ("Tu-Su 10:00-18:00, Th 19:00-21:00", "Thu 11:00", true), ("Tu-Su 10:00-18:00, Th 19:00-21:00", "Thu 20:00", true),
    ("Tu-Su 10:00-18:00, Th 19:00-21:00", "Thu 18:30", false), ("Fr 20:00-02:00", "Fri 23:59", true),
    ("Fr 20:00-02:00", "Sat 01:59", true), ("Fr 20:00-02:00", "Sat 02:00", false),
    ("Fr 20:00-02:00", "Fri 01:00", false),
    ("Fr 20:00-26:00", "Sat 01:59", true), ("Fr 20:00-26:00", "Sat 02:00", false),
    ("Su 22:00-06:00", "Mon 05:00", true),
    ("Su 22:00-06:00", "Sun 05:00", false), ("Mo-Su 20:00-02:00; Mo off", "Mon 01:00", true),
    ("Mo-Su 20:00-02:00; Mo off", "Tue 01:00", false), ("Mo-Su 00:00-24:00", "Thu 00:00", true),
    ("Sa 18:00-24:00", "Sat 23:59", true), ("Sa 18:00-24:00", "Sun 00:00", false), ("off", "Mon 12:00", false),
    ("closed", "Mon 12:00", false), ("Su,PH off", "Sun 12:00", false),
    ("Mo-Sa 10:00-20:00; Su,PH off", "Sat 12:00", true),
    ("Mo-Fr,PH 10:00-12:00", "Fri 11:00", true), ("PH,Su 10:00-12:00", "Sun 11:00", true),
    ("PH,Su 10:00-12:00", "Mon 11:00", false), ("Mo-Fr", "Fri 03:00", true), ("Mo-Fr", "Sat 03:00", false),
    ("Mo-Fr open", "Fri 03:00", true), ("Mo-Fr 10:00-18:00;", "Mon 12:00", true),
    ("  Mo-Fr   10:00 - 18:00 ; Sa  10:00-12:00 ", "Sat 11:00", true),
    ("Tu-Su 9:00-17:00; PH 9:00-12:00", "Tue 16:00", true),
    ("Jan-Dec Mo 10:00-12:00", "Mon 11:00", true), ("Apr-Oct Mo-Su 10:00-18:00", "Mon 11:00", nil),
    ("Apr-Oct Mo-Su 10:00-18:00", "Mon 19:00", false),
    ("Apr-Oct Mo-Su 10:00-18:00; Nov-Mar Mo-Su 11:00-16:00", "Mon 12:00", true),
    ("Apr-Oct Mo-Su 10:00-18:00; Nov-Mar Mo-Su 11:00-16:00", "Mon 17:00", nil),
    ("Mo-Su 10:00-18:00; Dec off", "Mon 12:00", nil), ("Jun 10:00-12:00", "Mon 11:00", nil),
    ("周二至周日 9:00-17:00，周一闭馆", "Mon 10:00", false),
    ("周二至周日 9:00-17:00，周一闭馆", "Sun 10:00", true), ("星期一到星期五 9：00-12：00，14：00-17：00", "Wed 13:00", false),
    ("星期一到星期五 9：00-12：00，14：00-17：00", "Wed 14:00", true), ("每天9:00-21:00", "Sun 20:59", true),
    ("周一，周三 10:00-12:00", "Mon 09:00", false), ("周一，周三 10:00-12:00", "Mon 11:00", true),
    ("周二至周日9:00-17:00", "Sun 16:59", true), ("周二至周日9:00-17:00", "Mon 10:00", false),
    ("9:00-17:00，每周一闭馆", "Mon 10:00", false), ("9:00-17:00；每周一闭馆", "Tue 10:00", true),
    ("9:00-17:00（周一闭馆）", "Mon 10:00", false), ("9:00-17:00（周一闭馆）", "Sun 10:00", true),
    ("9:00-17:00(每周一、周二闭馆)", "Tue 10:00", false), ("9:00-17:00(每周一、周二闭馆)", "Wed 10:00", true),
    ("周二至周日9:00-12:00，14:00-17:00（周一闭馆）", "Sat 13:00", false),
    ("周二至周日9:00-12:00，14:00-17:00（周一闭馆）", "Sat 14:00", true),
    ("周二-周日 9:00~17:00", "Mon 10:00", false), ("周二至周日 09：00——17：00", "Tue 16:59", true),
    ("周二至周日 9:00–17:00", "Tue 17:00", false), ("周二至周日：9:00-17:00", "Sun 10:00", true),
    ("周二至周日（9:00-17:00）", "Mon 10:00", false), ("星期二至星期日9:00-17:00", "Sun 10:00", true),
    ("9:00-17:00，周一闭馆", "Mon 10:00", false), ("9:00-17:00 周一闭馆", "Tue 10:00", true),
    ("9:00-17:00 周一闭馆", "Mon 10:00", false), ("周二至周日9：00-17：00（16：30停止入馆）", "Tue 16:45", true),
    ("周六、日 9:00-17:00", "Sat 10:00", true), ("周六、日 9:00-17:00", "Fri 10:00", false), ("24小时", "Mon 03:00", true),
    ("上午9:00-11:30 下午13:00-17:00", "Mon 12:00", false), ("上午9:00-11:30 下午13:00-17:00", "Mon 13:00", true),
    ("工作日 9:00-17:00", "Sat 10:00", false), ("周末 9:00-17:00", "Sat 10:00", true),
    ("周一至周五：8:30-17:30；周六周日：9:00-16:30", "Sat 16:30", false), ("周一、三、五 9:00-17:00", "Tue 10:00", false),
    ("周一、三、五 9:00-17:00", "Fri 10:00", true), ("Mo-Su09:00-17:00", "Sun 09:00", true),
    ("Mo-Fr: 09:00-17:00", "Sat 10:00", false), ("周一 闭馆; 周二至周日 9:00-17:00", "Mon 10:00", false),
    ("Mo-Fr 10:00–18:00", "Mon 17:59", true), ("Mo–Fr 10:00-18:00", "Sat 12:00", false),
    ("全天开放", "Sun 03:00", true), ("周一至周五 8:30-17:00；周六、周日 9:00-16:00", "Sun 15:59", true),
    ("Nov-Feb: Mo 10:00-12:00", "Tue 11:00", false),
  ]

  @Test(arguments: cases.indices)
  func byHand(number: Int) throws {
    let one = Self.cases[number]
    let hours = try #require(OpeningHours(one.value), "\(one.value)")
    let moment = try #require(WeekMoment(one.at))
    #expect(hours.isOpen(moment.day, minute: moment.minute) == one.isOpen, "\(one.value) at \(one.at)")
  }

  /// With a date the month is known.
  @Test(arguments: [
    ("Apr-Oct Mo-Su 10:00-18:00", "2026-05-01", true), ("Apr-Oct Mo-Su 10:00-18:00", "2026-11-01", false),
    ("Nov-Mar Mo-Su 10:00-18:00", "2026-01-05", true), ("Nov-Mar Mo-Su 10:00-18:00", "2026-04-05", false),
    ("Jan,Mar-Apr 10:00-18:00", "2026-02-05", false), ("Jan,Mar-Apr 10:00-18:00", "2026-04-05", true),
    ("Mo-Su 10:00-18:00; Dec off", "2026-12-05", false), ("Aug 10:00-18:00; Aug Tu off", "2026-08-04", false),
  ])
  func monthsByDate(value: String, date: String, isOpen: Bool) throws {
    let hours = try #require(OpeningHours(value))
    let day = try #require(CivilDate(date))
    let found = hours.isOpen(
      day.weekday, minute: 720, month: day.month - 1, monthOfDayBefore: day.monthOfDayBefore - 1)
    #expect(found == isOpen)
  }

  /// Outside the subset, or nonsense: unknown as a whole.
  static let unknown = [
    "", " ", ";", ";;", "sunrise-sunset", "Mo-Fr 08:00+", "Mo-Fr 08:00", "Mo-Fr 08-18", "Mo-Fr 8:0-18:00",
    "Mo[1] 10:00-12:00",
    "Mo[-1] 10:00-12:00", "week 1-53/2 Mo 10:00-12:00", "Dec 25 off", "Mo-Su 10:00-18:00; Dec 25 off",
    "Apr 10-Oct 15 Mo 10:00-12:00",
    "easter off", "SH off", "Mo-Fr 10:00-18:00; SH 10:00-12:00", "\"by appointment\"", "Mo-Fr 10:00-18:00 \"call\"",
    "Mo-Fr 10:00-18:00 || Sa 10:00-12:00", "2026 Mo 10:00-12:00", "Mo-Fr 25:00-26:00", "Mo-Fr 10:60-12:00",
    "Mo-Fr 10:00-49:00",
    "Mo-Fr 10:00-10:00", "Monday 10:00-18:00", "mo-fr 10:00-18:00",
    "Mo-Xx 10:00-12:00",
    "Mo- 10:00-12:00", "Mo-Fr 10:00-", "Mo-Fr 10:00-12:00,", "Mo-Fr 10:00-12:00;;", "Mo-Fr,10:00-12:00", "PH off", "PH",
    "10:00-18:00/00:30", "Mo-Fr 10:00-18:00 unknown", "open", "yes", "24/7 off", "24/70", "周一至周五 九点",
    "9:00-17:00（夏季18:00）", "每周一闭馆，其余9:00-17:00", "下午1:00-5:00", "全年无休", "9:00-17:00，法定节假日除外",
    "9:00-17:00（周一闭馆，节假日除外）", "9:00-17:00（周一闭馆", "（周一闭馆）9:00-17:00（周二",
    "Mo-Su 10:00-18:00, Mo off",
    "Mo Fr 10:00-12:00",
    "Mo-Fr 10:00-12:00 Sa 10:00-12:00", "Mo-Fr 99999999999999999999:00-12:00", "Mo-Fr ١٠:٠٠-١٢:٠٠",
    "Jan-Foo 10:00-12:00",
  ]

  @Test(arguments: unknown)
  func isUnknown(value: String) { #expect(OpeningHours(value) == nil, "\(value)") }

  @Test func holidaysAreTold() throws {
    for (value, tells) in [("Mo-Fr 10:00-12:00; PH off", true), ("Mo-Fr,PH 10:00-12:00", true), ("24/7", false)] {
      #expect(try #require(OpeningHours(value)).mentionsHolidays == tells)
    }
  }

  @Test func longTextsEnd() {
    #expect(OpeningHours(String(repeating: "Mo 10:00-12:00; ", count: 100_000)) == nil)
    #expect(OpeningHours(String(repeating: "Mo,", count: 300)) == nil)
  }

  // MARK: A second evaluator

  /// A random rule as its parts, from which the text is written and a week painted minute by minute.
  private struct RandomRule {
    var days: Set<Int>
    var months: Set<Int>
    var spans: [(start: Int, length: Int)]
    var isAdditional: Bool
    var text: String
  }

  private static let dayNames = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
  private static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// A random selection of names as a list of single ones and ranges, and its members.
  private static func selection(_ names: [String], _ generator: inout SeededGenerator) -> (String, Set<Int>) {
    var members: Set<Int> = []
    var parts: [String] = []
    for _ in 0..<generator.integer(in: 1...3) {
      let first = generator.integer(in: 0...names.count - 1)
      let length = generator.chance(0.5) ? 0 : generator.integer(in: 0...names.count - 1)
      for step in 0...length { members.insert((first + step) % names.count) }
      parts.append(length == 0 ? names[first] : "\(names[first])-\(names[(first + length) % names.count])")
    }
    return (parts.joined(separator: generator.chance(0.5) ? "," : ", "), members)
  }

  private static func clock(_ minute: Int) -> String {
    "\(String(100 + minute / 60).dropFirst()):\(String(100 + minute % 60).dropFirst())"
  }

  private static func rule(_ generator: inout SeededGenerator, isFirst: Bool) -> RandomRule {
    var words: [String] = []
    var (days, months) = (Set(0..<7), Set(0..<12))
    if generator.chance(0.3) {
      let chosen = selection(monthNames, &generator)
      words.append(chosen.0)
      months = chosen.1
    }
    if generator.chance(0.85) {
      let chosen = selection(dayNames, &generator)
      words.append(chosen.0)
      days = chosen.1
    }
    var spans: [(start: Int, length: Int)] = []
    if generator.chance(0.15) {
      words.append("off")
    } else {
      let texts = (0..<generator.integer(in: 1...3)).map { _ -> String in
        let start = generator.integer(in: 0...95) * 15
        let length = generator.integer(in: 1...95) * 15
        spans.append((start, length))
        // After midnight the end may go on counting, or begin anew.
        let end = start + length
        return "\(clock(start))-\(clock(end > 1440 && generator.chance(0.5) ? end - 1440 : end))"
      }
      words.append(texts.joined(separator: ","))
    }
    let isAdditional =
      !isFirst && words[0].first?.isLetter == true && words.last != "off" && words[0] != "off" && generator.chance(0.3)
    return RandomRule(
      days: days, months: months, spans: spans, isAdditional: isAdditional, text: words.joined(separator: " "))
  }

  /// Paints every minute of eight days, day by day and rule by rule.
  private static func painted(_ rules: [RandomRule], month: Int) -> [Bool] {
    var isOpen = [Bool](repeating: false, count: 7 * 1440)
    for day in 0..<7 {
      var minutes: Set<Int> = []
      for rule in rules where rule.days.contains(day) && rule.months.contains(month) {
        if !rule.isAdditional { minutes = [] }
        for span in rule.spans { minutes.formUnion(span.start..<span.start + span.length) }
      }
      for minute in minutes { isOpen[(day * 1440 + minute) % (7 * 1440)] = true }
    }
    return isOpen
  }

  @Test(arguments: 0..<120)
  func agreesMinuteByMinute(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var rules: [RandomRule] = []
    for _ in 0..<generator.integer(in: 1...4) { rules.append(Self.rule(&generator, isFirst: rules.isEmpty)) }
    var text = rules[0].text
    for rule in rules.dropFirst() { text += (rule.isAdditional ? ", " : "; ") + rule.text }
    let hours = try #require(OpeningHours(text), "\(text)")
    for month in [0, 3, 11] {
      let expected = Self.painted(rules, month: month)
      for day in OpeningHours.Weekday.allCases {
        for minute in 0..<1440 {
          let found = hours.isOpen(day, minute: minute, month: month, monthOfDayBefore: month)
          guard found != expected[day.rawValue * 1440 + minute] else { continue }
          Issue.record("\(text) on \(day) at \(Self.clock(minute)) in month \(month): \(found)")
          return
        }
      }
    }
  }
}

/// Days and moments.
@Suite struct CivilDateTests {
  @Test(arguments: [
    ("2026-05-01", OpeningHours.Weekday.friday), ("2000-02-29", .tuesday), ("1970-01-01", .thursday),
    ("2024-12-31", .tuesday), ("2023-01-01", .sunday), ("1600-03-01", .wednesday), ("9999-12-31", .friday),
  ])
  func weekdays(text: String, day: OpeningHours.Weekday) throws {
    let date = try #require(CivilDate(text))
    #expect(date.weekday == day && date.text == text)
  }

  @Test(arguments: [
    "", "2026-5-1", "2026-13-01", "2026-00-01", "2026-02-29", "2100-02-29", "2026-04-31", "2026-01-00", "26-01-01",
    "2026/01/01",
    "2026-01-01T00:00", "0000-01-01", "-001-01-01", "２０２６-01-01",
  ])
  func noDates(text: String) { #expect(CivilDate(text) == nil) }

  @Test(arguments: [
    ("Sun 19:00", "Sun 19:00"), ("su 9:05", "Sun 09:05"), ("周日 19:00", "Sun 19:00"), ("Monday 00:00", "Mon 00:00"),
    ("19:00", "-"), ("Sun", "-"), ("Sun 24:00", "-"), ("Sun 19:60", "-"), ("Sun 19", "-"), ("Sunn 19:00", "-"),
    ("Sun 19:00 h", "-"), ("", "-"), ("Sun +9:00", "-"),
  ])
  func moments(text: String, read: String) { #expect((WeekMoment(text)?.text ?? "-") == read) }

  @Test func momentsOfADate() {
    #expect(WeekMoment("19:00", on: .friday)?.text == "Fri 19:00")
    #expect(WeekMoment("Fri 19:00", on: .friday)?.text == "Fri 19:00")
    #expect(WeekMoment("Sat 19:00", on: .friday) == nil)
  }
}
