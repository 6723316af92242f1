import Foundation
import FoundationXML
import Geography
import Testing
import Walking

@testable import Coverage

@Suite struct MapTests {
  @Test func isWellFormedAndSaysWhatItShows() throws {
    let bytes = try MapPicture(SyntheticResult.result()).encoded()
    let parser = XMLParser(data: Data(bytes))
    #expect(parser.parse())
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("66.7 %"))
    #expect(text.contains("© OpenStreetMap contributors, ODbL 1.0"))
    #expect(!text.contains("nan") && !text.contains("inf"))
    if let place = ProcessInfo.processInfo.environment["CIRCLE_TEST_MAP"] {
      try Data(bytes).write(to: URL(fileURLWithPath: place))
    }
  }

  @Test func degenerateResultsMakeAPicture() throws {
    var result = SyntheticResult.result()
    result.studyArea.polygons = []
    result.homes = []
    result.venues = []
    result.gaps = []
    result.bands = []
    result.studyArea.name = "<script>&\u{1}\"'"
    let parser = XMLParser(data: Data(try MapPicture(result).encoded()))
    #expect(parser.parse())
  }

  @Test func labelsKeepApartAndInside() {
    let gaps = (1...10).map { rank in
      // All in one spot: the hardest case.
      SyntheticResult.gap(rank, [SyntheticResult.rectangle(11.7, 7.7, 11.9, 7.9)], weight: 1, median: nil)
    }
    let box = CoordinateBox(southWest: SyntheticResult.place(0, 0), northEast: SyntheticResult.place(12, 8))
    let frame = MapFrame(around: box, maximumWidth: 1000, maximumHeight: 800)
    let labels = MapLabel.placing(gaps, in: frame)
    #expect(labels.count == 10)
    for (index, label) in labels.enumerated() {
      #expect(frame.contains(label.place, margin: -MapLabel.radius))
      for other in labels[..<index] {
        let dx = label.place.x - other.place.x
        let dy = label.place.y - other.place.y
        #expect((dx * dx + dy * dy).squareRoot() >= 2 * MapLabel.radius)
      }
    }
  }

  /// A number beside its gap points at it; one inside needs no line.
  @Test func numbersDoNotHideSmallGaps() {
    let box = CoordinateBox(southWest: SyntheticResult.place(0, 0), northEast: SyntheticResult.place(12, 8))
    let frame = MapFrame(around: box, maximumWidth: 1000, maximumHeight: 800)
    let small = SyntheticResult.gap(1, [SyntheticResult.rectangle(6, 4, 6.1, 4.1)], weight: 1, median: nil)
    let large = SyntheticResult.gap(2, [SyntheticResult.rectangle(1, 1, 4, 4)], weight: 1, median: nil)
    let labels = MapLabel.placing([small, large], in: frame)
    #expect(labels.count == 2)
    let middle = frame.point(SyntheticResult.place(6.05, 4.05))
    let dx = labels[0].place.x - middle.x
    let dy = labels[0].place.y - middle.y
    #expect((dx * dx + dy * dy).squareRoot() > MapLabel.radius)
    #expect(labels[0].anchor != nil && labels[1].anchor == nil)
  }

  /// Without a study area the picture shows what was found, however far a lone road reaches, and draws no border.
  @Test func wholeExtractsAreFramedByWhatWasFound() throws {
    var result = SyntheticResult.result()
    let bounded = String(decoding: try MapPicture(result).encoded(), as: UTF8.self)
    #expect(bounded.contains("stroke-dasharray"))
    result.studyArea = StudyArea(
      name: "far", source: .extractBounds, polygons: [SyntheticResult.rectangle(-900, -900, 900, 900)])
    let whole = String(decoding: try MapPicture(result).encoded(), as: UTF8.self)
    #expect(!whole.contains("stroke-dasharray"))
    // 12 blocks of 100 m: a bar of kilometres would mean that the frame holds the far corners.
    #expect(whole.contains(" m</text>") && !whole.contains(" km</text>"))
  }

  @Test func longWalksAreToldInHours() {
    #expect(OutputText.walk(TravelTime(milliseconds: 7_199_999)) == "120.0 min")
    #expect(OutputText.walk(TravelTime(milliseconds: 88_134_000)) == "24 h")
    #expect(OutputText.walk(.unreachable) == "no way")
  }

  @Test func frameKeepsProportions() {
    // 12 × 14e-4° of longitude at 50° is 1 203 m, 8 × 9.1e-4° of latitude 810 m.
    let box = CoordinateBox(southWest: SyntheticResult.place(0, 0), northEast: SyntheticResult.place(12, 8))
    let frame = MapFrame(around: box, maximumWidth: 1000, maximumHeight: 2000)
    let a = frame.point(SyntheticResult.place(0, 0))
    let b = frame.point(SyntheticResult.place(12, 8))
    #expect(abs((b.x - a.x) / frame.pixelsPerMetre - 1204) < 3)
    #expect(abs((a.y - b.y) / frame.pixelsPerMetre - 809.7) < 3)
    #expect(b.y < a.y)
  }

  @Test func fineStreetsStaySmall() {
    let box = CoordinateBox(southWest: SyntheticResult.place(0, 0), northEast: SyntheticResult.place(12, 8))
    let frame = MapFrame(around: box, maximumWidth: 1000, maximumHeight: 800)
    var path = MapPath(frame)
    // 100 001 points along 12 blocks: at most one a 0.3 pixel.
    path.append((0...100_000).map { SyntheticResult.place(Double($0) * 12 / 100_000, 4) }[...])
    #expect(path.pointCount < 3400)
    #expect(path.pointCount > 2000)
  }
}
