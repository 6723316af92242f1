import Geography

/// A run's folder as one page to hand out: figures, map, chart, tables, method and sources, in one language.
///
/// The page is one file of HTML that fetches nothing and needs no script, and prints on A4.
///
/// ```swift
/// let report = try CoverageReport(run: "out/monaco")
/// let page = report.page(language: .english)
/// ```
///
/// Equal folders give equal bytes, and so do equal runs: of `run.json` nothing is shown that is not the same in both.
public struct CoverageReport: Sendable {
  private let run: ReportRun

  /// Reads the folder that ``CoverageOutput/write(toFolder:overwrites:)`` or `circle coverage` wrote.
  ///
  /// - Throws: ``InputError`` when a file is missing or broken, was not written by this program, or is of another run.
  /// - Complexity: linear in the files but for sorting homes by their walks.
  public init(run path: String) throws {
    run = try ReportRun(ReportFolder(path))
  }

  /// The files that a report of a folder reads, so that none of them is written over.
  ///
  /// - Throws: ``InputError`` when there is no such folder.
  package static func inputs(ofRun path: String) throws -> [String] { try ReportFolder(path).files }

  /// The page in UTF-8.
  ///
  /// - Parameter area: what to call the study area, in place of the run's name of it.
  /// - Complexity: linear in what it shows.
  public func page(language: ReportLanguage, area: String? = nil) -> [UInt8] {
    let words = ReportWords(language: language, unit: run.record.unit)
    return Array(ReportPage(run: run, words: words, namedArea: area).markup.text.utf8)
  }

  /// The covered share in words: "97.3 %".
  package var share: String { OutputText.percentage(run.homes.weightCovered, of: run.homes.weight) }
}
