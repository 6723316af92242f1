/// The page's files, which are part of the program: it can be moved without a folder of resources beside it.
enum PageFiles {
  /// By path.
  static let all: [String: StaticAnswer] = [
    "/": html(PackageResources.index_html),
    "/openapi.json": StaticAnswer(PackageResources.openapi_json, type: "application/json; charset=utf-8"),
  ]

  private static func html(_ bytes: [UInt8]) -> StaticAnswer { StaticAnswer(bytes, type: "text/html; charset=utf-8") }
  private static func script(_ bytes: [UInt8]) -> StaticAnswer {
    StaticAnswer(bytes, type: "text/javascript; charset=utf-8")
  }
  private static func style(_ bytes: [UInt8]) -> StaticAnswer { StaticAnswer(bytes, type: "text/css; charset=utf-8") }
  private static func json(_ bytes: [UInt8]) -> StaticAnswer {
    StaticAnswer(bytes, type: "application/json; charset=utf-8")
  }
}
