import Geography
import Walking

/// The paper circle against the walked one: whom an official disc around a community's centre counts as served, and
/// who of them can walk there (domain §1.2, §1.4).
///
/// On paper a community is served when its circle, drawn as the crow flies around its centre, holds so many venues; all
/// who live in the circle then count as served. A home belongs to the nearest centre among the circles that it lies in,
/// so that communities add up. On foot a home is served when its walks to as many venues are within the limit.
public struct CircleAudit: Sendable {
  /// What is asked.
  public struct Question: Sendable {
    /// Radius of the circles in metres.
    public var urbanRadiusInMetres = 1000.0, ruralRadiusInMetres = 1500.0
    /// How many venues a circle must hold, and one must be able to walk to.
    public var venueCount = 1
    /// The limit of the walk.
    public var limit = TravelTime.minutes(15)

    /// Zhejiang's circles, 1 km in towns and 1.5 km in the country, and the promise's walk.
    public init() {}

    func radius(of centre: AuditCentre) -> Double {
      centre.type == .rural ? ruralRadiusInMetres : urbanRadiusInMetres
    }
  }

  /// One community.
  public struct Community: Sendable {
    /// Its centre.
    public var centre: AuditCentre
    /// Radius of its circle in metres.
    public var radiusInMetres: Double
    /// Places in ``PreparedCity/venues`` of those inside the circle.
    public var venues: [Int] = []
    /// Whether the circle holds enough of them.
    public var isServedOnPaper = false
    /// Its homes: those in the circle that are nearer to no other centre whose circle holds them.
    public var homes = HomeCount()
    /// Of these those whose walk is within the limit.
    public var walked = HomeCount()
    /// Sums over homes with a way, by weight: metres of the walk at the flat speed, and metres as the crow flies to the
    /// same venue's nearest door.
    var walkedMetres = 0.0, airMetres = 0.0

    /// Those counted as served on paper who cannot walk there in time.
    public var servedOnPaperOnly: HomeCount { isServedOnPaper ? homes - walked : HomeCount() }
    /// Those who can walk, and are not counted on paper.
    public var servedOnFootOnly: HomeCount { isServedOnPaper ? HomeCount() : walked }
    /// The walk over the straight line; `nil` where nobody has a way.
    public var detour: Double? { airMetres > 0 ? walkedMetres / airMetres : nil }
  }

  /// The city.
  let city: PreparedCity
  /// What was asked.
  public let question: Question
  /// The communities, most weight served on paper only first, then in file order.
  public let communities: [Community]
  /// Homes in no circle, and those of them whose walk is within the limit.
  public let outside: HomeCount, outsideWalked: HomeCount
  /// The homes that are served on paper only, ascending, with the place of their community in ``communities``.
  let paperOnlyHomes: [(home: Int, community: Int)]

  /// - Complexity: for each home a look at the centres of its latitudes; for each circle one at all venues; where several
  ///   are asked for, a bounded search a venue.
  public init(_ city: PreparedCity, centres: [AuditCentre], _ question: Question, workers: Int) {
    var found = centres.map { centre in
      var one = Community(centre: centre, radiusInMetres: question.radius(of: centre))
      one.venues = city.venues.indices.filter { venue in
        city.venues[venue].doors.contains {
          Ellipsoid.lengthInMetres(from: centre.coordinate, to: $0.coordinate) <= one.radiusInMetres
        }
      }
      one.isServedOnPaper = one.venues.count >= question.venueCount
      return one
    }
    let walks = city.homeWalks(workers: workers)
    let within = question.venueCount > 1 ? city.venuesWithin(question.limit, workers: workers) : nil
    let index = CentreIndex(found)
    let speed = city.parameters.profile.speed.metresPerSecond
    var (outside, outsideWalked) = (HomeCount(), HomeCount())
    var paperOnly: [(home: Int, community: Int)] = []
    for home in city.homes.indices {
      let (place, weight, time) = (city.homes.coordinates[home], city.homes.weights[home], walks.times[home])
      let isWalked = time <= question.limit && (within.map { $0[home] >= Int32(question.venueCount) } ?? true)
      guard let community = index.nearest(to: place) else {
        outside.add(weight: weight)
        if isWalked { outsideWalked.add(weight: weight) }
        continue
      }
      found[community].homes.add(weight: weight)
      if isWalked { found[community].walked.add(weight: weight) }
      if time.isReachable, walks.venues[home] >= 0 {
        let doors = city.venues[Int(walks.venues[home])].doors
        let air = doors.lazy.map { Ellipsoid.lengthInMetres(from: place, to: $0.coordinate) }.min() ?? 0
        found[community].walkedMetres += weight * time.seconds * speed
        found[community].airMetres += weight * air
      }
      if found[community].isServedOnPaper, !isWalked { paperOnly.append((home, community)) }
    }
    let order = found.indices.sorted {
      let (a, b) = (found[$0].servedOnPaperOnly.weight, found[$1].servedOnPaperOnly.weight)
      return (b, $0) < (a, $1)
    }
    var rank = [Int](repeating: 0, count: order.count)
    for (place, community) in order.enumerated() { rank[community] = place }
    self.city = city
    self.question = question
    communities = order.map { found[$0] }
    (self.outside, self.outsideWalked) = (outside, outsideWalked)
    paperOnlyHomes = paperOnly.map { ($0.home, rank[$0.community]) }
  }

  /// A sum over the communities.
  func total(_ count: (Community) -> HomeCount) -> HomeCount {
    communities.reduce(HomeCount()) { $0 + count($1) }
  }

  /// The communities that enough venues lie around, on paper.
  public var servedOnPaper: Int { communities.count(where: \.isServedOnPaper) }
}

/// Centres by latitude, to find those whose circle holds a place.
private struct CentreIndex {
  private let centres: [(latitudeE7: Int32, community: Int, place: Coordinate, radiusInMetres: Double)]
  private let widest: Double

  init(_ communities: [CircleAudit.Community]) {
    centres = communities.enumerated().map {
      ($1.centre.coordinate.latitudeE7, $0, $1.centre.coordinate, $1.radiusInMetres)
    }.sorted { ($0.latitudeE7, $0.community) < ($1.latitudeE7, $1.community) }
    widest = communities.map(\.radiusInMetres).max() ?? 0
  }

  /// The nearest centre whose circle holds a place; ties go to the first in the file.
  func nearest(to place: Coordinate) -> Int? {
    let scale = Ellipsoid.LocalScale(latitude: place.latitude)
    // A degree of latitude differs by a hundredth from pole to equator.
    let margin = Int64(widest * 1.02 / scale.northInMetres) + 1
    let low = Int64(place.latitudeE7) - margin
    var (first, end) = (0, centres.count)
    while first < end {
      let middle = (first + end) / 2
      if Int64(centres[middle].latitudeE7) < low { first = middle + 1 } else { end = middle }
    }
    var best: (metres: Double, community: Int)?
    while first < centres.count, Int64(centres[first].latitudeE7) <= Int64(place.latitudeE7) + margin {
      let centre = centres[first]
      first += 1
      let metres = Ellipsoid.lengthInMetres(from: centre.place, to: place)
      guard metres <= centre.radiusInMetres else { continue }
      if best.map({ (metres, centre.community) < ($0.metres, $0.community) }) ?? true {
        best = (metres, centre.community)
      }
    }
    return best?.community
  }
}

extension HomeCount {
  static func + (a: HomeCount, b: HomeCount) -> HomeCount {
    HomeCount(homes: a.homes + b.homes, weight: a.weight + b.weight)
  }
  static func - (a: HomeCount, b: HomeCount) -> HomeCount {
    HomeCount(homes: a.homes - b.homes, weight: a.weight - b.weight)
  }
}

extension PreparedCity {
  /// How many venues are within the limit of each home.
  func venuesWithin(_ limit: TravelTime, workers: Int) -> [Int32] {
    var asked = parameters
    (asked.limit, asked.cutoffs, asked.drawsIsochrones, asked.workers) = (limit, [limit], false, workers)
    var counts = [Int32](repeating: 0, count: homes.count)
    for reach in VenueReach.all(model, homes: homeIndex, doors: doors, parameters: asked, drawing: nil) {
      for home in reach.homes { counts[Int(home)] += 1 }
    }
    return counts
  }
}
