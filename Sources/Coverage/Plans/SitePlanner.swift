import Columns
import Geography
import Parallel
import Walking

extension PreparedCity {
  /// Plans where to open venues; those that are there stay.
  ///
  /// A candidate joins the streets as a venue at its coordinate would, so that opening it changes the coverage by
  /// exactly what is promised. Without a list every street corner of the study area is one that a place there would
  /// join without a leg (no tunnels, no fragments) and from which a home beyond the limit is reached.
  ///
  /// - Throws: ``InputError`` when the goal needs what is not there: costs, or a solver.
  /// - Complexity: a sixteenth of a search for each home beyond the limit; then linear in what candidates reach, a site.
  package func plan(
    _ question: PlanQuestion, progress: @escaping @Sendable (CoverageAnalysis.Progress) -> Void = { _ in }
  ) throws -> SitePlan {
    func report(_ stage: String, _ share: Double) {
      progress(CoverageAnalysis.Progress(stage: stage, share: share))
    }
    report("candidates", 0.5)
    let sites = try PlanSites(self, question)
    report("reach", 0.6)
    let task = PlanTask(self, question, sites)
    report("plan", 0.75)
    return try task.plan { report($0, $1) }
  }

  /// The walk of each home to the nearest venue.
  func homeTimes(workers: Int) -> Column<TravelTime> { homeWalks(workers: workers).times }
}

/// The candidates of a question, and how they join the streets.
struct PlanSites: Sendable {
  private(set) var candidates: [CandidateSite] = []
  /// Owners are places in ``candidates``.
  private(set) var joins: [ReachJoin] = []
  private(set) var warnings: [Warning] = []

  /// - Throws: ``InputError`` where none of a list's candidates lies in the city.
  init(_ city: PreparedCity, _ question: PlanQuestion) throws {
    if var list = question.candidates {
      try list.removeFar(from: city.box)
      candidates = list.candidates
      join(candidates.map { city.joins(at: $0.coordinate) })
      warnings = list.warnings
      let served = Set(joins.map(\.owner))
      if served.count < candidates.count {
        let metres = OutputText.shortDecimal(city.parameters.snapRadiusInMetres)
        let message = "candidates without a street within \(metres) m, which serve no one"
        warnings.append(Warning(count: candidates.count - served.count, message: message))
      }
    } else {
      let corners = city.corners(workers: question.workers)
      candidates = corners.map { CandidateSite(id: "", name: "", coordinate: $0.coordinate) }
      join(corners.map(\.joins))
    }
  }

  private mutating func join(_ all: [[Join]]) {
    joins = all.enumerated().flatMap { owner, joins in
      joins.map { $0.reachJoin(owner: owner) }
    }
  }
}

extension PreparedCity {
  /// How a place joins the streets, as a venue or a home there would.
  func joins(at place: Coordinate) -> [Join] {
    model.snaps.snaps(place).map { Join($0, speed: parameters.profile.speed) }
  }

  /// The street corners of the study area that a place there joins without a leg, in the order of the vertices, along a
  /// Hilbert curve.
  fileprivate func corners(workers: Int) -> [(coordinate: Coordinate, joins: [Join])] {
    let vertices = model.snaps.cornerSites().map { Int($0.owner) }
    let inside = studyArea.source == .extractBounds ? nil : PlacePolygonIndex([studyArea.polygons])
    let coordinates = model.streets.vertexCoordinates
    let chunk = 256
    return concurrentMap(count: (vertices.count + chunk - 1) / chunk, workers: workers) { number in
      vertices[number * chunk..<min(vertices.count, (number + 1) * chunk)].compactMap { vertex in
        let coordinate = coordinates[vertex]
        guard inside?.contains(coordinate, area: 0) ?? true else { return nil }
        let joins = joins(at: coordinate)
        return joins.first?.leg.milliseconds == 0 ? (coordinate, joins) : nil
      }
    }.flatMap { $0 }
  }
}
