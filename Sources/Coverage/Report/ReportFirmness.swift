/// Who is covered by a slower and by a faster walk, in the report's words.
enum FirmnessPhrase: ReportPhrase {
  case heading, range, rangeStrict, what, share, firmCovered, borderline, firmGap

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("How firm this is", "结论是否稳固")
    case .range:
      ReportRow(
        "{low} are covered at a tenth less of the speed, {high} at a tenth more.",
        "步行速度慢十分之一时覆盖率为{low}，快十分之一时为{high}。")
    case .rangeStrict:
      ReportRow(
        "{low} are covered at a tenth less of the speed and with no way where the map does not tell what the walker needs to know, {high} at a tenth more and with a way there.",
        "步行速度慢十分之一、且地图未注明步行者所需信息之处按不可通行计算时，覆盖率为{low}；快十分之一、且该处按可通行计算时为{high}。")
    case .what: ReportRow("Answer", "结论")
    case .share: ReportRow("Share", "比例")
    case .firmCovered: ReportRow("firm: covered also by the slower walk", "稳固：较慢步行时也已覆盖")
    case .borderline: ReportRow("borderline: covered by the faster walk, not by the slower", "临界：较快步行时覆盖，较慢步行时不覆盖")
    case .firmGap: ReportRow("firm: not covered by the faster walk either", "稳固：较快步行时也未覆盖")
    }
  }
}

/// What a run's record says of how firm its answers are.
struct ReportFirmness {
  /// The weight of homes by firmness, in the order of ``Firmness/allCases``.
  let weights: [(firmness: Firmness, weight: Double)]

  /// Reads it; `nil` where the run does not tell.
  ///
  /// - Throws: ``InputError`` when it is broken.
  init?(of totals: ReportJSON, unit: WeightUnit) throws {
    guard totals.optional("\(unit.rawValue)_\(Firmness.borderline.rawValue)") != nil else { return nil }
    weights = try Firmness.allCases.map { ($0, try totals.member("\(unit.rawValue)_\($0.rawValue)").amount()) }
  }

  /// Those covered by the slower and by the faster walk: all or none only where the rounded weights of the record say so.
  func covered(of all: Double) -> (low: Double, high: Double) {
    let (firm, between, gap) = (self[.firmCovered], self[.borderline], self[.firmGap])
    return (firm > 0 ? max(0, all - between - gap) : 0, firm + between > 0 ? max(0, all - gap) : 0)
  }

  private subscript(firmness: Firmness) -> Double { weights.first { $0.firmness == firmness }?.weight ?? 0 }
}

extension ReportPage {
  /// How firm the answers are; nothing where the run does not tell.
  var firmness: [ReportMarkup] {
    guard let told = record.firmness, record.weight > 0 else { return [] }
    let (low, high) = told.covered(of: record.weight)
    let isStrict = record.walkers.first?.weightLow != nil
    let range = words(
      isStrict ? FirmnessPhrase.rangeStrict : .range,
      [
        .low: words.share(low, of: record.weight), .high: words.share(high, of: record.weight),
      ])
    var table = ReportTableMarkup(
      "firmness",
      [
        .text(words(FirmnessPhrase.what)), .number(words(people: AreaPhrase.people, dwellings: .dwellings)),
        .number(words(FirmnessPhrase.share)),
      ])
    for (firmness, weight) in told.weights {
      let name: FirmnessPhrase =
        switch firmness {
        case .firmCovered: .firmCovered
        case .borderline: .borderline
        case .firmGap: .firmGap
        }
      table.append(["\(words(name))", "\(words.plainWeight(weight))", "\(words.share(weight, of: record.weight))"])
    }
    return [
      """
      <section>
      <h2>\(words(FirmnessPhrase.heading))</h2>
      <p>\(range)</p>
      \(table.markup)
      </section>
      """
    ]
  }
}
