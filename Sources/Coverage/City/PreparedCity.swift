import Geography
import OpenStreetMap
import PROJ
import Walking

/// A city with its places, ready for any question about it: streets, venues with their doors, homes, areas, and the
/// nearest venue of every street corner.
///
/// It holds for one kind of walker (speed, gates, snap radius); the limit and the cutoffs are asked later. It is made of
/// an extract (``CoverageAnalysis/prepare(progress:)``) or opened from a file (``init(contentsOf:workers:)``), whose
/// large tables stay there.
public struct PreparedCity: Sendable {
  let model: CityModel
  /// What it was prepared with; of these the profile, the kinds, the snap radius and the reference system are its own.
  public let parameters: CoverageParameters
  /// The whole administrative areas and the supplied ones, layer by layer, the widest first, then by id.
  public let areas: [AdministrativeArea]
  /// The land under study.
  public let studyArea: StudyArea
  let projection: ProjectionDefinition
  /// The venues, by id.
  public let venues: [Venue]
  /// The joins of each door of each venue.
  let doors: [[[Join]]]
  /// The homes inside the study area, in canonical order.
  public let homes: HomeTable
  let homeJoins: JoinTable
  let homeIndex: HomeIndex
  /// The walks of the homes where a file holds them.
  var storedWalks: HomeWalks?
  let areasOfHomes: HomeAreas
  let areasOfVenues: HomeAreas
  /// What the weights of homes count.
  public let weightUnit: WeightUnit
  let searches: CoverageSearches
  /// What the extract said of itself, and what was read and dropped.
  let header: ExtractHeader, reading: ReadingReport
  let findings: CityFindings
  /// How it came about, when it comes from a file.
  public internal(set) var recipe: CityRecipe?
  /// Which of the venues were selected; `nil` when all were.
  var selection: SelectionFindings?
  /// For telling where something is.
  var streetNames = StreetNames()
  /// The other walkers.
  var walkers = CityWalkers()

  /// The extent of the streets.
  public var box: CoordinateBox { model.streetBox }
  /// What a user should hear of.
  public var warnings: [Warning] { messages.warnings }
  /// What a user may like to know.
  public var notes: [String] { messages.notes }

  var messages: CityMessages {
    var messages = findings.messages(
      kinds: parameters.kinds, venues: venues, doors: doors, leftOut: selection?.leftOut ?? 0,
      snapRadiusInMetres: parameters.snapRadiusInMetres)
    if let selection { messages.append(selection.messages) }
    return messages
  }

  /// The walk of each home to its nearest venue: at hand in a city from a file, else a look at the searches each.
  func homeWalks(workers: Int) -> HomeWalks {
    storedWalks ?? HomeWalks(homeJoins, searches: searches, workers: workers)
  }

  /// The city with venues of some of its kinds only; the same as if it had been prepared for these.
  ///
  /// - Parameter kinds: some of ``CoverageParameters/kinds``, in their order. Venues without a known kind always count.
  /// - Complexity: a search a kind over the whole city.
  public func narrowed(to kinds: [VenueKind], workers: Int) -> PreparedCity {
    guard kinds != parameters.kinds else { return self }
    return keeping(
      venues.indices.filter { VenueCensus.counts(venues[$0].kind, among: kinds) }, kinds: kinds, workers: workers)
  }

  /// The city with some of its venues only.
  func keeping(_ kept: [Int], kinds: [VenueKind], workers: Int) -> PreparedCity {
    let (own, ownDoors) = (kept.map { venues[$0] }, kept.map { doors[$0] })
    var parameters = parameters
    parameters.kinds = kinds
    return PreparedCity(
      model: model, parameters: parameters, areas: areas, studyArea: studyArea, projection: projection, venues: own,
      doors: ownDoors, homes: homes, homeJoins: homeJoins, homeIndex: homeIndex, areasOfHomes: areasOfHomes,
      areasOfVenues: areasOfVenues.selecting(kept), weightUnit: weightUnit,
      searches: CoverageSearches(model, venues: own, doors: ownDoors, kinds: kinds, workers: workers), header: header,
      reading: reading, findings: findings, recipe: recipe, streetNames: streetNames,
      walkers: walkers.keeping(kept))
  }

  /// Whether a place lies in the streets' box or up to 5 km outside it.
  package func holdsNearby(_ coordinate: Coordinate) -> Bool {
    SuppliedPlaces.grown(box, byMetres: SuppliedPlaces.farInMetres).contains(coordinate)
  }
}
