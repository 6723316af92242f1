/// States waiting in buckets of travel time, for a pass over all of a city: two levels, so that all of 32 bits fit.
///
/// Times are cut into windows of 2²² ms (70 minutes), the current window into buckets of 4 096 ms; what lies in a later
/// window waits in that window's list and is moved to buckets once. Freed entries are used again, so that the memory is
/// that of the frontier and stays in cache.
///
/// Raw pointers, like ``SearchMemory`` and for its reasons; whoever makes a queue calls ``deallocate()`` once.
struct BucketQueue {
  /// A state with the key that put it there; also an offer of a key to a state, then `next` means nothing.
  struct Entry {
    /// `time << 32 | venue`.
    var key: UInt64
    var state: UInt32
    var next: Int32 = -1
  }

  private static let bucketShift: UInt64 = 12
  private static let windowShift: UInt64 = 22
  private static let bucketCount = 1 << Int(windowShift - bucketShift)
  private static let windowCount = 1 << Int(32 - windowShift)

  /// The top entry of each bucket of the window, then of each window's list; negative for none.
  private let tops: UnsafeMutablePointer<Int32>
  private var entries: UnsafeMutablePointer<Entry>
  private var capacity = 1024
  private var used = 0
  /// Top of the freed entries.
  private var free: Int32 = -1
  private var window = 0
  private var bucket = 0

  /// Where a scan leaves its offers; memory never written costs nothing.
  let offers: UnsafeMutablePointer<Entry>

  /// An empty queue with room for so many offers, and for one that does not count.
  init(offers: Int) {
    tops = .allocate(capacity: Self.bucketCount + Self.windowCount)
    tops.initialize(repeating: -1, count: Self.bucketCount + Self.windowCount)
    entries = .allocate(capacity: capacity)
    self.offers = .allocate(capacity: offers + 1)
  }

  func deallocate() {
    tops.deallocate()
    entries.deallocate()
    offers.deallocate()
  }

  /// Makes room for so many more entries.
  @inline(__always)
  mutating func reserveEntries(_ count: Int) {
    // Not by a mutating call: a queue whose address were passed on could not be kept in registers.
    if used &+ count > capacity { self = grown(to: 2 * (used &+ count)) }
  }

  @inline(never)
  private func grown(to capacity: Int) -> BucketQueue {
    var queue = self
    queue.capacity = capacity
    queue.entries = .allocate(capacity: capacity)
    queue.entries.update(from: entries, count: used)
    entries.deallocate()
    return queue
  }

  /// Adds a state, not earlier than the current bucket; room must be reserved. O(1).
  @inline(__always)
  mutating func push(_ entry: Entry) {
    let time = entry.key >> 32
    let window = Int(time >> Self.windowShift)
    let list =
      window == self.window
      ? Int(time >> Self.bucketShift) & (Self.bucketCount &- 1) : Self.bucketCount &+ window
    var place = free
    if place >= 0 {
      free = entries[Int(place)].next
    } else {
      place = Int32(truncatingIfNeeded: used)
      used &+= 1
    }
    entries[Int(place)] = Entry(key: entry.key, state: entry.state, next: tops[list])
    tops[list] = place
  }

  /// Finds the first bucket that is not empty; `false` when all are.
  @inline(__always)
  mutating func advance() -> Bool {
    while true {
      while bucket < Self.bucketCount {
        if tops[bucket] >= 0 { return true }
        bucket += 1
      }
      repeat {
        window += 1
        guard window < Self.windowCount else { return false }
      } while tops[Self.bucketCount + window] < 0
      bucket = 0
      spreadWindow()
    }
  }

  /// The first millisecond of the current bucket.
  var bucketStart: Int { window << Int(Self.windowShift) | bucket << Int(Self.bucketShift) }

  /// Moves the current window's list into buckets.
  @inline(never)
  private func spreadWindow() {
    var place = tops[Self.bucketCount + window]
    tops[Self.bucketCount + window] = -1
    while place >= 0 {
      let entry = entries[Int(place)]
      let list = Int(entry.key >> (32 + Self.bucketShift)) & (Self.bucketCount - 1)
      entries[Int(place)].next = tops[list]
      tops[list] = place
      place = entry.next
    }
  }

  /// Takes all entries out of the current bucket, one a call of ``pop(_:)`` on what this returns.
  @inline(__always)
  mutating func takeBucket() -> Int32 {
    let top = tops[bucket]
    tops[bucket] = -1
    return top
  }

  /// The next entry of a taken bucket, freed; `nil` after the last.
  @inline(__always)
  mutating func pop(_ top: inout Int32) -> Entry? {
    guard top >= 0 else { return nil }
    let entry = entries[Int(top)]
    entries[Int(top)].next = free
    free = top
    top = entry.next
    return entry
  }
}
