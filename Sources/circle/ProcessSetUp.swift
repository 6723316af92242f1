import Coverage
import Foundation

/// Signals and standard streams, put in order before anything else.
///
/// Unsafe code of the command, kept here: the C representation of signal actions, and a function found by name.
enum ProcessSetUp {
  static func run() {
    returnLargeBlocks()
    reserveStandardStreams()
    // A reader that leaves, or a limit on file sizes, shows as an error of write(2) instead of a death by signal.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    endOnSignals()
  }

  /// Arrays of a megabyte and more go back to the system when they are freed: glibc would keep such as it has seen
  /// before among smaller ones, a fifth of a large run's memory.
  private static func returnLargeBlocks() {
    typealias SetOption = @convention(c) (CInt, CInt) -> CInt
    // `mallopt`, which Swift's Glibc module lacks; other C libraries may lack it too, and need it less.
    guard let symbol = dlsym(nil, "mallopt") else { return }
    let setOption = unsafeBitCast(symbol, to: SetOption.self)
    let (trimThreshold, mapThreshold): (CInt, CInt) = (-1, -3)
    _ = setOption(mapThreshold, 1 << 20)
    _ = setOption(trimThreshold, 1 << 20)
  }

  /// A closed stream would lend its number to the next file opened, and messages would land in that file.
  private static func reserveStandardStreams() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      // Standard output is opened for reading only, so that writing to it still fails and is told.
      let opened = open("/dev/null", descriptor == 2 ? O_WRONLY : O_RDONLY)
      if opened >= 0, opened != descriptor { close(opened) }
    }
  }

  /// A thread waits for the signals, so that cleaning up is ordinary code: a handler may not even allocate. The
  /// mask is set before any other thread exists, hence all threads inherit it.
  private static func endOnSignals() {
    var awaited = sigset_t()
    sigemptyset(&awaited)
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) { sigaddset(&awaited, number) }
    pthread_sigmask(SIG_BLOCK, &awaited, nil)
    let signals = awaited
    Thread.detachNewThread {
      var signals = signals
      var number: Int32 = 0
      guard sigwait(&signals, &number) == 0 else { return }
      OutputCleanup.removeUnfinished {
        // Die of the very signal, so that the caller sees it; nothing is written while the lock is held.
        signal(number, SIG_DFL)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(number)
      }
    }
  }

  /// As under nohup: what the caller ignores stays ignored.
  private static func isIgnored(_ number: Int32) -> Bool {
    var old = sigaction()
    sigaction(number, nil, &old)
    return unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
