import NIOCore
import NIOHTTPTypes

/// Closes connections of slow clients and of too many, and tells when a client has left.
///
/// From the beginning of a connection the first request must be whole within a few seconds: a client that sends a byte
/// now and then gains nothing by it. Between requests a connection may rest longer. An answer must be made and taken
/// within another time.
///
/// A client that closes its sending side counts as gone: browsers never do so while they wait.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// How long a client may take.
  struct Patience: Sendable {
    /// For a request, from the connection's beginning or from its own first line.
    var request: TimeAmount = .seconds(5)
    /// For the next request to begin.
    var rest: TimeAmount = .seconds(30)
    /// For an answer.
    var answer: TimeAmount = .seconds(120)
  }

  private enum Phase {
    /// A request has begun, or the connection has: it must be whole soon.
    case reading
    /// All is answered.
    case resting
    /// It came when there was no room.
    case refused
  }

  let departure = Departure()
  private let patience: Patience
  private let census: ConnectionCensus
  private var phase = Phase.reading
  private var hasBegun = false
  private var deadline: Scheduled<Void>?
  /// Requests read whole and not yet answered.
  private var open = 0

  init(_ patience: Patience, _ census: ConnectionCensus) {
    self.patience = patience
    self.census = census
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { begin(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  private func begin(_ context: ChannelHandlerContext) {
    guard !hasBegun else { return }
    hasBegun = true
    if census.enter(context.channel) { return wait(context) }
    phase = .refused
    let pipeline = context.pipeline.syncOperations
    do { try pipeline.addHandler(ConnectionRefusal(), position: .first) } catch { context.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard phase != .refused else { return }
    switch unwrapInboundIn(data) {
    case .head:
      phase = .reading
      wait(context)
    case .body: break
    case .end:
      phase = .resting
      open += 1
      if open == 1 { census.note(context.channel, isAtWork: true) }
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
      if watch.open == 0 { watch.census.note(context.channel, isAtWork: false) }
      watch.wait(context)
    }
    context.write(data, promise: written)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event as? ChannelEvent == .inputClosed { departure.leave() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(context)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { end(context) }

  private func end(_ context: ChannelHandlerContext) {
    deadline?.cancel()
    deadline = nil
    census.leave(context.channel)
    departure.leave()
  }

  private func wait(_ context: ChannelHandlerContext) {
    deadline?.cancel()
    guard context.channel.isActive else { return }
    let channel = context.channel
    let time = open > 0 ? patience.answer : phase == .resting ? patience.rest : patience.request
    deadline = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }
}

/// Tells a client that there is no room for it, in bytes: nothing of it has been read that could be answered.
private final class ConnectionRefusal: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// A client that is still sending would lose the answer if the connection were closed at once.
  private static let linger = TimeAmount.milliseconds(500)

  func handlerAdded(context: ChannelHandlerContext) {
    let problem = RequestProblem.crowded
    let body = AnswerEncoding.problem(problem)
    let head = [
      "HTTP/1.1 503 Service Unavailable", "content-type: application/json; charset=utf-8",
      "content-length: \(body.count)", "retry-after: 1", "cache-control: no-store", "connection: close", "", "",
    ].joined(separator: "\r\n")
    var bytes = ByteBuffer(string: head)
    bytes.writeBytes(body)
    context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    context.close(mode: .output, promise: nil)
    let channel = context.channel
    context.eventLoop.scheduleTask(in: Self.linger) { channel.close(promise: nil) }
  }
}
