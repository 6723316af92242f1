import Geography
import Walking

/// What a site would do in one sentence, in English and in Chinese.
package struct SiteVerdict {
  /// The two languages.
  package let english: String, chinese: String

  /// The verdict of an effect on a city.
  package init(_ effect: SiteEffect, city: PreparedCity, limit: TravelTime) {
    let words = Words(effect, city: city, limit: limit)
    (english, chinese) = (words.english, words.chinese)
  }

  /// The words of both languages, made of the same figures.
  private struct Words {
    let effect: SiteEffect
    let city: PreparedCity
    let limit: TravelTime

    init(_ effect: SiteEffect, city: PreparedCity, limit: TravelTime) {
      self.effect = effect
      self.city = city
      self.limit = limit
    }

    private func number(_ count: HomeCount) -> String { OutputText.grouped(count.weight) }
    private var minutes: String { OutputText.shortDecimal(limit.minutes) }
    private var isPeople: Bool { city.weightUnit == .people }
    private var unit: String { isPeople ? "people" : "dwellings" }
    private var chineseUnit: String { isPeople ? "人" : "套住宅" }
    private var mainVenue: String? {
      effect.overlapVenues.first.map { SummaryText.oneLine(city.venues[$0.venue].displayName) }
    }
    private var share: (String, String) { shares(effect.change.before, effect.change.after) }
    private func shares(_ rule: RuleChange) -> (String, String) { shares(rule.before, rule.after) }
    private func shares(_ before: CoverageShare, _ after: CoverageShare) -> (String, String) {
      (
        OutputText.percentage(before.covered.weight, of: before.all.weight),
        OutputText.percentage(after.covered.weight, of: after.all.weight)
      )
    }

    var english: String {
      if effect.legInMetres == nil { return "serves nobody: no street within \(snap) m" }
      if effect.reached.homes == 0 { return "serves nobody: no home within \(minutes) minutes" }
      if let rule = effect.change.rule {
        return "\(number(rule.gained)) \(unit) come to pass \(SummaryText.oneLine(rule.name)): \(shares(rule).0) to "
          + "\(shares(rule).1); \(number(effect.gained)) come within \(minutes) minutes of any venue"
      }
      if effect.gained.homes == 0 {
        return "adds nobody: all \(number(effect.reached)) \(unit) within \(minutes) minutes already reach "
          + (effect.overlapVenues.count == 1 ? mainVenue ?? "a venue" : "a venue, most of them \(mainVenue ?? "")")
      }
      return "brings \(number(effect.gained)) \(unit) within \(minutes) minutes: \(share.0) to \(share.1) covered; "
        + (effect.overlap.homes == 0
          ? "nobody it reaches has a venue today"
          : "\(number(effect.overlap)) of the \(number(effect.reached)) it reaches have a venue already")
    }

    var chinese: String {
      if effect.legInMetres == nil { return "无人受益：\(snap) 米内没有道路" }
      if effect.reached.homes == 0 { return "无人受益：步行 \(minutes) 分钟内没有住宅" }
      if let rule = effect.change.rule {
        return "新增 \(number(rule.gained)) \(chineseUnit)满足“\(SummaryText.oneLine(rule.name))”：由 \(shares(rule).0) 升至 "
          + "\(shares(rule).1)；新增 \(number(effect.gained)) \(chineseUnit)在 \(minutes) 分钟内可到达任一场馆"
      }
      if effect.gained.homes == 0 {
        return "没有新增覆盖：\(minutes) 分钟内的 \(number(effect.reached)) \(chineseUnit)都已能到达"
          + (effect.overlapVenues.count == 1 ? mainVenue ?? "现有场馆" : "现有场馆，最多的是\(mainVenue ?? "")")
      }
      return "新增 \(number(effect.gained)) \(chineseUnit)进入 \(minutes) 分钟步行圈：覆盖率由 \(share.0) 升至 \(share.1)；"
        + (effect.overlap.homes == 0
          ? "它服务的居民目前都没有场馆"
          : "它服务的 \(number(effect.reached)) \(chineseUnit)中，\(number(effect.overlap)) \(chineseUnit)已有场馆")
    }

    private var snap: String { OutputText.shortDecimal(city.parameters.snapRadiusInMetres) }
  }
}

extension Venue {
  /// The name, or the id of a venue without one.
  package var displayName: String { name.isEmpty ? id : name }
}
