import Foundation
import Geography

/// A client that sends the bytes it is told, good or bad: what a library would refuse to send is tested too.
struct RawClient: Sendable {
  struct Reply: Sendable {
    var status: Int
    /// By name in lower case.
    var headers: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    func json() throws -> JSONValue {
      var parser = JSONParser(body)
      let value = try parser.readValue()
      try parser.expectEnd()
      return value
    }

    /// `error.code`.
    var problem: String? { (try? json())?["error"]?["code"]?.text }
  }

  struct Failure: Error { var what: String }

  let port: Int

  /// Gets a path.
  func get(_ target: String, _ headers: [String] = []) async throws -> Reply {
    try await ask("GET", target, headers)
  }

  /// Sends a request as a browser would, with `Host` unless the headers name one, and reads the answer.
  func ask(_ method: String, _ target: String, _ headers: [String] = [], body: String? = nil) async throws -> Reply {
    var lines = ["\(method) \(target) HTTP/1.1"] + headers + ["Connection: close"]
    if !headers.contains(where: { $0.lowercased().hasPrefix("host:") }) { lines.append("Host: localhost:\(port)") }
    if let body { lines.append("Content-Length: \(body.utf8.count)") }
    return try await send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
  }

  /// Sends bytes as they are and reads one answer.
  func send(_ text: String) async throws -> Reply {
    let bytes = try await exchange { connection in
      try connection.send(text)
      return try connection.readToEnd()
    }
    return try Self.reply(bytes)
  }

  /// Works on a connection on a thread of its own: the tasks' threads are the server's.
  func exchange<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
    let port = port
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            let connection = try Connection(port: port)
            defer { connection.close() }
            return try body(connection)
          })
      }
    }
  }

  static func reply(_ bytes: [UInt8]) throws -> Reply {
    let end = Array("\r\n\r\n".utf8)
    guard let split = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
      throw Failure(what: "no answer: \(String(decoding: bytes, as: UTF8.self))")
    }
    let lines = String(decoding: bytes[..<split], as: UTF8.self).components(separatedBy: "\r\n")
    let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let pair = line.split(separator: ":", maxSplits: 1)
      headers[pair[0].lowercased()] = pair.count > 1 ? pair[1].trimmingCharacters(in: .whitespaces) : ""
    }
    return Reply(status: status ?? 0, headers: headers, body: Array(bytes[(split + 4)...]))
  }

  /// A connection to loopback whose calls block.
  final class Connection {
    let port: Int
    private let descriptor: Int32

    init(port: Int) throws {
      self.port = port
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let connected = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
      }
      guard connected == 0 else { throw Failure(what: "connect: \(errno)") }
      var patience = timeval(tv_sec: 60, tv_usec: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    func send(_ text: String) throws {
      let bytes = Array(text.utf8)
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes {
          Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        // The server may close before all is sent: what it said is still read.
        guard count > 0 else { return }
        sent += count
      }
    }

    /// Reads until the server closes.
    func readToEnd() throws -> [UInt8] {
      var bytes: [UInt8] = []
      while let piece = try readSome() { bytes += piece }
      return bytes
    }

    /// Some bytes; `nil` at the end.
    func readSome() throws -> [UInt8]? {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count < 0, errno == EAGAIN { throw Failure(what: "no answer in 60 s") }
      return count > 0 ? Array(buffer[..<count]) : nil
    }

    func close() { _ = Foundation.close(descriptor) }
  }
}

extension JSONValue {
  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  var elements: [JSONValue] {
    if case .array(let elements) = self { return elements }
    return []
  }

  var names: [String] {
    if case .object(let members) = self { return members.map(\.name) }
    return []
  }
}
