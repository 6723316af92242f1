import Geography

/// What outputs say more when capacities are shared; nothing of it otherwise.
extension CoverageOutput {
  private var column: String { "capacity_per_\(perHead)" }
  private var perHead: String { result.weightUnit == .people ? "person" : "dwelling" }

  /// The column that `homes.csv` has more.
  var catchmentHomeColumns: [String] { result.catchment == nil ? [] : [column] }

  func appendCatchment(ofHome home: Int, to table: inout OutputTable) {
    guard let catchment = result.catchment else { return }
    table.append(OutputText.decimal(catchment.access[home], places: 6))
  }

  /// The columns that `areas.csv` has more: what falls to the area's homes, in all and a head.
  var catchmentAreaColumns: [String] { result.catchment == nil ? [] : ["capacity", column] }

  func catchmentAreaValues(_ area: AreaResult) -> [JSONValue] {
    guard result.catchment != nil else { return [] }
    guard let capacity = area.capacity else { return [.null, .null] }
    return [
      .decimal(capacity, places: 1), area.weight > 0 ? .decimal(capacity / area.weight, places: 6) : .null,
    ]
  }

  /// The properties that a venue has more.
  func catchmentMembers(_ venue: VenueResult) -> [JSONMember] {
    guard result.catchment != nil else { return [] }
    return [
      JSONMember("\(unit)_in_catchment", venue.weightInCatchment.map { .decimal($0, places: 1) } ?? .null),
      JSONMember(column, venue.capacityPerHead.map { .decimal($0, places: 6) } ?? .null),
    ]
  }

  /// The totals that `run.json` has more.
  var catchmentTotals: [JSONMember] {
    guard let catchment = result.catchment else { return [] }
    let sums = CatchmentSums(result, catchment)
    return [
      JSONMember("catchment", .string(catchment.decay.rawValue)),
      JSONMember("capacity", .decimal(catchment.capacity, places: 1)),
      JSONMember("capacity_in_reach", .decimal(catchment.capacityInReach, places: 1)),
      JSONMember("capacity_shared", .decimal(sums.shared, places: 6)),
      JSONMember(column, sums.all > 0 ? .decimal(sums.shared / sums.all, places: 6) : .null),
      JSONMember("\(unit)_without_capacity", .decimal(sums.without, places: 1)),
    ]
  }

  /// What these columns mean.
  var catchmentEntries: [ColumnDictionary.Entry] {
    guard let decay = result.catchment?.decay else { return [] }
    func entry(_ file: String, _ column: String, _ meaning: String, _ unit: String) -> ColumnDictionary.Entry {
      ColumnDictionary.Entry(file: file, column: column, meaning: meaning, unit: unit)
    }
    let meaning = "capacity that falls to a \(perHead): two-step floating catchment, \(decay.rawValue) decay"
    return [entry("homes.csv", column, meaning, "places")]
      + ["areas.csv", "areas.geojson"].flatMap {
        [
          entry($0, "capacity", "capacity that falls to its homes", "places"),
          entry($0, column, "the same for each \(perHead)", "places"),
        ]
      } + [
        entry("venues.geojson", "\(unit)_in_catchment", "\(unit) in reach, by the decay's weight", unit),
        entry("venues.geojson", column, "capacity over that", "places"),
      ]
  }
}

/// Sums over all homes.
private struct CatchmentSums {
  var shared = 0.0, all = 0.0, without = 0.0

  init(_ result: CoverageResult, _ catchment: FloatingCatchment) {
    for (home, access) in zip(result.homes, catchment.access) {
      shared += home.home.weight * access
      all += home.home.weight
      if access == 0 { without += home.home.weight }
    }
  }
}

/// The shared capacity as lines of the summary.
struct SummaryCatchment {
  let lines: [String]

  /// No lines where nothing was shared.
  init(_ result: CoverageResult) {
    guard let catchment = result.catchment else {
      lines = []
      return
    }
    let sums = CatchmentSums(result, catchment)
    let unit = result.weightUnit.rawValue
    let head = result.weightUnit == .people ? "person" : "dwelling"
    let mean = sums.all > 0 ? OutputText.decimal(sums.shared / sums.all, places: 4) : "–"
    lines = [
      "capacity \(OutputText.grouped(catchment.capacity)) at \(catchment.venueCount) of \(result.venues.count) venues, "
        + "\(OutputText.grouped(catchment.capacityInReach)) with anyone in reach: \(mean) a \(head) "
        + "(\(catchment.decay.rawValue) decay)",
      "         none for \(OutputText.grouped(sums.without)) \(unit)", "",
    ]
  }
}
