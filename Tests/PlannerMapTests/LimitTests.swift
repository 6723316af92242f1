import Foundation
import Testing

@testable import PlannerMap

@Suite struct LimitTests {
  @Test func refusesLongTargets() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let padding = String(repeating: "a", count: 3000)
      #expect(try await client.get("/api/city?\(padding)").status == 414)
    }
  }

  @Test func refusesManyHeaders() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let many = (0..<100).map { "X-\($0): a" }
      #expect(try await client.get("/", many).status == 400)
      #expect(try await client.get("/", ["X-Long: " + String(repeating: "a", count: 20_000)]).status == 400)
      #expect(try await client.get("/").status == 200)
    }
  }

  @Test func refusesLargeBodies() async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let body = String(repeating: " ", count: 70_000)
      let told = try await client.ask("POST", "/api/sites", ["Content-Type: application/json"], body: body)
      #expect(told.status == 413)
      #expect(told.problem == "too_large")
      let piece = "1000\r\n" + String(repeating: " ", count: 4096) + "\r\n"
      let head =
        "POST /api/sites HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
        + "Connection: close\r\n\r\n"
      let chunked = try await client.send(head + String(repeating: piece, count: 20) + "0\r\n\r\n")
      #expect(chunked.status == 413)
    }
  }

  /// Smuggling: two lengths, or a length and chunks, are never guessed at.
  @Test(arguments: [
    "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: -1",
    "Content-Length: 99999999999999999999999",
  ])
  func refusesDoubtfulLengths(headers: String) async throws {
    try await RunningServer.run { (client: RawClient) async throws in
      let head = "POST /api/sites HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\(headers)\r\n\r\n"
      #expect(try await client.send(head + "0\r\n\r\nGET / HTTP/1.1\r\n\r\n").status == 400)
    }
  }

  @Test(arguments: [
    "", "GET / HTTP/1.1\r\nHost: local",
    "POST /api/sites HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{",
  ])
  func leavesSlowClients(start: String) async throws {
    try await RunningServer.run(limits: .patient { $0.requestSeconds = 1 }) { (client: RawClient) async throws in
      let seconds = try await client.exchange { connection in
        let began = ContinuousClock.now
        try connection.send(start)
        // A byte now and then gains no time.
        for _ in 0..<4 {
          usleep(400_000)
          try connection.send("x")
        }
        _ = try connection.readToEnd()
        return ContinuousClock.now - began
      }
      #expect(seconds < .seconds(5))
      #expect(try await client.get("/api/city").status == 200)
    }
  }

  @Test func leavesClientsThatDoNotRead() async throws {
    let city = MadeCity()
    city.watch.isHeld.withLock { $0 = true }
    defer { city.watch.isHeld.withLock { $0 = false } }
    try await RunningServer.run(city, limits: .patient { $0.answerSeconds = 3 }) { (client: RawClient) async throws in
      let bytes = try await client.exchange { connection in
        try connection.send("GET /api/coverage?geometry=yes HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return try connection.readToEnd()
      }
      #expect(bytes.isEmpty)
      // On a machine that is busy for seconds the work is never begun; what was begun is given up.
      let isAbandoned = await RunningServer.becomes {
        city.watch.abandoned.withLock { $0 } >= city.watch.begun.withLock { $0 }
      }
      #expect(isAbandoned)
    }
  }

  @Test func refusesWhenTooManyWait() async throws {
    let city = MadeCity()
    city.watch.holdsSites.withLock { $0 = true }
    defer { city.watch.holdsSites.withLock { $0 = false } }
    try await RunningServer.run(
      city,
      limits: .patient {
        $0.workers = 2
        $0.waiting = 3
      }
    ) { (client: RawClient) async throws in
      try await withThrowingTaskGroup(of: RawClient.Reply.self) { group in
        for _ in 0..<12 { group.addTask { try await client.get("/api/site?at=10.02,50.01") } }
        var statuses: [Int] = []
        for try await reply in group {
          statuses.append(reply.status)
          if reply.status == 503 {
            #expect(reply.problem == "busy")
            #expect(reply.headers["retry-after"] == "1")
          }
          // All that are too many have been refused: let the others through.
          if statuses.count == 7 { city.watch.holdsSites.withLock { $0 = false } }
        }
        #expect(statuses.count { $0 == 503 } == 7)
        #expect(statuses.count { $0 == 200 } == 5)
      }
      // Files and what is known need no turn.
      #expect(try await client.get("/api/city").status == 200)
      #expect(try await client.get("/api/site?at=10.02,50.01").status == 200)
    }
  }

  @Test func stopsWorkForClientsThatLeave() async throws {
    let city = MadeCity()
    city.watch.isHeld.withLock { $0 = true }
    defer { city.watch.isHeld.withLock { $0 = false } }
    try await RunningServer.run(city) { (client: RawClient) async throws in
      for number in 0..<3 {
        try await client.exchange { connection in
          try connection.send("GET /api/coverage?geometry=yes HTTP/1.1\r\nHost: localhost\r\n\r\n")
          // The first is at work when its client leaves, the others wait.
          if number == 0 {
            for _ in 0..<5000 where city.watch.begun.withLock({ $0 }) == 0 { usleep(2000) }
          } else {
            usleep(50_000)
          }
        }
      }
      let isAbandoned = await RunningServer.becomes { city.watch.abandoned.withLock { $0 } >= 1 }
      #expect(isAbandoned)
      // A busy machine notices late who left.
      try await Task.sleep(for: .seconds(1))
      city.watch.isHeld.withLock { $0 = false }
      #expect(try await client.get("/api/coverage?geometry=yes").status == 200)
      // Those that left while they waited were never begun, or one at most that was noticed late: one was held, and the
      // last one drew and summed up; all together would be five.
      #expect((3...4).contains(city.watch.begun.withLock { $0 }))
    }
  }

  @Test func keepsWhatWasUsedLast() {
    let kept = RecentAnswers<Int, Int>(limit: 100)
    for number in 0..<10 { kept.keep(number, for: number, cost: 10) }
    #expect(kept.cost == 100)
    #expect(kept[0] == 0)
    kept.keep(10, for: 10, cost: 10)
    #expect(kept[0] == 0)
    #expect(kept[10] == 10)
    #expect(kept[1] == nil)
    #expect(kept.cost <= 100)
    kept.keep(11, for: 11, cost: 26)
    #expect(kept[11] == nil, "too large to be worth the others")
    kept.keep(12, for: 10, cost: 20)
    #expect(kept[10] == 12)
    #expect(kept.cost <= 100)
  }
}
