import Columns
import Walking

/// The walk of each home to its nearest venue, whatever the limit.
struct HomeWalks: Sendable {
  /// Door to door.
  let times: Column<TravelTime>
  /// Place of the venue in ``PreparedCity/venues``; -1 where there is no way.
  let venues: Column<Int32>

  /// A look at the searches for each home.
  init(_ joins: JoinTable, searches: CoverageSearches, workers: Int) {
    let walks = CoverageSearches.nearest(searches.any, joins, workers: workers)
    times = Column(walks.map { $0?.time ?? .unreachable })
    venues = Column(walks.map { walk in walk.map { Int32(searches.venueOfSource[$0.source]) } ?? -1 })
  }

  func put(into archive: inout ArchiveWriter) {
    archive.put(times)
    archive.put(venues)
  }

  /// - Parameters: how many homes and venues there are.
  init(homes: Int, venues count: Int, from archive: inout ArchiveReader) throws {
    times = try archive.column()
    venues = try archive.column()
    try archive.expect(
      times.count == homes && venues.count == homes && venues.areBelowOrNone(count), "walks of homes")
  }
}
