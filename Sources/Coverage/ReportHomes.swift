import Geography
import Walking

/// The homes of a run by their walks: the sums that a report shows.
struct ReportHomes {
  /// A home and where it walks to.
  struct Worst {
    var milliseconds: Int
    var home: String, venue: String, venueID: String
    var longitude: Double, latitude: Double
  }

  /// Walks of homes that reach a venue, ascending, with the weight up to and with each.
  private(set) var walks: [(milliseconds: Int, homesSoFar: Int, weightSoFar: Double)] = []
  private(set) var homes = 0, weight = 0.0
  private(set) var withoutWay = 0, weightWithoutWay = 0.0
  private(set) var withoutStreet = 0, nearEdge = 0
  /// The longest walk, of homes with one the first in the file.
  private(set) var worst: Worst?

  /// Reads `homes.csv`.
  ///
  /// - Throws: ``InputError`` when it is broken or contradicts the record.
  init(file: String, record: ReportRecord) throws {
    let unit = record.unit.rawValue
    let limit = Int(TravelTime.minutes(record.limit).milliseconds)
    var covered = (homes: 0, weight: 0.0)
    var found: [(milliseconds: Int, weight: Double)] = []
    let columns = [
      "id", "lon", "lat", unit, "milliseconds", "covered", "venue_id", "venue", "home_leg_m", "edge_limited",
    ]
    try ReportRows.read(file: file, columns: columns) { row in
      let weight = try row.amount(3)
      let milliseconds = try row.optionalCount(4)
      let isCovered = try row.flag(5)
      guard isCovered == (milliseconds.map { $0 <= limit } ?? false) else {
        throw row.wrong("covered contradicts milliseconds and the limit of run.json")
      }
      homes += 1
      self.weight += weight
      if isCovered { covered = (covered.homes + 1, covered.weight + weight) }
      if row.fields[8].isEmpty { withoutStreet += 1 }
      if try row.flag(9) { nearEdge += 1 }
      guard let milliseconds else {
        withoutWay += 1
        weightWithoutWay += weight
        return
      }
      found.append((milliseconds, weight))
      if milliseconds > worst?.milliseconds ?? -1 {
        worst = Worst(
          milliseconds: milliseconds, home: row.fields[0], venue: row.fields[7], venueID: row.fields[6],
          longitude: try row.degrees(1), latitude: try row.degrees(2))
      }
    }
    addUp(found)
    // Weights of the table have three decimals, those of the record one.
    let tolerance = 0.06 + 0.0006 * Double(homes)
    guard homes == record.homes, covered.homes == record.homesCovered,
      abs(weight - record.weight) <= tolerance, abs(covered.weight - record.weightCovered) <= tolerance
    else {
      throw ReportRun.otherRun(
        file, "\(homes) homes, \(covered.homes) covered, where it has \(record.homes) and \(record.homesCovered)")
    }
  }

  /// Sorts by walk; equal walks keep the order of the file, so that sums are always the same.
  private mutating func addUp(_ found: [(milliseconds: Int, weight: Double)]) {
    let order = found.indices.sorted { (found[$0].milliseconds, $0) < (found[$1].milliseconds, $1) }
    walks.reserveCapacity(found.count)
    var sum = 0.0
    for (place, index) in order.enumerated() {
      sum += found[index].weight
      walks.append((found[index].milliseconds, place + 1, sum))
    }
  }

  /// Homes and weight within a walk. Logarithmic.
  func within(milliseconds: Int) -> (homes: Int, weight: Double) {
    var (low, high) = (0, walks.count)
    while low < high {
      let middle = (low + high) / 2
      if walks[middle].milliseconds <= milliseconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? (0, 0) : (walks[low - 1].homesSoFar, walks[low - 1].weightSoFar)
  }
}
