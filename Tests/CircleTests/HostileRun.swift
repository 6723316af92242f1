import Foundation

/// One run of the built command with a deadline, and what it cost.
///
/// `Process` tells neither the peak of memory nor ends a run in time, hence the plain system calls.
struct HostileRun {
  #if DEBUG
    /// The promise is ten seconds; an unoptimised build is some ten times slower.
    static let deadlineInSeconds = 90.0
  #else
    static let deadlineInSeconds = 10.0
  #endif

  /// The exit status; minus the signal's number when a signal ended it.
  var status: Int32
  var isTimedOut: Bool
  var seconds: Double
  var peakMiB: Int
  /// The peak of this process when it started the program.
  var inheritedMiB: Int
  var errors: String

  /// Runs the command to its end or to the deadline; standard error goes to a file in the folder.
  init(_ arguments: [String], folder: String, deadlineInSeconds: Double) throws {
    let errorFile = folder + "/stderr"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, errorFile, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_BACKTRACE"] = "enable=no"
    let words = ([ProgramUnderTest.executable.path] + arguments).map { strdup($0) }
    let settings = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { (words + settings).forEach { free($0) } }

    let start = ContinuousClock.now
    var process: pid_t = 0
    let code = posix_spawn(&process, words[0] ?? strdup(""), &actions, nil, words + [nil], settings + [nil])
    // A child's peak begins at its parent's (Linux carries it over exec), so smaller peaks cannot be seen. Asked for
    // afterwards: other tests' memory may have grown this process until the very start.
    var own = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &own)
    inheritedMiB = own.ru_maxrss / 1024
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    var state: Int32 = 0
    var usage = rusage()
    var isLate = false
    while wait4(process, &state, WNOHANG, &usage) == 0 {
      usleep(2000)
      guard !isLate, ContinuousClock.now - start > .seconds(deadlineInSeconds) else { continue }
      isLate = true
      kill(process, SIGKILL)
    }
    let elapsed = (ContinuousClock.now - start).components
    seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    isTimedOut = isLate
    // wait(2): the low seven bits are the signal, the next byte the status.
    status = state & 0x7F == 0 ? (state >> 8) & 0xFF : -(state & 0x7F)
    peakMiB = usage.ru_maxrss / 1024
    errors = String(decoding: FileManager.default.contents(atPath: errorFile) ?? Data(), as: UTF8.self)
  }
}

extension HostileRun {
  var lines: [Substring] { errors.split(separator: "\n") }
  var errorLines: [Substring] { lines.filter { $0.hasPrefix("error:") } }
  var warningLines: [Substring] { lines.filter { $0.hasPrefix("warning:") } }
  var isRefusal: Bool { status != 0 }

  /// What every run owes, whatever it was given: an end in time, no trap, and lines a terminal can show.
  func faultsOfAnyRun(peakLimitMiB: Int) -> [String] {
    var faults: [String] = []
    if isTimedOut { faults.append("did not end in time (\(Int(seconds)) s)") }
    if !isTimedOut, status < 0 || status >= 128 { faults.append("status \(status)") }
    if peakMiB > max(peakLimitMiB, inheritedMiB) { faults.append("\(peakMiB) MiB") }
    if errors.contains("Fatal error") || errors.contains("stack trace") { faults.append("a trap on standard error") }
    if !errors.unicodeScalars.allSatisfy({ $0 == "\n" || ($0.value >= 32 && $0.value != 127) }) {
      faults.append("control signs on standard error")
    }
    if lines.contains(where: { $0.unicodeScalars.count > 400 }) { faults.append("a line over 400 signs") }
    if warningLines.count > 20 { faults.append("\(warningLines.count) warnings") }
    if isRefusal, !isTimedOut, errorLines.count != 1 { faults.append("\(errorLines.count) error lines: \(errors)") }
    if !isRefusal, !errorLines.isEmpty { faults.append("an error line at status 0") }
    return faults
  }
}
