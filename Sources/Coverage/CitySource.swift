import Geography

extension CoverageAnalysis {
  /// The city that the analysis is about: opened where ``extractPath`` names a prepared city's file, else prepared from
  /// the extract. The two are told apart by content.
  ///
  /// What shapes a city (speed, gates, venues, …) is the file's own then: ask the city's parameters, not the analysis'.
  ///
  /// - Parameter progress: called now and then from any thread.
  /// - Throws: ``InputError`` for bad input.
  /// - Complexity: see ``prepare(progress:)``; milliseconds for a prepared city.
  public func city(progress: @escaping @Sendable (Progress) -> Void = { _ in }) throws -> PreparedCity {
    try prepare(progress: progress)
  }
}
