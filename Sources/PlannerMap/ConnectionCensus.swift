import NIOCore
import Synchronization

/// The connections that are open, in all and by address.
///
/// Connections are cheap to open and cheap to hold, so a program that opens many and asks nothing must not keep others
/// out: who comes when there are too many takes the place of the connection that has asked for nothing for longest.
/// Only while all are at work is one refused.
final class ConnectionCensus: Sendable {
  private struct Entry {
    var address: String
    var channel: any Channel
    /// When it last came to rest; `nil` while a question of it is worked on.
    var restsSince: UInt64?
  }

  private struct State {
    var entries: [ObjectIdentifier: Entry] = [:]
    var byAddress: [String: Int] = [:]
    var clock: UInt64 = 0

    mutating func tick() -> UInt64 {
      clock += 1
      return clock
    }

    mutating func remove(_ id: ObjectIdentifier) -> Entry? {
      guard let entry = entries.removeValue(forKey: id) else { return nil }
      let left = byAddress[entry.address, default: 1] - 1
      byAddress[entry.address] = left > 0 ? left : nil
      return entry
    }

    /// The connection that rests for longest, of one address or of all.
    func idlest(of address: String?) -> ObjectIdentifier? {
      entries.lazy.filter { address == nil || $0.value.address == address }
        .compactMap { id, entry in entry.restsSince.map { (since: $0, id: id) } }
        .min { $0.since < $1.since }?.id
    }
  }

  private let most: Int
  private let mostOfAddress: Int
  private let state = Mutex(State())

  /// - Parameters:
  ///   - most: connections at a time.
  ///   - mostOfAddress: those of one address.
  init(most: Int, ofAddress mostOfAddress: Int) {
    self.most = most
    self.mostOfAddress = mostOfAddress
  }

  /// How many are open.
  var count: Int { state.withLock { $0.entries.count } }

  /// Lets a connection in, and closes another where there is no room beside it.
  ///
  /// - Returns: whether it may stay.
  /// - Complexity: linear in the connections once there are too many, else constant.
  func enter(_ channel: any Channel) -> Bool {
    let address = channel.remoteAddress?.ipAddress ?? ""
    let (stays, leaving) = state.withLock { state -> (Bool, (any Channel)?) in
      var leaving: (any Channel)?
      let isCrowded = state.byAddress[address, default: 0] >= mostOfAddress
      if isCrowded || state.entries.count >= most {
        guard let idlest = state.idlest(of: isCrowded ? address : nil) else { return (false, nil) }
        leaving = state.remove(idlest)?.channel
      }
      state.entries[ObjectIdentifier(channel)] = Entry(address: address, channel: channel, restsSince: state.tick())
      state.byAddress[address, default: 0] += 1
      return (true, leaving)
    }
    leaving?.close(promise: nil)
    return stays
  }

  /// A connection has asked, or has all it asked for.
  func note(_ channel: any Channel, isAtWork: Bool) {
    state.withLock { state in
      let now = state.tick()
      state.entries[ObjectIdentifier(channel)]?.restsSince = isAtWork ? nil : now
    }
  }

  /// A connection is closed.
  func leave(_ channel: any Channel) {
    state.withLock { _ = $0.remove(ObjectIdentifier(channel)) }
  }
}
