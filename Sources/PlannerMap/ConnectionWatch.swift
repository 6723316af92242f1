import NIOCore
import NIOHTTPTypes

/// Closes connections of slow clients, and tells when a client has left.
///
/// From the beginning of a connection, and from the end of each answer, the next request must be whole within one
/// time: a client that sends a byte now and then gains nothing by it. An answer must be made and taken within another.
///
/// A client that closes its sending side counts as gone: browsers never do so while they wait.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// How long a client may take.
  struct Patience: Sendable {
    /// For a request, the wait before it included.
    var request: TimeAmount = .seconds(30)
    /// For an answer.
    var answer: TimeAmount = .seconds(120)
  }

  let departure = Departure()
  private let patience: Patience
  private var deadline: Scheduled<Void>?
  /// Requests read whole and not yet answered.
  private var open = 0

  init(_ patience: Patience) { self.patience = patience }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { wait(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    wait(context)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .end = unwrapInboundIn(data) {
      open += 1
      wait(context)
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
    let written = promise ?? context.eventLoop.makePromise()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    written.futureResult.whenSuccess {
      let (watch, context) = bound.value
      watch.open = max(0, watch.open - 1)
      watch.wait(context)
    }
    context.write(data, promise: written)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event as? ChannelEvent == .inputClosed { departure.leave() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { end() }

  private func end() {
    deadline?.cancel()
    deadline = nil
    departure.leave()
  }

  private func wait(_ context: ChannelHandlerContext) {
    deadline?.cancel()
    guard context.channel.isActive else { return }
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: open > 0 ? patience.answer : patience.request) {
      channel.close(promise: nil)
    }
  }
}
