import Geography
import OpenStreetMap
import Walking

@testable import Coverage

/// A made-up city of 12 by 8 blocks with three venues, 96 homes, two gaps and arithmetic times.
enum SyntheticResult {
  static let west: Int32 = 150_000_000
  static let south: Int32 = 500_000_000
  static let step: Int32 = 14_000

  static func place(_ column: Double, _ row: Double) -> Coordinate {
    Coordinate(
      longitudeE7: west + Int32((column * Double(step)).rounded()),
      latitudeE7: south + Int32((row * Double(step) * 0.65).rounded()))
  }

  static func rectangle(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> GeographicPolygon {
    GeographicPolygon(exterior: [place(x0, y0), place(x1, y0), place(x1, y1), place(x0, y1), place(x0, y0)])
  }

  static let venues: [VenueResult] = [
    venue("n1", .museum, "=Museum \"Rot, Blau\"", 2, 2), venue("w2", .theatre, "图书馆剧院", 5, 5),
    venue("r3", .library, "Library <North> & Sons", 8, 3),
  ]

  static func venue(_ id: String, _ kind: VenueKind, _ name: String, _ x: Double, _ y: Double) -> VenueResult {
    let door = Door(coordinate: place(x, y), resolvedBy: .entrance)
    return VenueResult(
      venue: Venue(
        id: id, identifiers: [id], kind: kind, name: name, coordinate: place(x, y), doors: [door],
        attributes: ["wheelchair": "yes"]),
      doorLegsInMetres: [12.34], homesReached: 10, weightReached: 20, weightOnlyHere: 5.25,
      isochrones: [band(5, [rectangle(x - 1, y - 1, x + 1, y + 1)])])
  }

  static func band(_ minutes: Double, _ polygons: [GeographicPolygon]) -> CoverageBand {
    CoverageBand(
      cutoff: .minutes(minutes), polygons: polygons,
      areaInSquareMetres: polygons.reduce(0) { $0 + Ellipsoid.areaInSquareMetres(of: $1) })
  }

  /// Home (column, row) is one minute a column away; the last column has no way, the last but one is unsnapped.
  static func home(_ column: Int, _ row: Int) -> HomeResult {
    let isUnsnapped = column == 10
    let isCutOff = column == 11
    let time = isUnsnapped || isCutOff ? TravelTime.unreachable : TravelTime(milliseconds: UInt32(column * 120_000 + 1))
    return HomeResult(
      home: Home(
        id: "w\(row * 12 + column + 1)", coordinate: place(Double(column) + 0.5, Double(row) + 0.5), weight: 2,
        source: .residential),
      time: time, venue: time.isReachable ? 0 : nil,
      homeLeg: isUnsnapped ? nil : TravelTime(milliseconds: 1), homeLegInMetres: isUnsnapped ? nil : 0.5,
      venueLeg: time.isReachable ? TravelTime(milliseconds: 0) : nil,
      timesByKind: [time, .unreachable, time], isEdgeLimited: column == 0)
  }

  static func gap(_ rank: Int, _ polygons: [GeographicPolygon], weight: Double, median: TravelTime?) -> CoverageGap {
    CoverageGap(
      rank: rank, polygons: polygons,
      areaInSquareMetres: polygons.reduce(0) { $0 + Ellipsoid.areaInSquareMetres(of: $1) }, homes: [8, 9],
      weight: weight, nearestVenue: median == nil ? nil : 2, shortest: median, median: median, longest: median,
      areaNames: ["Land", "西湖区 Quarter"], cause: .missingLink,
      evidence: "air 700 m, walk 1,900 m; the River lies between")
  }

  static func result() -> CoverageResult {
    var header = ExtractHeader()
    header.timestamp = 1_700_000_000
    var reading = ReadingReport()
    reading.nodesRead = 400
    reading.waysWithMissingNodes = 3
    let homes = (0..<8).flatMap { row in (0..<12).map { home($0, row) } }
    let streets =
      (0...8).map { row in (0...12).map { place(Double($0), Double(row)) } }
      + (0...12).map { column in (0...8).map { place(Double(column), Double($0)) } }
    return CoverageResult(
      parameters: CoverageParameters(),
      studyArea: StudyArea(name: "Gridtown", source: .boundaryFile, polygons: [rectangle(0, 0, 12, 8)]),
      projectionDefinition: "+proj=laea", projectionPipeline: "proj=pipeline", venues: venues, homes: homes,
      weightUnit: .dwellings,
      bands: [
        band(5, [rectangle(1, 1, 3, 3)]), band(10, [rectangle(0.5, 0.5, 5, 6)]), band(15, [rectangle(0, 0, 8, 7.5)]),
      ],
      gaps: [
        gap(1, [rectangle(8.2, 0.3, 11.8, 3.6)], weight: 44, median: TravelTime(milliseconds: 1_110_000)),
        gap(2, [rectangle(9, 5, 11, 7), rectangle(11.2, 6, 11.6, 6.4)], weight: 20, median: nil),
      ],
      areas: [
        AreaResult(
          area: AdministrativeArea(id: "r9", name: "西湖区, \"West\"", level: 8, polygons: [rectangle(0, 0, 6, 8)]),
          homes: 48, weight: 96, homesCovered: 48, weightCovered: 96, venues: 2, worst: .minutes(10),
          median: .minutes(5))
      ],
      streets: StreetLines(streets), water: [rectangle(0, 3.9, 7, 4.3)],
      streetNodeTimes: [
        StreetNodeTime(node: 7, time: TravelTime(milliseconds: 1500)), StreetNodeTime(node: 12, time: .unreachable),
      ],
      reachInMetres: [(300, 1234.56)], header: header, reading: reading,
      graphReport: StreetGraphReport(), vertexCount: 117, edgeCount: 212,
      counts: [("homes.residential", 96)], warnings: [Warning(count: 3, message: "ways cut at the edge")],
      notes: ["study area: a boundary file"],
      timings: [StageTiming(stage: "reading", wallSeconds: 0.25, cpuSeconds: 0.5, peakMebibytes: 12.5)])
  }
}
