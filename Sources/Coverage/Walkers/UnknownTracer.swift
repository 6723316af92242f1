import Walking

/// Finds what is unknown on a walk.
struct UnknownTracer: Sendable {
  /// A way or node with missing tags.
  struct Element: Hashable, Sendable {
    var isWay: Bool
    var number: Int64
    var tags: UnknownTags
    var id: String { (isWay ? "w" : "n") + "\(number)" }
  }

  let search: NearestSourceSearch
  /// The streets that the tags are of.
  let streets: StreetGraph
  let incidence: StreetIncidence

  /// What is unknown on the walk from a place to the nearest of the search's sources, each once.
  ///
  /// - Parameter places: where the place joins the streets, as the search measures them; of joins as good the first.
  func unknowns(from places: [SearchSource]) -> Set<Element> {
    var best: (key: UInt64, place: SearchSource)?
    for place in places {
      let key = search.key(edge: Int(place.edge), offset: place.offset)
      guard key != .max, key >> 32 + UInt64(place.leg) < UInt64(UInt32.max) else { continue }
      let whole = key + UInt64(place.leg) << 32
      if best.map({ whole < $0.key }) ?? true { best = (whole, place) }
    }
    guard let place = best?.place,
      let trace = search.trace(edge: Int(place.edge), offset: place.offset, incidence: incidence)
    else { return [] }
    var found: Set<Element> = []
    // Where the walk joins the streets and leaves them counts also when nothing is walked there.
    add(place.edge, place.offset, place.offset, to: &found)
    add(trace.source.edge, trace.source.offset, trace.source.offset, to: &found)
    for step in trace.steps { add(step.edge, min(step.from, step.to), max(step.from, step.to), to: &found) }
    return found
  }

  /// What is unknown between two points of an edge, as the search measures it.
  private func add(_ edge: UInt32, _ low: UInt32, _ high: UInt32, to found: inout Set<Element>) {
    guard streets.edgeFlags[Int(edge)].contains(.unknown) else { return }
    let times = search.graph.streets.shapeTimes
    for point in streets.shapeRange(Int(edge)).dropLast() {
      let (start, end) = (times[point], times[point + 1])
      guard low < high ? start < high && end > low : start <= low && low <= end else { continue }
      if streets.isPause(point) {
        let node = max(streets.shapeNodes[point], streets.shapeNodes[point + 1])
        let tags = streets.unknowns.tags(ofNode: node)
        if !tags.isEmpty { found.insert(Element(isWay: false, number: node, tags: tags)) }
      } else {
        let way = streets.ways[Int(streets.shapeWays[point])]
        let tags = streets.unknowns.tags(ofWay: way)
        if !tags.isEmpty { found.insert(Element(isWay: true, number: way, tags: tags)) }
      }
    }
  }
}
