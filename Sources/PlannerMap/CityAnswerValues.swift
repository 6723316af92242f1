import Coverage
import Geography
import Walking

/// Homes and the people or dwellings in them.
public struct HomeTally: Hashable, Sendable {
  /// Homes.
  public var homes: Int
  /// Their weight.
  public var weight: Double

  /// Makes a tally.
  public init(homes: Int = 0, weight: Double = 0) {
    self.homes = homes
    self.weight = weight
  }
}

/// Who is covered.
public struct MapTotals: Hashable, Sendable {
  /// All homes.
  public var all: HomeTally
  /// Those within the limit.
  public var covered: HomeTally
  /// The longest walk of a home that has one; `nil` when none has.
  public var worst: TravelTime?

  /// Makes totals.
  public init(all: HomeTally, covered: HomeTally, worst: TravelTime?) {
    self.all = all
    self.covered = covered
    self.worst = worst
  }
}

/// A venue on the map.
public struct VenueAnswer: Sendable {
  /// Which, and what it is called and is.
  public var id: String, name: String, kind: VenueKind
  /// Where it is.
  public var place: Coordinate
  /// Weight within reach, and what no other venue reaches.
  public var reached: Double, onlyHere: Double

  /// Makes a venue.
  public init(id: String, name: String, kind: VenueKind, place: Coordinate, reached: Double, onlyHere: Double) {
    self.id = id
    self.name = name
    self.kind = kind
    self.place = place
    self.reached = reached
    self.onlyHere = onlyHere
  }
}

/// Totals of the city and of its areas.
public struct CoverageAnswer: Sendable {
  /// An administrative area's part.
  public struct Area: Sendable {
    /// Its name and level.
    public var name: String, level: Int
    /// Weight in it, and within the limit.
    public var weight: Double, covered: Double

    /// Makes an area's part.
    public init(name: String, level: Int, weight: Double, covered: Double) {
      self.name = name
      self.level = level
      self.weight = weight
      self.covered = covered
    }
  }

  /// Of the whole city.
  public var totals: MapTotals
  /// By level, then by id.
  public var areas: [Area]

  /// Makes an answer.
  public init(totals: MapTotals, areas: [Area]) {
    self.totals = totals
    self.areas = areas
  }
}

/// Covered land and gaps, to be drawn.
public struct CoverageShapes: Sendable {
  /// A gap.
  public struct Gap: Sendable {
    /// Its rank, from 1, its land and who lives there.
    public var rank: Int, polygons: [GeographicPolygon], tally: HomeTally
    /// Why it is one.
    public var cause: GapCause, evidence: BilingualText
    /// The longest walk of those who have one.
    public var worst: TravelTime?
    /// The venue that is nearest for most; its name, or its id where it has none.
    public var nearestVenue: String?

    /// Makes a gap.
    public init(
      rank: Int, polygons: [GeographicPolygon], tally: HomeTally, cause: GapCause, evidence: BilingualText,
      worst: TravelTime?, nearestVenue: String?
    ) {
      self.rank = rank
      self.polygons = polygons
      self.tally = tally
      self.cause = cause
      self.evidence = evidence
      self.worst = worst
      self.nearestVenue = nearestVenue
    }
  }

  /// Land within each cutoff, ascending.
  public var bands: [(cutoff: TravelTime, polygons: [GeographicPolygon])]
  /// Most weight first.
  public var gaps: [Gap]

  /// Makes shapes.
  public init(bands: [(cutoff: TravelTime, polygons: [GeographicPolygon])], gaps: [Gap]) {
    self.bands = bands
    self.gaps = gaps
  }
}

/// A sentence in the page's two languages.
public struct BilingualText: Hashable, Sendable {
  /// English, and simplified Chinese.
  public var english: String, chinese: String

  /// Makes a text.
  public init(english: String, chinese: String) {
    self.english = english
    self.chinese = chinese
  }
}

/// Where a place joins the streets.
public struct SnapAnswer: Hashable, Sendable {
  /// The point of the street.
  public var foot: Coordinate
  /// Metres of the straight leg, and whether it crosses what no one should.
  public var legInMetres: Double, crossesObstacle: Bool

  /// Makes a snap.
  public init(foot: Coordinate, legInMetres: Double, crossesObstacle: Bool) {
    self.foot = foot
    self.legInMetres = legInMetres
    self.crossesObstacle = crossesObstacle
  }
}

/// What a new venue would bring.
public struct PinAnswer: Sendable {
  /// Where it would be.
  public var place: Coordinate
  /// Where it joins the streets; `nil` when no street is near.
  public var snap: SnapAnswer?
  /// Homes newly covered; all that it reaches; those of them that are covered today.
  public var gained: HomeTally, reached: HomeTally, overlap: HomeTally
  /// Minutes that people are nearer to their nearest venue, in all: weight times minutes saved, of those with a walk today.
  public var savedMinutes: Double
  /// Who is covered once it is there.
  public var totalsAfter: MapTotals
  /// Weight newly covered by area; areas without any are left out.
  public var areas: [(name: String, gained: Double)]
  /// One sentence on it.
  public var verdict: BilingualText
  /// Land within the limit; `nil` when not asked for.
  public var isochrone: [GeographicPolygon]?

  /// Makes an answer.
  public init(
    place: Coordinate, snap: SnapAnswer?, gained: HomeTally, reached: HomeTally, overlap: HomeTally,
    savedMinutes: Double, totalsAfter: MapTotals, areas: [(name: String, gained: Double)],
    verdict: BilingualText, isochrone: [GeographicPolygon]?
  ) {
    self.place = place
    self.snap = snap
    self.gained = gained
    self.reached = reached
    self.overlap = overlap
    self.savedMinutes = savedMinutes
    self.totalsAfter = totalsAfter
    self.areas = areas
    self.verdict = verdict
    self.isochrone = isochrone
  }
}

/// What several new venues would bring.
public struct PinsAnswer: Sendable {
  /// Each as if it were the only one.
  public var each: [PinAnswer]
  /// Homes newly covered by all together, and who is covered then.
  public var gained: HomeTally, totalsAfter: MapTotals
  /// Weight newly covered by each after those before it.
  public var marginal: [Double]

  /// Makes an answer.
  public init(each: [PinAnswer], gained: HomeTally, totalsAfter: MapTotals, marginal: [Double]) {
    self.each = each
    self.gained = gained
    self.totalsAfter = totalsAfter
    self.marginal = marginal
  }
}

/// Why a place is covered or is not.
public struct ExplainAnswer: Sendable {
  /// A part of the walk.
  public struct Part: Sendable {
    /// Which: the leg from home, the streets, the leg to the venue's door.
    public enum What: String, Sendable {
      case homeLeg = "home_leg"
      case streets
      case venueLeg = "venue_leg"
    }

    /// Which.
    public var what: What
    /// Its time, and its length where it is known.
    public var time: TravelTime, metres: Double?

    /// Makes a part.
    public init(what: What, time: TravelTime, metres: Double?) {
      self.what = what
      self.time = time
      self.metres = metres
    }
  }

  /// A venue near by.
  public struct Nearby: Sendable {
    /// Which.
    public var id: String, name: String, kind: VenueKind
    /// The walk.
    public var time: TravelTime

    /// Makes a venue.
    public init(id: String, name: String, kind: VenueKind, time: TravelTime) {
      self.id = id
      self.name = name
      self.kind = kind
      self.time = time
    }
  }

  /// Whether the walk is within the limit.
  public var isCovered: Bool
  /// The walk to the nearest venue; unreachable when there is none.
  public var time: TravelTime
  /// Its parts, whose times add up; empty when there is none.
  public var parts: [Part]
  /// The walk as a line; `nil` when there is none.
  public var path: [Coordinate]?
  /// The nearest venues, nearest first.
  public var nearest: [Nearby]
  /// Where the place joins the streets.
  public var snap: SnapAnswer?
  /// Why it is beyond the limit, when it is.
  public var cause: (code: GapCause, text: BilingualText)?
  /// All of it in one sentence.
  public var sentence: BilingualText

  /// Makes an answer.
  public init(
    isCovered: Bool, time: TravelTime, parts: [Part], path: [Coordinate]?, nearest: [Nearby], snap: SnapAnswer?,
    cause: (code: GapCause, text: BilingualText)?, sentence: BilingualText
  ) {
    self.isCovered = isCovered
    self.time = time
    self.parts = parts
    self.path = path
    self.nearest = nearest
    self.snap = snap
    self.cause = cause
    self.sentence = sentence
  }
}
