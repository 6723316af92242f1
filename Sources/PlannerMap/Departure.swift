import Synchronization

/// Whether the client of a connection has left, told to who waits for it.
final class Departure: Sendable {
  private struct State {
    var hasLeft = false
    var nextTicket = 0
    var listeners: [Int: @Sendable () -> Void] = [:]
  }

  private let state = Mutex(State())

  /// Whether the client has left.
  var hasLeft: Bool { state.withLock { $0.hasLeft } }

  /// The same for work that can stop half-way.
  var cancellation: Cancellation { Cancellation { self.hasLeft } }

  /// Calls a body once the client leaves, at once if it has; returns what ``forget(_:)`` takes.
  func whenLeft(_ body: @escaping @Sendable () -> Void) -> Int {
    let ticket = state.withLock { state -> Int? in
      guard !state.hasLeft else { return nil }
      state.nextTicket += 1
      state.listeners[state.nextTicket] = body
      return state.nextTicket
    }
    if ticket == nil { body() }
    return ticket ?? 0
  }

  /// Calls no more.
  func forget(_ ticket: Int) {
    state.withLock { _ = $0.listeners.removeValue(forKey: ticket) }
  }

  /// The client has left.
  func leave() {
    let listeners = state.withLock { state in
      state.hasLeft = true
      defer { state.listeners = [:] }
      return Array(state.listeners.values)
    }
    for listener in listeners { listener() }
  }
}
