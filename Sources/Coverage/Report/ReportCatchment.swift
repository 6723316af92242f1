/// How the venues' capacities are shared among those in reach, in the report's words.
enum CatchmentPhrase: ReportPhrase {
  case heading, places, meanPeople, meanDwellings, nothing, gaussian, uniform

  var row: ReportRow {
    switch self {
    case .heading: ReportRow("How far the venues' places go", "场馆容量够不够")
    case .places:
      ReportRow(
        "The venues whose capacity is known have {capacity} places, {count} of them where anyone can walk within {limit}. These are shared among all in reach, a two-step floating catchment {name}.",
        "已知容量的场馆共可容纳{capacity}人，其中{count}人的容量位于有居民可在{limit}内走到的场馆。按两步移动搜索法（{name}）在可达范围内分配。")
    case .meanPeople: ReportRow("On average {mean} places fall to a person.", "平均每人可分到{mean}份容量。")
    case .meanDwellings:
      ReportRow("On average {mean} places fall to a dwelling (estimated).", "平均每套住宅（估算）可分到{mean}份容量。")
    case .nothing: ReportRow("Nothing falls to {weight} ({share}).", "{weight}（{share}）分不到任何容量。")
    case .gaussian: ReportRow("whose pull falls with the walk (Gaussian)", "高斯衰减")
    case .uniform: ReportRow("in which all within the limit count alike", "不随距离衰减")
    }
  }
}

/// What a run's record says of shared capacities.
struct ReportCatchment {
  let decay: CatchmentDecay
  let capacity: Double, capacityInReach: Double
  /// Places a person or dwelling; `nil` where nobody lives.
  let mean: Double?
  /// The weight of homes without any.
  let weightWithout: Double

  /// Reads it; `nil` where the run does not tell.
  ///
  /// - Throws: ``InputError`` when it is broken.
  init?(of totals: ReportJSON, unit: WeightUnit) throws {
    guard let named = totals.optional("catchment") else { return nil }
    guard let decay = CatchmentDecay(rawValue: try named.text()) else { throw named.expected("a decay") }
    self.decay = decay
    capacity = try totals.member("capacity").amount()
    capacityInReach = try totals.member("capacity_in_reach").amount()
    mean = try totals.optional(unit == .people ? "capacity_per_person" : "capacity_per_dwelling")?.amount()
    weightWithout = try totals.member("\(unit.rawValue)_without_capacity").amount()
  }
}

extension ReportPage {
  /// How far the venues' places go; nothing where the run does not share them.
  var catchment: [ReportMarkup] {
    guard let told = record.catchment, record.weight > 0 else { return [] }
    let places = words(
      CatchmentPhrase.places,
      [
        .capacity: OutputText.grouped(told.capacity), .count: OutputText.grouped(told.capacityInReach), .limit: limit,
        .name: words(told.decay == .gaussian ? CatchmentPhrase.gaussian : .uniform),
      ])
    let mean = told.mean.map { mean in
      words(
        people: CatchmentPhrase.meanPeople, dwellings: .meanDwellings,
        [.mean: OutputText.shortDecimal(mean, places: 4)])
    }
    let nothing = words(
      CatchmentPhrase.nothing,
      [.weight: words.weight(told.weightWithout), .share: words.share(told.weightWithout, of: record.weight)])
    return [
      """
      <section>
      <h2>\(words(CatchmentPhrase.heading))</h2>
      <p>\(words.joined([places, mean, nothing].compactMap { $0 }))</p>
      </section>
      """
    ]
  }
}
