/// Bad input: which file or option, what is wrong with it and where, and what to do.
///
/// The command prints it as `error: SUBJECT: problem; remedy` on one line.
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or option at fault, as the user named it.
  public var subject: String
  /// What is wrong, and where (blob, offset, line, row, feature).
  public var problem: String
  /// What the user can do about it.
  public var remedy: String

  /// Makes an error from its three parts.
  public init(_ subject: String, _ problem: String, remedy: String) {
    self.subject = subject
    self.problem = problem
    self.remedy = remedy
  }

  /// The three parts as one sentence.
  public var description: String { "\(subject): \(problem); \(remedy)" }
}
