/// Words of the report's head and of its three figures.
enum HeadPhrase: ReportPhrase {
  case title, wholeExtract, areaWhole, areaFile, areaNamed, areaOutline, leadPeople, leadDwellings, leadNoHomes,
    estimated, supplied, mapDataOf
  case coveredPeople, coveredDwellings, coveredDetail, beyondPeople, beyondDwellings, beyondDetail
  case worst, worstDetail, worstNone, unreachable, noFigure

  var row: ReportRow {
    switch self {
    case .title: ReportRow("{area}: the {limit} cultural circle", "{area}：{limit}文化生活圈")
    case .wholeExtract: ReportRow("The whole extract", "全部数据范围")
    case .areaWhole: ReportRow("Study area: the whole map extract.", "研究范围：全部地图数据。")
    case .areaFile: ReportRow("Study area: the whole map extract {file}.", "研究范围：地图数据{file}的全部范围。")
    case .areaNamed: ReportRow("Study area: the administrative area {area}.", "研究范围：行政区{area}。")
    case .areaOutline: ReportRow("Study area: the outline {file}.", "研究范围：边界文件{file}。")
    case .leadPeople:
      ReportRow(
        "{share} of {total} live within {limit} on foot of {kinds}, door to door at {speed}.",
        "按步行速度{speed}、从门到门计算，{total}中有{share}在{limit}内可以走到{kinds}。")
    case .leadDwellings:
      ReportRow(
        "{share} of {total} (estimated) lie within {limit} on foot of {kinds}, door to door at {speed}.",
        "按步行速度{speed}、从门到门计算，{total}（估算）中有{share}在{limit}内可以走到{kinds}。")
    case .leadNoHomes:
      ReportRow(
        "No homes are known here, so nothing can be said of who reaches {kinds} within {limit}.",
        "此范围内没有任何居住点的数据，因此无法判断谁能在{limit}内走到{kinds}。")
    case .estimated:
      ReportRow(
        "No counts of people were supplied. All figures count dwellings, estimated from the size and the number of levels of the buildings in OpenStreetMap: they are not people, and single buildings may be far off.",
        "本次分析没有人口数据。所有数字均以住宅套数计，按OpenStreetMap中建筑物的占地面积和层数估算：它们不是人口数，个别建筑物可能偏差较大。")
    case .supplied:
      ReportRow("People are as supplied in the list {file}.", "人口数取自所提供的清单{file}。")
    case .mapDataOf: ReportRow("Map data of {date}.", "地图数据日期：{date}。")
    case .coveredPeople: ReportRow("of people are within {limit}", "的人口在{limit}以内")
    case .coveredDwellings: ReportRow("of dwellings (estimated) are within {limit}", "的住宅（估算）在{limit}以内")
    case .coveredDetail: ReportRow("{weight} of {total}", "{weight}／{total}")
    case .beyondPeople: ReportRow("people live beyond {limit}", "人居住在{limit}以外")
    case .beyondDwellings: ReportRow("dwellings (estimated) lie beyond {limit}", "套住宅（估算）在{limit}以外")
    case .beyondDetail: ReportRow("in {count} of {homes}", "共{homes}，其中{count}处")
    case .worst: ReportRow("is the longest walk from a home", "是最远居住点的步行时间")
    case .worstDetail: ReportRow("home {home} at {place}, to {venue}", "居住点{home}（{place}），至{venue}")
    case .worstNone: ReportRow("no home has a way on foot to a venue", "没有任何居住点可以步行到达场馆")
    case .unreachable: ReportRow("without any way to a venue: {homes}, {weight}", "完全无法步行到达场馆：{homes}，{weight}")
    case .noFigure: ReportRow("–", "—")
    }
  }
}

/// Words beside the map.
enum MapPhrase: ReportPhrase {
  case heading, picture, within, gap, noGap, water, border, rank, site, venues, noVenues, outside

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("Map", "地图")
    case .picture:
      ReportRow(
        "Map of {area}: land within reach of a venue by minutes of walking, gaps and venues",
        "{area}地图：按步行分钟数划分的场馆可达范围、盲区和场馆")
    case .within: ReportRow("within {limit} of a venue: {share}", "{limit}内可达场馆：{share}")
    case .gap: ReportRow("gap: homes beyond {limit}", "盲区：{limit}以外的居住点")
    case .noGap: ReportRow("no gaps", "没有盲区")
    case .water: ReportRow("lakes and rivers", "湖泊与河流")
    case .border: ReportRow("border of the study area", "研究范围边界")
    case .rank: ReportRow("number of the gap (first ten)", "盲区编号（前十处）")
    case .site: ReportRow("best site for the gap of that number", "该编号盲区的最佳选址")
    case .venues: ReportRow("{name}: {count}", "{name}：{count}处")
    case .noVenues: ReportRow("no venues", "没有场馆")
    case .outside:
      ReportRow(
        "Blank land has no street within reach of a venue, or lies beyond the data. The sea is not drawn.",
        "空白处没有可达场馆的街道，或者超出数据范围。海面未绘出。")
    }
  }
}

/// Words of the chart and its table.
enum ChartPhrase: ReportPhrase {
  case headingPeople, headingDwellings, picture, xAxis, yPeople, yDwellings, limit, none, noWalks
  case walk, homes, share, within, beyond, noWay, cumulative

  var row: ReportRow {
    switch self {
    case .headingPeople: ReportRow("How far people walk", "居民要走多远")
    case .headingDwellings: ReportRow("How far it is from the dwellings (estimated)", "从住宅（估算）出发要走多远")
    case .picture:
      ReportRow(
        "Curve of the share that reaches a venue within so many minutes; {share} at {limit}",
        "在若干分钟内可到达场馆的比例曲线；{limit}处为{share}")
    case .xAxis: ReportRow("minutes on foot to the nearest venue, at most", "步行至最近场馆的分钟数（不超过）")
    case .yPeople: ReportRow("share of people", "人口比例")
    case .yDwellings: ReportRow("share of dwellings (estimated)", "住宅比例（估算）")
    case .limit: ReportRow("{limit}: {share}", "{limit}：{share}")
    case .none: ReportRow("No homes are known here, so there is nothing to draw.", "此范围内没有居住点数据，无法绘图。")
    case .noWalks:
      ReportRow("No home has a way on foot to a venue, so there is no curve to draw.", "没有任何居住点可以步行到达场馆，无法绘制曲线。")
    case .walk: ReportRow("Walk to the nearest venue", "步行至最近场馆")
    case .homes: ReportRow("Homes", "居住点")
    case .share: ReportRow("Share", "比例")
    case .within: ReportRow("within {limit}", "{limit}以内")
    case .beyond: ReportRow("beyond {limit}", "{limit}以外")
    case .noWay: ReportRow("of these, no way on foot to any venue", "其中完全无法步行到达场馆")
    case .cumulative: ReportRow("Each row “within” includes the shorter walks.", "每一“以内”行均包含更短的步行时间。")
    }
  }
}

/// Words of the table of areas.
enum AreaPhrase: ReportPhrase {
  case heading, intro, none, name, level, homes, people, dwellings, covered, beyondPeople, beyondDwellings, venues
  case median, longest, noWay, noWalk, unnamed, unassigned, unassignedIn, more, own, supplied, both

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("Areas", "分区情况")
    case .intro:
      ReportRow(
        "{areas}, those with most beyond {limit} first. Areas of different levels overlap; do not add them up.",
        "{areas}，按{limit}以外的数量由多到少排列。不同级别的区域相互重叠，不可相加。")
    case .none:
      ReportRow(
        "No administrative area lies whole in the data, so there is no table of areas.",
        "数据中没有完整的行政区，因此没有分区表。")
    case .name: ReportRow("Area", "区域")
    case .level: ReportRow("Level", "级别")
    case .homes: ReportRow("Homes", "居住点")
    case .people: ReportRow("People", "人口")
    case .dwellings: ReportRow("Dwellings (estimated)", "住宅（估算）")
    case .covered: ReportRow("Covered", "覆盖率")
    case .beyondPeople: ReportRow("People beyond", "未覆盖人口")
    case .beyondDwellings: ReportRow("Dwellings beyond (estimated)", "未覆盖住宅（估算）")
    case .venues: ReportRow("Venues", "场馆")
    case .median: ReportRow("Median walk", "步行中位数")
    case .longest: ReportRow("Longest walk", "最长步行")
    case .noWay: ReportRow("no way", "无法到达")
    case .noWalk: ReportRow("–", "—")
    case .unnamed: ReportRow("unnamed ({name})", "未命名（{name}）")
    case .unassigned: ReportRow("in no area of {name}", "不在{name}任何区域内")
    case .unassignedIn: ReportRow("in {place}, in no area of {name}", "{place}内，不在{name}任何区域内")
    case .own: ReportRow("Administrative areas that lie whole in the data", "完整位于数据范围内的行政区")
    case .supplied: ReportRow("Areas as supplied", "所提供的区域")
    case .both:
      ReportRow(
        "Areas as supplied, and administrative areas that lie whole in the data", "所提供的区域和完整位于数据范围内的行政区")
    case .more: ReportRow("Not listed here, but in areas.csv: {count}.", "此处未列出、见areas.csv：{count}。")
    }
  }
}

/// Words of the list of venues.
enum VenuePhrase: ReportPhrase {
  case headingPeople, headingDwellings, introPeople, introDwellings, none, noneAlone, name, unnamed, kind
  case reachedPeople, reachedDwellings, onlyPeople, onlyDwellings, othersPeople, othersDwellings, offNetwork, more

  var row: ReportRow {
    switch self {
    case .headingPeople: ReportRow("Venues and the people only they reach", "场馆及仅由其服务的人口")
    case .headingDwellings:
      ReportRow("Venues and the dwellings (estimated) only they reach", "场馆及仅由其服务的住宅（估算）")
    case .introPeople:
      ReportRow(
        "If one of these closed, the people in the last column would have no venue within {limit}.",
        "如果其中一处关闭，最后一列的人口在{limit}内将没有任何场馆。")
    case .introDwellings:
      ReportRow(
        "If one of these closed, the dwellings in the last column would have no venue within {limit}.",
        "如果其中一处关闭，最后一列的住宅在{limit}内将没有任何场馆。")
    case .none: ReportRow("There is no venue in the data: the whole city is a gap.", "数据中没有任何场馆：整个城市都是盲区。")
    case .noneAlone:
      ReportRow(
        "No venue is the only one within {limit} for anyone: any single one could close and the covered share would stay.",
        "没有任何场馆是某处居民在{limit}内唯一可达的：任意一处关闭，覆盖率都不变。")
    case .name: ReportRow("Venue", "场馆")
    case .unnamed: ReportRow("unnamed {kind} ({venue})", "未命名{kind}（{venue}）")
    case .kind: ReportRow("Kind", "类型")
    case .reachedPeople: ReportRow("People within {limit}", "{limit}内人口")
    case .reachedDwellings: ReportRow("Dwellings within {limit} (estimated)", "{limit}内住宅（估算）")
    case .onlyPeople: ReportRow("People only it reaches", "仅由其服务的人口")
    case .onlyDwellings: ReportRow("Dwellings only it reaches (estimated)", "仅由其服务的住宅（估算）")
    case .othersPeople:
      ReportRow(
        "Without people whom only they reach: {venues}. All whom they reach have another venue within {limit}.",
        "没有仅由其服务的人口：{venues}。其服务的居民在{limit}内都另有场馆可去。")
    case .othersDwellings:
      ReportRow(
        "Without dwellings that only they reach: {venues}. All that they reach have another venue within {limit}.",
        "没有仅由其服务的住宅：{venues}。其服务的住宅在{limit}内都另有场馆可去。")
    case .offNetwork:
      ReportRow("Without a street within {snap}, so reached by nobody: {venues}.", "{snap}内没有街道、因而无人可达：{venues}。")
    case .more: ReportRow("Not listed here, but in venues.geojson: {venues}.", "此处未列出、见venues.geojson：{venues}。")
    }
  }
}
