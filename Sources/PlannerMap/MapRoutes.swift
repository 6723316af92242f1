import Coverage
import Geography
import Hummingbird

/// What the server answers where: the page's files, tiles and questions.
struct MapRoutes: Sendable {
  let city: any CityAnswers
  let vendor: VendorFiles
  /// For tiles and pins, which are a few milliseconds' work; and for what takes longer.
  let quick: AnswerGate, slow: AnswerGate
  private let tiler: MapTiler
  private let tiles: RecentAnswers<MapTile, StaticAnswer>
  private let shapes: RecentAnswers<MapQuestion, [UInt8]>
  private let names: Set<String>
  private let log: @Sendable (String) -> Void

  init(
    _ city: any CityAnswers, vendor: VendorFiles, limits: MapServer.Limits, names: Set<String>,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.city = city
    self.vendor = vendor
    self.names = names
    self.log = log
    quick = AnswerGate("circle.map.quick", width: limits.workers, room: limits.waiting)
    slow = AnswerGate("circle.map.slow", width: 1, room: limits.waiting)
    tiler = MapTiler(layers: city.layers)
    tiles = RecentAnswers(limit: limits.tileBytes)
    shapes = RecentAnswers(limit: limits.shapeBytes)
  }

  func makeRouter() -> Router<MapContext> {
    let router = Router(context: MapContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: RequestGuard(names: names, log: log))
    for (path, file) in PageFiles.all {
      router.get(RouterPath(path)) { request, _ in
        _ = try RequestArguments(request, known: [])
        return file.response(to: request)
      }
    }
    router.get("/vendor/{name}") { request, context in try vendorFile(request, context) }
    router.get("/tiles/{z}/{x}/{y}") { request, context in try await tile(request, context) }
    router.get("/api/city") { request, _ in try await fixed(request, AnswerEncoding.city(city.card)) }
    router.get("/api/venues") { request, _ in try await fixed(request, AnswerEncoding.venues(city.venues)) }
    router.get("/api/coverage") { request, context in try await coverage(request, context) }
    router.get("/api/site") { request, context in try await site(request, context) }
    router.post("/api/sites") { request, context in try await sites(request, context) }
    router.get("/api/explain") { request, context in try await explain(request, context) }
    router.get("/api/gaps/{rank}/site") { request, context in try await gapSite(request, context) }
    return router
  }

  private func fixed(_ request: Request, _ bytes: @autoclosure () -> [UInt8]) async throws -> Response {
    _ = try RequestArguments(request, known: [])
    return Self.json(bytes())
  }

  private func vendorFile(_ request: Request, _ context: MapContext) throws -> Response {
    let name = try context.parameters.require("name")
    guard VendorFiles.types[name] != nil else { throw RequestProblem.notFound }
    guard let file = vendor.files[name] else {
      throw RequestProblem(
        .notFound, "vendor_missing", "MapLibre GL JS is not set up: \(VendorFiles.setUpCommand)")
    }
    return file.response(to: request)
  }

  private func tile(_ request: Request, _ context: MapContext) async throws -> Response {
    _ = try RequestArguments(request, known: [])
    guard let zoom = RequestArguments.wholeNumber(try context.parameters.require("z")),
      let column = RequestArguments.wholeNumber(try context.parameters.require("x")),
      let row = try context.parameters.require("y").tileRow,
      let tile = MapTile(zoom: zoom, column: column, row: row)
    else { throw RequestProblem(.notFound, "no_tile", "no such tile: zooms are 8 to 16") }
    if let kept = tiles[tile] { return kept.response(to: request) }
    let made = try await quick.run(for: context.client) { _ in
      StaticAnswer(tiler.bytes(of: tile), type: "application/vnd.mapbox-vector-tile")
    }
    tiles.keep(made, for: tile, cost: made.cost)
    return made.response(to: request)
  }

  private func coverage(_ request: Request, _ context: MapContext) async throws -> Response {
    let arguments = try RequestArguments(request, known: ["minutes", "kinds", "geometry"])
    let question = try arguments.question(city.card)
    guard try arguments.flag("geometry") else {
      return Self.json(
        try await quick.run(for: context.client) { _ in
          AnswerEncoding.coverage(question, try city.coverage(question), shapes: nil)
        })
    }
    if let kept = shapes[question] { return Self.json(kept) }
    let bytes = try await slow.run(for: context.client) { cancellation in
      // Who waited here may find the answer made meanwhile.
      if let kept = shapes[question] { return kept }
      let drawn = try city.shapes(question, cancellation)
      let bytes = AnswerEncoding.coverage(question, try city.coverage(question), shapes: drawn)
      shapes.keep(bytes, for: question, cost: bytes.count)
      return bytes
    }
    return Self.json(bytes)
  }

  private func site(_ request: Request, _ context: MapContext) async throws -> Response {
    let arguments = try RequestArguments(request, known: ["at", "minutes", "kinds", "isochrone"])
    let place = try arguments.place(city.card)
    let question = try arguments.question(city.card)
    let drawsIsochrone = try arguments.flag("isochrone")
    return Self.json(
      try await quick.run(for: context.client) { _ in
        AnswerEncoding.site(question, try city.site(place, question, drawsIsochrone: drawsIsochrone))
      })
  }

  private func sites(_ request: Request, _ context: MapContext) async throws -> Response {
    _ = try RequestArguments(request, known: [])
    let asked = try SitesRequest(try await Self.body(of: request), city.card)
    return Self.json(
      try await slow.run(for: context.client) { cancellation in
        AnswerEncoding.sites(
          asked.question, try city.sites(asked.places, asked.question, cancellation), names: asked.names)
      })
  }

  private func explain(_ request: Request, _ context: MapContext) async throws -> Response {
    let arguments = try RequestArguments(request, known: ["at", "minutes", "kinds"])
    let place = try arguments.place(city.card)
    let question = try arguments.question(city.card)
    return Self.json(
      try await quick.run(for: context.client) { _ in
        AnswerEncoding.explain(question, try city.explain(place, question))
      })
  }

  private func gapSite(_ request: Request, _ context: MapContext) async throws -> Response {
    let question = try RequestArguments(request, known: ["minutes", "kinds"]).question(city.card)
    guard let rank = RequestArguments.wholeNumber(try context.parameters.require("rank")), rank > 0 else {
      throw RequestProblem.badRequest("bad_rank", "the gap's rank is not a whole number from 1 on")
    }
    let answer = try await slow.run(for: context.client) { cancellation in
      try city.bestSite(inGap: rank, question, cancellation).map { AnswerEncoding.site(question, $0) }
    }
    guard let answer else { throw RequestProblem(.notFound, "no_gap", "no gap has the rank \(rank)") }
    return Self.json(answer)
  }

  /// The body, up to ``SitesRequest/largestBody``.
  private static func body(of request: Request) async throws -> [UInt8] {
    let tooLarge = RequestProblem(
      .contentTooLarge, "too_large", "the body is larger than \(SitesRequest.largestBody) bytes")
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > SitesRequest.largestBody {
      throw tooLarge
    }
    var bytes: [UInt8] = []
    for try await part in request.body {
      guard bytes.count + part.readableBytes <= SitesRequest.largestBody else { throw tooLarge }
      bytes.append(contentsOf: part.readableBytesView)
    }
    return bytes
  }

  private static func json(_ bytes: [UInt8]) -> Response {
    Response(
      status: .ok, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

extension String {
  /// The row of `ROW.mvt`.
  fileprivate var tileRow: Int? {
    hasSuffix(".mvt") ? RequestArguments.wholeNumber(dropLast(4)) : nil
  }
}
