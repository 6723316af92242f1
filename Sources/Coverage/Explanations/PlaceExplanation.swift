import Geography
import Walking

/// Why a place is covered or not: the walk part by part, the nearest venues, where it joins the streets.
public struct PlaceExplanation: Sendable {
  /// A venue and the walk to it.
  public struct NearVenue: Hashable, Sendable {
    /// Place in ``PreparedCity/venues``.
    public var venue: Int
    /// Door to door.
    public var time: TravelTime
  }

  /// The walk to the nearest venue.
  public struct Walk: Sendable {
    /// Place in ``PreparedCity/venues``.
    public var venue: Int
    /// The venue's door.
    public var door: Door
    /// Door to door: the sum of the parts.
    public var time: TravelTime
    /// The straight legs at both ends and the streets between, in time and metres.
    public var homeLeg: TravelTime, streets: TravelTime, venueLeg: TravelTime
    public var homeLegInMetres: Double, streetsInMetres: Double, venueLegInMetres: Double
    /// From the place along the streets to the door.
    public var path: [Coordinate]
    /// Where the path joins the streets and leaves them, as places in ``path``.
    public var streetRange: ClosedRange<Int>
  }

  /// The place asked about.
  public var coordinate: Coordinate
  /// The limit of the promise.
  public var limit: TravelTime
  /// Where it joins the streets: none when no street is near, two on an island of streets near a larger network.
  public var snaps: [Snapped]
  /// The walk; `nil` when there is none.
  public var walk: Walk?
  /// The nearest venues, ascending time, ties by the venues' order.
  public var nearest: [NearVenue]
  /// Why it is beyond the limit; `nil` when it is within.
  public var cause: (cause: GapCause, evidence: String)?
  /// The homes at this very place or nearest to it within 30 m, if any: place in ``PreparedCity/homes``.
  public var home: Int?
  /// What a rule says of it; `nil` where none was asked for, and the limit decides.
  public var verdict: PlaceVerdict?

  /// A join to the streets.
  public struct Snapped: Hashable, Sendable {
    /// The street's nearest point.
    public var foot: Coordinate
    /// Metres to it, and whether the leg crosses an obstacle.
    public var legInMetres: Double, crossesObstacle: Bool
    /// The way it belongs to.
    public var way: Int64
  }

  /// Door to door; ``TravelTime/unreachable`` without a way.
  public var time: TravelTime { walk?.time ?? .unreachable }
  /// Whether it passes the rule, where one was asked for, else whether it is within the limit.
  public var isCovered: Bool { verdict?.passes ?? isWithinLimit }
  /// Whether it is within the limit of some venue.
  public var isWithinLimit: Bool { time <= limit }
}
