extension CityRecipe {
  private var populationInputs: [RunInput] { inputs.filter { PopulationRequest.isRole($0.role) } }

  /// What a user would type after `--population`: the file, or `GROUP=FILE`.
  private static func typed(_ input: RunInput) -> String {
    let group = input.role.dropFirst(PopulationRequest.role.count + 1)
    return group.isEmpty ? input.path : "\(group)=\(input.path)"
  }

  /// The files as a user would type them; `nil` for none.
  var populationShown: String? {
    let typed = populationInputs.map(Self.typed)
    return typed.isEmpty ? nil : typed.joined(separator: " ")
  }

  /// The options that name the files.
  var populationWords: [String] {
    populationInputs.flatMap { ["--\(CityOption.population.rawValue)", Self.typed($0)] }
  }

  /// What tells the files' contents from others'; `nil` for none.
  var populationIdentity: String? {
    let all = populationInputs.map { "\($0.role): \($0.identity)" }
    return all.isEmpty ? nil : all.joined(separator: "\n")
  }

  /// Takes the files of an analysis.
  mutating func takePopulation(from analysis: CoverageAnalysis) throws {
    inputs.removeAll { PopulationRequest.isRole($0.role) }
    inputs += try (analysis.population?.inputs ?? []).map { try RunInput(role: $0.role, path: $0.path) }
  }
}
