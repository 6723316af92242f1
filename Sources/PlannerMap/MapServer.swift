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
    /// Connections at a time; more wait unaccepted.
    public var connections = 256
    /// Bytes of tiles and of drawn coverage that are kept.
    public var tileBytes = 64 << 20, shapeBytes = 128 << 20
    /// Seconds within which a request must be whole, and an answer taken.
    public var requestSeconds = 30, answerSeconds = 120

    /// The usual limits.
    public init() {}
  }

  /// Where it listens: a host's name or address.
  public var host = "127.0.0.1"
  /// Its port; 0 for any free one.
  public var port = 0
  /// See ``Limits``.
  public var limits = Limits()
  private let city: any CityAnswers
  private let vendor: VendorFiles

  /// A server of a city.
  public init(_ city: any CityAnswers, vendor: VendorFiles) {
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
    let routes = MapRoutes(city, vendor: vendor, limits: limits, names: [host.lowercased()])
    let patience = ConnectionWatch.Patience(
      request: .seconds(Int64(limits.requestSeconds)), answer: .seconds(Int64(limits.answerSeconds)))
    let quiet = Logger(label: "circle-map") { _ in SwiftLogNoOpLogHandler() }
    let host = host
    let application = Application(
      router: routes.makeRouter(),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [ConnectionWatch(patience)],
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 64))),
      configuration: .init(
        address: .hostname(host, port: port), serverName: "circle-map",
        availableConnectionsDelegate: .maximum(limits.connections, logger: quiet)),
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
