/// How a supplied area's properties are called, and what they say.
enum AreaColumn {
  static let code = SuppliedTable.Column(
    "code", ["code", "adcode", "ad_code", "gb", "gbcode", "xzqdm", "区划代码", "行政区划代码", "统计用区划代码", "代码"])
  static let identifier = SuppliedTable.Column("id", ["id", "identifier", "编号", "序号"])
  static let level = SuppliedTable.Column("level", ["level", "admin_level", "层级", "级别", "行政级别"])
  static let type = SuppliedTable.Column(
    "type", ["type", "area_type", "urban_rural", "城乡", "城乡类型", "城乡分类", "城乡分类代码", "类型", "区域类型", "城乡属性"])

  /// The `admin_level` that a level's word or number stands for (OSM's table for China); `nil` for an unknown word.
  static func level(of text: String) -> Int? {
    let word = NameNormalisation.folded(text)
    if let number = Int(word) { return (1...15).contains(number) ? number : nil }
    return levelWords.first { $0.words.contains(word) }?.level
  }

  /// The level that a code of GB/T 2260 or GB/T 10114 tells by its length, zeros that stand for "all of it" left out:
  /// 330000 province, 330100 prefecture, 330106 county or district, 330106001 subdistrict or township, 12 digits village
  /// or community.
  static func level(ofCode code: String) -> Int? {
    switch stem(ofCode: code)?.utf8.count {
    case 2: 4
    case 4: 5
    case 6: 6
    case 9: 8
    case 12: 10
    default: nil
    }
  }

  /// An official code without the zeros that stand for "all of it": what all codes inside it begin with. `nil` for
  /// anything but 6, 9 or 12 digits.
  static func stem(ofCode code: String) -> Substring? {
    guard [6, 9, 12].contains(code.utf8.count), code.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    var stem = code[...]
    for (length, zeros) in [(12, "000"), (9, "000"), (6, "00"), (4, "00")]
    where stem.utf8.count == length && stem.hasSuffix(zeros) {
      stem = stem.dropLast(zeros.count)
    }
    return stem
  }

  /// Town or country by a word, or by China's code of town and country (国家统计局 城乡分类代码: 1xx town, 2xx country).
  static func type(of text: String) -> AreaType? {
    let word = NameNormalisation.folded(text)
    if word.utf8.count == 3, let code = Int(word) {
      return [111, 112, 121, 122, 123].contains(code) ? .urban : [210, 220].contains(code) ? .rural : nil
    }
    return ["urban", "town", "city", "城市", "城镇", "城", "城区", "镇区"].contains(word)
      ? .urban : ["rural", "village", "country", "乡村", "农村", "村", "乡"].contains(word) ? .rural : nil
  }

  private static let levelWords: [(level: Int, words: [String])] = [
    (2, ["country", "国家"]), (4, ["province", "省", "省级", "自治区", "直辖市"]),
    (5, ["city", "prefecture", "市", "地级市", "市级", "地级"]),
    (6, ["district", "county", "区", "县", "区县", "县级市", "区级", "县级"]),
    (8, ["street", "subdistrict", "sub-district", "town", "township", "街道", "镇", "乡", "乡镇", "街道/镇"]),
    (10, ["community", "shequ", "village", "neighbourhood", "neighborhood", "社区", "村", "村级", "社区/村", "小区"]),
  ]
}
