import ArgumentParser
import CommandOptions
import Coverage

/// The forms in which a run is written beside GeoJSON and CSV.
struct OutputFormatOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: "Forms to write as well: gpkg (a GeoPackage of all), geojsonseq (RFC 8142), or both with a comma.")
  var format: [String] = []

  @Flag(help: "Begin CSV files with a byte order mark, for spreadsheets that take UTF-8 for something else.")
  var bom = false

  /// The forms asked for.
  ///
  /// - Throws: ``UsageError`` for an unknown one.
  func formats() throws -> Set<OutputFormat> {
    let names = format.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return Set(
      try names.compactMap { name in
        if name == "geojson" { return nil }
        guard let known = OutputFormat(rawValue: String(name)) else {
          throw OptionValue.refusal(String(name), "--format", "geojson, geojsonseq or gpkg")
        }
        return known
      })
  }
}
