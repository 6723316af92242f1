/// Hours in the words and signs of Chinese lists, put into those of OpenStreetMap: 周二至周日9:00—17:00（周一闭馆）.
enum ChineseHours {
  /// The value in OpenStreetMap's words as far as they are known here; the rest stays, and is not understood.
  ///
  /// A day behind hours begins a rule of its own, and so does a bracket that tells closing days. What a bracket says of
  /// the last admission is left out: the doors close when they close. `工作日` is Monday to Friday.
  static func translated(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    var text = signsReplaced(in: text)
    text = bracketsTaken(from: text)
    for (words, token) in words {
      for word in words { text = text.replacing(word, with: token) }
    }
    text = daysNamed(in: text)
    // 上午9:00-11:30 下午13:00-17:00: an afternoon that is counted from noon stays, and is not understood.
    text = text.replacing("上午", with: " ").replacing(/下午\s*(1[2-9]|2[0-4])/) { " \($0.1)" }
    text = text.replacing(/(\d)\s*,?\s*(Mo|Tu|We|Th|Fr|Sa|Su)/) { "\($0.1);\($0.2)" }
    return text.replacing(/(:\d\d)\s+(\d{1,2}:)/) { "\($0.1),\($0.2)" }
  }

  private static func signsReplaced(in text: String) -> String {
    var text = text
    for (signs, token) in [
      ("，、", ","), ("；;", ";"), ("：﹕", ":"), ("至到~～—–－−―", "-"), ("（", "("), ("）", ")"), ("\u{3000}", " "),
    ] {
      for sign in signs { text = text.replacing(String(sign), with: token) }
    }
    while text.contains("--") { text = text.replacing("--", with: "-") }
    return text
  }

  /// Brackets with closing days become rules, those with hours are opened, those with the last admission are left out.
  private static func bracketsTaken(from text: String) -> String {
    text.replacing(/\(([^()]*)\)/) { bracket in
      let inside = String(bracket.1)
      if closingWords.contains(where: inside.hasSuffix) { return ";" + inside }
      if inside.wholeMatch(of: /[\d:,\- ]+/) != nil { return " " + inside }
      return lastAdmission.contains(where: inside.contains) ? "" : String(bracket.0)
    }
  }

  private static let closingWords = ["闭馆", "休息", "休馆", "不开放", "关闭"]
  private static let lastAdmission = ["停止入", "停止进", "停止售票", "停止检票", "最后入", "止票"]

  private static let words: [(words: [String], token: String)] = [
    (["礼拜", "星期"], "周"), (["每周"], "周"), (["周天"], "周日"), (["每天", "每日"], "Mo-Su "), (["工作日"], "Mo-Fr "),
    (["周末"], "Sa,Su "), (["24小时开放", "24小时", "全天开放", "全天"], "24/7"), (closingWords, " off"),
  ]

  /// 周二-周日 as Tu-Su, 周六,日 and 周六周日 as Sa,Su.
  private static func daysNamed(in text: String) -> String {
    let names: [Character: String] = [
      "一": "Mo", "二": "Tu", "三": "We", "四": "Th", "五": "Fr", "六": "Sa", "日": "Su",
    ]
    return text.replacing(/周[一二三四五六日](?:\s*[,\-]?\s*周?[一二三四五六日])*\s*:?/) { days in
      var named = ""
      for sign in days.0 {
        if let name = names[sign] {
          // Two days without a sign between them are a list.
          named += (named.last?.isLetter == true ? "," : "") + name
        } else if sign == "," || sign == "-" {
          named.append(sign)
        }
      }
      return named + " "
    }
  }
}
