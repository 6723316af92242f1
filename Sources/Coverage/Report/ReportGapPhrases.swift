/// Words of the list of gaps.
enum GapPhrase: ReportPhrase {
  case heading, introPeople, introDwellings, none, noneDrawn, noHomes, undrawn, more
  case number, place, people, dwellings, walk, causeSize
  case somewhere, unnamed, nearest, walkMedian, walkRange, noWalk, site, siteDwellings

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("Gaps", "服务盲区")
    case .introPeople:
      ReportRow(
        "Gaps are inhabited land beyond {limit}: {gaps} on {land}, with {weight} in {homes}. Those with most people come first.",
        "盲区是{limit}以外的有人居住地段。共{gaps}，面积{land}，涉及{homes}、{weight}；按人口由多到少排列。")
    case .introDwellings:
      ReportRow(
        "Gaps are inhabited land beyond {limit}: {gaps} on {land}, with {weight} (estimated) in {homes}. Those with most dwellings come first.",
        "盲区是{limit}以外的有人居住地段。共{gaps}，面积{land}，涉及{homes}、{weight}（估算）；按住宅套数由多到少排列。")
    case .none: ReportRow("There are no gaps: every home is within {limit} of a venue.", "没有盲区：所有居住点在{limit}内都有场馆。")
    case .noneDrawn:
      ReportRow(
        "No gap could be drawn, though these lie beyond {limit}: {homes}.", "未能绘出盲区，但{limit}以外仍有{homes}。")
    case .noHomes: ReportRow("No homes are known here, so there are no gaps to tell of.", "此范围内没有居住点数据，因此没有盲区可列。")
    case .undrawn:
      ReportRow("Beyond {limit}, but too far from the city to be drawn: {homes}.", "在{limit}以外、但离城市太远而未绘出：{homes}。")
    case .more:
      ReportRow("Not listed here, but in gaps.geojson: {gaps}, {weight}.", "此处未列出、见gaps.geojson：{gaps}，{weight}。")
    case .number: ReportRow("No.", "编号")
    case .place: ReportRow("Where and why", "位置与原因")
    case .people: ReportRow("People", "人口")
    case .dwellings: ReportRow("Dwellings (estimated)", "住宅（估算）")
    case .walk: ReportRow("Walk", "步行时间")
    case .causeSize: ReportRow("({gaps}, {weight}):", "（{gaps}，{weight}）：")
    case .somewhere: ReportRow("{name}, at {place}", "{name}，{place}")
    case .unnamed: ReportRow("unnamed place", "未命名地点")
    case .nearest: ReportRow("Nearest venue for most: {venue}.", "多数居住点的最近场馆：{venue}。")
    case .walkMedian: ReportRow("median {walk}", "中位数{walk}")
    case .walkRange: ReportRow("{walk} to {way}", "{walk}至{way}")
    case .noWalk: ReportRow("no way to a venue", "无法步行到达场馆")
    case .site:
      ReportRow(
        "Best site found: {place}. A venue there would bring {weight} of this gap within {limit}.",
        "最佳选址：{place}。在此设一处场馆，可使该盲区的{weight}进入{limit}范围。")
    case .siteDwellings:
      ReportRow(
        "Best site found: {place}. A venue there would bring {weight} (estimated) of this gap within {limit}.",
        "最佳选址：{place}。在此设一处场馆，可使该盲区的{weight}（估算）进入{limit}范围。")
    }
  }
}

/// The causes of gaps: a name and a sentence each.
enum CausePhrase: ReportPhrase {
  case noVenue, noVenueWhy, missingLink, missingLinkWhy, gate, gateWhy, justOver, justOverWhy
  case noPathData, noPathDataWhy, far, farWhy

  init(_ cause: GapCause) {
    switch cause {
    case .noVenue: self = .noVenue
    case .missingLink: self = .missingLink
    case .gate: self = .gate
    case .justOver: self = .justOver
    case .noPathData: self = .noPathData
    case .far: self = .far
    }
  }

  /// The sentence of a cause.
  static func why(_ cause: GapCause) -> CausePhrase {
    switch cause {
    case .noVenue: .noVenueWhy
    case .missingLink: .missingLinkWhy
    case .gate: .gateWhy
    case .justOver: .justOverWhy
    case .noPathData: .noPathDataWhy
    case .far: .farWhy
    }
  }

  var row: ReportRow {
    switch self {
    case .noVenue: ReportRow("No venue near", "附近没有场馆")
    case .noVenueWhy:
      ReportRow(
        "No venue lies within {length} even as the crow flies, which is as far as one walks in {limit}: paths alone cannot help here, a venue could.",
        "即使按直线距离，{length}（即{limit}的步行距离）内也没有场馆：仅改善道路无济于事，需要新的场馆。")
    case .missingLink: ReportRow("Missing link", "缺少通道")
    case .missingLinkWhy:
      ReportRow(
        "A venue is near as the crow flies, but the walk is more than 1.6 times as long: a bridge, a passage or a path may be missing.",
        "按直线距离场馆就在附近，但步行路程是直线距离的1.6倍以上：可能缺少桥梁、通道或小路。")
    case .gate: ReportRow("Gates", "门禁阻隔")
    case .gateWhy:
      ReportRow(
        "With all gates and private ways open, these homes would be within {limit}.",
        "如果所有大门和内部道路开放通行，这些居住点即在{limit}以内。")
    case .justOver: ReportRow("Just over", "略微超出")
    case .justOverWhy:
      ReportRow("Someone who walks 10\u{a0}% faster would arrive within {limit}.", "步行速度快10\u{a0}%即可在{limit}内到达。")
    case .noPathData: ReportRow("No path in the data", "数据中没有道路")
    case .noPathDataWhy:
      ReportRow(
        "The map shows no street or path within {snap} of these homes: check on the spot before acting.",
        "地图数据中这些居住点{snap}内没有街道或小路：采取措施前请先实地核实。")
    case .far: ReportRow("Too far on foot", "步行过远")
    case .farWhy:
      ReportRow(
        "A venue is within {length} as the crow flies; the walk is too long all the same, without a great detour.",
        "按直线距离，{length}内有场馆；路上没有大的绕行，但步行仍然过远。")
    }
  }
}

/// What was measured at one home of a gap.
enum EvidencePhrase: ReportPhrase {
  case walk, noStreet, noWay, gatesOpen, wall, water, dataEnd, noVenue

  var row: ReportRow {
    switch self {
    case .walk:
      ReportRow(
        "Measured at home {home}: {length} to {venue} as the crow flies, {walk} on foot to the nearest venue.",
        "以居住点{home}为例：至{venue}的直线距离为{length}，步行至最近场馆为{walk}。")
    case .noStreet:
      ReportRow(
        "Measured at home {home}: {length} to {venue} as the crow flies, no street within {snap}.",
        "以居住点{home}为例：至{venue}的直线距离为{length}，{snap}内没有街道。")
    case .noWay:
      ReportRow(
        "Measured at home {home}: {length} to {venue} as the crow flies, no way on foot.",
        "以居住点{home}为例：至{venue}的直线距离为{length}，没有可步行的路线。")
    case .gatesOpen: ReportRow("With gates open it is {walk}.", "开放大门后为{walk}。")
    case .wall: ReportRow("A wall or fence lies between.", "其间隔有围墙或栅栏。")
    case .water: ReportRow("Water, a railway or a motorway lies between.", "其间隔有水域、铁路或高速公路。")
    case .dataEnd: ReportRow("The data end near by, so the truth may be better.", "附近即数据边缘，实际情况可能更好。")
    case .noVenue: ReportRow("No venue counts.", "没有计入任何场馆。")
    }
  }
}
