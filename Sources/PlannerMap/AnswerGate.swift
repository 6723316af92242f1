import Dispatch
import Synchronization

/// Lets a bounded number of questions be worked on at a time, on threads of their own, and a bounded number wait.
///
/// The threads of Swift's tasks are as many as processors and must not be held by a search; and a client that drags a
/// pin leaves most of its questions before they are begun.
final class AnswerGate: Sendable {
  private struct Waiting {
    var ticket: Int
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var working = 0
    var nextTicket = 0
    var waiting: [Waiting] = []
  }

  private let width: Int
  private let room: Int
  private let queue: DispatchQueue
  private let state = Mutex(State())

  /// - Parameters:
  ///   - width: questions worked on at a time.
  ///   - room: questions that may wait beside them.
  init(_ name: String, width: Int, room: Int) {
    self.width = max(1, width)
    self.room = room
    queue = DispatchQueue(label: name, attributes: .concurrent)
  }

  /// Runs work when it is its turn.
  ///
  /// - Throws: ``RequestProblem/busy`` when too many wait, `CancellationError` when the client has left, and what the
  ///   work throws.
  func run<Answer: Sendable>(
    for client: Departure, _ work: @escaping @Sendable (Cancellation) throws -> Answer
  ) async throws -> Answer {
    try await enter(client)
    defer { leave() }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(
          with: Result {
            let cancellation = client.cancellation
            try cancellation.check()
            return try work(cancellation)
          })
      }
    }
  }

  private func enter(_ client: Departure) async throws {
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    let listener = client.whenLeft { self.withdraw(ticket) }
    defer { client.forget(listener) }
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      let outcome = state.withLock { state -> Result<Void, any Error>? in
        if state.working < width {
          state.working += 1
          return .success(())
        }
        guard state.waiting.count < room else { return .failure(RequestProblem.busy) }
        state.waiting.append(Waiting(ticket: ticket, continuation: continuation))
        return nil
      }
      if let outcome { continuation.resume(with: outcome) }
    }
  }

  /// Takes back a question that still waits.
  private func withdraw(_ ticket: Int) {
    let withdrawn = state.withLock { state -> Waiting? in
      guard let place = state.waiting.firstIndex(where: { $0.ticket == ticket }) else { return nil }
      return state.waiting.remove(at: place)
    }
    withdrawn?.continuation.resume(throwing: CancellationError())
  }

  /// Hands the turn to the one who waits longest.
  private func leave() {
    let next = state.withLock { state -> Waiting? in
      guard !state.waiting.isEmpty else {
        state.working -= 1
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.continuation.resume()
  }
}
