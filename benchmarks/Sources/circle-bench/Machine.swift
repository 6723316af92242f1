import BenchmarkRecords
import Coverage
import Foundation

/// What the figures depend on besides the code, asked of the system.
enum Machine {
  static func current() -> BenchmarkReport.Machine {
    var name = utsname()
    uname(&name)
    let kernel = withUnsafeBytes(of: &name.release) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return BenchmarkReport.Machine(
      processor: processor(), processors: ProcessInfo.processInfo.activeProcessorCount,
      memory: Int(ProcessInfo.processInfo.physicalMemory >> 20), kernel: "Linux \(kernel)",
      compiler: CircleVersion.swift)
  }

  private static func processor() -> String {
    let text = FileManager.default.contents(atPath: "/proc/cpuinfo").map { String(decoding: $0, as: UTF8.self) } ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
  }

  /// The commit checked out, marked when files differ from it.
  static func commit() throws -> String {
    let child = try ChildProcess(["git", "describe", "--always", "--dirty", "--exclude", "*"])
    return child.status == 0 ? child.output.firstLine : "unknown"
  }
}
