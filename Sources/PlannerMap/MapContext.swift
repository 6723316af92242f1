import Hummingbird
import NIOCore

/// What a request's handlers know of its connection.
struct MapContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  private let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  /// Tells when the client leaves.
  var client: Departure {
    get async {
      // Where there is no watch, in tests without a connection, no one leaves.
      let watch = try? await channel.pipeline.handler(type: ConnectionWatch.self).map(\.departure).get()
      return watch ?? Departure()
    }
  }
}
