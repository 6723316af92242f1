/// The languages of the report.
public enum ReportLanguage: String, CaseIterable, Sendable {
  /// English.
  case english = "en"
  /// Chinese as written on the mainland.
  case chinese = "zh-Hans"
}

/// A phrase of the report in all its languages: without one of them the program does not compile.
protocol ReportPhrase: CaseIterable, Sendable {
  /// The phrase in both languages; what stands in braces names a ``ReportSlot``.
  var row: ReportRow { get }
}

/// One phrase. `{limit}` and the like are filled in.
struct ReportRow: Sendable {
  let english: String, chinese: String

  init(_ english: String, _ chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  subscript(language: ReportLanguage) -> String { language == .english ? english : chinese }
}

/// What is filled into phrases.
enum ReportSlot: String, CaseIterable {
  case area, areas, capacity, clause, conditions, count, date, document, doubt, file, first, gaps, high, home, homes
  case kind, kinds, land, last, length, limit, low, mean, name, out, place, program, rule, share, snap, speed, total,
    venue, venues, walk, way, weight
}

/// Writes phrases, numbers and units in one language.
struct ReportWords {
  let language: ReportLanguage
  /// What the weights count.
  let unit: WeightUnit

  /// A phrase with its slots filled.
  func callAsFunction(_ phrase: some ReportPhrase, _ values: [ReportSlot: String] = [:]) -> String {
    var text = ""
    var rest = phrase.row[language][...]
    // Values are never searched for slots: they may come from a file.
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      text += rest[..<open] + (ReportSlot(rawValue: String(name)).flatMap { values[$0] } ?? "{\(name)}")
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  /// One of two phrases, by what the weights count.
  func callAsFunction<Phrase: ReportPhrase>(
    people: Phrase, dwellings: Phrase, _ values: [ReportSlot: String] = [:]
  ) -> String { self(unit == .people ? people : dwellings, values) }

  /// Sentences one after another.
  func joined(_ sentences: [String]) -> String { sentences.joined(separator: isEnglish ? " " : "") }

  private var isEnglish: Bool { language == .english }

  // MARK: Numbers

  /// A whole number with commas between thousands, in both languages (GB/T 15835 allows it).
  func number(_ value: Int) -> String { OutputText.grouped(Double(value)) }

  /// A weight without its noun: whole, but for fractions under ten, which would else vanish.
  func plainWeight(_ value: Double) -> String {
    let text = OutputText.shortDecimal(value, places: 1)
    return value < 10 && text.contains(".") ? text : OutputText.grouped(value)
  }

  /// A share with one decimal, its sign on the same line; 100.0 % and 0.0 % only when it is all or nothing.
  func share(_ part: Double, of whole: Double) -> String {
    OutputText.percentage(part, of: whole).replacing(" %", with: "\u{a0}%")
  }

  /// A weight with its noun: "1 dwelling", "23,597 people".
  func weight(_ value: Double) -> String {
    noun(unit == .people ? .person : .dwelling, plainWeight(value), isOne: plainWeight(value) == "1")
  }

  /// A count with its noun.
  func count(_ noun: ReportNoun, _ value: Int) -> String { self.noun(noun, number(value), isOne: value == 1) }

  private func noun(_ noun: ReportNoun, _ number: String, isOne: Bool) -> String {
    let forms = noun.forms
    return isEnglish ? "\(number) \(isOne ? forms.one : forms.many)" : number + forms.chinese
  }

  // MARK: Units

  /// A walk: "16.8 min"; from two hours on, when no one walks, in hours.
  func walk(milliseconds: Int) -> String {
    guard milliseconds >= 7_200_000 else { return walk(tenthsOfMinute: (milliseconds + 3000) / 6000) }
    let hours = OutputText.hours(milliseconds: milliseconds)
    return isEnglish ? "\(hours) h" : "\(hours)小时"
  }

  /// A walk of rounded minutes as a run's tables have them.
  func walk(minutes: Double) -> String {
    guard minutes < 120 else { return walk(milliseconds: Int(min(minutes, 1e9) * 60_000)) }
    return walk(tenthsOfMinute: Int((minutes * 10).rounded()))
  }

  private func walk(tenthsOfMinute tenths: Int) -> String {
    "\(tenths / 10).\(tenths % 10)" + (isEnglish ? " min" : "分钟")
  }

  /// A limit or cutoff in a table: "15 min".
  func limit(_ minutes: Double) -> String { OutputText.shortDecimal(minutes) + (isEnglish ? " min" : "分钟") }

  /// A limit in a sentence: "15 minutes".
  func limitInWords(_ minutes: Double) -> String {
    OutputText.shortDecimal(minutes) + (isEnglish ? minutes == 1 ? " minute" : " minutes" : "分钟")
  }

  /// A limit in a name: "15-minute".
  func limitInName(_ minutes: Double) -> String { OutputText.shortDecimal(minutes) + (isEnglish ? "-minute" : "分钟") }

  /// Whole metres.
  func metres(_ value: Double) -> String { OutputText.grouped(value) + (isEnglish ? " m" : "米") }

  /// The length of a scale bar.
  func scale(_ metres: Double) -> String {
    guard metres >= 1000 else { return self.metres(metres) }
    return OutputText.shortDecimal(metres / 1000) + (isEnglish ? " km" : "公里")
  }

  /// Land.
  func land(_ squareMetres: Double) -> String {
    OutputText.decimal(squareMetres / 1e6, places: 2) + (isEnglish ? " km²" : "平方公里")
  }

  /// A speed.
  func speed(_ kilometresPerHour: Double) -> String {
    isEnglish
      ? "\(OutputText.shortDecimal(kilometresPerHour)) km/h" : "每小时\(OutputText.shortDecimal(kilometresPerHour))公里"
  }

  /// A place to about a metre.
  func place(longitude: Double, latitude: Double) -> String {
    let (north, east) = (OutputText.decimal(abs(latitude), places: 5), OutputText.decimal(abs(longitude), places: 5))
    return isEnglish
      ? "\(north)° \(latitude < 0 ? "S" : "N"), \(east)° \(longitude < 0 ? "W" : "E")"
      : "\(latitude < 0 ? "南" : "北")纬\(north)°，\(longitude < 0 ? "西" : "东")经\(east)°"
  }

  /// The day of an ISO 8601 time; the text itself where it is none.
  func date(_ iso: String) -> String {
    let parts = iso.prefix(10).split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2], (1...12).contains(month)
    else { return iso }
    return isEnglish ? "\(day) \(Self.months[month - 1]) \(year)" : "\(year)年\(month)月\(day)日"
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// "a museum, a theatre or a library".
  func anyOf(_ kinds: [VenueKind]) -> String {
    let names = kinds.map { isEnglish ? $0.words.article : $0.words.chinese }
    guard let last = names.last, names.count > 1 else { return names.first ?? count(.venue, 1) }
    return names.dropLast().joined(separator: isEnglish ? ", " : "、") + (isEnglish ? " or " : "或") + last
  }

  /// "museum, theatre, library".
  func list(_ kinds: [VenueKind]) -> String { kinds.map(kind).joined(separator: isEnglish ? ", " : "、") }

  /// A kind's name in a table.
  func kind(_ kind: VenueKind) -> String { isEnglish ? kind.words.name : kind.words.chinese }
}
