/// The walks to the sources of a search, all of them: how one goes on from a state is found out once, however many pass.
///
/// - Complexity: 12 bytes a state.
package struct WalkTree {
  /// Where a state's walk goes on.
  private struct Branch {
    static let unknown = UInt32.max
    static let end = UInt32.max - 1

    /// The next state, or ``unknown``, or ``end`` where the walk goes straight to a source.
    var state = unknown
    var edge: UInt32 = 0
    /// Whether from the edge's tail to its head.
    var isForward = false
  }

  package let search: NearestSourceSearch
  private let incidence: StreetIncidence
  private var branches: [Branch]

  /// - Parameter incidence: that of the search's streets.
  package init(_ search: NearestSourceSearch, _ incidence: StreetIncidence) {
    self.search = search
    self.incidence = incidence
    branches = [Branch](repeating: Branch(), count: search.graph.stateCount)
  }

  /// Calls `body` with the stretches of the walk that ``NearestSourceSearch/trace(edge:offset:incidence:)`` tells of, from
  /// the place to the source.
  ///
  /// - Returns: the source; `nil` when there is no walk.
  /// - Complexity: linear in the edges passed; for the first walk past a vertex in the edges that meet there.
  package mutating func follow(edge: Int, offset: UInt32, _ body: (WalkTrace.Step) -> Void) -> SearchSource? {
    var link = search.link(edge: edge, offset: offset)
    while let next = link {
      switch next {
      case .source(let source, let step):
        if step.from != step.to { body(step) }
        return source
      case .state(let state, let step):
        if step.from != step.to { body(step) }
        link = self.link(state: state)
      }
    }
    return nil
  }

  private mutating func link(state: Int) -> WalkLink? {
    let branch = branches[state]
    switch branch.state {
    case Branch.unknown: break
    case Branch.end: return search.sourceSeeding(state, incidence: incidence)
    default:
      let total = search.graph.streets.edgeTime(Int(branch.edge))
      let step = WalkTrace.Step(
        edge: branch.edge, from: branch.isForward ? 0 : total, to: branch.isForward ? total : 0)
      return .state(Int(branch.state), step)
    }
    let link = search.link(state: state, incidence: incidence)
    switch link {
    case nil: break
    case .source: branches[state].state = Branch.end
    case .state(let next, let step):
      branches[state] = Branch(state: UInt32(next), edge: step.edge, isForward: step.from == 0)
    }
    return link
  }
}
