import Geography

extension VenueSelection {
  /// What was asked in a few words, such as "open Sun 19:00, free"; empty when nothing was.
  package var words: (english: String, chinese: String) {
    let parts: [(String, String)?] = [
      moment.map { ("open \($0.text)", "\($0.chineseText)开放") },
      date.map { ("on \($0.text)", "\($0.text)当日") },
      needsFree ? ("free", "免费") : nil, needsPublic ? ("public", "对公众开放") : nil,
    ]
    let told = parts.compactMap { $0 }
    return (told.map(\.0).joined(separator: ", "), told.map(\.1).joined(separator: "、"))
  }

  /// What was asked, as members of a document.
  var members: [JSONMember] {
    var members: [JSONMember] = []
    if let moment {
      members.append(JSONMember("at", .string(moment.text)))
      members.append(JSONMember("unknown_hours", .string(unknownHours.rawValue)))
    }
    if let date { members.append(JSONMember("date", .string(date.text))) }
    if needsFree { members.append(JSONMember("fee", .string("free"))) }
    if needsPublic { members.append(JSONMember("access", .string("public"))) }
    return members
  }
}

extension WeekMoment {
  /// "周日19:00".
  var chineseText: String {
    let days = ["一", "二", "三", "四", "五", "六", "日"]
    let place = OpeningHours.Weekday.allCases.firstIndex(of: day) ?? 0
    return "周\(days[place])\(text.suffix(5))"
  }
}

extension PreparedCity {
  /// Which venues were selected, when some were asked for.
  private var asked: SelectionFindings? { selection.flatMap { $0.asked.isAsked ? $0 : nil } }

  /// Which venues count, as a line for a terminal; `nil` where all do.
  package var selectionText: String? {
    guard let asked else { return nil }
    let doubtful = asked.unknown.values.reduce(0, +)
    return "venues (\(asked.asked.words.english)): \(asked.certain) certain, \(doubtful) unknown, "
      + "\(asked.out.values.reduce(0, +)) left out; \(venues.count) count"
  }

  /// Why a selected venue may not count after all; `nil` where it surely does.
  func doubt(about venue: Int) -> VenueSelection.Reason? {
    guard let asked, case .isUnknown(let reason) = asked.asked.verdict(on: venues[venue]) else { return nil }
    return reason
  }

  /// The same as a member of a document; none where no venues were selected.
  func doubtMembers(about venue: Int?) -> [JSONMember] {
    guard asked != nil else { return [] }
    return [JSONMember("in_doubt", venue.flatMap(doubt).map { .string($0.rawValue) } ?? .null)]
  }

  /// The first walker's name, when it is another than the standard one.
  package var walkerName: String? {
    parameters.walkers.profiles.first.map(\.profile.name).flatMap { $0 == "standard" ? nil : SummaryText.oneLine($0) }
  }

  /// For whom and for which venues all answers are, where these are not the usual ones: "older, 3 km/h · open Sun 19:00".
  package var conditions: (english: String, chinese: String)? {
    let speed = OutputText.shortDecimal(parameters.profile.speed.kilometresPerHour)
    let walker = walkerName.map { name in
      let row = WalkerPhrase.named(name)?.row
      return ("\(row?.english ?? name), \(speed) km/h", "\(row?.chinese ?? name)，每小时\(speed)公里")
    }
    let venues = asked.map { ("only venues: \($0.asked.words.english)", "仅计场馆：\($0.asked.words.chinese)") }
    let told = [walker, venues].compactMap { $0 }
    guard !told.isEmpty else { return nil }
    return (told.map(\.0).joined(separator: " · "), told.map(\.1).joined(separator: " · "))
  }

  /// The same as members of a document; none where all count.
  var selectionMembers: [JSONMember] {
    guard let asked else { return [] }
    let counts: [(String, Int)] = [
      ("venues_certain", asked.certain), ("venues_in_doubt", asked.unknown.values.reduce(0, +)),
      ("venues_left_out", asked.out.values.reduce(0, +)), ("venues", venues.count),
    ]
    return [
      JSONMember(
        "selection", .object(asked.asked.members + counts.map { JSONMember($0.0, .integer($0.1)) }))
    ]
  }
}
