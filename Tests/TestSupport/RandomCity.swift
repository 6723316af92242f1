import Geography
import OpenStreetMap

/// A random town out of a seed: a bent grid with streets missing, a river with bridges, one-way escalators, steps,
/// compounds behind gates, an island, houses and venues.
///
/// Equal seeds give equal towns. It is meant for oracles and invariants, so nothing in it is symmetric.
public struct RandomCity: Sendable {
  /// The seed, to name in a failure.
  public let seed: UInt64
  /// Everything as elements.
  public let builder: ExtractBuilder
  /// Where the venues lie; nodes 10 000 001… in this order.
  public let venues: [Coordinate]
  /// The middles of the houses; ways 20 000 001… in this order.
  public let homes: [Coordinate]

  /// Makes the town of a seed, with up to `size` crossings a side (at least 3).
  public init(seed: UInt64, size: Int = 9) {
    var plan = RandomCityPlan(seed: seed, size: max(3, size))
    plan.addCrossings()
    plan.addStreets()
    plan.addCompounds()
    plan.addIsland()
    plan.addVenues()
    plan.addHomes()
    self.seed = seed
    builder = plan.builder
    venues = plan.venues
    homes = plan.homes
  }

  /// The extract of ``builder``.
  public func extract() -> Extract { builder.extract() }
}

/// The drawing board of ``RandomCity``.
struct RandomCityPlan {
  var random: SeededGenerator
  let rows: Int
  let columns: Int
  let block: Double
  /// The row south of the river.
  let riverRow: Int
  var builder = ExtractBuilder()
  var venues: [Coordinate] = []
  var homes: [Coordinate] = []
  private var nextWay: Int64 = 1
  private var nextNode: Int64 = 100_000
  private let plane = LocalPlane.standard

  init(seed: UInt64, size: Int) {
    random = SeededGenerator(seed: seed)
    rows = random.integer(in: 3...size)
    columns = random.integer(in: 3...size)
    block = random.number(in: 60...180)
    riverRow = random.integer(in: 0...(rows - 2))
  }

  private func id(_ row: Int, _ column: Int) -> Int64 { Int64(1 + row * columns + column) }

  private func place(_ row: Double, _ column: Double) -> Coordinate {
    plane.coordinate(east: column * block, north: row * block)
  }

  private mutating func node(_ row: Double, _ column: Double, tags: [String: String] = [:]) -> Int64 {
    nextNode += 1
    builder.addNode(nextNode, at: place(row, column), tags: tags)
    return nextNode
  }

  private mutating func street(_ nodes: [Int64], _ tags: [String: String]) {
    builder.addWay(nextWay, random.chance(0.5) ? nodes : nodes.reversed(), tags: tags)
    nextWay += 1
  }

  mutating func addCrossings() {
    for row in 0..<rows {
      for column in 0..<columns {
        let tags: [String: String] = random.chance(0.05) ? ["barrier": random.chance(0.5) ? "bollard" : "fence"] : [:]
        let at = place(
          Double(row) + random.number(in: -0.2...0.2), Double(column) + random.number(in: -0.2...0.2))
        builder.addNode(id(row, column), at: at, tags: tags)
      }
    }
  }

  mutating func addStreets() {
    for row in 0..<rows {
      for column in 0..<columns {
        if column + 1 < columns { addStreet(row, column, row, column + 1) }
        let crossesRiver = row == riverRow
        if row + 1 < rows, !crossesRiver || random.chance(0.3) {
          addStreet(row, column, row + 1, column, bridge: crossesRiver)
        }
      }
    }
    let bank = Double(riverRow) + 0.5
    let river = [node(bank, -1), node(bank, Double(columns) / 2), node(bank, Double(columns))]
    street(river, ["waterway": "river"])
  }

  /// One block: often plain, at times bent, missing, stairs or an escalator.
  private mutating func addStreet(_ row: Int, _ column: Int, _ toRow: Int, _ toColumn: Int, bridge: Bool = false) {
    guard random.chance(0.88) else { return }
    var nodes = [id(row, column)]
    let bends = random.chance(0.4) ? random.integer(in: 1...3) : 0
    for bend in 0..<bends {
      let share = Double(bend + 1) / Double(bends + 1)
      nodes.append(
        node(
          Double(row) + share * Double(toRow - row) + random.number(in: -0.1...0.1),
          Double(column) + share * Double(toColumn - column) + random.number(in: -0.1...0.1)))
    }
    nodes.append(id(toRow, toColumn))
    var tags = ["highway": "residential"]
    switch random.integer(in: 0...19) {
    case 0, 1: tags = ["highway": "steps"]
    case 2: tags = ["highway": "steps", "conveying": random.chance(0.5) ? "forward" : "backward"]
    case 3: tags = ["highway": "footway", "oneway:foot": "yes"]
    case 4: tags["oneway"] = "yes"
    case 5: tags["foot"] = "no"
    case 6: tags["access"] = "private"
    case 7: tags = ["highway": "motorway"]
    default: break
    }
    if bridge { tags["bridge"] = "yes" }
    street(nodes, tags)
  }

  /// Rings of streets inside some blocks, joined to the crossings around by gates.
  mutating func addCompounds() {
    for row in 0..<(rows - 1) where row != riverRow {
      for column in 0..<(columns - 1) where random.chance(0.12) {
        let south = Double(row)
        let west = Double(column)
        let ring = [
          node(south + 0.35, west + 0.35), node(south + 0.35, west + 0.65), node(south + 0.65, west + 0.65),
          node(south + 0.65, west + 0.35),
        ]
        let inside =
          random.chance(0.5) ? ["highway": "service"] : ["highway": "service", "access": "private"]
        street(ring + [ring[0]], inside)
        let gate = ["barrier": "gate", "access": random.chance(0.7) ? "private" : "yes"]
        let first = node(south + 0.3, west + 0.3, tags: gate)
        street([id(row, column), first, ring[0]], inside)
        if random.chance(0.7) {
          let second = node(south + 0.7, west + 0.7, tags: gate)
          street([id(row + 1, column + 1), second, ring[2]], inside)
        }
      }
    }
  }

  mutating func addIsland() {
    guard random.chance(0.5) else { return }
    let north = Double(rows) + 3
    let shore = [node(north, 0), node(north, 1), node(north + 1, 1)]
    street(shore, ["highway": "residential"])
    if random.chance(0.5) { street([shore[2], shore[0]], ["highway": "path"]) }
  }

  mutating func addVenues() {
    let kinds = [["amenity": "library"], ["tourism": "museum"], ["amenity": "theatre"]]
    for index in 0..<random.integer(in: 1...6) {
      let at = somewhere()
      venues.append(at)
      builder.addNode(Int64(10_000_001 + index), at: at, tags: kinds[random.integer(in: 0...2)])
    }
  }

  mutating func addHomes() {
    for index in 0..<random.integer(in: 5...40) {
      let east = random.number(in: -0.5...(Double(columns) - 0.5)) * block
      let north = random.number(in: -0.5...(Double(rows) + 0.5)) * block
      homes.append(plane.coordinate(east: east, north: north))
      builder.addHouse(20_000_001 + Int64(index)) { plane.coordinate(east: east + $0, north: north + $1) }
    }
  }

  private mutating func somewhere() -> Coordinate {
    place(random.number(in: -0.5...(Double(rows) - 0.5)), random.number(in: -0.5...(Double(columns) - 0.5)))
  }
}
