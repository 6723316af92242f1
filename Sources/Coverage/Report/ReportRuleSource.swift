extension ReportPage {
  /// Where a rule is from: in Chinese where it comes with the program as it stands there, else as its file has it.
  func source(of rule: CoverageRule) -> (document: String, clause: String) {
    if words.language == .chinese, let known = Self.chineseSources[rule.name],
      let pack = try? CoverageRule(pack: rule.name), pack.document == rule.document,
      pack.documentClause == rule.documentClause
    {
      return known
    }
    return (SummaryText.oneLine(rule.document), SummaryText.oneLine(rule.documentClause))
  }

  /// What the files of these rules say in both languages, in Chinese.
  private static let chineseSources: [String: (document: String, clause: String)] = [
    "zj-1plus2": (
      "浙江省“15分钟品质文化生活圈”（2022年起）", "步行约15分钟内至少有1处必备公共文化场馆和2处公益性公共文化空间，共至少3处"
    ),
    "zj-1plus2-metres": (
      "浙江省“15分钟品质文化生活圈”（2022年起）", "以社区为中心、半径城镇约1公里、乡村约1.5公里的范围内，至少有1处必备公共文化场馆，共至少3处"
    ),
    "gb50180": (
      "GB 50180-2018《城市居住区规划设计标准》附录B、附录C", "文化活动中心（十五分钟生活圈，服务半径至多1,000米）和文化活动站（五分钟生活圈，至多500米）；中心不能代替站"
    ),
  ]
}
