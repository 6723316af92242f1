/// The streets that can matter to each point of a square of 4 × 4, the smallest of a ``TileDescent``.
///
/// All streets of the square are measured from all its points, four at a time in single precision with slack for its
/// error; each point keeps those that may be nearest to it, and those within the brush.
struct TileSquare {
  /// Points along its side: one vector.
  static let side = 4
  static let pointCount = side * side

  /// Where the measures lie: unsafe, for nothing is checked or taken apart in memory.
  final class Scratch {
    /// Distances squared of a street from the points, row by row.
    let distances = ScratchBuffer<SIMD4<Float>>()
    let lists = ScratchBuffer<UInt32>()
    let counts = ScratchBuffer<Int>(capacity: 2 * TileSquare.pointCount)
    /// For each row of points x, y, and the least distance squared of a preferred street and of another.
    let rows = ScratchBuffer<SIMD4<Float>>(capacity: 4 * TileSquare.side)
  }

  private let scratch: Scratch
  private let x: UnsafeMutablePointer<SIMD4<Float>>
  private let y: UnsafeMutablePointer<SIMD4<Float>>
  private let near: UnsafeMutablePointer<SIMD4<Float>>
  private let nearOthers: UnsafeMutablePointer<SIMD4<Float>>
  /// The lists of all points, one behind the other, ``stride`` apart.
  private var lists: UnsafeMutablePointer<UInt32>
  private var distances: UnsafeMutablePointer<SIMD4<Float>>
  private var room = 0
  private var stride = 0
  /// How many streets each point has, and how many of them are preferred; these come first.
  let counts: UnsafeMutablePointer<Int>
  let preferred: UnsafeMutablePointer<Int>

  init(_ scratch: Scratch) {
    self.scratch = scratch
    x = scratch.rows.base
    y = x + Self.side
    near = y + Self.side
    nearOthers = near + Self.side
    lists = scratch.lists.base
    distances = scratch.distances.base
    counts = scratch.counts.base
    preferred = counts + Self.pointCount
  }

  /// The list of a point.
  @inline(__always)
  func list(_ point: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: lists + point * stride, count: counts[point])
  }

  /// Finds the streets of all points, given the square's list.
  mutating func measure(
    _ level: TileDescent.Level, row: Int, column: Int, parameters: TileDescent.Parameters,
    shapes: UnsafePointer<TileShape>
  ) {
    makeRoom(for: level.streets)
    place(row: row, column: column, parameters)
    counts.update(repeating: 0, count: Self.pointCount)
    measure(level.list, 0..<level.preferred, shapes, least: near)
    for row in 0..<Self.side { nearOthers[row] = near[row] }
    widen(near, parameters)
    keep(level.list, 0..<level.preferred, within: near)
    preferred.update(from: counts, count: Self.pointCount)
    guard level.others > 0 else { return }
    measureOthers(level, parameters, shapes)
  }

  private mutating func makeRoom(for streets: Int) {
    stride = streets
    guard streets > room else { return }
    room = 2 * streets
    scratch.distances.reserve(room * Self.side)
    scratch.lists.reserve(room * Self.pointCount)
    distances = scratch.distances.base
    lists = scratch.lists.base
  }

  /// Other streets matter only where no preferred one lies within the radius, or within the brush.
  private func measureOthers(
    _ level: TileDescent.Level, _ parameters: TileDescent.Parameters, _ shapes: UnsafePointer<TileShape>
  ) {
    let radius = parameters.radius - parameters.slack
    let places = level.preferred..<level.streets
    let isFar = near
    for row in 0..<Self.side {
      let signs = nearOthers[row].signs(below: SIMD4(repeating: radius * radius))
      isFar[row] = unsafeBitCast(~(signs &>> 31), to: SIMD4<Float>.self)
    }
    measure(level.list, places, shapes, least: nearOthers)
    for row in 0..<Self.side {
      nearOthers[row] = unsafeBitCast(nearOthers[row].bits & isFar[row].bits, to: SIMD4<Float>.self)
    }
    widen(nearOthers, parameters)
    keep(level.list, places, within: nearOthers)
  }

  /// Where the points lie in the tile's plane.
  @inline(__always)
  private func place(row: Int, column: Int, _ parameters: TileDescent.Parameters) {
    let share = 1 / Float(Lattice.tileSide)
    let u = (SIMD4<Float>(0, 1, 2, 3) + Float(column)) * share
    for number in 0..<Self.side {
      let v = Float(row + number) * share
      x[number] = u * (parameters.x.y + v * parameters.x.w) + (parameters.x.x + v * parameters.x.z)
      y[number] = u * (parameters.y.y + v * parameters.y.w) + (parameters.y.x + v * parameters.y.z)
    }
  }

  /// Distances squared of some streets of a list, and the least from each point.
  @inline(__always)
  private func measure(
    _ list: UnsafeMutablePointer<UInt32>, _ places: Range<Int>, _ shapes: UnsafePointer<TileShape>,
    least: UnsafeMutablePointer<SIMD4<Float>>
  ) {
    for row in 0..<Self.side { least[row] = SIMD4(repeating: .infinity) }
    for place in places {
      let shape = shapes[Int(list[place])]
      for row in 0..<Self.side {
        let squared = shape.squaredDistances(x[row], y[row])
        distances[Self.side &* place &+ row] = squared
        least[row] = least[row].lesser(squared)
      }
    }
  }

  /// From how far, squared, the nearest street is to how far, squared, one may be to matter: as far, or within the
  /// brush, and the slack.
  @inline(__always)
  private func widen(_ nearest: UnsafeMutablePointer<SIMD4<Float>>, _ parameters: TileDescent.Parameters) {
    let radius = SIMD4<Float>(repeating: parameters.radius * parameters.radius)
    let brush = SIMD4<Float>(repeating: parameters.brush * parameters.brush)
    let slack = parameters.slack
    for row in 0..<Self.side {
      let squared = nearest[row].lesser(radius).greater(brush)
      // At least (d + s)², for 2 d s is at most s (d² / 16 + 16).
      nearest[row] = squared * (1 + slack / 16) + (16 * slack + slack * slack)
    }
  }

  /// Puts some streets of a list on the lists of the points that they are near enough to.
  @inline(__always)
  private func keep(
    _ list: UnsafeMutablePointer<UInt32>, _ places: Range<Int>, within limits: UnsafeMutablePointer<SIMD4<Float>>
  ) {
    for place in places {
      let street = list[place]
      for row in 0..<Self.side {
        let signs = distances[Self.side &* place &+ row].signs(below: limits[row])
        guard signs.hasSign else { continue }
        for column in 0..<Self.side where signs[column] < 0 {
          let point = Self.side &* row &+ column
          lists[point &* stride &+ counts[point]] = street
          counts[point] &+= 1
        }
      }
    }
  }
}
