import Columns
import Geography
import PROJ
import Walking

extension PreparedCity {
  /// Counts up whenever what the file holds changes its meaning.
  static let fileVersion: UInt32 = 4

  static var fileKind: ArchiveKind {
    ArchiveKind(name: "circle", version: fileVersion, program: "circle \(CircleVersion.number)")
  }

  /// Whether a file begins as a prepared city's does; its name does not matter.
  public static func isCity(_ path: String) -> Bool { ArchiveReader.isArchive(path, kind: fileKind) }

  /// Gives the bytes of the city's file, in pieces; the large tables are never copied as a whole.
  ///
  /// - Parameter recipe: what the city was made from and with.
  /// - Complexity: linear.
  package func write(_ recipe: CityRecipe, workers: Int, to sink: ([UInt8]) throws -> Void) rethrows {
    var archive = ArchiveWriter()
    recipe.put(into: &archive)
    archive.put(projection.definition)
    archive.put(projection.pipeline)
    archive.put(projection.scaleAtCentre)
    archive.put(areas) { $0.put($1) }
    archive.put(studyArea)
    archive.put(venues) { $0.put($1) }
    archive.put(doors) { $0.put($1) { $0.put(list: $1.map(JoinTable.Entry.init)) } }
    archive.put(weightUnit.rawValue)
    archive.put(header)
    archive.put(reading)
    findings.put(into: &archive)
    model.put(into: &archive)
    homes.put(into: &archive)
    homeJoins.put(into: &archive)
    homeIndex.put(into: &archive)
    homeWalks(workers: workers).put(into: &archive)
    areasOfHomes.put(into: &archive)
    areasOfVenues.put(into: &archive)
    searches.put(into: &archive)
    streetNames.put(into: &archive)
    walkers.put(into: &archive)
    try archive.write(kind: Self.fileKind, remark: recipe.command(output: nil), to: sink)
  }

  /// Opens a prepared city's file. Its large tables stay in the file, which is mapped into memory.
  ///
  /// The checksum of every byte is compared first: a file that was cut or changed is refused and never asked. The
  /// file must not be overwritten in place while a city from it is in use; `circle build` never does.
  ///
  /// - Throws: ``InputError`` for what is no such file, is damaged or of another version, with the command that makes
  ///   it anew.
  /// - Complexity: a checksum of the file and a look at every place that a table names, some gigabytes a second on each
  ///   worker, and linear in venues and areas.
  public init(contentsOf path: String, workers: Int = 2) throws {
    do {
      var archive = try ArchiveReader(path: path, kind: Self.fileKind, workers: workers)
      try self.init(from: &archive, workers: workers)
      try archive.finish(workers: workers)
    } catch let problem as ArchiveProblem {
      throw Self.refusal(problem, path: path)
    }
  }

  private init(from archive: inout ArchiveReader, workers: Int) throws {
    let recipe = try CityRecipe(from: &archive, workers: workers)
    projection = ProjectionDefinition(
      definition: try archive.text(), pipeline: try archive.text(), scaleAtCentre: try archive.number(in: 0.5...2))
    areas = try archive.list { try $0.administrativeArea() }
    studyArea = try archive.studyArea()
    venues = try archive.list { try $0.venue() }
    doors = try archive.list { try $0.list { try $0.list(JoinTable.Entry.self).map(\.join) } }
    weightUnit = try archive.named()
    header = try archive.extractHeader()
    reading = try archive.readingReport()
    findings = try CityFindings(from: &archive)
    model = try CityModel(from: &archive)
    homes = try HomeTable(from: &archive)
    homeJoins = try JoinTable(count: homes.count, on: model.streets, from: &archive)
    homeIndex = try HomeIndex(count: homes.count, on: model.streets, from: &archive)
    storedWalks = try HomeWalks(homes: homes.count, venues: venues.count, from: &archive)
    areasOfHomes = try HomeAreas(places: homes.count, areas: areas.count, from: &archive)
    areasOfVenues = try HomeAreas(places: venues.count, areas: areas.count, from: &archive)
    let streets = model.streets
    try archive.expect(JoinTable.areSound(doors, ofVenues: venues.count, on: streets), "doors and streets")
    searches = try CoverageSearches(model, doors: doors, from: &archive)
    streetNames = try StreetNames(from: &archive)
    walkers = try CityWalkers(homes: homes.count, venues: venues.count, from: &archive)
    try archive.expect(searches.byKind.count == recipe.parameters.kinds.count, "kinds")
    parameters = recipe.parameters
    self.recipe = recipe
  }

  private static func refusal(_ problem: ArchiveProblem, path: String) -> InputError {
    func remedy(_ remark: String) -> String {
      // The file's own words are shown only where they can do nothing but build a city.
      let isHarmless = remark.hasPrefix("circle build ") && !remark.contains { ";|&$`<>()\\\n\r".contains($0) }
      let command = isHarmless ? remark : "circle build CITY.osm.pbf"
      return "run `\(command) --output \(CityRecipe.quoted(path)) --force`"
    }
    switch problem {
    case .foreign: return InputError(path, "is no prepared city", remedy: remedy(""))
    case .otherVersion(let remark, let version, let program):
      let problem = "was built by \(program.printable(limit: 28)) in format \(version), where \(fileVersion) is read"
      return InputError(path, problem, remedy: remedy(remark))
    case .damaged(let remark, let what):
      return InputError(path, "is a damaged city: \(what)", remedy: remedy(remark))
    }
  }
}
