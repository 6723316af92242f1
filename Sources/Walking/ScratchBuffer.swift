/// Memory of one worker that grows and is used again from tile to tile.
///
/// Unsafe because the making of tiles spends its time here: nothing is initialised or checked. What it holds is plain
/// values; every index comes from a count kept beside it.
final class ScratchBuffer<Element: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int

  init(capacity: Int = 64) {
    self.capacity = max(1, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// Makes room for so many elements; what is there up to `kept` stays. Pointers taken before are void.
  func reserve(_ count: Int, keeping kept: Int = 0) {
    guard count > capacity else { return }
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 2 * capacity))
    larger.update(from: base, count: kept)
    base.deallocate()
    base = larger
    capacity = max(count, 2 * capacity)
  }
}

/// Which of many numbered things were met since the last ``begin()``, in constant time each.
struct VisitMarks {
  private let epochs: ScratchBuffer<UInt32>
  private let count: Int
  private var epoch: UInt32 = 0

  init(count: Int) {
    self.count = count
    epochs = ScratchBuffer(capacity: count)
    epochs.base.update(repeating: 0, count: count)
  }

  mutating func begin() {
    if epoch == .max {
      epochs.base.update(repeating: 0, count: count)
      epoch = 0
    }
    epoch += 1
  }

  /// Whether this is the first time; marks it.
  @inline(__always)
  func isFirst(_ index: Int) -> Bool {
    let base = epochs.base
    guard base[index] != epoch else { return false }
    base[index] = epoch
    return true
  }
}
