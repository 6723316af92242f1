import Foundation
import Testing

extension Trait where Self == ConditionTrait {
  /// Skips a test where a sanitizer watches (`Tests/Fuzzing/run.sh` says so): it keeps copies of memory, in files too, and
  /// would be measured or held up in the program's place.
  static var withoutSanitizer: Self {
    .disabled(
      if: ProcessInfo.processInfo.environment["CIRCLE_SANITIZER"] != nil,
      "limits of memory and files would hold the sanitizer up")
  }
}
