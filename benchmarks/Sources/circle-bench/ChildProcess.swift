import Foundation

/// A program run to its end, with what it cost as the kernel counts it.
///
/// The unsafe code of the runner, kept here: `posix_spawn` and `wait4`, since Foundation's `Process` does not tell the
/// resources of one child.
struct ChildProcess {
  /// Exit status; 128 and the signal's number when one ended it.
  let status: Int
  /// Seconds from start to end, processor seconds of all its threads, and most memory in MiB.
  let wall: Double, cpu: Double, peak: Double
  /// What it wrote.
  let output: String, errors: String

  /// Runs a program and waits for it.
  ///
  /// The kernel counts a child's memory from that of the process that starts it, so this program stays small: whatever
  /// is large is measured in children.
  init(_ arguments: [String]) throws {
    let streams = FileManager.default.temporaryDirectory.path + "/circle-bench-\(UUID().uuidString)"
    let (outputPath, errorPath) = (streams + ".out", streams + ".err")
    defer {
      unlink(outputPath)
      unlink(errorPath)
    }
    let start = ContinuousClock.now
    let child = try Self.spawn(arguments, output: outputPath, errors: errorPath)
    var ended: Int32 = 0
    var usage = rusage()
    while wait4(child, &ended, 0, &usage) < 0 {
      guard errno == EINTR else { throw BenchError("cannot wait for \(arguments[0])") }
    }
    wall = (ContinuousClock.now - start) / .seconds(1)
    let signal = Int(ended & 0x7F)
    status = signal == 0 ? Int(ended >> 8 & 0xFF) : 128 + signal
    cpu = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    peak = Double(usage.ru_maxrss) / 1024
    output = Self.text(outputPath)
    errors = Self.text(errorPath)
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  private static func spawn(_ arguments: [String], output: String, errors: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var words = arguments.map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, arguments[0], &actions, nil, words, environ)
    guard failure == 0 else {
      throw BenchError("cannot start \(arguments[0]): \(String(cString: strerror(failure)))")
    }
    return child
  }
}

/// What went wrong, in a line.
struct BenchError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
