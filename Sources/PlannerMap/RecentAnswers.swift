import Synchronization

/// Answers kept for those who ask again: the ones used last, up to a number of bytes.
final class RecentAnswers<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Entry {
    var value: Value
    var cost: Int
    var lastUse: UInt64
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var cost = 0
    var clock: UInt64 = 0
  }

  private let limit: Int
  private let state = Mutex(State())

  /// - Parameter limit: the sum of costs, in bytes, that is kept.
  init(limit: Int) { self.limit = limit }

  /// The kept answer, which counts as used now.
  subscript(key: Key) -> Value? {
    state.withLock { state in
      state.clock += 1
      state.entries[key]?.lastUse = state.clock
      return state.entries[key]?.value
    }
  }

  /// Keeps an answer; the ones that no one asked for longest go. An answer of more than a quarter of the limit is not
  /// kept.
  func keep(_ value: Value, for key: Key, cost: Int) {
    guard cost <= limit / 4 else { return }
    state.withLock { state in
      state.clock += 1
      if let old = state.entries.removeValue(forKey: key) { state.cost -= old.cost }
      state.entries[key] = Entry(value: value, cost: cost, lastUse: state.clock)
      state.cost += cost
      guard state.cost > limit else { return }
      // An eighth at a time, so that finding the oldest is paid for once in many.
      for (key, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
        guard state.cost > limit / 8 * 7 else { break }
        state.cost -= entry.cost
        state.entries[key] = nil
      }
    }
  }

  /// Bytes kept.
  var cost: Int { state.withLock { $0.cost } }
}
