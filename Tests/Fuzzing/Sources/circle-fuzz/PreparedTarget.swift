import Geography
import Walking

@testable import Columns
@testable import Coverage

/// Forged files of prepared cities: a good one with bytes changed anywhere and all checksums made to fit.
///
/// An input is a list of changes of eight bytes each: the section, a place in it, how many bytes, and what they become.
enum PreparedTarget {
  static func prepared(_ bytes: UnsafeRawBufferPointer) {
    let file = MemoryFile(forged(by: bytes))
    guard !Outcome({ try ask(analysis(of: file.path, workers: 1)) }).isRefused else { return }
    // Drawing takes ten times as long as all else, so one input of eight is drawn, always the same ones.
    guard bytes.reduce(0, { ($0 &* 31) &+ UInt32($1) }) % 8 == 0 else { return }
    guard let one = Outcome({ try outputs(of: analysis(of: file.path, workers: 1)) }).value else { return }
    promise(Outcome { try outputs(of: analysis(of: file.path, workers: 3)) } == .value(one), "1 and 3 workers differ")
  }

  private static func analysis(of path: String, workers: Int) -> CoverageAnalysis {
    var analysis = CoverageAnalysis(extract: path)
    analysis.parameters.workers = workers
    analysis.parameters.resolutionInMetres = 50
    return analysis
  }

  private static func outputs(of analysis: CoverageAnalysis) throws -> [String: [UInt8]] {
    var result = try analysis.run()
    expectPrintable(result.warnings)
    result.timings = []
    result.parameters.workers = 0
    return Dictionary(try CoverageOutput(result).files().map { ($0.name, $0.bytes) }) { first, _ in first }
  }

  /// What planners ask a city: explanations of places, and what new sites would change.
  private static func ask(_ analysis: CoverageAnalysis) throws -> Int {
    let city = try analysis.city()
    let places = [city.box.centre, city.box.southWest, Coordinate(longitudeE7: 150_015_000, latitudeE7: 500_011_000)]
    for place in places {
      _ = PlaceExplainer(city, limit: analysis.parameters.limit).explanation(of: place, nearest: 3)
    }
    var question = SiteAnswer.Question()
    question.sites = places.map { CandidateSite(coordinate: $0) }
    _ = try SiteAnswer(question, on: city, limit: analysis.parameters.limit, workers: 1)
    return places.count
  }

  // MARK: Forging

  /// The city that is changed; its extract stays open, for a city looks whether its source is as it was.
  private static let extract = MemoryFile(PBFEncoder().file([]) + PBFEncoder().blob("OSMData", Seeds.cityBlock))
  private static let original: ForgedArchive = {
    var analysis = CoverageAnalysis(extract: extract.path)
    analysis.parameters.workers = 1
    var bytes: [UInt8] = []
    do {
      try analysis.prepare().write(CityRecipe(analysis), workers: 1) { bytes += $0 }
    } catch {
      violated("no city to forge: \(error)")
    }
    guard let archive = ForgedArchive(bytes) else { violated("no city to forge") }
    return archive
  }()

  /// A file with the changes of an input, and with the checksums of what it holds.
  private static func forged(by changes: UnsafeRawBufferPointer) -> [UInt8] {
    var archive = original
    var place = 0
    while place + 8 <= changes.count {
      defer { place += 8 }
      let section = Int(changes[place]) % archive.sections.count
      let size = archive.sections[section].byteCount
      guard size > 0 else { continue }
      let offset = Int(changes.loadUnaligned(fromByteOffset: place + 1, as: UInt16.self))
      let count = 1 << Int(changes[place + 3] % 4)
      archive.change(
        section: section, at: offset * count % size, to: (0..<count).map { changes[place + 4 + $0 % 4] })
    }
    return archive.sealed
  }
}
