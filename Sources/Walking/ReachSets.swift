/// The homes that each of many candidate sites reaches, as runs of homes in the order of their streets.
///
/// Edges are in Hilbert order, so the homes a site reaches are few runs: two words each.
package struct ReachSets: Sendable {
  /// Homes by the edge they join first, and by their places along it: what runs count.
  package let homes: [UInt32]
  /// `count + 1` entries: the runs of candidate c are `firstRun[c]..<firstRun[c + 1]`.
  private let firstRun: [UInt32]
  private let runs: [Range<UInt32>]

  /// Number of candidates.
  package var count: Int { firstRun.count - 1 }
  /// What the sets hold in memory, the order of the homes left out.
  package var byteCount: Int {
    firstRun.count * MemoryLayout<UInt32>.stride + runs.count * MemoryLayout<Range<UInt32>>.stride
  }

  /// The runs of a candidate: places in ``homes``, ascending, none empty, none touching the next.
  package func runs(of candidate: Int) -> ArraySlice<Range<UInt32>> {
    runs[Int(firstRun[candidate])..<Int(firstRun[candidate + 1])]
  }

  /// Number of homes that a candidate reaches.
  package func homeCount(of candidate: Int) -> Int { runs(of: candidate).reduce(0) { $0 + $1.count } }

  /// The homes that a candidate reaches, in the order of ``homes``.
  package func homes(of candidate: Int) -> [UInt32] {
    runs(of: candidate).flatMap { homes[Int($0.lowerBound)..<Int($0.upperBound)] }
  }

  fileprivate init(homes: [UInt32], firstRun: [UInt32], runs: [Range<UInt32>]) {
    self.homes = homes
    self.firstRun = firstRun
    self.runs = runs
  }

  /// Sets that grow by sixteen homes at a time, in their order.
  struct Builder {
    /// A run of a candidate.
    private struct Piece {
      var candidate: UInt32
      var start: UInt32
      var end: UInt32
    }

    private static let none = UInt32.max

    private var pieces: [Piece] = []
    /// The last piece of each candidate.
    private var lastPiece: [UInt32]

    init(candidateCount: Int) { lastPiece = Array(repeating: Self.none, count: candidateCount) }

    /// Adds homes of a block of sixteen: `firstHome + i` where bit i is set.
    mutating func add(_ bits: UInt16, of candidate: UInt32, firstHome: UInt32) {
      var left = bits
      while left != 0 {
        let start = left.trailingZeroBitCount
        let length = (~(left &>> UInt16(start))).trailingZeroBitCount
        append(firstHome + UInt32(start), length: UInt32(min(length, 16 - start)), to: candidate)
        guard start + length < 16 else { return }
        left &= ~0 << UInt16(start + length)
      }
    }

    private mutating func append(_ start: UInt32, length: UInt32, to candidate: UInt32) {
      let last = lastPiece[Int(candidate)]
      if last != Self.none, pieces[Int(last)].end == start {
        pieces[Int(last)].end = start + length
      } else {
        lastPiece[Int(candidate)] = UInt32(pieces.count)
        pieces.append(Piece(candidate: candidate, start: start, end: start + length))
      }
    }

    /// The finished sets: pieces by candidate, by counting.
    func sets(homes: [UInt32]) -> ReachSets {
      var firstRun = [UInt32](repeating: 0, count: lastPiece.count + 1)
      for piece in pieces { firstRun[Int(piece.candidate) + 1] += 1 }
      for candidate in lastPiece.indices { firstRun[candidate + 1] += firstRun[candidate] }
      var next = firstRun
      var runs = [Range<UInt32>](repeating: 0..<0, count: pieces.count)
      for piece in pieces {
        runs[Int(next[Int(piece.candidate)])] = piece.start..<piece.end
        next[Int(piece.candidate)] += 1
      }
      return ReachSets(homes: homes, firstRun: firstRun, runs: runs)
    }
  }
}
