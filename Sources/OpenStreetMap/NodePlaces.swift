import Geography
import Synchronization

/// The places of needed nodes by their slot in a ``NodeIndex``, ``Coordinate/unset`` until found.
///
/// Unsafe because workers write to one slab, each the slots of its own nodes; `@unchecked Sendable` because all
/// access is atomic, so that even a file with a node in two blobs makes no data race (it is then read otherwise).
final class NodePlaces: @unchecked Sendable {
  private let slab: UnsafeMutableBufferPointer<Atomic<UInt64>>

  init(count: Int) {
    slab = .allocate(capacity: count)
    for slot in 0..<count { slab.initializeElement(at: slot, to: Atomic(Self.bits(of: .unset))) }
  }

  deinit { slab.deallocate() }

  /// How many slots there are.
  var count: Int { slab.count }

  /// The place of a slot.
  @inline(__always)
  subscript(slot: Int) -> Coordinate {
    get {
      let bits = slab[slot].load(ordering: .relaxed)
      return Coordinate(
        longitudeE7: Int32(truncatingIfNeeded: bits), latitudeE7: Int32(truncatingIfNeeded: bits >> 32))
    }
    set { slab[slot].store(Self.bits(of: newValue), ordering: .relaxed) }
  }

  private static func bits(of place: Coordinate) -> UInt64 {
    UInt64(UInt32(bitPattern: place.longitudeE7)) | UInt64(UInt32(bitPattern: place.latitudeE7)) << 32
  }
}

/// Takes the nodes of a file that comes by ascending id, and keeps the places of those that are needed.
struct NeededNodes {
  private var lookup: NodeIndex.Lookup
  private let places: NodePlaces

  init(_ index: NodeIndex, _ places: NodePlaces) {
    lookup = NodeIndex.Lookup(index)
    self.places = places
  }

  @inline(__always)
  mutating func take(_ id: Int64, _ place: Coordinate) {
    if let slot = lookup.slot(of: id) { places[slot] = place }
  }

  /// Takes some nodes at once.
  mutating func take(_ ids: UnsafeBufferPointer<Int64>, _ places: UnsafeBufferPointer<Coordinate>) {
    // Copies, which stay in registers.
    var lookup = self.lookup
    let all = self.places
    for row in 0..<min(ids.count, places.count) {
      if let slot = lookup.slot(of: ids[row]) { all[slot] = places[row] }
    }
    self.lookup = lookup
  }
}
