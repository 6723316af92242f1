import CFuzzer
import Glibc

// circle-fuzz TARGET [libFuzzer's options and folders]
// circle-fuzz seeds FOLDER     writes small seeds of our own, a folder a target
//
// libFuzzer starts copies of the program (-merge, -jobs) without the first argument, so the target is also handed on
// in the environment.
let arguments = CommandLine.arguments
if arguments.count == 3, arguments[1] == "seeds" {
  try Seeds.write(to: arguments[2])
  exit(0)
}
let named = arguments.dropFirst().first.flatMap(FuzzTarget.init(rawValue:))
guard let target = named ?? getenv("CIRCLE_FUZZ_TARGET").flatMap({ FuzzTarget(rawValue: String(cString: $0)) }) else {
  violated("name a target: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
}
setenv("CIRCLE_FUZZ_TARGET", target.rawValue, 1)
FuzzTarget.current = target
var texts: [UnsafeMutablePointer<CChar>?] =
  (arguments.prefix(1) + arguments.dropFirst(named == nil ? 1 : 2)).map { strdup($0) } + [nil]
var count = Int32(texts.count - 1)
let status = texts.withUnsafeMutableBufferPointer { buffer in
  var base = buffer.baseAddress
  return withUnsafeMutablePointer(to: &base) { pointer in
    pointer.withMemoryRebound(to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1) {
      LLVMFuzzerRunDriver(&count, $0) { fuzzOneInput($0, $1) }
    }
  }
}
exit(status)
