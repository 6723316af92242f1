import ArgumentParser
import CommandOptions
import Coverage
import Geography

/// Which venues count: by hours, dates, fee and access.
struct SelectionOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Only venues open then, such as \"Sun 19:00\" (with --date 19:00 will do).")
  var at: String?

  @Option(help: "What venues of unknown hours count as: open or closed (default: open; both shares are told).")
  var unknownHours: String?

  @Option(parsing: .unconditional, help: "The day of the run, such as 2026-05-01: temporary venues count on one only.")
  var date: String?

  @Option(help: "Which venues count by their fee: any or free (default: any).")
  var fee = "any"

  @Option(help: "Which venues count by their access: any or public (default: any).")
  var access = "any"
}

extension SelectionOptions {
  /// The options checked.
  ///
  /// - Throws: ``UsageError``.
  func selection() throws -> VenueSelection {
    var selection = VenueSelection()
    if let date {
      guard let day = CivilDate(date) else { throw OptionValue.refusal(date, "--date", "a day such as 2026-05-01") }
      selection.date = day
    }
    if let at {
      guard let moment = WeekMoment(at, on: selection.date?.weekday) else {
        let expected = selection.date == nil ? "a time such as \"Sun 19:00\"" : "a time of that day such as 19:00"
        throw OptionValue.refusal(at, "--at", expected)
      }
      selection.moment = moment
    }
    if let unknownHours {
      guard let unknown = VenueSelection.UnknownHours(rawValue: unknownHours) else {
        throw OptionValue.refusal(unknownHours, "--unknown-hours", "open or closed")
      }
      guard at != nil else { throw UsageError("--unknown-hours goes with --at; give both or neither") }
      selection.unknownHours = unknown
    }
    guard fee == "any" || fee == "free" else { throw OptionValue.refusal(fee, "--fee", "any or free") }
    guard access == "any" || access == "public" else { throw OptionValue.refusal(access, "--access", "any or public") }
    (selection.needsFree, selection.needsPublic) = (fee == "free", access == "public")
    return selection
  }
}
