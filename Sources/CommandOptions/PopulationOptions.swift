import ArgumentParser
import Coverage
import Geography

/// The options that say how many people live where.
package struct PopulationOptions: ParsableArguments {
  @Option(
    help: """
      People as CSV, GeoJSON, GeoTIFF or ESRI ASCII grid; points are homes, polygons and cells are spread over the \
      extract's homes. GROUP=FILE, often, for grids of groups.
      """)
  package var population: [String] = []

  @Option(
    parsing: .unconditional,
    help: "The reference system of the population file, as PROJ takes it (default: the file's, or WGS 84).")
  package var populationCrs: String?

  @Option(
    parsing: .unconditional,
    help: """
      Columns of the population list that count groups (default: children, older, disabled, migrant and low_income, \
      those that are there).
      """)
  package var groups: String?

  package init() {}
}

extension PopulationOptions {
  /// What is asked; `nil` for nothing.
  ///
  /// - Parameter existing: checks that a path can be read.
  /// - Throws: ``UsageError``, or ``InputError`` for a path that cannot be.
  func request(existing: (String, String) throws -> String) throws -> PopulationRequest? {
    guard !population.isEmpty else {
      for (option, value) in [("--population-crs", populationCrs), ("--groups", groups)] where value != nil {
        throw UsageError("\(option) is given without --population; name the file of people")
      }
      return nil
    }
    var main: String?
    var files: [PopulationRequest.GroupFile] = []
    for text in population {
      guard let (group, path) = Self.split(text) else {
        guard main == nil else {
          throw UsageError("--population names two files for all people; name groups as in --population older=FILE")
        }
        main = try existing(text, "--population")
        continue
      }
      guard !files.contains(where: { $0.group == group }) else {
        throw UsageError("--population names the group \(group) twice; give one file a group")
      }
      files.append(PopulationRequest.GroupFile(group: group, path: try existing(path, "--population")))
    }
    guard let main else {
      throw UsageError("--population names groups only; name the file of all people too, as --population FILE")
    }
    guard files.count <= PopulationRequest.mostGroups else {
      throw UsageError("--population names over \(PopulationRequest.mostGroups) groups")
    }
    if let populationCrs, populationCrs.isEmpty {
      throw InputError("--population-crs", "the reference system is empty", remedy: "name one, such as EPSG:3035")
    }
    return PopulationRequest(path: main, groupFiles: files, crs: populationCrs, groups: try groupNames())
  }

  /// A group and its file; `nil` for a file alone. A group's name has letters, digits and underscores only.
  private static func split(_ text: String) -> (group: String, path: String)? {
    guard let mark = text.firstIndex(of: "="), mark > text.startIndex else { return nil }
    let group = text[..<mark]
    guard group.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }), group.count <= 40 else { return nil }
    return (String(group), String(text[text.index(after: mark)...]))
  }

  private func groupNames() throws -> [String]? {
    guard let groups else { return nil }
    let names = groups.split(separator: ",", omittingEmptySubsequences: false).map { name in
      String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    for name in names {
      guard !name.isEmpty, name.count <= 40, name.allSatisfy({ !$0.isNewline }) else {
        throw OptionValue.refusal(groups, "--groups", "names of columns with commas between")
      }
    }
    guard Set(names).count == names.count, names.count <= PopulationRequest.mostGroups else {
      throw OptionValue.refusal(groups, "--groups", "at most \(PopulationRequest.mostGroups) names, each once")
    }
    return names
  }
}
