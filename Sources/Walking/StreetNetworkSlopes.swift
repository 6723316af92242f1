import Geography
import OpenStreetMap

extension StreetNetwork {
  /// Gives segments the times that their slopes take, each way its own, and closes those that are too steep for the
  /// walker. Bridges, tunnels, steps and lifts are as they are: the land's height is not theirs.
  ///
  /// A segment is divided evenly into pieces of 30 m at most, so that a hill between its ends counts. Where no height is
  /// known at one of these places, the segment is level, and counted.
  ///
  /// - Throws: ``InputError`` when the heights cannot be read.
  /// - Complexity: linear in segments and pieces.
  mutating func applySlopes(_ model: some ElevationModel) throws {
    let heights = try model.heights(at: coordinates)
    let inner = try model.heights(at: segments.flatMap { innerPlaces($0) })
    var isClosed = [Bool](repeating: false, count: segments.count)
    var next = 0
    for index in segments.indices where isOnLand(segments[index]) {
      var segment = segments[index]
      let count = pieces(of: segment)
      let line = [heights[Int(segment.from)]] + inner[next..<next + count - 1] + [heights[Int(segment.to)]]
      next += count - 1
      guard line.allSatisfy(\.isFinite) else {
        report.slopes.withoutHeight += 1
        report.slopes.metresWithoutHeight += segment.metres
        continue
      }
      isClosed[index] = setSlopes(of: &segment, line)
      segments[index] = segment
    }
    closeSegments(isClosed)
    keepWaysInDoubt()
  }

  private func isOnLand(_ segment: Segment) -> Bool { !segment.traits.contains(.level) && segment.metres > 0 }

  private func pieces(of segment: Segment) -> Int {
    Int(max(1, min(10_000, (segment.metres / Slope.pieceInMetres).rounded(.up))))
  }

  /// The places between the pieces.
  private func innerPlaces(_ segment: Segment) -> [Coordinate] {
    guard isOnLand(segment) else { return [] }
    let count = pieces(of: segment)
    let (a, b) = (coordinates[Int(segment.from)], coordinates[Int(segment.to)])
    return (1..<max(1, count)).map { piece in
      let share = Double(piece) / Double(count)
      func between(_ a: Int32, _ b: Int32) -> Int32 { a + Int32((share * (Double(b) - Double(a))).rounded()) }
      return Coordinate(
        longitudeE7: between(a.longitudeE7, b.longitudeE7), latitudeE7: between(a.latitudeE7, b.latitudeE7))
    }
  }

  /// Sets both times by the heights along a segment, and says whether it is too steep for the walker.
  private mutating func setSlopes(of segment: inout Segment, _ heights: [Double]) -> Bool {
    let count = Double(heights.count - 1)
    var (there, back, most) = (0.0, 0.0, 0.0)
    for (low, high) in zip(heights, heights.dropFirst()) {
      let slope = (high - low) / (segment.metres / count)
      there += Slope.timeFactor(slope)
      back += Slope.timeFactor(-slope)
      most = max(most, abs(slope))
    }
    if most > 0 {
      report.slopes.sloping += 1
      // As many metres of the flat as take as long.
      segment.time = Self.bounded(profile.speed.time(forMetres: segment.metres * there / count))
      segment.backTime = Self.bounded(profile.speed.time(forMetres: segment.metres * back / count))
    }
    guard segment.traits.contains(.slopeUnsaid), let limit = profile.demands.maxSlopePercent else { return false }
    segment.unknown.remove(.incline)
    if segment.unknown.isEmpty { segment.flags.remove(.unknown) }
    return most * 100 > limit
  }

  /// Takes segments away; what ends there ends on purpose.
  private mutating func closeSegments(_ isClosed: [Bool]) {
    guard isClosed.contains(true) else { return }
    for (segment, isClosed) in zip(segments, isClosed) where isClosed {
      report.slopes.tooSteep += 1
      closedNodes += [segment.from, segment.to]
      cutNodes += [segment.from, segment.to]
    }
    segments = zip(segments, isClosed).filter { !$0.1 }.map(\.0)
  }

  /// Forgets the doubts about ways that heights have settled.
  private mutating func keepWaysInDoubt() {
    guard !unknownWays.isEmpty else { return }
    var left: [UInt32: UnknownTags] = [:]
    for segment in segments where !segment.unknown.isEmpty { left[segment.way, default: []].formUnion(segment.unknown) }
    unknownWays = unknownWays.compactMap { way, tags in
      left[way].map { (way: way, tags: tags.intersection($0)) }
    }.filter { !$0.tags.isEmpty }
  }
}
