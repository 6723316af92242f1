import Walking

extension PreparedCity {
  /// The kinds of venues that there are, and those asked for, in the class table's order.
  public var kinds: [VenueKind] { Set(parameters.kinds).union(venues.map(\.kind)).sorted() }
}
