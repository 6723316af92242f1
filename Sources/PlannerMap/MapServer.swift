import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The planners' map of one city, served over HTTP.
///
/// ```swift
/// let server = MapServer(city, vendor: .none)
/// try await server.run { print("http://\($0)/") }
/// ```
public struct MapServer: Sendable {
  /// How much the server takes on.
  public struct Limits: Sendable {
    /// Questions worked on at a time, beside one that takes long.
    public var workers = 2
    /// Questions that may wait for their turn; more are refused with 503.
    public var waiting = 64
    /// Connections at a time, in all and of one address: a further one takes the place of one at rest, and is refused
    /// with 503 while all are at work.
    public var connections = 256, connectionsOfAddress = 96
    /// Bytes of tiles and of drawn coverage that are kept.
    public var tileBytes = 64 << 20, shapeBytes = 128 << 20
    /// Seconds within which a request must be whole, the next one begun, and an answer taken.
    public var requestSeconds = 5, restSeconds = 30, answerSeconds = 120

    /// The usual limits.
    public init() {}
  }

  /// Where it listens: a host's name or address.
  public var host = "127.0.0.1"
  /// Its port; 0 for any free one.
  public var port = 0
  /// See ``Limits``.
  public var limits = Limits()
  /// Takes a line on each question that went wrong inside.
  public var log: @Sendable (String) -> Void = { _ in }
  private let city: any CityAnswers
  private let vendor: VendorFiles

  /// A server of a city.
  public init(_ city: EngineCity, vendor: VendorFiles) { self.init(answering: city, vendor: vendor) }

  init(answering city: any CityAnswers, vendor: VendorFiles) {
    self.city = city
    self.vendor = vendor
  }

  /// Serves until the task is cancelled or, if signals are listened to, until SIGINT or SIGTERM; then answers what has
  /// been asked, for at most five seconds.
  ///
  /// - Parameters:
  ///   - endsOnSignals: whether SIGINT and SIGTERM end it.
  ///   - onRunning: called once with `host:port` when connections are accepted.
  /// - Throws: `IOError` when it cannot listen there.
  public func run(endsOnSignals: Bool = true, onRunning: @escaping @Sendable (String) -> Void) async throws {
    let routes = MapRoutes(city, vendor: vendor, limits: limits, names: [host.lowercased()], log: log)
    let patience = ConnectionWatch.Patience(
      request: .seconds(Int64(limits.requestSeconds)), rest: .seconds(Int64(limits.restSeconds)),
      answer: .seconds(Int64(limits.answerSeconds)))
    let census = ConnectionCensus(most: limits.connections, ofAddress: limits.connectionsOfAddress)
    let quiet = Logger(label: "circle-map") { _ in SwiftLogNoOpLogHandler() }
    let host = host
    let application = Application(
      router: routes.makeRouter(),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [ConnectionWatch(patience, census)],
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 64))),
      configuration: .init(
        address: .hostname(host, port: port), serverName: "circle-map",
        // Beyond these, of which half are being told that there is no room, more wait unaccepted.
        availableConnectionsDelegate: .maximum(2 * limits.connections, logger: quiet)),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? 0
        onRunning("\(host.contains(":") ? "[\(host)]" : host):\(port)")
      },
      logger: quiet)
    var configuration = ServiceGroupConfiguration(
      services: [application], gracefulShutdownSignals: endsOnSignals ? [.sigint, .sigterm] : [], logger: quiet)
    configuration.maximumGracefulShutdownDuration = .seconds(5)
    try await ServiceGroup(configuration: configuration).run()
  }
}
