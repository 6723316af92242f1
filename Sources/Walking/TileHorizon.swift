/// The directions around one point in which obstacles stop a leg, and how long a leg they let pass.
///
/// Most legs of a fenced place end at a few obstacles. Each that is found shuts the directions that it spans for all
/// longer legs; where obstacles meet in a common end, or one hides the other's end, their spans are one. When all
/// around is shut, nothing farther than the farthest obstacle needs a look.
///
/// It only says "stopped" where ``Leg/crosses(ax:ay:bx:by:)`` says so of one of the obstacles: a leg passes between the
/// directions of its ends and reaches beyond it by more than a double errs.
struct TileHorizon {
  /// A share of the full turn.
  struct Sector: BitwiseCopyable {
    /// Legs longer than this squared are stopped in all of the sector.
    var whole = Double.infinity
    /// Legs longer than this squared are stopped between two directions.
    var part = Double.infinity
    var from = Double.infinity
    var to = -Double.infinity
  }

  static let sectorCount = 64
  /// Metres that a leg must reach beyond an obstacle, over what it ends short of its street.
  private static let reachBeyond = ObstacleIndex.slackInMetres + 0.001
  /// Sectors less than this from the ends of what is shut count as open.
  private static let margin = 1e-9
  /// Single precision errs less in the direction of legs this many times longer than the slack: by √2 · 16 / 500.
  private static let roughMargin: Float = 0.05
  private static let leastSlacks: Float = 500
  /// The least distance squared of a point from an obstacle's line.
  private static let leastSquared = 1e-4

  /// Where the sectors lie.
  final class Scratch {
    let sectors = ScratchBuffer<Sector>(capacity: TileHorizon.sectorCount)
    let rough = ScratchBuffer<Float>(capacity: TileHorizon.sectorCount)
    let edges = ScratchBuffer<Edge>(capacity: TileHorizon.sectorCount)

    init() {
      for number in 0..<TileHorizon.sectorCount { edges.base[number] = Edge(number) }
    }
  }

  private let sectors: UnsafeMutablePointer<Sector>
  /// Legs longer than this squared in single precision are stopped in all of a sector.
  private let rough: UnsafeMutablePointer<Float>
  private let edges: UnsafeMutablePointer<Edge>
  private let slack: Float
  private var isEmpty = true
  private var open = Self.sectorCount
  /// No leg longer than so many metres passes.
  private(set) var farthest = Double.infinity

  /// - Parameter slack: metres that single precision errs by at most.
  init(_ scratch: Scratch, slack: Float) {
    sectors = scratch.sectors.base
    rough = scratch.rough.base
    edges = scratch.edges.base
    self.slack = slack
  }

  /// Begins a new point: all is open.
  @inline(__always)
  mutating func begin() {
    isEmpty = true
    farthest = .infinity
  }

  /// Whether some obstacle added stops a leg, given by its foot from the point and its length squared.
  @inline(__always)
  func stops(x: Double, y: Double, squared: Double) -> Bool {
    // A leg of no length has no direction.
    guard !isEmpty, squared > Self.reachBeyond * Self.reachBeyond else { return false }
    let direction = Self.direction(x, y)
    let sector = sectors[Int(direction) & (Self.sectorCount - 1)]
    return squared > sector.whole
      || squared > sector.part && direction > sector.from + Self.margin && direction < sector.to - Self.margin
  }

  /// Which of eight legs may pass, as masks, in single precision: those that stop for sure are not among them.
  @inline(__always)
  func passes(x: SIMD8<Float>, y: SIMD8<Float>, squared: SIMD8<Float>) -> SIMD8<Int32> {
    guard !isEmpty else { return SIMD8(repeating: -1) }
    let quarter = Float(Self.sectorCount / 4)
    let share = y / (x.magnitudes + y.magnitudes) * quarter
    // A full turn more keeps it positive.
    let turned = (share + 4 * quarter).replaced(by: 6 * quarter - share, x.negatives)
    // Adding 2^23 leaves whole numbers, in the last bits.
    let shifted = turned - 0.5 + 8_388_608
    let within = turned - (shifted - 8_388_608)
    let sector = shifted.bits & Int32(Self.sectorCount - 1)
    var longest = SIMD8<Float>()
    for lane in 0..<8 { longest[lane] = rough[Int(sector[lane])] }
    // Within the sector by the margin on both sides, and too long.
    let stops =
      (longest - squared).negatives & (Self.roughMargin - within).negatives
      & (within - (1 - Self.roughMargin)).negatives
    return ~stops
  }

  /// Whether all legs to a circle, given by its middle from the point, stop for sure.
  @inline(__always)
  func hides(x: Float, y: Float, distance: Float, radius: Float) -> Bool {
    guard !isEmpty, radius < distance / 2 else { return false }
    let quarter = Float(Self.sectorCount / 4)
    let share = y / (abs(x) + abs(y)) * quarter
    let direction = x < 0 ? 6 * quarter - share : share + 4 * quarter
    // Up to half a circle's distance the arc sine grows by π/3 at most, and a direction by a quarter's sectors a radian.
    let reach = quarter * 1.05 * radius / distance + 2 * Self.roughMargin
    let near = distance - radius
    let squared = near * near
    for number in Int(direction - reach)...Int(direction + reach)
    where rough[number & (Self.sectorCount - 1)] >= squared {
      return false
    }
    return true
  }

  /// Shuts what an obstacle spans, its ends given from the point; whether that stops more legs than before.
  @discardableResult
  mutating func add(ax: Double, ay: Double, bx: Double, by: Double) -> Bool {
    let turn = ax * by - ay * bx
    let dx = bx - ax
    let dy = by - ay
    guard turn * turn > Self.leastSquared * (dx * dx + dy * dy) else { return false }
    if isEmpty {
      sectors.update(repeating: Sector(), count: Self.sectorCount)
      rough.update(repeating: .infinity, count: Self.sectorCount)
      open = Self.sectorCount
      isEmpty = false
    }
    let (a, b) = ((ax * ax + ay * ay).squareRoot(), (bx * bx + by * by).squareRoot())
    var from = turn > 0 ? Self.direction(ax, ay) : Self.direction(bx, by)
    var to = turn > 0 ? Self.direction(bx, by) : Self.direction(ax, ay)
    if to < from { to += Double(Self.sectorCount) }
    var near = turn > 0 ? a : b
    let last = turn > 0 ? b : a
    var number = Int(from)
    var isNew = false
    while to > Double(number + 1) {
      let far = edges[(number + 1) & (Self.sectorCount - 1)].distance(turn, dx, dy)
      let place = number & (Self.sectorCount - 1)
      let beyond = max(near, far) + Self.reachBeyond
      if from > Double(number) {
        // Only the first one, which the nearer end lies in.
        let shift = Double(number - place)
        if shut(place, from: from - shift, to: Double(place + 1), beyond: beyond) { isNew = true }
      } else if beyond * beyond < sectors[place].whole {
        shut(place, beyond: beyond)
        isNew = true
      }
      number += 1
      from = Double(number)
      near = far
    }
    let place = number & (Self.sectorCount - 1)
    let shift = Double(number - place)
    if shut(place, from: from - shift, to: to - shift, beyond: max(near, last) + Self.reachBeyond) { isNew = true }
    if isNew, open == 0 {
      var squared = 0.0
      for number in 0..<Self.sectorCount { squared = max(squared, sectors[number].whole) }
      farthest = squared.squareRoot() + 0.001
    }
    return isNew
  }

  /// Shuts a part of a sector; whether that stops more legs than before.
  private mutating func shut(_ number: Int, from: Double, to: Double, beyond: Double) -> Bool {
    let squared = beyond * beyond
    if squared >= sectors[number].whole { return false }
    if from <= Double(number), to >= Double(number + 1) {
      shut(number, beyond: beyond)
      return true
    }
    let sector = sectors[number]
    guard from <= sector.to, to >= sector.from else {
      guard to - from > sector.to - sector.from else { return false }
      sectors[number].from = from
      sectors[number].to = to
      sectors[number].part = squared
      return true
    }
    // What lies within what is shut already, and farther, would only let longer legs pass.
    if from >= sector.from, to <= sector.to, squared >= sector.part { return false }
    let part = sector.part.isFinite ? max(sector.part, squared) : squared
    sectors[number].from = min(from, sector.from)
    sectors[number].to = max(to, sector.to)
    sectors[number].part = part
    if sectors[number].from <= Double(number), sectors[number].to >= Double(number + 1) {
      shut(number, beyond: part.squareRoot())
    }
    return true
  }

  /// Shuts all of a sector from nearer on than it was.
  @inline(__always)
  private mutating func shut(_ number: Int, beyond: Double) {
    if sectors[number].whole == .infinity { open -= 1 }
    let squared = beyond * beyond
    guard squared < sectors[number].whole else { return }
    if sectors[number].part < squared {
      sectors[number].whole = squared
    } else {
      sectors[number] = Sector(whole: squared)
    }
    let length = max(Self.leastSlacks * slack, Float(beyond) + slack)
    rough[number] = length * length
  }

  /// Where (x, y) points, in sectors from the east: not an angle, but it grows with it and needs no trigonometry.
  @inline(__always)
  private static func direction(_ x: Double, _ y: Double) -> Double {
    let quarter = Double(sectorCount / 4)
    let share = y / (abs(x) + abs(y)) * quarter
    if x < 0 { return 2 * quarter - share }
    return share < 0 ? share + 4 * quarter : share
  }

  /// The direction where a sector begins.
  struct Edge: BitwiseCopyable {
    var x: Double
    var y: Double
    var length: Double

    init(_ number: Int) {
      let place = Double(number) / Double(sectorCount / 4)
      y = place <= 1 ? place : place <= 3 ? 2 - place : place - 4
      x = place > 1 && place < 3 ? abs(y) - 1 : 1 - abs(y)
      length = (x * x + y * y).squareRoot()
    }

    /// Metres to the line through a point `a` along (dx, dy), given `a × d`.
    @inline(__always)
    func distance(_ turn: Double, _ dx: Double, _ dy: Double) -> Double { abs(turn * length / (x * dy - y * dx)) }
  }
}
