import Columns
import Geography

/// What there is to say of a city or a part of it: warnings, notes and counts, each in their order.
struct CityMessages: Sendable {
  var warnings: [Warning] = []
  var notes: [String] = []
  var counts: [(name: String, value: Int)] = []

  mutating func append(_ other: CityMessages) {
    warnings += other.warnings
    notes += other.notes
    counts += other.counts
  }

  func put(into archive: inout ArchiveWriter) {
    archive.put(warnings) { $1.put(into: &$0) }
    archive.put(notes) { $0.put($1) }
    archive.put(counts) {
      $0.put($1.name)
      $0.put($1.value)
    }
  }
}

extension CityMessages {
  init(from archive: inout ArchiveReader) throws {
    warnings = try archive.list { try Warning(from: &$0) }
    notes = try archive.list { try $0.text() }
    counts = try archive.list { (name: try $0.text(), value: try $0.count()) }
  }
}
