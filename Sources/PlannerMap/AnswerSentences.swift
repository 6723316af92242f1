import Coverage
import Walking

/// What answers about gaps say in words, in both languages of the page; verdicts and explanations are the engine's own.
enum AnswerSentences {
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
      BilingualText(english: "A walk 10 % faster would cover it.", chinese: "步行速度提高 10 % 即可覆盖。")
    case .noPathData:
      BilingualText(english: "No street is mapped near by.", chinese: "附近没有街道数据。")
    case .far:
      BilingualText(english: "The walk is longer than the limit.", chinese: "步行距离超过上限。")
    }
  }

  /// What shows a gap's cause, with its figures.
  static func evidence(_ gap: CoverageGap) -> BilingualText {
    BilingualText(english: gap.evidence, chinese: gap.facts?.chinese ?? "数据中没有任何场馆。")
  }
}

extension BilingualText {
  init(_ verdict: SiteVerdict) { self.init(english: verdict.english, chinese: verdict.chinese) }

  init(_ sentence: (english: String, chinese: String)) {
    self.init(english: sentence.english, chinese: sentence.chinese)
  }
}
