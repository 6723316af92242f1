import Foundation

/// Names brought to a form in which the same venue of two lists is spelled alike (domain §4).
enum NameNormalisation {
  /// NFKC, bracketed additions dropped, folded case, blanks and punctuation dropped, the prefixes 杭州市 and 杭州
  /// with a district dropped; 总馆 and 分馆 stay, as main house and branch are two places. Empty for no name.
  static func normalised(_ name: String) -> String {
    // NFKC leaves ASCII as it is, and costs microseconds to find that out.
    let isPlain = name.utf8.allSatisfy { $0 < 0x80 }
    let folded = (isPlain ? name : name.precomposedStringWithCompatibilityMapping).lowercased()
    let trimmed = withoutBrackets(folded)
    let kept = trimmed.unicodeScalars.filter { scalar in
      scalar.isASCII
        ? ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) : CharacterSet.alphanumerics.contains(scalar)
    }
    return withoutCityPrefix(String(String.UnicodeScalarView(kept)))
  }

  /// For looking a name up: no case, no diacritics, no width.
  static func folded(_ name: String) -> String {
    name.precomposedStringWithCompatibilityMapping
      .folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Drops what stands in brackets unless nothing else is left; NFKC has made full-width ones plain.
  private static func withoutBrackets(_ name: String) -> String {
    var depth = 0
    var kept = ""
    for character in name {
      switch character {
      case "(", "[", "【", "〔", "「", "《": depth += 1
      case ")", "]", "】", "〕", "」", "》": depth = max(0, depth - 1)
      default: if depth == 0 { kept.append(character) }
      }
    }
    // Brackets that hold 总馆 or 分馆 name the branch; a title in 《》 may be all there is.
    let namesBranch = name.contains("总馆") || name.contains("分馆")
    return kept.allSatisfy(\.isWhitespace) || namesBranch ? name : kept
  }

  private static func withoutCityPrefix(_ name: String) -> String {
    let districts = [
      "上城区", "拱墅区", "西湖区", "滨江区", "萧山区", "余杭区", "临平区", "钱塘区", "富阳区", "临安区",
    ]
    var rest = Substring(name)
    for prefix in ["浙江省", "杭州市"] where rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
    for district in districts where rest.hasPrefix(district) { rest = rest.dropFirst(district.count) }
    return rest.isEmpty ? name : String(rest)
  }
}
