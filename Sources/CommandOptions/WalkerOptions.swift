import ArgumentParser
import Coverage
import Geography
import Walking

/// The options on who walks.
package struct WalkerOptions: ParsableArguments {
  @Option(
    help: """
      Who walks: standard, older, child, pushchair, wheelchair, realistic, gb, or a JSON file of circle profiles' form \
      (default: standard).
      """)
  package var profile: String?

  @Option(help: "Several walkers to compare, such as standard,older,wheelchair; the first one's walks are drawn.")
  package var profiles: String?

  @Option(
    help: """
      Tags that a walker asks for and the data lack: optimistic (all is well), strict (no way), or both \
      (default: both).
      """)
  package var unknown: String?

  package init() {}
}

extension WalkerOptions {
  /// The options that were given.
  var insisted: [(CityOption, Bool)] {
    [(.profile, profile != nil), (.profiles, profiles != nil), (.unknown, unknown != nil)]
  }

  /// Whose walks are asked for.
  ///
  /// - Parameter speed: whether a speed was given too.
  /// - Throws: ``UsageError`` for options that contradict each other, ``InputError`` for an unsound profile.
  func choice(withSpeed speed: Bool) throws -> WalkerChoice {
    guard profile == nil || profiles == nil else {
      throw UsageError("--profile and --profiles both name who walks; give one")
    }
    var choice = WalkerChoice()
    if let profile { choice = try Self.choice([profile], option: "--profile") }
    if let profiles {
      guard !speed else {
        throw UsageError(
          "--speed with --profiles: each walker has a speed of its own; leave it away, or give --profile")
      }
      let names = profiles.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard names.count <= 10 else { throw UsageError("--profiles: \(names.count) walkers, at most 10; name fewer") }
      choice = try Self.choice(names, option: "--profiles")
    }
    if let unknown {
      guard let known = UnknownChoice(rawValue: unknown) else {
        throw OptionValue.refusal(unknown, "--unknown", "optimistic, strict or both")
      }
      choice.unknown = known
    }
    return choice
  }

  private static func choice(_ names: [String], option: String) throws -> WalkerChoice {
    for name in names where !NamedProfile.shippedNames.contains(name) && !NamedProfile.isPath(name) {
      throw OptionValue.refusal(name, option, "\(NamedProfile.shippedNames.joined(separator: ", ")) or a JSON file")
    }
    return try WalkerChoice(names)
  }
}
