import Foundation

@testable import PlannerMap

/// Runs a server on a free port while a body asks it.
enum RunningServer {
  static func run(
    _ city: any CityAnswers = MadeCity(), vendor: VendorFiles = .none, limits: MapServer.Limits = .patient,
    log: @escaping @Sendable (String) -> Void = { _ in }, _ body: (RawClient) async throws -> Void
  ) async throws {
    var server = MapServer(answering: city, vendor: vendor)
    (server.limits, server.log) = (limits, log)
    let (addresses, told) = AsyncStream<String>.makeStream()
    let running = Task { [server] in
      defer { told.finish() }
      try await server.run(endsOnSignals: false) { told.yield($0) }
    }
    defer { running.cancel() }
    var address: String?
    for await first in addresses {
      address = first
      break
    }
    let port = address?.split(separator: ":").last.flatMap { Int($0) }
    guard let port else { throw RawClient.Failure(what: "no server: \(await running.result)") }
    try await body(RawClient(port: port))
  }

  /// Waits until something holds; tells whether it came to hold in ten seconds.
  static func becomes(_ condition: () -> Bool) async -> Bool {
    // Other tests may hold all threads for long.
    for _ in 0..<6000 {
      if condition() { return true }
      try? await Task.sleep(for: .milliseconds(10))
    }
    return false
  }
}

extension MapServer.Limits {
  /// The usual limits, with time for a client on a machine that is busy with other tests.
  static var patient: MapServer.Limits {
    var limits = MapServer.Limits()
    (limits.requestSeconds, limits.restSeconds) = (60, 60)
    return limits
  }

  /// These limits with a change.
  static func patient(_ change: (inout MapServer.Limits) -> Void) -> MapServer.Limits {
    var limits = patient
    change(&limits)
    return limits
  }
}
