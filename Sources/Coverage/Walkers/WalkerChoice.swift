import Geography
import OpenStreetMap
import Walking

/// What is done about tags that walkers ask for and the data lack.
public enum UnknownChoice: String, Hashable, Sendable, CaseIterable {
  /// All is well there.
  case optimistic
  /// No way there.
  case strict
  /// Both: shares from low to high; what is drawn is the optimistic answer.
  case both

  /// What is searched first, and drawn.
  var policy: WalkingProfile.UnknownPolicy { self == .strict ? .strict : .optimistic }
}

/// Whose walks are compared: who walks first, and those beside.
public struct WalkerChoice: Sendable {
  /// The profiles as they were named, the first one's walks are drawn; empty for the standard walker alone.
  public private(set) var profiles: [NamedProfile] = []
  /// What the user called them.
  public private(set) var arguments: [String] = []
  /// What missing tags mean.
  public var unknown = UnknownChoice.both

  /// The standard walker alone.
  public init() {}

  /// Some profiles.
  ///
  /// - Parameter arguments: names of shipped profiles, or paths of files.
  /// - Throws: ``InputError`` for what is neither, for an unsound file, and for two of one name.
  public init(_ arguments: [String]) throws {
    for argument in arguments {
      let profile = try NamedProfile(argument)
      guard !profiles.contains(where: { $0.profile.name == profile.profile.name }) else {
        throw InputError(
          argument, "is the second profile called \(profile.profile.name)", remedy: "give it another \"name\"")
      }
      profiles.append(profile)
    }
    self.arguments = arguments
    if arguments == ["standard"] { (profiles, self.arguments) = ([], []) }
  }

  /// Profiles by the texts of their files.
  init(texts: [String], arguments: [String], unknown: UnknownChoice) throws {
    profiles = try zip(texts, arguments).map { try NamedProfile(text: $0, path: $1) }
    (self.arguments, self.unknown) = (arguments, unknown)
  }

  /// The first profile with the options on gates and trunk roads.
  public func main(_ options: WalkingProfile) -> WalkingProfile { profile(profiles.first, options) }

  /// The others, likewise.
  func others(_ options: WalkingProfile) -> [(named: NamedProfile, profile: WalkingProfile)] {
    profiles.dropFirst().map { ($0, profile($0, options)) }
  }

  private func profile(_ named: NamedProfile?, _ options: WalkingProfile) -> WalkingProfile {
    var profile = named?.profile ?? .standard
    (profile.gates, profile.allowsTrunk, profile.unknown) = (options.gates, options.allowsTrunk, unknown.policy)
    profile.usesHeights = options.usesHeights
    return profile
  }

  /// The files among the profiles.
  var paths: [String] { arguments.filter { !NamedProfile.shippedNames.contains($0) } }
}

extension WalkingProfile {
  /// Whether the answer hangs on missing tags.
  var asksForTags: Bool { !demands.asks.isEmpty }
}

extension CoverageAnalysis {
  /// The elements that this analysis reads: more than others do where its walkers wait or ask for something.
  var ownSelection: ElementSelection {
    let walkers = [parameters.profile] + parameters.walkers.others(parameters.profile).map(\.profile)
    return walkers.reduce(Self.selection) { selection, walker in
      walker == walker.everyone ? selection : selection.union(StreetGraph.selection(for: walker))
    }
  }
}
