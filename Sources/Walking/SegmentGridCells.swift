import Columns

/// The cells in use of a ``SegmentGrid``, numbered as they came: a table with open addressing.
struct SegmentGridCells: Sendable {
  /// `cell << 32 | number`; ``free`` for none. A power of two in size, at most half full.
  private let slots: Column<UInt64>
  private let shift: UInt32
  /// How many cells are in use.
  let count: Int

  private static let free = UInt64.max

  /// The cells that were gathered. O(1).
  init(_ builder: Builder) {
    (slots, shift, count) = (Column(builder.slots), builder.shift, builder.count)
  }

  /// The number of a cell; `nil` when it is not in use. O(1).
  @inline(__always)
  func number(of cell: UInt32) -> Int? {
    let slots = slots
    var slot = Self.home(of: cell, shift)
    while true {
      let entry = slots[slot]
      if entry == Self.free { return nil }
      if UInt32(truncatingIfNeeded: entry >> 32) == cell { return Int(UInt32(truncatingIfNeeded: entry)) }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
  }

  /// The numbers of the cells in use within a window, by row and column.
  ///
  /// - Complexity: linear in the cells in use, n log n in those found.
  func numbers(in window: SegmentGridFrame.Window, of frame: SegmentGridFrame) -> [Int] {
    slots.filter { $0 != Self.free && frame.isInside(UInt32(truncatingIfNeeded: $0 >> 32), window) }
      .sorted().map { Int(UInt32(truncatingIfNeeded: $0)) }
  }

  /// Fibonacci hashing (Knuth, volume 3, 6.4).
  @inline(__always)
  private static func home(of cell: UInt32, _ shift: UInt32) -> Int { Int((cell &* 0x9E37_79B9) >> shift) }

  /// Gathers cells and numbers them.
  struct Builder {
    fileprivate var slots = [UInt64](repeating: SegmentGridCells.free, count: 1 << 10)
    fileprivate var shift: UInt32 = 32 - 10
    private(set) var count = 0

    /// The number of a cell, new if need be. Amortised O(1).
    mutating func insert(_ cell: UInt32) -> UInt32 {
      var slot = SegmentGridCells.home(of: cell, shift)
      while slots[slot] != SegmentGridCells.free {
        if UInt32(truncatingIfNeeded: slots[slot] >> 32) == cell { return UInt32(truncatingIfNeeded: slots[slot]) }
        slot = (slot &+ 1) & (slots.count &- 1)
      }
      if 2 * (count + 1) > slots.count { grow() }
      place(UInt64(cell) << 32 | UInt64(count))
      count += 1
      return UInt32(count - 1)
    }

    private mutating func grow() {
      let old = slots
      slots = [UInt64](repeating: SegmentGridCells.free, count: old.count * 2)
      shift -= 1
      for entry in old where entry != SegmentGridCells.free { place(entry) }
    }

    private mutating func place(_ entry: UInt64) {
      var slot = SegmentGridCells.home(of: UInt32(truncatingIfNeeded: entry >> 32), shift)
      while slots[slot] != SegmentGridCells.free { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }
}

extension SegmentGridCells {
  func put(into archive: inout ArchiveWriter) {
    archive.put(slots)
    archive.put(shift)
    archive.put(count)
  }

  init(from archive: inout ArchiveReader) throws {
    slots = try archive.column()
    shift = try archive.value()
    count = try archive.count()
    // As many slots as the hash tells apart, each with a cell that is there, and a free one, at which looking ends.
    let isPower = slots.count > 1 && slots.count & (slots.count - 1) == 0
    try archive.expect(
      isPower && Int(shift) == 32 - slots.count.trailingZeroBitCount && slots.haveLowHalvesBelow(count)
        && slots.contains(Self.free), "cells")
  }
}
