import ArgumentParser
import Coverage

/// The options that say for which areas figures are told.
package struct AreaOptions: ParsableArguments {
  @Option(help: "Areas to tell figures for, as GeoJSON polygons; may be given often, the widest first.")
  package var areas: [String] = []

  @Option(help: "Whether these stand beside the extract's areas or in their place: add or replace (default: add).")
  package var areasMode: String?

  package init() {}

  /// Puts them into what is asked.
  ///
  /// - Parameter existing: gives back the path of a file that can be read.
  /// - Throws: ``UsageError`` for an unknown mode, and what the closure throws.
  func apply(to analysis: inout CoverageAnalysis, existing: (String) throws -> String?) throws {
    analysis.areasPaths = try areas.compactMap(existing)
    guard let areasMode else { return }
    guard areasMode == "replace" || areasMode == "add" else {
      throw OptionValue.refusal(areasMode, "--areas-mode", "add or replace")
    }
    guard !areas.isEmpty else {
      throw UsageError("--areas-mode says how --areas count, which are not given; give both or neither")
    }
    analysis.areasReplace = areasMode == "replace"
  }

  /// Those that were given.
  var insisted: [(CityOption, Bool)] { [(.areas, !areas.isEmpty), (.areasMode, areasMode != nil)] }
}
