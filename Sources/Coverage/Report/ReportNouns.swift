/// What the report counts.
enum ReportNoun: CaseIterable {
  case home, dwelling, person, venue, gap, area, byte, warning

  /// English singular and plural; Chinese measure word and noun.
  var forms: (one: String, many: String, chinese: String) {
    switch self {
    case .home: ("home", "homes", "处居住点")
    case .dwelling: ("dwelling", "dwellings", "套住宅")
    case .person: ("person", "people", "人")
    case .venue: ("venue", "venues", "处场馆")
    case .gap: ("gap", "gaps", "处盲区")
    case .area: ("area", "areas", "个区域")
    case .byte: ("byte", "bytes", "字节")
    case .warning: ("warning", "warnings", "条警告")
    }
  }
}

extension VenueKind {
  /// The class in words: as a name, with its English article, and in Chinese.
  var words: (name: String, article: String, chinese: String) {
    switch self {
    case .museum: ("museum", "a museum", "博物馆")
    case .theatre: ("theatre", "a theatre", "剧院")
    case .library: ("library", "a library", "图书馆")
    case .mobileLibrary: ("mobile library", "a mobile library", "流动图书馆")
    case .gallery: ("gallery", "a gallery", "美术馆")
    case .artsCentre: ("arts centre", "an arts centre", "艺术中心")
    case .culturalCentre: ("cultural centre", "a cultural centre", "文化中心")
    case .villageHall: ("village hall", "a village hall", "文化礼堂")
    case .youthCentre: ("youth centre", "a youth centre", "青少年宫")
    case .readingRoom: ("reading room", "a reading room", "书房")
    case .memorialHall: ("memorial hall", "a memorial hall", "纪念馆")
    case .exhibition: ("exhibition centre", "an exhibition centre", "展览馆")
    case .cinema: ("cinema", "a cinema", "电影院")
    case .bookcase: ("public bookcase", "a public bookcase", "公共书柜")
    case .heritage: ("heritage site", "a heritage site", "文化遗产地")
    case .other: ("other venue", "another venue", "其他场馆")
    }
  }
}
