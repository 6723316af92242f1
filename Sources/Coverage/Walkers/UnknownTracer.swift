import Columns
import Walking

/// Finds what is unknown on walks, one after the other.
struct UnknownTracer {
  private var tree: WalkTree
  private let elements: UnknownElements
  // Columns of the search's streets, apart: the graph as a whole is costly to pass on.
  private let flags: Column<StreetGraph.EdgeFlags>
  private let firstShapePoint: Column<UInt32>
  /// As the search measures them.
  private let shapeTimes: Column<UInt32>
  /// By element the last walk that met it.
  private var lastWalk: [UInt32]
  private var walk: UInt32 = 0

  /// - Parameters:
  ///   - elements: those of the search's streets.
  ///   - incidence: that of the search's streets.
  init(_ search: NearestSourceSearch, _ elements: UnknownElements, _ incidence: StreetIncidence) {
    tree = WalkTree(search, incidence)
    self.elements = elements
    let streets = search.graph.streets
    (flags, firstShapePoint, shapeTimes) = (streets.edgeFlags, streets.firstShapePoint, streets.shapeTimes)
    lastWalk = [UInt32](repeating: 0, count: elements.count)
  }

  /// What is unknown on the walk from a place to the nearest of the search's sources, each once, by numbers of
  /// ``UnknownElements``.
  ///
  /// - Parameter places: where the place joins the streets, as the search measures them; of joins as good the first.
  /// - Complexity: linear in the shape points passed.
  mutating func unknowns(from places: some Sequence<SearchSource>) -> [UInt32] {
    var best: (key: UInt64, place: SearchSource)?
    for place in places {
      let key = tree.search.key(edge: Int(place.edge), offset: place.offset)
      guard key != .max, key >> 32 + UInt64(place.leg) < UInt64(UInt32.max) else { continue }
      let whole = key + UInt64(place.leg) << 32
      if best.map({ whole < $0.key }) ?? true { best = (whole, place) }
    }
    guard let place = best?.place else { return [] }
    walk += 1
    var (steps, found): ([WalkTrace.Step], [UInt32]) = ([], [])
    guard let source = tree.follow(edge: Int(place.edge), offset: place.offset, { steps.append($0) }) else { return [] }
    // Where the walk joins the streets and leaves them counts also when nothing is walked there.
    add(place.edge, place.offset, place.offset, to: &found)
    add(source.edge, source.offset, source.offset, to: &found)
    for step in steps { add(step.edge, min(step.from, step.to), max(step.from, step.to), to: &found) }
    return found
  }

  /// What is unknown between two points of an edge.
  private mutating func add(_ edge: UInt32, _ low: UInt32, _ high: UInt32, to found: inout [UInt32]) {
    let edge = Int(edge)
    guard flags[edge].contains(.unknown) else { return }
    for point in Int(firstShapePoint[edge])..<Int(firstShapePoint[edge + 1]) - 1 {
      let element = elements.element(ofPoint: point)
      guard element != UnknownElements.none, lastWalk[Int(element)] != walk else { continue }
      let (start, end) = (shapeTimes[point], shapeTimes[point + 1])
      guard low < high ? start < high && end > low : start <= low && low <= end else { continue }
      lastWalk[Int(element)] = walk
      found.append(element)
    }
  }
}
