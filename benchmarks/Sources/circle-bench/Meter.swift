import BenchmarkRecords
import CAllocations
import Coverage
import Foundation

/// Takes the cost of stages in this process.
struct Meter {
  private(set) var measurement = MeasuredStages()
  /// Whether to count what the stages take from the heap: true only on one thread, since each thread has its own count.
  let countsAllocations: Bool

  init(countsAllocations: Bool) { self.countsAllocations = countsAllocations }

  /// Runs a stage, then, outside the timing, describes what came out of it.
  mutating func time<Value>(
    _ stage: String, _ body: () throws -> Value, then describe: (Value) -> (counts: [String: Int], checksum: String?)
  ) rethrows -> Value {
    Self.forgetPeak()
    let allocations = allocation_count()
    let cpu = ProcessCost.cpuSeconds
    let start = ContinuousClock.now
    let value = try body()
    let wall = (ContinuousClock.now - start) / .seconds(1)
    let cpuSeconds = ProcessCost.cpuSeconds - cpu
    let taken = Int(allocation_count() - allocations)
    let peak = ProcessCost.peakMebibytes
    var (counts, checksum) = describe(value)
    if countsAllocations { counts["allocations"] = taken }
    measurement.stages.append(
      StageRun(stage: stage, wall: wall, cpu: cpuSeconds, peak: peak, counts: counts, checksum: checksum))
    return value
  }

  /// Notes what the input holds.
  mutating func note(_ content: [String: Int]) { measurement.content.merge(content) { _, new in new } }

  /// Sets the kernel's record of the most memory held back to what is held now.
  private static func forgetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "we") else { return }
    fputs("5", file)
    fclose(file)
  }
}
