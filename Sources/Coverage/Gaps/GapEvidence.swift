import Geography

/// What shows the cause of a gap, measured at one home of it, as values: readers put them into words of any language.
public struct GapEvidence: Hashable, Sendable {
  /// How far the home walks.
  public enum Walk: Hashable, Sendable {
    /// Metres to the nearest venue.
    case metres(Double)
    /// No street within the snap radius.
    case noStreet
    /// Streets, but none that leads to a venue.
    case noWay
    /// More metres than were looked at, under a rule.
    case over(Double)
  }

  /// The clause of a rule that the home fails: the venue is the last of so many that it needs, not the nearest.
  public struct Clause: Hashable, Sendable {
    /// What it is called, and how many venues it needs.
    public var name: String, count: Int

    /// The last venue that it needs: "the 3rd nearest".
    var lastVenue: String {
      guard count > 1 else { return "the nearest venue" }
      let ending = count / 10 == 1 ? "th" : [1: "st", 2: "nd", 3: "rd"][count % 10] ?? "th"
      return "the \(count)\(ending) nearest"
    }
  }

  /// The home with the median walk among those of the cause.
  public var home: String
  /// Metres to the nearest venue as the crow flies, its id and its name, which may be empty.
  public var airInMetres: Double, airVenueID: String, airVenueName: String
  /// The walk to the nearest venue, which may be another one.
  public var walk: Walk
  /// Metres of the walk with all gates open, where that is the cause.
  public var gatesOpenInMetres: Double?
  /// What lies between home and venue, where a link is missing: an English phrase.
  public var barrier: String?
  /// Whether the data end near by, so that the truth may be better.
  public var isEdgeLimited: Bool
  /// The failing clause, under a rule.
  public var clause: Clause? = nil

  /// One sentence in English, as `gaps.geojson` has it.
  public var text: String {
    let name = airVenueName.isEmpty ? airVenueID : airVenueName
    let failing = clause.map { " fails \($0.name)" } ?? ""
    let last = clause?.lastVenue ?? "the nearest venue"
    var text = "home \(home)\(failing): \(Int(airInMetres.rounded())) m by air to \(name)"
    if let clause, clause.count > 1 { text += ", \(last)" }
    switch walk {
    case .metres(let metres): text += ", \(Int(metres.rounded())) m on foot to \(last)"
    case .noStreet: text += ", no street within the snap radius"
    case .noWay: text += ", no way on foot"
    case .over(let metres): text += ", over \(Int(metres.rounded())) m on foot to \(last), or no way"
    }
    if let gatesOpenInMetres { text += "; \(Int(gatesOpenInMetres.rounded())) m with gates open" }
    if let barrier { text += "; \(barrier) lies between" }
    if isEdgeLimited { text += "; the data end near by" }
    return text
  }

  /// The values as a property of the gap.
  var property: JSONValue {
    func metres(_ value: Double) -> JSONValue { .decimal(value, places: 1) }
    var members = [
      JSONMember("home", .string(home)), JSONMember("air_m", metres(airInMetres)),
      JSONMember("air_venue_id", .string(airVenueID)), JSONMember("air_venue", .string(airVenueName)),
    ]
    switch walk {
    case .metres(let length): members.append(JSONMember("walk_m", metres(length)))
    case .noStreet: members.append(JSONMember("no_walk", .string("no_street")))
    case .noWay: members.append(JSONMember("no_walk", .string("no_way")))
    case .over(let length): members.append(JSONMember("walk_over_m", metres(length)))
    }
    if let gatesOpenInMetres { members.append(JSONMember("gates_open_m", metres(gatesOpenInMetres))) }
    if let barrier { members.append(JSONMember("barrier", .string(barrier))) }
    members.append(JSONMember("data_end_near", .bool(isEdgeLimited)))
    if let clause { members.append(JSONMember("clause", .string(clause.name))) }
    return .object(members)
  }
}
