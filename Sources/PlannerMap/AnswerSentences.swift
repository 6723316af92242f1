import Coverage
import Walking

/// What answers say in words, in both languages of the page.
enum AnswerSentences {
  /// What a new venue would bring.
  static func verdict(_ effect: SiteEffect, _ city: PreparedCity, minutes: Int) -> BilingualText {
    let (english, chinese) = units(city.weightUnit)
    guard effect.foot != nil else {
      let metres = Int(city.parameters.snapRadiusInMetres)
      return BilingualText(
        english: "No street within \(metres) m: no one can walk here.", chinese: "\(metres) 米内没有街道：无法步行到达。")
    }
    let reached = number(effect.reached.weight)
    guard effect.reached.homes > 0 else {
      return BilingualText(
        english: "Adds nobody: no home is within \(minutes) minutes.", chinese: "没有新增覆盖：\(minutes) 分钟步行范围内没有住宅。")
    }
    guard effect.gained.homes > 0 else {
      let venue = effect.overlapVenues.first.map { city.venues[$0.venue].title } ?? ""
      return BilingualText(
        english: "Adds nobody: all \(reached) \(english) within \(minutes) minutes already reach \(venue)"
          + (effect.overlapVenues.count > 1 ? " or others." : "."),
        chinese:
          "没有新增覆盖：\(minutes) 分钟内的 \(reached) \(chinese)都已能到达\(venue)\(effect.overlapVenues.count > 1 ? "等场馆" : "")。")
    }
    let gained = number(effect.gained.weight)
    return BilingualText(
      english: "Adds \(gained) \(english) of the \(reached) within \(minutes) minutes.",
      chinese: "\(minutes) 分钟内有 \(reached) \(chinese)，其中新增覆盖 \(gained) \(chinese)。")
  }

  /// Whether and how a place is covered.
  static func explanation(_ explanation: PlaceExplanation, _ city: PreparedCity, minutes: Int) -> BilingualText {
    guard let walk = explanation.walk else {
      guard explanation.snaps.isEmpty else {
        return BilingualText(english: "Not covered: no way on foot leads to a venue.", chinese: "未覆盖：没有通往任何场馆的步行路线。")
      }
      let metres = Int(city.parameters.snapRadiusInMetres)
      return BilingualText(
        english: "Not covered: no street within \(metres) m.", chinese: "未覆盖：\(metres) 米内没有街道。")
    }
    let venue = city.venues[walk.venue].title
    let time = OutputText.minutes(walk.time)
    return explanation.isCovered
      ? BilingualText(
        english: "Covered: \(time) minutes on foot to \(venue).", chinese: "已覆盖：步行 \(time) 分钟可达\(venue)。")
      : BilingualText(
        english: "Not covered: \(time) minutes on foot to \(venue), over the limit of \(minutes).",
        chinese: "未覆盖：步行到\(venue)需 \(time) 分钟，超过 \(minutes) 分钟的上限。")
  }

  /// Why a home or a gap is beyond the limit.
  static func cause(_ cause: GapCause) -> BilingualText {
    switch cause {
    case .noVenue:
      BilingualText(english: "No venue within the limit, even as the crow flies.", chinese: "即使按直线距离，范围内也没有场馆。")
    case .missingLink:
      BilingualText(
        english: "A venue is near, but the walk is over 1.6 times as long: a link is missing.",
        chinese: "附近有场馆，但步行距离超过直线的 1.6 倍：缺少通道。")
    case .gate:
      BilingualText(english: "Open gates would cover it.", chinese: "如果大门开放即可覆盖。")
    case .justOver:
      BilingualText(english: "A walk 10 % faster would cover it.", chinese: "步行速度提高 10% 即可覆盖。")
    case .noPathData:
      BilingualText(english: "No street is mapped near by.", chinese: "附近没有街道数据。")
    case .far:
      BilingualText(english: "The walk is longer than the limit.", chinese: "步行距离超过上限。")
    }
  }

  /// What shows a gap's cause: the engine's own words in English; in Chinese the cause and the figures.
  static func evidence(_ gap: CoverageGap, _ city: PreparedCity) -> BilingualText {
    var chinese = cause(gap.cause).chinese
    if let venue = gap.nearestVenue, let median = gap.median, median.isReachable {
      chinese += "到最近的\(city.venues[venue].title)，步行时间中位数为 \(OutputText.minutes(median)) 分钟。"
    }
    return BilingualText(english: gap.evidence, chinese: chinese)
  }

  private static func units(_ unit: WeightUnit) -> (english: String, chinese: String) {
    switch unit {
    case .people: ("people", "人")
    case .dwellings: ("dwellings", "户")
    }
  }

  /// A weight for readers: whole from ten on.
  private static func number(_ weight: Double) -> String {
    weight < 10 ? OutputText.shortDecimal(weight, places: 1) : OutputText.grouped(weight)
  }
}
