/// Maximal coverage as a mixed-integer program in MPS format: a binary x for each candidate, a y between 0 and 1 for
/// each class of homes, y no more than the sum of its candidates' x, and the number or the cost of sites limited
/// (Church and ReVelle 1974).
struct PlanModel: Sendable {
  /// The file's text.
  let text: String
  /// What the limits on pairs come to, where sites must keep apart; `nil` when they are too many.
  private static let mostPairs = 300_000

  /// - Parameters:
  ///   - reduction: its weights as units.
  ///   - minimumSeparation: in metres; pairs nearer to each other exclude each other.
  ///   - scale: units of one person or dwelling.
  init?(
    _ instance: PlanInstance, _ reduction: PlanReduction, target: PlanTarget, minimumSeparation: Double, scale: Double
  ) {
    guard let pairs = Self.pairs(instance, reduction.candidates, minimumSeparation) else { return nil }
    var rows = "NAME          PLAN\nROWS\n N  OBJ\n L  LIMIT\n"
    var entries = [[(row: String, value: String)]](repeating: [], count: reduction.candidates.count)
    var (classes, bounds) = ("", "")
    var own = [Int64](repeating: 0, count: reduction.candidates.count)
    for (number, one) in reduction.classes.enumerated() {
      guard one.candidates.count > 1 else {
        // Served by one candidate only: its own weight.
        own[Int(one.candidates[0])] += one.weight
        continue
      }
      rows += " L  H\(number)\n"
      for candidate in one.candidates { entries[Int(candidate)].append(("H\(number)", "-1")) }
      classes += "    Y\(number)  OBJ  \(Self.decimal(-one.weight, scale))\n    Y\(number)  H\(number)  1\n"
      bounds += " UP BND  Y\(number)  1\n"
    }
    for (number, pair) in pairs.enumerated() {
      rows += " L  P\(number)\n"
      for candidate in [pair.0, pair.1] { entries[candidate].append(("P\(number)", "1")) }
    }
    var text = rows + "COLUMNS\n    M1  'MARKER'  'INTORG'\n"
    var limit = "0"
    for (number, candidate) in reduction.candidates.enumerated() {
      var cost = "1"
      if case .budget(let money) = target {
        cost = Self.decimal(instance.cost(candidate), PlanUnits.unitsOfMoney)
        limit = Self.decimal(money, PlanUnits.unitsOfMoney)
      } else if case .sites(let count) = target {
        limit = "\(count)"
      }
      text += "    X\(number)  OBJ  \(Self.decimal(-own[number], scale))\n    X\(number)  LIMIT  \(cost)\n"
      for entry in entries[number] { text += "    X\(number)  \(entry.row)  \(entry.value)\n" }
      bounds += " UP BND  X\(number)  1\n"
    }
    text += "    M2  'MARKER'  'INTEND'\n" + classes + "RHS\n    RHS  LIMIT  \(limit)\n"
    for number in pairs.indices { text += "    RHS  P\(number)  1\n" }
    self.text = text + "BOUNDS\n" + bounds + "ENDATA\n"
  }

  private static func decimal(_ units: Int64, _ scale: Double) -> String {
    let value = Double(units) / scale
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
  }

  /// The pairs of candidates that may not both be chosen.
  private static func pairs(_ instance: PlanInstance, _ candidates: [Int], _ metres: Double) -> [(Int, Int)]? {
    guard metres > 0 else { return [] }
    var pairs: [(Int, Int)] = []
    guard candidates.count <= 20_000 else { return nil }
    for one in candidates.indices {
      for other in candidates.indices.dropFirst(one + 1)
      where !instance.areApart(candidates[one], candidates[other], metres: metres) {
        pairs.append((one, other))
      }
      guard pairs.count <= mostPairs else { return nil }
    }
    return pairs
  }
}
