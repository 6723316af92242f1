import Walking

extension PreparedCity {
  /// The kinds of venues that there are, and those asked for, in the class table's order.
  public var kinds: [VenueKind] { Set(parameters.kinds).union(venues.map(\.kind)).sorted() }
}

extension PreparedCity {
  /// Bytes, about, that the city takes in memory beside the one it was narrowed from.
  public var narrowedBytes: Int { searches.byKind.reduce(searches.any.keys.count) { $0 + $1.keys.count } * 8 }
}
