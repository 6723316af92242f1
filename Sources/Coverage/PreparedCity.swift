import Geography
import OpenStreetMap
import PROJ
import Walking

/// A city with its places, ready for any question about it: streets, venues with their doors, homes, areas, and the
/// nearest venue of every street corner.
///
/// It holds for one kind of walker (speed, gates, snap radius); the limit and the cutoffs are asked later.
public struct PreparedCity: Sendable {
  let model: CityModel
  /// What it was prepared with; of these the profile, the kinds, the snap radius and the reference system are its own.
  public let parameters: CoverageParameters
  /// The whole administrative areas, by level, then id.
  public let areas: [AdministrativeArea]
  /// The land under study.
  public let studyArea: StudyArea
  let projection: ProjectionDefinition
  /// The venues, by id.
  public let venues: [Venue]
  /// The joins of each door of each venue.
  let doors: [[[Join]]]
  /// The homes inside the study area, in canonical order.
  public let homes: [Home]
  let homeJoins: [[Join]]
  let areasOfHomes: HomeAreas
  /// The number of venues in each area.
  let venuesOfAreas: [Int]
  /// What the weights of homes count.
  public let weightUnit: WeightUnit
  let searches: CoverageSearches
  /// What the extract said of itself, and what was read and dropped.
  let header: ExtractHeader, reading: ReadingReport
  let counts: [(name: String, value: Int)]
  /// What a user should hear of.
  public let warnings: [Warning]
  /// What a user may like to know.
  public let notes: [String]
  /// For telling where something is.
  var streetNames = StreetNames()

  /// The extent of the streets.
  public var box: CoordinateBox { model.streetBox }

  /// Whether a place lies in the streets' box or up to 5 km outside it.
  package func holdsNearby(_ coordinate: Coordinate) -> Bool {
    SuppliedPlaces.grown(box, byMetres: SuppliedPlaces.farInMetres).contains(coordinate)
  }
}
