/// Words of a run under a rule: they stand where else the limit is told of.
enum RulePhrase: ReportPhrase {
  case title, leadPeople, leadDwellings, coveredPeople, coveredDwellings, beyondPeople, beyondDwellings, gapKey
  case heading, source, clause, asks, asked, failingPeople, failingDwellings, failingShare, asksMinutes, asksMetres
  case held, urban, rural, beside, passes, chart, covered, gap, hopeless, hopelessBeside
  case areas, areasFail, areasFailWhole, gapsPeople, gapsDwellings, none, noneDrawn, undrawn, failed
  case evidenceWalk, evidenceOver, evidenceNoStreet, evidenceNoWay, tooFew
  case noVenueWhy, missingLinkWhy, gateWhy, justOverWhy, farWhy
  case zhejiang, zhejiangMetres, centres, promise

  /// The title of a rule that comes with the program; `nil` for the user's own, or one that was edited.
  init?(titleOf rule: CoverageRule) {
    let packs: [String: RulePhrase] = [
      "zj-1plus2": .zhejiang, "zj-1plus2-metres": .zhejiangMetres, "gb50180": .centres, CoverageRule.promise: .promise,
    ]
    guard let phrase = packs[rule.name], (try? CoverageRule(pack: rule.name))?.title == rule.title else { return nil }
    self = phrase
  }

  var row: ReportRow {
    switch self {
    case .title: ReportRow("{area}: {rule}", "{area}：{rule}")
    case .leadPeople:
      ReportRow(
        "{share} of {total} live where this rule holds: {rule}. Walks are measured door to door at {speed}.",
        "{total}中有{share}居住在满足以下规则之处：{rule}。步行从门到门、按{speed}计算。")
    case .leadDwellings:
      ReportRow(
        "{share} of {total} (estimated) lie where this rule holds: {rule}. Walks are measured door to door at {speed}.",
        "{total}（估算）中有{share}满足规则：{rule}。步行从门到门、按{speed}计算。")
    case .coveredPeople: ReportRow("of people live where the rule holds", "的人口居住在满足规则之处")
    case .coveredDwellings: ReportRow("of dwellings (estimated) lie where the rule holds", "的住宅（估算）满足规则")
    case .beyondPeople: ReportRow("people live where the rule fails", "人居住在不满足规则之处")
    case .beyondDwellings: ReportRow("dwellings (estimated) lie where the rule fails", "套住宅（估算）不满足规则")
    case .gapKey: ReportRow("gap: homes where the rule fails", "盲区：不满足规则的居住点")
    case .heading: ReportRow("The rule", "规则")
    case .source: ReportRow("{rule}. After {document}: {clause}", "{rule}。依据{document}：{clause}")
    case .clause: ReportRow("Clause", "条款")
    case .asks: ReportRow("What it asks", "要求")
    case .asked: ReportRow("Homes asked", "适用居住点")
    case .failingPeople: ReportRow("People for whom it fails", "不满足的人口")
    case .failingDwellings: ReportRow("Dwellings (estimated) for which it fails", "不满足的住宅（估算）")
    case .failingShare: ReportRow("Of those asked", "占适用者")
    case .asksMinutes: ReportRow("at least {count} within {limit}: {kinds}", "{limit}内至少{count}：{kinds}")
    case .asksMetres: ReportRow("at least {count} within {length} on foot: {kinds}", "步行{length}内至少{count}：{kinds}")
    case .held:
      ReportRow(
        "This report holds every home to this rule: {rule}. Isochrones and bands are drawn to {limit}.",
        "本报告按以下规则检验每一处居住点：{rule}。等时圈和色带绘至{limit}。")
    case .urban: ReportRow("{name} (in towns)", "{name}（城镇）")
    case .rural: ReportRow("{name} (in the country)", "{name}（乡村）")
    case .beside: ReportRow("Other rules, told beside", "另列规则")
    case .hopeless:
      ReportRow(
        "The clause “{clause}” cannot hold anywhere here: it asks for {count}, and of its kinds there are only so many: {venues}.",
        "条款“{clause}”在此范围内任何地方都无法满足：要求{count}，而所列类别仅有{venues}。")
    case .hopelessBeside:
      ReportRow(
        "The clause “{clause}” of the rule “{rule}” cannot hold anywhere here: it asks for {count}, and of its kinds there are only so many: {venues}.",
        "规则“{rule}”的条款“{clause}”在此范围内任何地方都无法满足：要求{count}，而所列类别仅有{venues}。")
    case .passes: ReportRow("Covered", "覆盖率")
    case .chart:
      ReportRow(
        "This is the walk to the nearest venue alone, of any kind that the rule counts; the rule itself asks for more.",
        "此处仅为到规则所计各类场馆中最近一处的步行；规则本身要求更多。")
    case .covered:
      ReportRow(
        "A home is covered when every clause of the rule holds for it: so many different venues of the kinds named, each within the clause’s limit, door to door.",
        "居住点满足规则的每一条款，即为已覆盖：所列类别中有足够数量的不同场馆，每一处从门到门都在该条款的限度之内。")
    case .gap:
      ReportRow(
        "A gap is land within 100 m of a home where the rule fails, and nearer to it than to any where it holds. Its cause is the one that holds for most of it, asked of the first clause that fails and of the last venue that this clause needs: by air line, with gates open, and at a 10\u{a0}% faster walk.",
        "盲区是不满足规则的居住点周围100米以内、且离满足规则的居住点更远的地段。其原因取其中占多数者，就首个不满足的条款及其所需的最后一处场馆检验：直线距离、开放大门、步行速度加快10\u{a0}%。")
    case .areas:
      ReportRow(
        "{areas}, those with most where the rule fails first. Areas of different levels overlap; do not add them up.",
        "{areas}，按不满足规则的数量由多到少排列。不同级别的区域相互重叠，不可相加。")
    case .areasFail:
      ReportRow(
        "Areas of the narrowest layer of which less than {share} is covered, those with most where the rule fails first.",
        "最小一级区域中覆盖率低于{share}者，按不满足规则的数量由多到少排列。")
    case .areasFailWhole:
      ReportRow(
        "Areas of the narrowest layer that are not covered whole, those with most where the rule fails first.",
        "最小一级区域中未完全覆盖者，按不满足规则的数量由多到少排列。")
    case .gapsPeople:
      ReportRow(
        "Gaps are inhabited land where the rule fails: {gaps} on {land}, with {weight} in {homes}. Those with most people come first.",
        "盲区是不满足规则的有人居住地段。共{gaps}，面积{land}，涉及{homes}、{weight}；按人口由多到少排列。")
    case .gapsDwellings:
      ReportRow(
        "Gaps are inhabited land where the rule fails: {gaps} on {land}, with {weight} (estimated) in {homes}. Those with most dwellings come first.",
        "盲区是不满足规则的有人居住地段。共{gaps}，面积{land}，涉及{homes}、{weight}（估算）；按住宅套数由多到少排列。")
    case .none: ReportRow("There are no gaps: the rule holds for every home.", "没有盲区：所有居住点都满足规则。")
    case .noneDrawn:
      ReportRow("No gap could be drawn, though the rule fails for these: {homes}.", "未能绘出盲区，但仍有{homes}不满足规则。")
    case .undrawn:
      ReportRow(
        "The rule fails for these too, which are too far from the city to be drawn: {homes}.",
        "不满足规则、但离城市太远而未绘出：{homes}。")
    case .failed: ReportRow("Fails: {clause}.", "不满足的条款：{clause}。")
    case .evidenceWalk:
      ReportRow(
        "Measured at home {home}, where the clause “{clause}” fails: the last venue that it needs is {length} away as the crow flies ({venue}), {walk} on foot.",
        "以不满足“{clause}”条款的居住点{home}为例：所需的最后一处场馆直线距离为{length}（{venue}），步行为{walk}。")
    case .evidenceOver:
      ReportRow(
        "Measured at home {home}, where the clause “{clause}” fails: the last venue that it needs is {length} away as the crow flies ({venue}), over {walk} on foot, or there is no way.",
        "以不满足“{clause}”条款的居住点{home}为例：所需的最后一处场馆直线距离为{length}（{venue}），步行超过{walk}，或没有路线。")
    case .evidenceNoStreet:
      ReportRow(
        "Measured at home {home}, where the clause “{clause}” fails: the last venue that it needs is {length} away as the crow flies ({venue}); no street within {snap}.",
        "以不满足“{clause}”条款的居住点{home}为例：所需的最后一处场馆直线距离为{length}（{venue}）；{snap}内没有街道。")
    case .evidenceNoWay:
      ReportRow(
        "Measured at home {home}, where the clause “{clause}” fails: the last venue that it needs is {length} away as the crow flies ({venue}); no way on foot.",
        "以不满足“{clause}”条款的居住点{home}为例：所需的最后一处场馆直线距离为{length}（{venue}）；没有可步行的路线。")
    case .tooFew: ReportRow("The data have fewer venues than a clause needs.", "数据中的场馆少于条款所需。")
    case .noVenueWhy:
      ReportRow(
        "The last venue that the clause needs is out of reach even as the crow flies: paths alone cannot help here, a venue could.",
        "即使按直线距离，该条款所需的最后一处场馆也在限度之外：仅改善道路无济于事，需要新的场馆。")
    case .missingLinkWhy:
      ReportRow(
        "The venue is near as the crow flies, but the walk is more than 1.6 times as long: a bridge, a passage or a path may be missing.",
        "按直线距离场馆就在附近，但步行路程是直线距离的1.6倍以上：可能缺少桥梁、通道或小路。")
    case .gateWhy:
      ReportRow("With all gates and private ways open, the clause would hold.", "如果所有大门和内部道路开放通行，该条款即可满足。")
    case .justOverWhy:
      ReportRow(
        "With a walk 10\u{a0}% faster, or a limit as much longer, the clause would hold.",
        "步行速度快10\u{a0}%（或限度相应放宽），该条款即可满足。")
    case .farWhy:
      ReportRow(
        "The venue is near enough as the crow flies; the walk is too long all the same, without a great detour.",
        "按直线距离场馆在限度之内；路上没有大的绕行，但步行仍然过远。")
    case .zhejiang:
      ReportRow(
        "Zhejiang: 1 required venue, 3 in all, within 15 minutes’ walk", "浙江：步行15分钟内有1处必备场馆、共3处场馆")
    case .zhejiangMetres:
      ReportRow(
        "Zhejiang: 1 required venue, 3 in all, within 1,000 m on foot, 1,500 m in the country",
        "浙江：步行1,000米（乡村1,500米）内有1处必备场馆、共3处场馆")
    case .centres:
      ReportRow(
        "GB 50180: a cultural activity centre within 1,000 m and a station within 500 m on foot",
        "GB 50180：步行1,000米内有文化活动中心、500米内有文化活动站")
    case .promise:
      ReportRow("A museum, theatre or library within 15 minutes’ walk", "步行15分钟内有博物馆、剧院或图书馆")
    }
  }
}

/// Words of a run in which some venues do not count.
enum SelectionPhrase: ReportPhrase {
  case title, lead, doubt, openUnknown, closedUnknown, holidays, noneCounts, ground, groundOfWalker

  var row: ReportRow {
    switch self {
    case .title: ReportRow("{name} ({conditions})", "{name}（{conditions}）")
    case .lead: ReportRow("Only these venues count: {conditions}.", "仅计以下场馆：{conditions}。")
    case .doubt:
      ReportRow(
        "Of {count} this is certain, of {doubt} it is not known, {out} are left out. Covered are {low} if none of the unknown counts, and {high} if all do.",
        "其中确定的有{count}，不明的有{doubt}，不计的有{out}。不明者均不计时覆盖率为{low}，均计入时为{high}。")
    case .openUnknown:
      ReportRow("Venues of unknown hours are taken for open.", "开放时间不明的场馆按开放计。")
    case .closedUnknown:
      ReportRow("Venues of unknown hours are taken for closed.", "开放时间不明的场馆按关闭计。")
    case .noneCounts:
      ReportRow("No venue counts under these conditions: the whole city is a gap.", "在此条件下没有计入任何场馆：整个城市都是盲区。")
    case .holidays:
      ReportRow(
        "Opening hours are those of the map or the list, which may be old; public holidays are not known.",
        "开放时间取自地图或清单，可能已过时；公众假日未予考虑。")
    case .ground:
      ReportRow(
        "The ground counts as flat. There are no waits at crossings, and everyone walks at one speed: older people and children need longer.",
        "地面按平坦计算，不计路口等候，所有人步行速度相同：老人和儿童需要更长时间。")
    case .groundOfWalker:
      ReportRow("The ground counts as flat but where the map gives a slope.", "除地图注明坡度之处外，地面按平坦计算。")
    }
  }
}
