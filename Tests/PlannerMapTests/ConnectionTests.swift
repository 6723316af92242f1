import Foundation
import Testing

@testable import PlannerMap

/// Who opens many connections, or asks slowly, does not keep others out.
@Suite struct ConnectionTests {
  /// Several times as many requests begun and never ended as one address may have connections.
  @Test func answersBesideSlowClients() async throws {
    try await RunningServer.run(limits: .patient { ($0.connections, $0.connectionsOfAddress) = (16, 16) }) {
      (client: RawClient) async throws in
      let seconds = try await client.exchange { connection in
        var slow: [RawClient.Connection] = []
        defer { slow.forEach { $0.close() } }
        for number in 0..<60 {
          let one = try RawClient.Connection(port: connection.port)
          try one.send(number % 3 == 0 ? "" : "GET /api/city HTTP/1.1\r\nHost: local")
          slow.append(one)
        }
        let began = ContinuousClock.now
        for _ in 0..<20 {
          let own = try RawClient.Connection(port: connection.port)
          defer { own.close() }
          try own.send("GET /api/city HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
          let reply = try RawClient.reply(try own.readToEnd())
          guard reply.status == 200 else { throw RawClient.Failure(what: "\(reply.status)") }
        }
        return ContinuousClock.now - began
      }
      // A busy machine needs some; those kept out would wait for half a minute.
      #expect(seconds < .seconds(20))
    }
  }

  /// A connection that is kept open and rests gives way to a new one, the one that rests for longest first.
  @Test func closesWhoRestsLongest() async throws {
    try await RunningServer.run(limits: .patient { $0.connectionsOfAddress = 3 }) { (client: RawClient) async throws in
      let left = try await client.exchange { _ in
        var kept: [RawClient.Connection] = []
        defer { kept.forEach { $0.close() } }
        // Each asks before the next one comes: none rests unasked, or it would be the first to go.
        for number in 0..<3 {
          let one = try RawClient.Connection(port: client.port)
          kept.append(one)
          try one.send("GET /api/city HTTP/1.1\r\nHost: localhost\r\n\r\n")
          guard try one.readSome() != nil else { throw RawClient.Failure(what: "no answer for \(number)") }
          usleep(50_000)
        }
        // The first one asks again, so the second rests longest.
        try kept[0].send("GET /api/city HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = try kept[0].readSome()
        let new = try RawClient.Connection(port: client.port)
        defer { new.close() }
        try new.send("GET /api/city HTTP/1.1\r\nHost: localhost\r\n\r\n")
        guard try new.readSome() != nil, try kept[1].readSome() == nil else {
          throw RawClient.Failure(what: "the second one still stands")
        }
        return try [kept[0], kept[2], new].map { one in
          try one.send("GET /api/city HTTP/1.1\r\nHost: localhost\r\n\r\n")
          return try one.readSome() != nil
        }
      }
      #expect(left == [true, true, true])
    }
  }

  /// While all are at work there is nobody to close: who comes then is told so at once.
  @Test(arguments: [true, false])
  func refusesWhenAllAreAtWork(byAddress: Bool) async throws {
    let city = MadeCity()
    city.watch.holdsSites.withLock { $0 = true }
    defer { city.watch.holdsSites.withLock { $0 = false } }
    try await RunningServer.run(
      city,
      limits: .patient {
        ($0.connections, $0.connectionsOfAddress) = byAddress ? (64, 2) : (2, 64)
        $0.answerSeconds = 20
      }
    ) { (client: RawClient) async throws in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<2 { group.addTask { try await client.get("/api/site?at=10.02,50.01").status } }
        let areAtWork = await RunningServer.becomes { city.watch.begun.withLock { $0 } == 2 }
        #expect(areAtWork)
        let began = ContinuousClock.now
        let refused = try await client.get("/api/city")
        #expect(refused.status == 503)
        #expect(refused.problem == "crowded")
        #expect(refused.headers["retry-after"] == "1")
        #expect(ContinuousClock.now - began < .seconds(5))
        city.watch.holdsSites.withLock { $0 = false }
        for try await status in group { #expect(status == 200) }
      }
      #expect(try await client.get("/api/city").status == 200)
    }
  }
}
