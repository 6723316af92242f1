/// Greedy choice with lazy evaluation (CELF: Leskovec et al. 2007): gains only shrink as sites are added, so what was
/// best once is asked again first, and most are never asked twice.
///
/// The choice is the one of plain greedy: most gain (or most gain for its cost), ties to more gain, then to the lower
/// candidate.
///
/// - Complexity: linear in all runs once, then in the homes and in the runs of what is asked again, a site.
struct PlanGreedy {
  private struct Entry {
    var gain: Int64
    var cost: Int64
    var candidate: UInt32
    /// Number of sites chosen when the gain was taken.
    var round: UInt32

    func precedes(_ other: Entry) -> Bool {
      if cost != other.cost {
        let (a, b) = (gain.multipliedFullWidth(by: other.cost), other.gain.multipliedFullWidth(by: cost))
        if a.high != b.high { return a.high > b.high }
        if a.low != b.low { return a.low > b.low }
      }
      if gain != other.gain { return gain > other.gain }
      return candidate < other.candidate
    }
  }

  private let instance: PlanInstance
  private let minimumSeparation: Double
  private var heap: [Entry] = []
  private var sums: [Int64]
  private(set) var cover: PlanCover
  private(set) var sites: [Int]
  private var round: UInt32 = 0

  /// - Parameters:
  ///   - sites: chosen already.
  ///   - perCost: whether gain for its cost counts, else gain alone.
  init(_ instance: PlanInstance, from sites: [Int] = [], perCost: Bool, minimumSeparation: Double) {
    self.instance = instance
    self.sites = sites
    self.minimumSeparation = minimumSeparation
    cover = PlanCover(instance, sites: sites)
    sums = cover.sumsLeft(instance)
    let gains = instance.sums(ofAll: sums)
    for candidate in gains.indices where gains[candidate] > 0 {
      heap.append(
        Entry(
          gain: gains[candidate], cost: perCost ? instance.cost(candidate) : 1, candidate: UInt32(candidate), round: 0))
    }
    for place in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(place) }
  }

  /// Chooses the best candidate that is allowed and adds something; `nil` when there is none.
  ///
  /// - Parameter isAllowed: what is refused once is refused for ever.
  mutating func choose(where isAllowed: (Int) -> Bool = { _ in true }) -> Int? {
    while let top = heap.first {
      let candidate = Int(top.candidate)
      guard top.gain > 0 else { return nil }
      guard isAllowed(candidate),
        minimumSeparation <= 0
          || sites.allSatisfy({ instance.areApart($0, candidate, metres: minimumSeparation) })
      else {
        removeTop()
        continue
      }
      guard top.round == round else {
        heap[0].gain = instance.sum(of: candidate, sums)
        heap[0].round = round
        siftDown(0)
        continue
      }
      removeTop()
      sites.append(candidate)
      cover.add(candidate, instance)
      sums = cover.sumsLeft(instance)
      round += 1
      return candidate
    }
    return nil
  }

  private mutating func removeTop() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap[0] = last
    siftDown(0)
  }

  private mutating func siftDown(_ start: Int) {
    var place = start
    let entry = heap[place]
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(entry) else { break }
      heap[place] = heap[child]
      place = child
    }
    heap[place] = entry
  }
}
