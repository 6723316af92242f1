/// Which venues count in a run: by hours, fee, access and dates (domain §4).
///
/// Each criterion says yes, no or unknown of a venue. One no leaves the venue out; the unknown are kept apart, and the
/// covered share is told with and without them.
public struct VenueSelection: Hashable, Sendable {
  /// What venues of unknown hours count as.
  public enum UnknownHours: String, Hashable, Sendable, CaseIterable {
    /// Open.
    case open
    /// Closed.
    case closed
  }

  /// Only venues open then; `nil` for no matter when.
  public var moment: WeekMoment?
  /// The day of the run: temporary venues count only on one.
  public var date: CivilDate?
  /// Whether a venue must be free of charge.
  public var needsFree = false
  /// Whether a venue must be open to the public.
  public var needsPublic = false
  /// What unknown hours count as in the run; the other is told beside it.
  public var unknownHours = UnknownHours.open
  /// Whether to tell the covered share of each hour of the week.
  public var isWeekly = false

  /// All permanent venues, at any time.
  public init() {}

  /// Whether something was asked that leaves venues out.
  public var isAsked: Bool { moment != nil || date != nil || needsFree || needsPublic }

  /// Why a venue does not count, or is in doubt.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// It is temporary: a festival, a stop of a mobile library.
    case dates
    /// Its opening hours.
    case hours
    /// Its fee.
    case fee
    /// Its access.
    case access
  }

  /// What is to be said of a venue.
  enum Verdict: Hashable {
    case counts
    case isOut(Reason)
    case isUnknown(Reason)
  }

  /// The verdict on a venue: the first reason to leave it out, else the first to doubt.
  func verdict(on venue: Venue) -> Verdict { verdict(on: venue, VenueTimes(venue)) }

  /// The same of a venue whose times were read before.
  func verdict(on venue: Venue, _ known: VenueTimes) -> Verdict {
    let answers: [(Reason, Bool?)] = [
      (.dates, isWithinDates(known)), (.hours, isOpen(known)),
      (.fee, needsFree ? VenueTerms.isFree(venue.attributes["fee"]) : true),
      (.access, needsPublic ? VenueTerms.isPublic(venue.attributes["access"]) : true),
    ]
    if let out = answers.first(where: { $0.1 == false }) { return .isOut(out.0) }
    if let doubt = answers.first(where: { $0.1 == nil }) { return .isUnknown(doubt.0) }
    return .counts
  }

  /// Temporary venues count on their days only; one that stops each week, on the day of a stop.
  private func isWithinDates(_ times: VenueTimes) -> Bool? {
    guard times.isTemporary else { return true }
    guard let date else { return false }
    if let first = times.first, date < first { return false }
    if let last = times.last, last < date { return false }
    guard times.stops else { return true }
    guard let hours = times.hours else { return nil }
    // The moment itself is judged with the hours.
    return moment != nil || !hours.spans(date.weekday, month: date.month - 1).isEmpty
  }

  private func isOpen(_ times: VenueTimes) -> Bool? {
    guard let moment else { return true }
    return times.hours?.isOpen(at: moment, date: date)
  }
}

/// What a venue says of its times.
struct VenueTimes: Sendable {
  private let hoursText: String?
  private var readHours: OpeningHours??
  /// Whether the hours are those of a stop.
  let stops: Bool
  /// The first and the last day, where there are such.
  let first: CivilDate?, last: CivilDate?
  /// Whether it is there on some days only.
  let isTemporary: Bool

  init(_ venue: Venue) {
    let stopTimes = venue.attributes["stop_times"]
    stops = stopTimes != nil
    hoursText = stopTimes ?? venue.attributes["opening_hours"]
    first = venue.attributes["valid_from"].flatMap { CivilDate($0) }
    last = venue.attributes["valid_to"].flatMap { CivilDate($0) }
    isTemporary =
      stops || venue.attributes["valid_from"] != nil || venue.attributes["valid_to"] != nil
  }

  /// Opening hours, or the times of a weekly stop; `nil` when unknown. Read anew each time, unless ``withHoursRead``.
  var hours: OpeningHours? { readHours ?? hoursText.flatMap { OpeningHours($0) } }

  /// The same with its hours read once for all.
  var withHoursRead: VenueTimes {
    var read = self
    read.readHours = .some(hours)
    return read
  }

  /// Whether hours are told and not understood.
  var isNotUnderstood: Bool { !(hoursText ?? "").isEmpty && hours == nil }

  /// What is wrong with the days of a supplied venue, if anything is.
  static func fault(in venue: Venue) -> String? {
    for key in ["valid_from", "valid_to"] {
      if let text = venue.attributes[key], CivilDate(text) == nil {
        return "\(key) \(SuppliedFile.quoted(text)) is no day"
      }
    }
    let times = VenueTimes(venue)
    if let first = times.first, let last = times.last, last < first { return "valid_to lies before valid_from" }
    return nil
  }

}

extension OpeningHours {
  /// Whether it is open at a moment of the week; `nil` when that is a matter of the month and no date is given.
  func isOpen(at moment: WeekMoment, date: CivilDate?) -> Bool? {
    guard let date else { return isOpen(moment.day, minute: moment.minute) }
    // Of other days of the week only the month is known.
    let isThatDay = date.weekday == moment.day
    return isOpen(
      moment.day, minute: moment.minute, month: date.month - 1,
      monthOfDayBefore: (isThatDay ? date.monthOfDayBefore : date.month) - 1)
  }
}

/// The words of `fee` and `access`, OpenStreetMap's and those of Chinese lists.
enum VenueTerms {
  /// Whether it is free; `nil` when unknown.
  static func isFree(_ fee: String?) -> Bool? {
    switch fee.map(NameNormalisation.folded) {
    case "no", "free", "0", "false", "免费", "否", "无": true
    case "yes", "true", "收费", "是", "有": false
    default: nil
    }
  }

  /// Whether it is for the public, as it is unless someone says otherwise; `nil` for other words.
  static func isPublic(_ access: String?) -> Bool? {
    switch access.map(NameNormalisation.folded) {
    case nil, "", "yes", "public", "permissive", "customers", "公众", "公共", "对外开放", "开放": true
    case "private", "no", "内部", "不开放", "不对外开放": false
    default: nil
    }
  }
}
