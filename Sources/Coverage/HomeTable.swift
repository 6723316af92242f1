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
  /// The id of home h is `texts[firstByte[h]..<firstByte[h + 1]]` in UTF-8.
  private let firstByte: Column<UInt64>
  private let texts: Column<UInt8>

  /// Linear.
  init(_ homes: [Home]) {
    var firstByte: [UInt64] = [0]
    var texts: [UInt8] = []
    firstByte.reserveCapacity(homes.count + 1)
    for home in homes {
      texts.append(contentsOf: home.id.utf8)
      firstByte.append(UInt64(texts.count))
    }
    coordinates = Column(homes.map(\.coordinate))
    weights = Column(homes.map(\.weight))
    sources = Column(homes.map { UInt8(HomeSource.allCases.firstIndex(of: $0.source) ?? 0) })
    (self.firstByte, self.texts) = (Column(firstByte), Column(texts))
  }

  /// The first home.
  public var startIndex: Int { 0 }
  /// Behind the last home.
  public var endIndex: Int { coordinates.count }

  /// A home. Linear in the letters of its id.
  public subscript(home: Int) -> Home {
    let id = texts.withUnsafeBufferPointer { texts in
      String(decoding: texts[Int(firstByte[home])..<Int(firstByte[home + 1])], as: UTF8.self)
    }
    return Home(
      id: id, coordinate: coordinates[home], weight: weights[home], source: HomeSource.allCases[Int(sources[home])])
  }

  func put(into archive: inout ArchiveWriter) {
    archive.put(coordinates)
    archive.put(weights)
    archive.put(sources)
    archive.put(firstByte)
    archive.put(texts)
  }

  init(from archive: inout ArchiveReader) throws {
    coordinates = try archive.column()
    weights = try archive.column()
    sources = try archive.column(upTo: UInt8(HomeSource.allCases.count - 1))
    firstByte = try archive.column()
    texts = try archive.column()
  }
}
