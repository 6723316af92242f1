import Coverage
import Hummingbird

/// Bytes that stay: a file of the page or a tile, with its tag and packed form.
struct StaticAnswer: Sendable {
  let type: String
  let plain: [UInt8]
  /// Gzip; `nil` where that is no shorter.
  let packed: [UInt8]?
  /// The entity tag's text, without quotes: of the bytes alone.
  let tag: String

  /// - Complexity: linear, with the cost of packing.
  init(_ bytes: [UInt8], type: String, level: Int32 = 6) {
    self.type = type
    plain = bytes
    let packed = Gzip.packed(bytes, level: level)
    self.packed = packed.flatMap { $0.count < bytes.count ? $0 : nil }
    tag = String(Digest.sha256(of: bytes).prefix(24))
  }

  /// Bytes held.
  var cost: Int { plain.count + (packed?.count ?? 0) + 128 }

  /// The answer to a request: packed if that is accepted, nothing if the client has it already.
  func response(to request: Request) -> Response {
    let packed = Self.acceptsGzip(request.headers[.acceptEncoding]) ? packed : nil
    let tag = "\"\(tag)\(packed == nil ? "" : "-gz")\""
    var headers: HTTPFields = [
      .contentType: type, .eTag: tag, .cacheControl: "no-cache", .vary: "Accept-Encoding",
    ]
    if Self.isNamed(self.tag, in: request.headers[.ifNoneMatch]) {
      return Response(status: .notModified, headers: headers)
    }
    guard !plain.isEmpty else { return Response(status: .noContent, headers: headers) }
    if packed != nil { headers[.contentEncoding] = "gzip" }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: packed ?? plain)))
  }

  /// Whether `Accept-Encoding` (RFC 9110, 12.5.3) takes gzip.
  static func acceptsGzip(_ header: String?) -> Bool {
    guard let header else { return false }
    for part in header.split(separator: ",") {
      let words = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
      guard let coding = words.first, coding == "gzip" || coding == "*" else { continue }
      return !words.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
    }
    return false
  }

  /// Whether `If-None-Match` names the tag, of either form.
  private static func isNamed(_ tag: String, in header: String?) -> Bool {
    guard let header else { return false }
    return header.split(separator: ",").contains { part in
      var name = part.drop { $0 == " " }
      if name.hasPrefix("W/") { name = name.dropFirst(2) }
      let bare = name.filter { $0 != "\"" && $0 != " " }
      return bare == tag || bare == tag + "-gz"
    }
  }
}
