import Columns
import Geography
import OpenStreetMap
import Walking

// How single places are put into a city's file and taken out again: small values, one by one.

extension ArchiveWriter {
  mutating func put(_ polygons: [GeographicPolygon]) {
    put(polygons) {
      $0.put(list: $1.exterior)
      $0.put($1.holes) { $0.put(list: $1) }
    }
  }

  mutating func put(_ doors: [Door]) {
    put(doors) {
      $0.put($1.coordinate)
      $0.put($1.resolvedBy.rawValue)
    }
  }

  mutating func put(_ venue: Venue) {
    put(venue.id)
    put(venue.identifiers) { $0.put($1) }
    put(venue.kind.rawValue)
    put(venue.name)
    put(venue.coordinate)
    put(venue.outline)
    put(venue.doors)
    put(venue.attributes.sorted { $0.key < $1.key }) {
      $0.put($1.key)
      $0.put($1.value)
    }
    put(venue.members) {
      $0.put($1.coordinate)
      $0.put($1.outline)
      $0.put($1.doors)
    }
  }

  mutating func put(_ area: AdministrativeArea) {
    put(area.id)
    put(area.name)
    put(area.level)
    put(area.polygons)
    put(area.code)
    put(optional: area.layer) { $0.put($1) }
    put(optional: area.type) { $0.put($1.rawValue) }
  }

  mutating func put(_ area: StudyArea) {
    put(area.name)
    put(area.source.rawValue)
    put(area.polygons)
    put(area.notes) { $0.put($1) }
  }

  mutating func put(_ header: ExtractHeader) {
    put(optional: header.bounds) { $0.put($1) }
    put(optional: header.timestamp) { $0.put($1) }
    put(optional: header.writingProgram) { $0.put($1) }
  }

  mutating func put(_ report: ReadingReport) {
    for count in [
      report.nodesRead, report.waysRead, report.relationsRead, report.nodesKept, report.waysKept, report.relationsKept,
      report.missingNodeReferences, report.waysWithMissingNodes, report.missingWayMembers, report.nodesWithoutPlace,
      report.duplicates, report.deleted,
    ] {
      put(count)
    }
    put(report.warnings) { $1.put(into: &$0) }
  }
}

extension ArchiveReader {
  mutating func polygons() throws -> [GeographicPolygon] {
    try list { GeographicPolygon(exterior: try $0.ring(), holes: try $0.list { try $0.ring() }) }
  }

  mutating func doors() throws -> [Door] {
    try list { Door(coordinate: try $0.coordinate(), resolvedBy: try $0.named()) }
  }

  mutating func venue() throws -> Venue {
    var venue = Venue(
      id: try text(), identifiers: try list { try $0.text() }, kind: try named(), name: try text(),
      coordinate: try coordinate(), outline: try polygons(), doors: try doors())
    let attributes: [(String, String)] = try list { (try $0.text(), try $0.text()) }
    venue.attributes = Dictionary(attributes, uniquingKeysWith: { first, _ in first })
    venue.members = try list {
      Venue.Member(coordinate: try $0.coordinate(), outline: try $0.polygons(), doors: try $0.doors())
    }
    return venue
  }

  mutating func administrativeArea() throws -> AdministrativeArea {
    var area = AdministrativeArea(id: try text(), name: try text(), level: try value(), polygons: try polygons())
    area.code = try text()
    area.layer = try optional { try $0.text() }
    area.type = try optional { try $0.named() }
    return area
  }

  mutating func studyArea() throws -> StudyArea {
    var area = StudyArea(name: try text(), source: try named(), polygons: try polygons())
    area.notes = try list { try $0.text() }
    return area
  }

  mutating func extractHeader() throws -> ExtractHeader {
    ExtractHeader(
      bounds: try optional { try $0.box() }, timestamp: try optional { try $0.value() },
      writingProgram: try optional { try $0.text() })
  }

  mutating func readingReport() throws -> ReadingReport {
    var report = ReadingReport()
    report.nodesRead = try count()
    report.waysRead = try count()
    report.relationsRead = try count()
    report.nodesKept = try count()
    report.waysKept = try count()
    report.relationsKept = try count()
    report.missingNodeReferences = try count()
    report.waysWithMissingNodes = try count()
    report.missingWayMembers = try count()
    report.nodesWithoutPlace = try count()
    report.duplicates = try count()
    report.deleted = try count()
    report.warnings = try list { try Warning(from: &$0) }
    return report
  }
}
