/// The class that a planner's word means.
enum SuppliedKind {
  /// Our own names, English and Chinese words; `nil` for an unknown word.
  static func kind(of word: String) -> VenueKind? {
    let folded = NameNormalisation.folded(word)
    let key = folded.split(whereSeparator: { " -_.".contains($0) }).joined(separator: "_")
    return words[key] ?? chinese.first { folded.contains($0.part) }?.kind
  }

  private static let words: [String: VenueKind] = {
    var words: [String: VenueKind] = [:]
    for kind in VenueKind.allCases {
      words[kind.rawValue.split(separator: ".").joined(separator: "_")] = kind
    }
    let more: [(VenueKind, [String])] = [
      (.museum, ["museums"]), (.theatre, ["theater", "theatres", "theaters", "concert_hall", "opera"]),
      (.library, ["libraries"]), (.mobileLibrary, ["mobile_library", "bookmobile"]),
      (.artsCentre, ["arts_center", "art_centre", "art_center"]),
      (.culturalCentre, ["cultural_center", "culture_centre", "culture_center", "community_centre"]),
      (.villageHall, ["community_hall"]), (.youthCentre, ["youth_center"]), (.memorialHall, ["memorial"]),
      (.exhibition, ["exhibition_centre", "exhibition_center", "exhibition_hall", "planetarium"]),
      (.bookcase, ["public_bookcase"]), (.gallery, ["art_gallery"]),
    ]
    for (kind, spellings) in more { for spelling in spellings { words[spelling] = kind } }
    return words
  }()

  /// Words a class goes by in Chinese lists; longer and narrower ones first.
  private static let chinese: [(part: String, kind: VenueKind)] = [
    ("流动图书", .mobileLibrary), ("汽车图书", .mobileLibrary), ("图书馆", .library), ("城市书房", .readingRoom),
    ("农家书屋", .readingRoom), ("自习室", .readingRoom), ("书房", .readingRoom), ("书柜", .bookcase),
    ("书箱", .bookcase), ("纪念馆", .memorialHall), ("故居", .memorialHall), ("博物馆", .museum), ("博物院", .museum),
    ("美术馆", .gallery), ("画廊", .gallery), ("大剧院", .theatre), ("剧院", .theatre), ("剧场", .theatre),
    ("音乐厅", .theatre), ("文化礼堂", .villageHall), ("少年宫", .youthCentre), ("青少年", .youthCentre),
    ("艺术中心", .artsCentre), ("文化", .culturalCentre), ("展览", .exhibition), ("陈列馆", .exhibition),
    ("科技馆", .exhibition), ("天文馆", .exhibition), ("电影院", .cinema), ("影院", .cinema), ("影剧院", .theatre),
    ("文物", .heritage), ("遗产", .heritage), ("其他", .other), ("其它", .other),
  ]
}
