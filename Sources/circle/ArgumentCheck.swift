import Foundation

/// What is looked at before the command line is parsed.
///
/// Unsafe code of the command, kept here: the arguments as the system hands them over.
enum ArgumentCheck {
  /// Arguments a command line may have; parsing takes time by the square of their number.
  static let limit = 1_000
  /// Letters an option's name may have; the parser looks for one that is alike, letter by letter.
  static let nameLimit = 1_000

  /// What is wrong with the arguments of this process, if anything.
  static func problem() -> String? {
    let count = Int(CommandLine.argc)
    guard count <= limit else { return "\(count - 1) arguments, over the limit of \(limit - 1); see circle --help" }
    for number in 1..<max(1, count) {
      guard let argument = CommandLine.unsafeArgv[number] else { continue }
      let bytes = UnsafeBufferPointer(start: argument, count: strlen(argument))
      // Swift would repair it, and a repaired name is another file's.
      if String(validating: bytes.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self) == nil {
        let shown = PrintableLine.shortened(String(cString: argument), limit: 60)
        return "argument \(number) is not UTF-8 ('\(shown)'); rename the file, or name it through a link"
      }
      let name = bytes.prefix { $0 != CChar(UInt8(ascii: "=")) }
      if name.count > nameLimit, name.starts(with: "--".utf8.map(CChar.init(bitPattern:))) {
        let shown = PrintableLine.shortened(String(cString: argument), limit: 60)
        return "Unknown option '\(shown)': names of options have at most \(nameLimit) letters; see circle --help"
      }
    }
    return nil
  }
}
