import Columns
import Foundation
import Geography
import Walking

/// An option that shapes a city; what a prepared city's file was built with cannot be changed by asking.
public enum CityOption: String, Hashable, Sendable, CaseIterable {
  case speed, gates, trunk, snap, kinds, crs, venues
  case venuesMode = "venues-mode"
  case homes, boundary, within
  case population
  case populationCRS = "population-crs"
  case groups
  case venuesCRS = "venues-crs"
  case homesCRS = "homes-crs"
  case boundaryCRS = "boundary-crs"
  case areasCRS = "areas-crs"
  case columns
  case profile, profiles, unknown
  case areas
  case areasMode = "areas-mode"
  case dem
  case demCRS = "dem-crs"
}

/// What a prepared city's file was built from and with.
public struct CityRecipe: Sendable {
  /// The files read, by role: "extract", "venues", "homes", "boundary", "population", "population GROUP".
  public var inputs: [RunInput]
  /// Whether the list of venues replaced the extract's.
  public var venuesReplace: Bool
  /// Whether the supplied areas replaced the extract's.
  public var areasReplace = false
  /// The study area's name, when one was given.
  public var areaName: String?
  /// The reference system and the columns of groups named for the population file.
  var populationCRS: String?, populationGroups: [String]?
  /// The reference system named for the file of heights.
  var elevationCRS: String?
  /// How the supplied files were read.
  public var formats: SuppliedFormats
  /// Of these the profile, the kinds, the snap radius and the reference system.
  public var parameters: CoverageParameters

  /// The recipe of an analysis' city; reads the inputs again for their digests.
  ///
  /// - Throws: ``InputError`` when one cannot be read.
  public init(_ analysis: CoverageAnalysis) throws {
    inputs = try analysis.inputPaths.map { try RunInput(role: $0.role, path: $0.path) }
    venuesReplace = analysis.venuesReplace
    areaName = analysis.areaName
    (populationCRS, populationGroups) = (analysis.population?.crs, analysis.population?.groups)
    formats = analysis.formats
    areasReplace = analysis.areasReplace
    elevationCRS = analysis.elevation?.crs
    parameters = analysis.parameters
  }

  /// Refuses what a file cannot give: an option that shapes the city, was asked for and is not what it was built with.
  ///
  /// - Parameters:
  ///   - analysis: what is asked; ``CoverageAnalysis/insisted`` says by which options.
  ///   - path: the city's file, for the message.
  /// - Throws: ``InputError`` naming the option and the command that builds such a city.
  func check(_ analysis: CoverageAnalysis, path: String) throws {
    for option in CityOption.allCases where analysis.insisted.contains(option) {
      let (built, asked) = (value(of: option), try Self.value(of: option, in: analysis))
      guard built != asked else { continue }
      if option == .kinds, Set(analysis.parameters.kinds).isSubset(of: parameters.kinds) { continue }
      var wanted = self
      try wanted.take(option, from: analysis)
      let problem = "was built \(words(option)), not \(wanted.words(option))"
      throw InputError(path, problem, remedy: "run `\(wanted.command(output: path))`")
    }
  }

  /// Refuses a city whose sources have changed since: one that is still where it was, but of another size.
  ///
  /// - Parameter path: the city's file, for the message.
  /// - Throws: ``InputError`` with the command that builds it anew.
  func checkSources(path: String) throws {
    for input in inputs {
      guard let bytes = input.bytes, let now = OutputPath.status(of: input.path), now.st_mode & S_IFMT == S_IFREG,
        Int(now.st_size) != bytes
      else { continue }
      throw InputError(
        path, "is stale: \(input.path) has changed since (\(now.st_size) bytes, was \(bytes))",
        remedy: "run `\(command(output: path))`")
    }
  }

  /// The command that builds the city.
  public func command(output: String?) -> String {
    var words = ["circle", "build", path(of: "extract") ?? "CITY.osm.pbf"]
    for option in CityOption.allCases {
      guard let value = shown(option), option != .venuesMode || path(of: "venues") != nil,
        option != .areasMode || path(of: "areas") != nil,
        value != (option == .speed ? shownSpeed(of: parameters.walkers.main(.standard)) : Self.usual(option))
      else { continue }
      if option == .areas {
        words += inputs.filter { $0.role == "areas" }.flatMap { ["--areas", $0.path] }
        continue
      }
      if option == .population {
        words += populationWords
        continue
      }
      words.append("--\(option.rawValue)")
      if option != .trunk { words.append(value) }
    }
    if let output { words += ["--output", output, "--force"] }
    return words.map(Self.quoted).joined(separator: " ")
  }

  private func path(of role: String) -> String? { inputs.first { $0.role == role }?.path }

  private func words(_ option: CityOption) -> String {
    // One walker or several: two options for one thing.
    if option == .profile, parameters.walkers.arguments.count > 1 { return words(.profiles) }
    if option == .profiles, parameters.walkers.arguments.count < 2 { return words(.profile) }
    guard let value = shown(option) else { return "without --\(option.rawValue)" }
    return option == .trunk ? "with --trunk" : "with --\(option.rawValue) \(value)"
  }

  /// What is compared: files by their digests.
  private func value(of option: CityOption) -> String? {
    switch option {
    case .venues, .homes, .boundary, .dem: inputs.first { $0.role == option.rawValue }?.identity
    case .venuesMode where path(of: "venues") == nil: nil
    case .population: populationIdentity
    case .profile, .profiles: Self.content(parameters.walkers)
    case .areas: inputs.filter { $0.role == "areas" }.map(\.identity).joined(separator: " ")
    case .areasMode where path(of: "areas") == nil: nil
    default: shown(option)
    }
  }

  /// What tells some walkers from others, whatever their files are called.
  private static func content(_ walkers: WalkerChoice) -> String { walkers.profiles.map(\.text).joined() }

  private static func value(of option: CityOption, in analysis: CoverageAnalysis) throws -> String? {
    let paths = analysis.inputPaths.filter { $0.role == option.rawValue }
    switch option {
    case .venues, .homes, .boundary, .dem:
      return try paths.first.map { try RunInput(role: $0.role, path: $0.path).identity }
    case .venuesMode where analysis.venuesPath == nil: return nil
    case .population: return try CityRecipe(analysis).populationIdentity
    case .profile, .profiles: return content(analysis.parameters.walkers)
    case .areas: return try paths.map { try RunInput(role: $0.role, path: $0.path).identity }.joined(separator: " ")
    case .areasMode where analysis.areasPaths.isEmpty: return nil
    default:
      var recipe = CityRecipe(inputs: [], venuesReplace: analysis.venuesReplace, parameters: analysis.parameters)
      recipe.areaName = analysis.areaName
      recipe.areasReplace = analysis.areasReplace
      recipe.elevationCRS = analysis.elevation?.crs
      (recipe.populationCRS, recipe.populationGroups) = (analysis.population?.crs, analysis.population?.groups)
      recipe.formats = analysis.formats
      return recipe.shown(option)
    }
  }

  private init(inputs: [RunInput], venuesReplace: Bool, parameters: CoverageParameters) {
    self.inputs = inputs
    self.venuesReplace = venuesReplace
    formats = SuppliedFormats()
    self.parameters = parameters
  }

  /// What a user would type for an option; `nil` for nothing.
  private func shown(_ option: CityOption) -> String? {
    let profile = parameters.profile
    return switch option {
    case .speed: shownSpeed(of: profile)
    case .gates: profile.gates.rawValue
    case .trunk: profile.allowsTrunk ? "" : nil
    case .snap: Self.number(parameters.snapRadiusInMetres)
    case .kinds:
      parameters.kinds == VenueKind.allCases ? "all" : parameters.kinds.map(\.rawValue).joined(separator: ",")
    case .crs: parameters.workingCRS
    case .venues, .homes, .boundary, .dem: path(of: option.rawValue)
    case .demCRS: elevationCRS
    case .venuesMode: venuesReplace ? "replace" : "add"
    case .within: areaName
    case .population: populationShown
    case .populationCRS: populationCRS
    case .groups: populationGroups?.joined(separator: ",")
    case .venuesCRS: formats.venues.crs?.text
    case .homesCRS: formats.homes.crs?.text
    case .boundaryCRS: formats.boundary.crs?.text
    case .areasCRS: formats.areas.crs?.text
    case .columns: formats.venues.columnsText
    case .profile: parameters.walkers.arguments.count == 1 ? parameters.walkers.arguments[0] : nil
    case .profiles:
      parameters.walkers.arguments.count > 1 ? parameters.walkers.arguments.joined(separator: ",") : nil
    case .unknown: parameters.walkers.unknown.rawValue
    case .areas:
      path(of: "areas").map { _ in inputs.filter { $0.role == "areas" }.map(\.path).joined(separator: " --areas ") }
    case .areasMode: areasReplace ? "replace" : "add"
    }
  }

  private func shownSpeed(of profile: WalkingProfile) -> String { Self.number(profile.speed.kilometresPerHour) }

  private static let standard = CityRecipe(inputs: [], venuesReplace: true, parameters: CoverageParameters())
  private static func usual(_ option: CityOption) -> String? { standard.shown(option) }

  private mutating func take(_ option: CityOption, from analysis: CoverageAnalysis) throws {
    let asked = analysis.parameters
    switch option {
    case .speed:
      if parameters.walkers.arguments.count > 1 { parameters.walkers = WalkerChoice() }
      parameters.profile.speed = asked.profile.speed
    case .gates: parameters.profile.gates = asked.profile.gates
    case .trunk: parameters.profile.allowsTrunk = asked.profile.allowsTrunk
    case .snap: parameters.snapRadiusInMetres = asked.snapRadiusInMetres
    case .kinds: parameters.kinds = asked.kinds
    case .crs: parameters.workingCRS = asked.workingCRS
    case .venuesMode: venuesReplace = analysis.venuesReplace
    case .within: areaName = analysis.areaName
    case .population: try takePopulation(from: analysis)
    case .populationCRS: populationCRS = analysis.population?.crs
    case .groups: populationGroups = analysis.population?.groups
    case .venuesCRS: formats.venues.crs = analysis.formats.venues.crs
    case .homesCRS: formats.homes.crs = analysis.formats.homes.crs
    case .boundaryCRS: formats.boundary.crs = analysis.formats.boundary.crs
    case .areasCRS: formats.areas.crs = analysis.formats.areas.crs
    case .columns: formats.venues.columns = analysis.formats.venues.columns
    case .profile, .profiles:
      let unknown = parameters.walkers.unknown
      parameters.walkers = asked.walkers
      parameters.walkers.unknown = unknown
      parameters.profile = asked.profile
    case .unknown: parameters.walkers.unknown = asked.walkers.unknown
    case .areasMode: areasReplace = analysis.areasReplace
    case .demCRS: elevationCRS = analysis.elevation?.crs
    case .venues, .homes, .boundary, .areas, .dem:
      inputs.removeAll { $0.role == option.rawValue }
      inputs += try analysis.inputPaths.filter { $0.role == option.rawValue }.map {
        try RunInput(role: $0.role, path: $0.path)
      }
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
  }

  /// A word as a shell reads it.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
          true
        default: "._-/,:+=@%".utf8.contains(byte)
        }
      }
    return isPlain
      ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}

extension CityRecipe {
  func put(into archive: inout ArchiveWriter) {
    archive.put(inputs) {
      $0.put($1.role)
      $0.put($1.path)
      $0.put(optional: $1.sha256) { $0.put($1) }
      $0.put(optional: $1.bytes) { $0.put($1) }
    }
    archive.put(UInt8(venuesReplace ? 1 : 0))
    archive.put(optional: areaName) { $0.put($1) }
    archive.put(parameters.profile.speed.kilometresPerHour)
    archive.put(parameters.profile.stepsFactor)
    archive.put(parameters.profile.gates.rawValue)
    archive.put(UInt8(parameters.profile.allowsTrunk ? 1 : 0))
    archive.put(parameters.kinds) { $0.put($1.rawValue) }
    archive.put(parameters.snapRadiusInMetres)
    archive.put(optional: parameters.workingCRS) { $0.put($1) }
    archive.put(optional: populationCRS) { $0.put($1) }
    archive.put(optional: populationGroups) { $0.put($1) { $0.put($1) } }
    formats.put(into: &archive)
    archive.put(parameters.walkers.profiles) { $0.put($1.text) }
    archive.put(parameters.walkers.arguments) { $0.put($1) }
    archive.put(parameters.walkers.unknown.rawValue)
    archive.put(UInt8(areasReplace ? 1 : 0))
    archive.put(optional: elevationCRS) { $0.put($1) }
  }

  init(from archive: inout ArchiveReader, workers: Int) throws {
    inputs = try archive.list {
      RunInput(
        role: try $0.text(), path: try $0.text(), sha256: try $0.optional { try $0.text() },
        bytes: try $0.optional { try $0.count() })
    }
    venuesReplace = try archive.flag()
    areaName = try archive.optional { try $0.text() }
    parameters = CoverageParameters(workers: workers)
    let speed = WalkingSpeed(kilometresPerHour: try archive.number())
    let options = WalkingProfile(
      speed: speed ?? .standard, stepsFactor: try archive.number(), gates: try archive.named(),
      allowsTrunk: try archive.flag())
    parameters.kinds = try archive.list { try $0.named() }
    try archive.expect(Set(parameters.kinds).count == parameters.kinds.count, "kinds")
    parameters.snapRadiusInMetres = try archive.number(in: 0...1e6)
    parameters.workingCRS = try archive.optional { try $0.text() }
    populationCRS = try archive.optional { try $0.text() }
    populationGroups = try archive.optional { try $0.list { try $0.text() } }
    formats = try SuppliedFormats(from: &archive)
    try readWalkers(from: &archive, options: options)
    areasReplace = try archive.flag()
    elevationCRS = try archive.optional { try $0.text() }
    parameters.profile.usesHeights = path(of: "dem") != nil
  }

  private mutating func readWalkers(from archive: inout ArchiveReader, options: WalkingProfile) throws {
    let texts = try archive.list { try $0.text() }
    let arguments = try archive.list { try $0.text() }
    parameters.walkers = try WalkerChoice(texts: texts, arguments: arguments, unknown: archive.named())
    parameters.profile = texts.isEmpty ? options : parameters.walkers.main(options)
    parameters.profile.speed = options.speed
  }
}
