import Geography
import Walking

extension SiteEvaluation {
  /// How far beyond the outermost homes of a gap a site is looked for, in metres: a block or two.
  private static let marginInMetres = 250.0

  /// The street corner in or beside a gap from which most weight beyond the limit would come within it; ties go to the
  /// first corner of the graph. `nil` when no corner there serves anyone.
  ///
  /// - Parameter members: the gap's homes.
  /// - Complexity: that of ``CandidateReach`` over the homes beyond the limit around the gap.
  public func bestSite(forHomes members: [Int]) -> CandidateSite? {
    guard let box = CoordinateBox(around: members.lazy.map { city.homes[$0].coordinate }) else { return nil }
    let model = city.model
    let streets = model.streets
    let reach = limit.seconds * city.parameters.profile.speed.metresPerSecond
    let (inner, outer) = (
      SuppliedPlaces.grown(box, byMetres: Self.marginInMetres),
      SuppliedPlaces.grown(box, byMetres: Self.marginInMetres + reach)
    )
    let corners = streets.vertexCoordinates.indices.filter { inner.contains(streets.vertexCoordinates[$0]) }
    let homes = city.homes.indices.filter { times[$0] > limit && outer.contains(city.homes[$0].coordinate) }
    let sites = corners.enumerated().compactMap { number, vertex in join(ofVertex: vertex, owner: UInt32(number)) }
    let joins = homes.enumerated().flatMap { number, home in
      city.homeJoins[home].map {
        ReachJoin(owner: UInt32(number), edge: $0.snap.edge, offset: $0.snap.offset, leg: $0.leg.milliseconds)
      }
    }
    let gains = CandidateReach(model.graph, homes: joins, sites: sites, siteCount: corners.count)
      .weights(within: limit, of: homes.map { city.homes[$0].weight }, workers: city.parameters.workers)
    guard let best = gains.indices.max(by: { (gains[$0], $1) < (gains[$1], $0) }), gains[best] > 0 else { return nil }
    return CandidateSite(coordinate: streets.vertexCoordinates[corners[best]])
  }

  private func join(ofVertex vertex: Int, owner: UInt32) -> ReachJoin? {
    let model = city.model
    guard let edge = model.incidence.edges(at: vertex).first(where: { model.graph.isUsable(Int($0)) }) else {
      return nil
    }
    let isTail = Int(model.streets.edgeTails[Int(edge)]) == vertex
    return ReachJoin(owner: owner, edge: edge, offset: isTail ? 0 : model.streets.edgeTime(Int(edge)), leg: 0)
  }
}
