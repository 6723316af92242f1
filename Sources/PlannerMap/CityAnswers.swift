import Coverage
import Geography
import Walking

/// A city that answers planners' questions: what the server asks of the engine.
///
/// Answers depend on the question alone, so equal questions have equal answers in any order and from many threads at
/// once. Questions have been checked: minutes and kinds are among those the city knows, places lie near it.
protocol CityAnswers: Sendable {
  /// What the city is and how it stands.
  var card: CityCard { get }
  /// What its map draws.
  var layers: MapLayers { get }
  /// Its venues, with whom each reaches within the card's own minutes.
  var venues: [VenueAnswer] { get }

  /// Totals and areas; quick.
  func coverage(_ question: MapQuestion) throws -> CoverageAnswer
  /// Bands and gaps; takes its time.
  func shapes(_ question: MapQuestion, _ cancellation: Cancellation) throws -> CoverageShapes
  /// What a new venue at a place would bring.
  func site(_ place: Coordinate, _ question: MapQuestion, drawsIsochrone: Bool) throws -> PinAnswer
  /// What several new venues would bring, each alone and together.
  func sites(_ places: [Coordinate], _ question: MapQuestion, _ cancellation: Cancellation) throws -> PinsAnswer
  /// Why a place is covered or is not.
  func explain(_ place: Coordinate, _ question: MapQuestion) throws -> ExplainAnswer
  /// The best place for a venue in a gap; `nil` when no gap has the rank.
  func bestSite(inGap rank: Int, _ question: MapQuestion, _ cancellation: Cancellation) throws -> PinAnswer?
}

/// What a question is about.
public struct MapQuestion: Hashable, Sendable {
  /// The limits that can be asked for.
  public static let minutesAllowed = 5...30

  /// The limit of the walk.
  var minutes: Int
  /// The kinds of venues that count, in the class table's order, each once, at least one; those of the city that count
  /// whatever is chosen (``VenueKind/alwaysCounts``) are among them.
  var kinds: [VenueKind]

  /// The limit as a time, inclusive.
  var limit: TravelTime { .minutes(Double(minutes)) }
}

/// A city in a few figures.
struct CityCard: Sendable {
  /// Its name.
  var name: String
  /// Where its streets are.
  var box: CoordinateBox
  /// Where most of them are.
  var centre: Coordinate
  /// What weights count.
  var weightUnit: WeightUnit
  /// The limit to begin with.
  var minutes: Int
  /// The kinds that there are times for.
  var kinds: [VenueKind]
  /// Walking speed.
  var speed: WalkingSpeed
  /// Homes and venues.
  var homes: Int, venues: Int
  /// Who is covered within ``minutes`` of all ``kinds``.
  var totals: MapTotals
  /// For whom and for which venues all answers are, where these are not the usual ones.
  var conditions: BilingualText?
  /// Whether there are outlines of buildings to draw.
  var hasBuildings = false
  /// Equal for equal data and options: clients may keep what they were told while it stays.
  var version: String
}

/// Whether those who asked have left, for work that can stop half-way.
public struct Cancellation: Sendable {
  private let isCancelled: @Sendable () -> Bool

  /// Asks a closure.
  public init(_ isCancelled: @escaping @Sendable () -> Bool) { self.isCancelled = isCancelled }

  /// No one leaves.
  public static let never = Cancellation { false }

  /// Throws when no one waits for the answer any more.
  public func check() throws {
    if isCancelled() { throw CancellationError() }
  }
}
