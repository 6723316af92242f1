import Geography
import Walking

/// The homes of a run by their walks: the sums that a report shows.
///
/// Weights are added up as thousandths, which is what the table holds, so that all is all whatever the order.
struct ReportHomes {
  /// A home and where it walks to.
  struct Worst {
    var milliseconds: Int
    var home: String, venue: String, venueID: String
    var longitude: Double, latitude: Double
  }

  /// Walks of homes that reach a venue, ascending, with the weight up to and with each.
  private(set) var walks: [(milliseconds: Int, homesSoFar: Int, thousandthsSoFar: Int)] = []
  private(set) var homes = 0
  private var thousandths = 0, thousandthsCovered = 0, thousandthsWithoutWay = 0
  private(set) var withoutWay = 0
  private(set) var withoutStreet = 0, nearEdge = 0
  /// The longest walk, of homes with one the first in the file.
  private(set) var worst: Worst?

  /// Reads `homes.csv`.
  ///
  /// - Throws: ``InputError`` when it is broken or contradicts the record.
  init(file: String, record: ReportRecord) throws {
    let unit = record.unit.rawValue
    let limit = Int(TravelTime.minutes(record.limit).milliseconds)
    var homesCovered = 0
    var found: [(milliseconds: Int, thousandths: Int)] = []
    let columns = [
      "id", "lon", "lat", unit, "milliseconds", "covered", "venue_id", "venue", "home_leg_m", "edge_limited",
    ]
    try ReportRows.read(file: file, columns: columns) { row in
      let weight = Int((try row.amount(3, atMost: 1e12) * 1000).rounded())
      let milliseconds = try row.optionalCount(4)
      let isCovered = try row.flag(5)
      // Under a rule the nearest venue does not decide.
      guard record.rule != nil || isCovered == (milliseconds.map { $0 <= limit } ?? false) else {
        throw row.wrong("covered contradicts milliseconds and the limit of run.json")
      }
      homes += 1
      let (sum, isTooLarge) = thousandths.addingReportingOverflow(weight)
      guard !isTooLarge else { throw row.wrong("the weights add up to too much") }
      thousandths = sum
      if isCovered {
        homesCovered += 1
        thousandthsCovered += weight
      }
      if row.fields[8].isEmpty { withoutStreet += 1 }
      if try row.flag(9) { nearEdge += 1 }
      guard let milliseconds else {
        withoutWay += 1
        thousandthsWithoutWay += weight
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
    guard homes == record.homes, homesCovered == record.homesCovered,
      abs(weight - record.weight) <= tolerance, abs(weightCovered - record.weightCovered) <= tolerance
    else {
      throw ReportRun.otherRun(
        file, "\(homes) homes, \(homesCovered) covered, where it has \(record.homes) and \(record.homesCovered)")
    }
  }

  private mutating func addUp(_ found: [(milliseconds: Int, thousandths: Int)]) {
    walks.reserveCapacity(found.count)
    var sum = 0
    for (place, home) in found.sorted(by: { $0.milliseconds < $1.milliseconds }).enumerated() {
      sum += home.thousandths
      walks.append((home.milliseconds, place + 1, sum))
    }
  }

  /// The weight of all homes, of those within the limit, beyond it or without a way, and without a way.
  var weight: Double { Double(thousandths) / 1000 }
  var weightCovered: Double { Double(thousandthsCovered) / 1000 }
  var weightBeyond: Double { Double(thousandths - thousandthsCovered) / 1000 }
  var weightWithoutWay: Double { Double(thousandthsWithoutWay) / 1000 }

  /// Homes and weight within a walk. Logarithmic.
  func within(milliseconds: Int) -> (homes: Int, weight: Double) {
    var (low, high) = (0, walks.count)
    while low < high {
      let middle = (low + high) / 2
      if walks[middle].milliseconds <= milliseconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? (0, 0) : (walks[low - 1].homesSoFar, Double(walks[low - 1].thousandthsSoFar) / 1000)
  }
}
