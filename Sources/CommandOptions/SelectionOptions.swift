import ArgumentParser
import Coverage
import Geography

/// Which venues count by dates, fee and access, and what unknown hours count as.
package struct VenueFilterOptions: ParsableArguments {
  @Option(help: "What venues of unknown hours count as: open or closed (default: open; both shares are told).")
  package var unknownHours: String?

  @Option(parsing: .unconditional, help: "The day of the run, such as 2026-05-01: temporary venues count on one only.")
  package var date: String?

  @Option(help: "Which venues count by their fee: any or free (default: any).")
  package var fee = "any"

  @Option(help: "Which venues count by their access: any or public (default: any).")
  package var access = "any"

  package init() {}
}

extension VenueFilterOptions {
  /// The options checked.
  ///
  /// - Parameters:
  ///   - time: when venues must be open, and the option that said so.
  /// - Throws: ``UsageError``.
  func selection(openAt time: String?, option: String) throws -> VenueSelection {
    var selection = VenueSelection()
    if let date {
      guard let day = CivilDate(date) else { throw OptionValue.refusal(date, "--date", "a day such as 2026-05-01") }
      selection.date = day
    }
    if let time {
      guard let moment = WeekMoment(time, on: selection.date?.weekday) else {
        let expected = selection.date == nil ? "a time such as \"Sun 19:00\"" : "a time of that day such as 19:00"
        throw OptionValue.refusal(time, option, expected)
      }
      selection.moment = moment
    }
    if let unknownHours {
      guard let unknown = VenueSelection.UnknownHours(rawValue: unknownHours) else {
        throw OptionValue.refusal(unknownHours, "--unknown-hours", "open or closed")
      }
      guard time != nil else { throw UsageError("--unknown-hours goes with \(option); give both or neither") }
      selection.unknownHours = unknown
    }
    guard fee == "any" || fee == "free" else { throw OptionValue.refusal(fee, "--fee", "any or free") }
    guard access == "any" || access == "public" else { throw OptionValue.refusal(access, "--access", "any or public") }
    (selection.needsFree, selection.needsPublic) = (fee == "free", access == "public")
    return selection
  }
}

/// Which venues count in a run: by hours, dates, fee and access.
package struct SelectionOptions: ParsableArguments {
  @Option(
    name: [.customLong("at"), .customLong("open-at")], parsing: .unconditional,
    help: "Only venues open then, such as \"Sun 19:00\" (with --date 19:00 will do).")
  package var at: String?

  @OptionGroup package var filter: VenueFilterOptions

  package init() {}
}

extension SelectionOptions {
  /// The options checked.
  ///
  /// - Throws: ``UsageError``.
  package func selection() throws -> VenueSelection { try filter.selection(openAt: at, option: "--at") }
}

/// The same for planners' questions, where `--at` is a place.
package struct PlannerSelectionOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: "Only venues open then, such as \"Sun 19:00\" (with --date 19:00 will do).")
  package var openAt: String?

  @OptionGroup package var filter: VenueFilterOptions

  package init() {}
}

extension PlannerSelectionOptions {
  /// The options checked.
  ///
  /// - Throws: ``UsageError``.
  package func selection() throws -> VenueSelection { try filter.selection(openAt: openAt, option: "--open-at") }
}
