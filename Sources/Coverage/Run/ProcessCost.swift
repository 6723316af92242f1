import Foundation

/// What this process has used so far, as the system counts it.
package enum ProcessCost {
  /// Processor seconds of all threads. The clock counts nanoseconds, where `getrusage` may count ticks of 10 ms.
  package static var cpuSeconds: Double {
    var time = timespec()
    guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The most memory the process has held at once, in MiB; `nil` where the system does not tell.
  ///
  /// `VmHWM`, for `getrusage` of a process begins at the memory of the one that started it.
  package static var peakMebibytes: Double? {
    guard let file = fopen("/proc/self/status", "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 }
  }
}
