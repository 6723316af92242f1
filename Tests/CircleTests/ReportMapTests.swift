import Geography
import TestSupport
import Testing

@testable import Coverage

/// The report's drawing: read, joined and thinned.
@Suite struct ReportMapTests {
  typealias Point = SIMD2<Int32>

  /// Lines of path data of places and steps, in tenths of a pixel; without the commands that only signs have.
  static func lines(_ data: String) -> [[Point]] {
    var lines: [[Point]] = []
    for part in data.split(separator: "M") {
      let numbers = part.split { "lz ".contains($0) }.compactMap { Double($0) }.map { Int32(($0 * 10).rounded()) }
      var line: [Point] = []
      for pair in stride(from: 0, to: numbers.count - 1, by: 2) {
        line.append((line.last ?? Point(0, 0)) &+ Point(numbers[pair], numbers[pair + 1]))
      }
      lines.append(line)
    }
    return lines
  }

  static func data(_ path: ReportMapPath, _ tolerance: Double) -> String {
    var text = path.data(.init(tolerance: tolerance))
    return String(decoding: text.takeBytes(), as: UTF8.self)
  }

  @Test func commandsAreRead() throws {
    func written(_ data: String) throws -> String {
      Self.data(try #require(ReportMapPath(Array(data.utf8)[...])), 5)
    }
    #expect(try written("M-6.5 -1.5L0 -7L6.5 -1.5V6H-6.5z") == "M-6.5 -1.5l6.5 -5.5 6.5 5.5 0 7.5 -13 0z")
    #expect(try written("m1,2l3 4h5v-6zM0 0l.5 0") == "M1 2l3 4 5 0 0 -6zM0 0l0.5 0")
    for broken in ["L1 1", "M1", "M1 1q1 1 2 2", "z", "M1 1zL2 2", "M1 1l1e9 2", "M..1 2", "M1 99999999999"] {
      #expect(ReportMapPath(Array(broken.utf8)[...]) == nil, "\(broken)")
    }
  }

  /// No point of a line is farther from the thinned one than the tolerance, but for what rounding adds; ends stay.
  @Test(arguments: [1, 2, 3, 4, 5, 6])
  func thinnedLinesStayNear(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var place = Point(5000, 5000)
    var data = "M500 500l"
    var points = [place]
    var heading = Point(3, 1)
    for _ in 0..<2000 {
      // Long straight runs, staircases and turns back.
      if Int.random(in: 0..<10, using: &random) == 0 {
        heading = Point(Int32.random(in: -12...12, using: &random), Int32.random(in: -12...12, using: &random))
      }
      let step = heading &+ Point(Int32.random(in: -2...2, using: &random), Int32.random(in: -2...2, using: &random))
      place = place &+ step
      points.append(place)
      data += " \(OutputText.shortDecimal(Double(step.x) / 10)) \(OutputText.shortDecimal(Double(step.y) / 10))"
    }
    let path = try #require(ReportMapPath(Array(data.utf8)[...]))
    for tolerance in [0.3, 1, 4] {
      let thin = try #require(Self.lines(Self.data(path, tolerance)).first)
      #expect(thin.first == points.first && thin.last == points.last)
      #expect(thin.count < points.count)
      var next = 0
      var farthest = 0.0
      for (a, b) in zip(thin, thin.dropFirst()) {
        // The points between two that were kept, in order.
        while next < points.count, points[next] != b {
          farthest = max(farthest, Self.distance(points[next], a, b))
          next += 1
        }
      }
      #expect(next < points.count)
      #expect(farthest <= tolerance * 10 * 1.5, "\(farthest / 10) at \(tolerance)")
    }
  }

  static func distance(_ p: Point, _ a: Point, _ b: Point) -> Double {
    func double(_ p: Point) -> SIMD2<Double> { SIMD2(Double(p.x), Double(p.y)) }
    let (p, a, b) = (double(p), double(a), double(b))
    let length = ((b - a) * (b - a)).sum()
    let along = length > 0 ? min(1, max(0, ((p - a) * (b - a)).sum() / length)) : 0
    let off = p - (a + (b - a) * along)
    return (off * off).sum().squareRoot()
  }

  /// Joining keeps each step once and makes long lines of a grid.
  @Test func joinedLinesHaveTheSameSteps() {
    var random = SeededGenerator(seed: 9)
    var lines: [[Point]] = []
    for row in 0..<30 {
      for column in 0..<30 {
        let place = Point(Int32(column * 20), Int32(row * 20))
        lines.append([place, place &+ Point(20, 0)])
        lines.append([place &+ Point(0, 20), place &+ Point(1, 9), place])
      }
    }
    lines.shuffle(using: &random)
    // Loops, and a line twice.
    lines.append([Point(0, 0), Point(5, 5), Point(0, 0)])
    lines.append(lines[0])
    func steps(_ lines: [[Point]]) -> [String] {
      lines.flatMap { line in
        zip(line, line.dropFirst()).map { a, b in
          [a, b].map { "\($0.x),\($0.y)" }.sorted().joined(separator: "-")
        }
      }.sorted()
    }
    let trails = ReportTrails.joining(lines)
    #expect(steps(trails) == steps(lines))
    #expect(trails.count < 150)
    #expect(ReportTrails.joining([]).isEmpty)
  }

  /// A map of ten times the budget ends within it, and one of a hundred thousand rings too.
  @Test(arguments: [false, true])
  func largeMapsStaySmall(rings: Bool) throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    var result = SyntheticResult.result()
    if rings {
      result.water = (0..<100_000).map { number in
        let (x, y) = (Double(number % 400) * 0.03, Double(number / 400) * 0.03)
        return SyntheticResult.rectangle(x, y, x + 0.02, y + 0.02)
      }
    }
    let folder = try folders.write("run", result)
    if !rings {
      let blocks = (0..<600_000).map { number -> String in
        let (row, column) = (number / 2 / 600, number / 2 % 600)
        return "M\(column) \(row)l\(number % 2 == 0 ? "1 0.1" : "0.1 1")"
      }
      try ReportFolders.edit(folder, "map.svg", "<path d=\"M", "<path d=\"\(blocks.joined())M")
    }
    let page = try ReportFolders.page(folder, .english)
    #expect(page.utf8.count < 2_300_000)
    // As much is kept as there is room for: streets that are all of one size do not go all at once.
    #expect(page.utf8.count > 1_700_000)
  }

  /// Best sites lie on the map where their degrees say.
  @Test func placesAreWhereTheMapHasThem() throws {
    let folders = try ReportFolders()
    defer { folders.remove() }
    let result = SyntheticResult.result()
    let folder = try folders.write("run", result)
    let map = try ReportMap(file: folder + "/map.svg", title: MapPicture.title("Gridtown", limit: 15))
    let box = try #require(CoordinateBox(around: result.studyArea.polygons.flatMap(\.exterior)))
    let frame = MapFrame(around: box, maximumWidth: 1000, maximumHeight: 860)
    for (column, row) in [(0.0, 0.0), (12, 8), (3.5, 7)] {
      let place = SyntheticResult.place(column, row)
      let drawn = frame.point(place)
      let read = try #require(map.point(longitude: place.longitude, latitude: place.latitude))
      #expect(abs(read.x - drawn.x) < 0.05 && abs(read.y - drawn.y) < 0.05)
    }
    #expect(map.hasBorder && abs(map.width - frame.width) < 0.1 && abs(map.height - frame.height) < 0.1)
  }
}
