/// What a place is to a planner: standards ask other distances of towns than of villages.
public enum AreaType: String, CaseIterable, Sendable {
  /// Towns; what a home is unless something says otherwise.
  case urban
  /// Villages and open country.
  case rural
}
