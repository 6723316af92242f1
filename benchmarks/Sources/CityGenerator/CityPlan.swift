/// What a strip between two lines of the city's lattice is.
enum StripKind {
  case districts, river, railway, motorway

  /// Metres across, for all but districts.
  var width: Double {
    switch self {
    case .districts: 0
    case .river: 190
    case .railway: 46
    case .motorway: 90
    }
  }
}

/// The lattice that a city is drawn on: columns and rows of districts, with rivers and motorways running between rows
/// and railways between columns. Every strip is bounded by two lines, and every line carries an arterial road.
struct CityPlan {
  let nodes: Int
  let seed: UInt64
  let venues: Int
  let columns: [StripKind]
  let rows: [StripKind]
  /// Where the lines lie on the straight plane, in metres; one more than strips.
  let lineX: [Double]
  let lineY: [Double]
  /// Pieces of an arterial along one district's side.
  let pieces: Int
  let plane: BentPlane

  /// Nodes a district has on average, and nodes a square metre: about as dense as mapped towns are.
  private static let districtNodes = 16_000.0
  private static let density = 0.0066
  /// A venue for so many nodes, as in Las Palmas.
  private static let nodesPerVenue = 8_430

  init(nodes: Int, seed: UInt64, venues: Int?) {
    self.nodes = nodes
    self.seed = seed
    self.venues = venues ?? max(2, nodes / CityPlan.nodesPerVenue)
    let across = max(2, Int((Double(nodes) / CityPlan.districtNodes).squareRoot().rounded()))
    let side = (Double(nodes) / Double(across * across) / CityPlan.density).squareRoot()
    columns = CityPlan.strips(across: across) { $0 == (across + 1) / 2 || $0 % 6 == 5 ? .railway : nil }
    rows = CityPlan.strips(across: across) {
      if $0 == (across + 1) / 2 || $0 % 8 == 7 { return .river }
      return $0 == (across + 1) / 2 + 1 || $0 % 6 == 5 ? .motorway : nil
    }
    lineX = CityPlan.lines(of: columns, side: side)
    lineY = CityPlan.lines(of: rows, side: side)
    pieces = max(8, Int((side / 42).rounded()))
    plane = BentPlane(seed: SeededRandom.hash(seed))
  }

  /// Half the city's width, in metres.
  var radius: Double { max(lineX[columns.count], lineY[rows.count]) }

  /// Districts as columns and rows of the lattice.
  var districts: [(column: Int, row: Int)] {
    rows.indices.filter { rows[$0] == .districts }.flatMap { row in
      columns.indices.filter { columns[$0] == .districts }.map { ($0, row) }
    }
  }

  /// The box that holds every node.
  var box: (low: GridPlace, high: GridPlace) {
    let reach = BentPlane.reach + 60
    return (
      GridPlace(Point(x: lineX[0] - reach, y: lineY[0] - reach)),
      GridPlace(Point(x: lineX[columns.count] + reach, y: lineY[rows.count] + reach))
    )
  }

  /// A point of the straight plane as it is drawn.
  func place(_ x: Double, _ y: Double) -> Point { plane.bent(Point(x: x, y: y)) }

  /// Venues of each of `districts`: many in the middle, few outside, and in all as many as were asked for.
  func venuesByDistrict() -> [Int] {
    let weights = districts.map { district in
      let x = (lineX[district.column] + lineX[district.column + 1]) / 2 / radius
      let y = (lineY[district.row] + lineY[district.row + 1]) / 2 / radius
      return 1 / (0.12 + x * x + y * y)
    }
    let whole = weights.reduce(0, +)
    var sum = 0.0
    var given = 0
    return weights.map { weight in
      sum += weight
      let due = Int((sum / whole * Double(venues)).rounded())
      defer { given = due }
      return due - given
    }
  }

  private static func strips(across: Int, between: (Int) -> StripKind?) -> [StripKind] {
    (0..<across).flatMap { index -> [StripKind] in
      guard index > 0, let kind = between(index) else { return [.districts] }
      return [kind, .districts]
    }
  }

  private static func lines(of strips: [StripKind], side: Double) -> [Double] {
    var lines = [0.0]
    for strip in strips { lines.append(lines[lines.count - 1] + (strip == .districts ? side : strip.width)) }
    let middle = lines[lines.count - 1] / 2
    return lines.map { $0 - middle }
  }
}
