import Coverage
import Foundation

/// Signals and standard streams, put in order before anything else.
///
/// Unsafe code of the command, kept here: C signal handlers.
enum ProcessSetUp {
  static func run() {
    reserveStandardStreams()
    // A reader that leaves, or a limit on file sizes, shows as an error of write(2) instead of a death by signal.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    OutputCleanup.prepare()
    for number in [SIGINT, SIGTERM, SIGHUP] { removeUnfinishedOutputs(on: number) }
  }

  /// A closed stream would lend its number to the next file opened, and messages would land in that file.
  private static func reserveStandardStreams() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      // Standard output is opened for reading only, so that writing to it still fails and is told.
      let opened = open("/dev/null", descriptor == 2 ? O_WRONLY : O_RDONLY)
      if opened >= 0, opened != descriptor { close(opened) }
    }
  }

  private static func removeUnfinishedOutputs(on number: Int32) {
    var old = sigaction()
    sigaction(number, nil, &old)
    // As under nohup: what the caller ignores stays ignored.
    if unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 1 { return }
    signal(number) { number in
      OutputCleanup.removeUnfinished()
      signal(number, SIG_DFL)
      raise(number)
    }
  }
}
