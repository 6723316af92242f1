import Columns
import Geography

/// The homes of a city in flat columns, so that a file of millions is opened without making any of them.
///
/// A home is put together when it is asked for; whoever needs only places or weights takes the columns.
public struct HomeTable: RandomAccessCollection, Sendable {
  /// Where they are.
  package let coordinates: Column<Coordinate>
  /// People or dwellings.
  package let weights: Column<Double>
  private let sources: Column<UInt8>
  private let ids: TextTable
  /// The people of groups in each home.
  package let groups: HomeGroups

  /// Linear.
  init(_ homes: [Home], groups: HomeGroups = HomeGroups()) {
    self.groups = groups
    coordinates = Column(homes.map(\.coordinate))
    weights = Column(homes.map(\.weight))
    sources = Column(homes.map { UInt8(HomeSource.allCases.firstIndex(of: $0.source) ?? 0) })
    ids = TextTable(homes.lazy.map(\.id))
  }

  /// The first home.
  public var startIndex: Int { 0 }
  /// Behind the last home.
  public var endIndex: Int { coordinates.count }

  /// A home. Linear in the letters of its id.
  public subscript(home: Int) -> Home {
    Home(
      id: ids[home], coordinate: coordinates[home], weight: weights[home],
      source: HomeSource.allCases[Int(sources[home])])
  }

  func put(into archive: inout ArchiveWriter) {
    archive.put(coordinates)
    archive.put(weights)
    archive.put(sources)
    ids.put(into: &archive)
    groups.put(into: &archive)
  }

  /// What a home's weight may be, spread from a zone or a whole district's.
  static let possibleWeights = 0...1e12

  init(from archive: inout ArchiveReader) throws {
    coordinates = try archive.column()
    weights = try archive.column()
    sources = try archive.column(upTo: UInt8(HomeSource.allCases.count - 1))
    ids = try TextTable(from: &archive)
    groups = try HomeGroups(count: coordinates.count, from: &archive)
    let homes = self
    archive.expectLater("homes") {
      homes.weights.count == homes.count && homes.sources.count == homes.count && homes.ids.count == homes.count
        && homes.coordinates.areOnEarth && homes.weights.areWithin(Self.possibleWeights)
    }
  }
}
