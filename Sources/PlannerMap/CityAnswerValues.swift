import Coverage
import Geography
import Walking

/// Homes and the people or dwellings in them.
struct HomeTally: Hashable, Sendable {
  /// Homes.
  var homes = 0
  /// Their weight.
  var weight = 0.0
}

/// Who is covered.
struct MapTotals: Hashable, Sendable {
  /// All homes.
  var all: HomeTally
  /// Those within the limit.
  var covered: HomeTally
  /// The longest walk of a home that has one; `nil` when none has.
  var worst: TravelTime?
}

/// A venue on the map.
struct VenueAnswer: Sendable {
  /// Which, and what it is called and is.
  var id: String, name: String, kind: VenueKind
  /// Where it is.
  var place: Coordinate
  /// Weight within reach, and what no other venue reaches.
  var reached: Double, onlyHere: Double
}

/// Totals of the city and of its areas.
struct CoverageAnswer: Sendable {
  /// An administrative area's part.
  struct Area: Sendable {
    /// Its name and level.
    var name: String, level: Int
    /// Weight in it, and within the limit.
    var weight: Double, covered: Double
  }

  /// Of the whole city.
  var totals: MapTotals
  /// By level, then by id.
  var areas: [Area]
}

/// Covered land and gaps, to be drawn.
struct CoverageShapes: Sendable {
  /// A gap.
  struct Gap: Sendable {
    /// Its rank, from 1, its land and who lives there.
    var rank: Int, polygons: [GeographicPolygon], tally: HomeTally
    /// Why it is one.
    var cause: GapCause, evidence: BilingualText
    /// The longest walk of those who have one.
    var worst: TravelTime?
    /// The venue that is nearest for most; its name, or its id where it has none.
    var nearestVenue: String?
  }

  /// Land within each cutoff, ascending.
  var bands: [(cutoff: TravelTime, polygons: [GeographicPolygon])]
  /// Most weight first.
  var gaps: [Gap]
}

/// A sentence in the page's two languages.
struct BilingualText: Hashable, Sendable {
  /// English, and simplified Chinese.
  var english: String, chinese: String
}

/// Where a place joins the streets.
struct SnapAnswer: Hashable, Sendable {
  /// The point of the street.
  var foot: Coordinate
  /// Metres of the straight leg, and whether it crosses what no one should.
  var legInMetres: Double, crossesObstacle: Bool
}

/// What a new venue would bring.
struct PinAnswer: Sendable {
  /// Where it would be.
  var place: Coordinate
  /// Where it joins the streets; `nil` when no street is near.
  var snap: SnapAnswer?
  /// Homes newly covered; all that it reaches; those of them that are covered today.
  var gained: HomeTally, reached: HomeTally, overlap: HomeTally
  /// Minutes that people are nearer to their nearest venue, in all: weight times minutes saved, of those with a walk today.
  var savedMinutes: Double
  /// Who is covered once it is there.
  var totalsAfter: MapTotals
  /// Weight newly covered by area; areas without any are left out.
  var areas: [(name: String, gained: Double)]
  /// One sentence on it.
  var verdict: BilingualText
  /// Land within the limit; `nil` when not asked for.
  var isochrone: [GeographicPolygon]?
}

/// What several new venues would bring.
struct PinsAnswer: Sendable {
  /// Each as if it were the only one.
  var each: [PinAnswer]
  /// Homes newly covered by all together, and who is covered then.
  var gained: HomeTally, totalsAfter: MapTotals
  /// Weight newly covered by each after those before it.
  var marginal: [Double]
}

/// Why a place is covered or is not.
struct ExplainAnswer: Sendable {
  /// A part of the walk.
  struct Part: Sendable {
    /// Which: the leg from home, the streets, the leg to the venue's door.
    enum What: String, Sendable {
      case homeLeg = "home_leg"
      case streets
      case venueLeg = "venue_leg"
    }

    /// Which.
    var what: What
    /// Its time, and its length where it is known.
    var time: TravelTime, metres: Double?
  }

  /// A venue near by.
  struct Nearby: Sendable {
    /// Which.
    var id: String, name: String, kind: VenueKind
    /// The walk.
    var time: TravelTime
  }

  /// Whether the walk is within the limit.
  var isCovered: Bool
  /// The walk to the nearest venue; unreachable when there is none.
  var time: TravelTime
  /// Its parts, whose times add up; empty when there is none.
  var parts: [Part]
  /// The walk as a line; `nil` when there is none.
  var path: [Coordinate]?
  /// The nearest venues, nearest first.
  var nearest: [Nearby]
  /// Where the place joins the streets.
  var snap: SnapAnswer?
  /// Why it is beyond the limit, when it is.
  var cause: (code: GapCause, text: BilingualText)?
  /// All of it in one sentence.
  var sentence: BilingualText
}
