/// Reads `opening_hours`, token by token; nothing is guessed.
struct OpeningHoursParser {
  private var rest: Substring
  private var holidays = false

  /// The rules of a value; `nil` for anything outside the subset.
  static func rules(of text: String) -> (rules: [OpeningHours.Rule], mentionsHolidays: Bool)? {
    var parser = OpeningHoursParser(rest: text[...])
    var rules: [OpeningHours.Rule] = []
    var isAdditional = false
    parser.skipBlanks()
    while !parser.rest.isEmpty {
      guard let rule = parser.rule(isAdditional: isAdditional) else { return nil }
      if let rule = rule.rule { rules.append(rule) }
      parser.skipBlanks()
      if parser.rest.isEmpty { break }
      // A comma after a whole rule adds another; it is only met where no further hours or days followed it.
      if parser.take(";") { isAdditional = false } else if parser.take(",") { isAdditional = true } else { return nil }
      parser.skipBlanks()
      if parser.rest.isEmpty, isAdditional { return nil }
    }
    return rules.isEmpty ? nil : (rules, parser.holidays)
  }

  /// One rule; its `rule` is `nil` when it is of public holidays alone.
  private mutating func rule(isAdditional: Bool) -> (rule: OpeningHours.Rule?, ())? {
    if take("24/7") { return (OpeningHours.Rule(spans: [0..<1440], isAdditional: isAdditional), ()) }
    guard let months = months() else { return nil }
    if months != OpeningHours.allMonths, !rest.isEmpty {
      _ = take(":")
      skipBlanks()
    }
    guard let days = days() else { return nil }
    skipBlanks()
    if !days.isEveryDay, take(":") { skipBlanks() }
    guard let spans = spans(isBare: months == OpeningHours.allMonths && days.isEveryDay) else { return nil }
    // What "off" after a comma takes away is not agreed on.
    guard !isAdditional || !spans.isEmpty else { return nil }
    guard days.mask != 0 else { return (nil, ()) }
    return (OpeningHours.Rule(months: months, days: days.mask, spans: spans, isAdditional: isAdditional), ())
  }

  // MARK: Months and days

  private static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  private static let dayNames = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]

  /// Months in lists and ranges; all when there are none, `nil` where a day of the month follows.
  private mutating func months() -> UInt16? {
    guard let first = name(of: Self.monthNames) else { return OpeningHours.allMonths }
    var mask: UInt16 = 0
    var month = first
    while true {
      var last = month
      if take("-") {
        guard let end = name(of: Self.monthNames) else { return nil }
        last = end
      }
      var next = month
      mask |= 1 << UInt16(next)
      while next != last {
        next = (next + 1) % 12
        mask |= 1 << UInt16(next)
      }
      let before = rest
      skipBlanks()
      guard take(",") else {
        // "Apr 10" is a date; "Apr 10:00" is April's hours.
        guard let digit = rest.first, digit.isNumber else { return mask }
        return rest.prefix { $0.isNumber }.count <= 2 && rest.drop { $0.isNumber }.first == ":" ? mask : nil
      }
      skipBlanks()
      guard let following = name(of: Self.monthNames) else {
        rest = before
        return mask
      }
      month = following
    }
  }

  /// Weekdays in lists and ranges; `PH` is noted and adds none.
  private mutating func days() -> (mask: UInt8, isEveryDay: Bool)? {
    var mask: UInt8 = 0
    var isFirst = true
    while true {
      let before = rest
      if !isFirst {
        skipBlanks()
        guard take(",") else { return (mask, false) }
        skipBlanks()
      }
      if take("PH") {
        holidays = true
      } else if let day = name(of: Self.dayNames) {
        var last = day
        if take("-") {
          guard let end = name(of: Self.dayNames) else { return nil }
          last = end
        }
        // "Mo[1]" is the first Monday of a month.
        guard rest.first != "[" else { return nil }
        var next = day
        mask |= 1 << UInt8(next)
        while next != last {
          next = (next + 1) % 7
          mask |= 1 << UInt8(next)
        }
      } else {
        rest = before
        return isFirst ? (OpeningHours.allDays, true) : nil
      }
      isFirst = false
    }
  }

  // MARK: Hours

  /// Ranges of hours, or `off`; without either the whole day, unless the rule says nothing else.
  private mutating func spans(isBare: Bool) -> [Range<Int>]? {
    if take("off") || take("closed") { return [] }
    if take("open") { return isBare ? nil : [0..<1440] }
    guard rest.first?.isNumber == true else {
      let isWholeRule = rest.isEmpty || rest.first == ";"
      return isBare || !isWholeRule ? nil : [0..<1440]
    }
    var spans: [Range<Int>] = []
    while true {
      guard let start = clock(), start < 1440 else { return nil }
      skipBlanks()
      guard take("-") else { return nil }
      skipBlanks()
      guard var end = clock(), end <= 2880, end != start else { return nil }
      if end < start { end += 1440 }
      spans.append(start..<end)
      let before = rest
      skipBlanks()
      guard take(",") else {
        rest = before
        return spans
      }
      skipBlanks()
      // A comma before days begins another rule.
      guard rest.first?.isNumber == true else {
        rest = before
        return spans
      }
    }
  }

  /// A time such as 9:00 or 26:00, in minutes.
  private mutating func clock() -> Int? {
    let hours = rest.prefix { $0.isASCII && $0.isNumber }
    guard (1...2).contains(hours.count), let hour = Int(hours) else { return nil }
    let after = rest.dropFirst(hours.count)
    let minutes = after.dropFirst().prefix { $0.isASCII && $0.isNumber }
    guard after.first == ":", minutes.count == 2, let minute = Int(minutes), minute < 60, hour <= 48 else { return nil }
    rest = after.dropFirst(3)
    return hour * 60 + minute
  }

  // MARK: Tokens

  private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "\u{A0}" } }

  /// Takes a word or sign if it comes next; a word must end there.
  private mutating func take(_ token: String, beforeDigits: Bool = false) -> Bool {
    guard rest.hasPrefix(token) else { return false }
    let after = rest.dropFirst(token.count)
    if token.last?.isLetter == true || token.last?.isNumber == true, let next = after.first,
      next.isLetter || (next.isNumber && !beforeDigits)
    {
      return false
    }
    rest = after
    return true
  }

  private mutating func name(of names: [String]) -> Int? {
    // "Su9:00" needs no blank.
    for (number, name) in names.enumerated() where take(name, beforeDigits: true) { return number }
    return nil
  }
}
