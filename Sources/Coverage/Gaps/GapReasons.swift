/// Tells why homes are in a gap, and shows it.
protocol GapReasons: Sendable {
  /// The first cause that applies to a home.
  func cause(of home: HomeResult, joins: JoinTable.Joins) -> GapCause
  /// What shows the cause at a home; `nil` where there is nothing to measure to.
  func evidence(
    for cause: GapCause, home: HomeResult, joins: JoinTable.Joins, venues: [Venue]
  ) -> GapEvidence?
  /// What is said of a home in place of evidence.
  func nothing(to home: HomeResult) -> String
}

extension GapCauses: GapReasons {
  func nothing(to home: HomeResult) -> String { "no venue counts" }
}
