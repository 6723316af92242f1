/// How the figures came about, in plain words.
enum MethodPhrase: ReportPhrase {
  case heading, promise, walk, suppliedHomes, spreadHomes, buildingHomes, osmVenues, suppliedVenues
  case gatesOpen, gatesResident, gatesClosed, trunk, covered, gap, site

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("Method", "方法")
    case .promise:
      ReportRow(
        "UNESCO’s text on learning cities speaks of a cultural centre “such as a museum, theatre or library, located no more than 15 minutes’ walk away from every citizen’s home”. This report asks for {kinds} within {limit}.",
        "联合国教科文组织关于学习型城市的文本提出：博物馆、剧院或图书馆等文化中心，距每位市民住处的步行时间不超过15分钟。本报告考察{limit}内能否到达{kinds}。")
    case .walk:
      ReportRow(
        "The walk is measured from door to door: straight from the home to its street, along the streets and paths that walkers may use, and straight to the venue’s door. Everyone walks at {speed}, on steps at half of that. Exactly {limit} counts as within, anything longer does not.",
        "步行时间从门到门计算：从居住点直线走到街道，沿允许步行的街道和小路前行，再直线走到场馆门口。所有人的步行速度均为{speed}，台阶上减半。恰好{limit}算作以内，再长即不算。")
    case .suppliedHomes:
      ReportRow(
        "Homes and their people are those of the list {file}.", "居住点及其人口取自清单{file}。")
    case .spreadHomes:
      ReportRow(
        "People are those of {file}. Its points are homes; the people of its cells or polygons are spread over the residential buildings of OpenStreetMap inside each, in proportion to estimated dwellings, and along the streets where no such building is drawn.",
        "人口取自{file}：其中的点即为居住点；网格或区域的人口按估算的住宅套数分摊到其范围内OpenStreetMap的住宅建筑物上，没有标绘住宅的，则沿街道分摊。")
    case .buildingHomes:
      ReportRow(
        "Homes are the residential buildings of OpenStreetMap, and points along the streets of residential land where few buildings are drawn. Dwellings are estimated from floor area and levels.",
        "居住点是OpenStreetMap中的住宅建筑物；在建筑物标绘很少的居住用地，则沿街道取点。住宅套数按建筑面积和层数估算。")
    case .osmVenues:
      ReportRow(
        "Venues are those that OpenStreetMap knows and that are open to the public; entries for one and the same house are counted once.",
        "场馆是OpenStreetMap收录的、对公众开放的场馆；同一场馆的多条记录只计一次。")
    case .suppliedVenues:
      ReportRow(
        "Venues are those of the list {file}; those of the map count too where the run was asked to add the list to them.",
        "场馆取自清单{file}；若运行时要求合并，则地图中的场馆也计入。")
    case .gatesOpen: ReportRow("All gates and private ways count as open.", "所有大门和内部道路均视为可通行。")
    case .gatesResident:
      ReportRow(
        "Through gates and on private ways residents may come and go, but nobody may pass through.",
        "大门和内部道路仅供住户出入，他人不得穿行。")
    case .gatesClosed:
      ReportRow("Gates and private ways count as closed unless the map says they are open.", "除非地图注明开放，大门和内部道路均视为关闭。")
    case .trunk:
      ReportRow("Trunk roads count as walkable also without a mapped sidewalk.", "主干快速路即使未标绘人行道也视为可步行。")
    case .covered:
      ReportRow("A home is covered when at least one venue is within {limit}.", "{limit}内至少有一处场馆的居住点即为已覆盖。")
    case .gap:
      ReportRow(
        "A gap is land on which homes beyond {limit} stand close together. Its cause is the one that holds for most of it: each was tried, by air line, with gates open, and at a 10\u{a0}% faster walk.",
        "盲区是{limit}以外的居住点聚集的地段。其原因取其中占多数者：分别按直线距离、开放大门、步行速度加快10\u{a0}%逐一检验。")
    case .site:
      ReportRow(
        "The best site for a gap is the street corner from which one new venue would bring most of that gap within {limit}; its neighbours may gain too. Whether a house or land is to be had there was not asked.",
        "盲区的最佳选址，是设一处新场馆即可使该盲区最大部分进入{limit}范围的街口；周边也可能受益。该处是否有可用的房屋或土地未予考察。")
    }
  }
}

/// What the figures do not say.
enum LimitPhrase: ReportPhrase {
  case heading, ground, mapGaps, estimates, doors, levels, edge, drawing

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("Limits", "局限")
    case .ground:
      ReportRow(
        "The ground counts as flat. There are no waits at crossings and no opening hours, and everyone walks at one speed: older people and children need longer.",
        "地面按平坦计算，不计路口等候和开放时间，所有人步行速度相同：老人和儿童需要更长时间。")
    case .mapGaps:
      ReportRow(
        "What the map does not know does not exist here: missing buildings, footways and venues make the figures wrong, mostly too low.",
        "地图中没有的，在此就不存在：缺失的建筑物、步道和场馆会使结果失准，多数情况下偏低。")
    case .estimates:
      ReportRow(
        "Dwellings are estimates. Supply a list of homes with people where there is one.", "住宅套数为估算值。如有带人口数的居住点清单，请予提供。"
      )
    case .doors:
      ReportRow(
        "A building without mapped entrances has one door, where its outline is nearest to a street.",
        "未标绘入口的建筑物只设一个门，位于其轮廓离街道最近处。")
    case .levels:
      ReportRow(
        "Heights are not looked at: a terrace above a street counts as beside it.", "不考虑高差：街道上方的平台视同街边。")
    case .edge:
      ReportRow(
        "Near the edge of the data homes may have venues or ways beyond it; such homes are counted below.",
        "靠近数据边缘的居住点，可能在数据之外另有场馆或道路；此类居住点的数量见下表。")
    case .drawing:
      ReportRow(
        "The coloured land on the map is drawn on a grid of {length} for looking at; the figures are counted home by home.",
        "地图上的着色范围按{length}网格绘制，仅供查看；数字按居住点逐一统计。")
    }
  }
}

/// What to beware of in this run.
enum BewarePhrase: ReportPhrase {
  case heading, what, count, nothing, edge, noStreet, noWay, venuesOff, estimatedHomes, cutWays, islands,
    unknownBarriers
  case warnings

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("Beware in this run", "本次运行须注意")
    case .what: ReportRow("What", "事项")
    case .count: ReportRow("Count", "数量")
    case .nothing: ReportRow("Nothing out of the ordinary was counted.", "没有统计到异常情况。")
    case .edge:
      ReportRow("Homes near the edge of the data: the truth may be better", "靠近数据边缘的居住点：实际情况可能更好")
    case .noStreet: ReportRow("Homes without a street within {snap}: never covered", "{snap}内没有街道的居住点：一律未覆盖")
    case .noWay: ReportRow("Homes with a street, but without a way to a venue", "有街道但无法步行到达场馆的居住点")
    case .venuesOff: ReportRow("Venues without a street within {snap}", "{snap}内没有街道的场馆")
    case .estimatedHomes:
      ReportRow("Homes that are points along streets, for want of mapped buildings", "因缺少建筑物标绘而沿街取点的居住点")
    case .cutWays: ReportRow("Streets and outlines cut at the edge of the data", "在数据边缘被截断的街道和轮廓")
    case .islands:
      ReportRow("Homes on streets that the map leaves unconnected, joined across the gap", "位于地图未连通街道上、跨越缺口连接的居住点")
    case .unknownBarriers:
      ReportRow("Barriers of an unknown kind on streets, taken as passable", "街道上类型不明、视为可通行的障碍物")
    case .warnings: ReportRow("Kinds of warnings in run.json", "run.json中的警告种类")
    }
  }
}

/// Where the data come from and on what terms.
enum SourcePhrase: ReportPhrase {
  case heading, attribution, lists, dataOf, dataUndated, file, role, size, digest, extract, venues, homes, population,
    boundary, rule, areas, profile, city
  case otherInput, noDigest, runFiles, runFilesIntro, program, notice

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("Sources and licence", "数据来源与许可")
    case .attribution:
      ReportRow(
        "Map data © OpenStreetMap contributors, available under the Open Database License (ODbL) 1.0.",
        "地图数据 © OpenStreetMap 贡献者，依据开放数据库许可协议（ODbL）1.0 提供。")
    case .notice:
      ReportRow(
        "Keep this notice when you publish maps or tables of this report.", "发布本报告中的地图或表格时，请保留此声明。")
    case .lists:
      ReportRow(
        "For the lists that were supplied the terms of their owners hold.", "所提供清单的使用条件由其所有者决定。")
    case .dataOf: ReportRow("The extract’s data are of {date}.", "数据提取文件的日期为{date}。")
    case .dataUndated: ReportRow("The extract does not tell the date of its data.", "数据提取文件未注明日期。")
    case .file: ReportRow("File", "文件")
    case .role: ReportRow("Use", "用途")
    case .size: ReportRow("Size", "大小")
    case .digest: ReportRow("SHA-256", "SHA-256 校验值")
    case .extract: ReportRow("map extract", "地图数据")
    case .venues: ReportRow("list of venues", "场馆清单")
    case .homes: ReportRow("list of homes", "居住点清单")
    case .population: ReportRow("people", "人口")
    case .boundary: ReportRow("study area", "研究范围")
    case .rule: ReportRow("rule", "规则")
    case .areas: ReportRow("areas", "分区")
    case .profile: ReportRow("who walks", "步行者档案")
    case .city: ReportRow("prepared city", "预处理城市")
    case .otherInput: ReportRow("other input", "其他输入")
    case .noDigest: ReportRow("not taken", "未计算")
    case .runFiles: ReportRow("Files of the run", "本次运行的文件")
    case .runFilesIntro:
      ReportRow(
        "This report was made from these files; they hold every home, gap, venue and area.",
        "本报告由下列文件生成，其中包含每一处居住点、盲区、场馆和区域。")
    case .program: ReportRow("Made with {program}.", "由 {program} 生成。")
    }
  }
}
