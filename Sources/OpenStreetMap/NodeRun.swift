import Geography

/// Some hundred nodes of a DenseNodes message, each column undone on its own: one column's state stays in registers,
/// where that of all does not.
///
/// Unsafe because the decoder spends its time here; no more than ``capacity`` numbers are written to a column. A run
/// belongs to one decoder.
final class NodeRun {
  static let capacity = 512

  private let longitudes: UnsafeMutableBufferPointer<Int64>
  private let latitudes: UnsafeMutableBufferPointer<Int64>
  private let allIDs: UnsafeMutableBufferPointer<Int64>
  private let allPlaces: UnsafeMutableBufferPointer<Coordinate>
  /// How many nodes there are in the run.
  private(set) var count = 0

  init() {
    longitudes = .allocate(capacity: Self.capacity)
    latitudes = .allocate(capacity: Self.capacity)
    allIDs = .allocate(capacity: Self.capacity)
    allPlaces = .allocate(capacity: Self.capacity)
    longitudes.initialize(repeating: 0)
    latitudes.initialize(repeating: 0)
    allIDs.initialize(repeating: 0)
    allPlaces.initialize(repeating: .unset)
  }

  deinit {
    longitudes.deallocate()
    latitudes.deallocate()
    allIDs.deallocate()
    allPlaces.deallocate()
  }

  /// The ids, valid until the next run is read.
  var ids: UnsafeBufferPointer<Int64> { UnsafeBufferPointer(rebasing: allIDs[..<count]) }
  /// Their places.
  var places: UnsafeBufferPointer<Coordinate> { UnsafeBufferPointer(rebasing: allPlaces[..<count]) }

  /// Marks a node as deleted.
  func delete(_ row: Int) { allPlaces[row] = .deleted }

  /// Where the three columns have got to.
  struct Sums {
    var id: Int64 = 0
    var latitude: Int64 = 0
    var longitude: Int64 = 0
  }

  /// Reads the next run, of no nodes at the end.
  func read(
    _ ids: inout WireReader, _ latitudes: inout WireReader, _ longitudes: inout WireReader, _ sums: inout Sums,
    _ scale: CoordinateScale
  ) throws(DecodingError) {
    count = try ids.readSums(into: allIDs, from: &sums.id)
    let north = try latitudes.readSums(into: self.latitudes, from: &sums.latitude)
    let east = try longitudes.readSums(into: self.longitudes, from: &sums.longitude)
    guard count <= min(north, east) else {
      throw ids.error("dense nodes with more ids than coordinates (lat, lon)")
    }
    guard count == max(north, east) else {
      throw latitudes.error("dense nodes with more coordinates (lat, lon) than ids")
    }
    for row in 0..<count {
      guard let place = scale.place(latitude: self.latitudes[row], longitude: self.longitudes[row]) else {
        throw latitudes.error("the coordinates of node \(allIDs[row]) overflow")
      }
      allPlaces[row] = place
    }
  }

  /// Lowest and highest id, and whether each is higher than the one before; `nil` for no nodes.
  var idRange: (ids: ClosedRange<Int64>, areAscending: Bool)? {
    guard count > 0 else { return nil }
    var descents = 0
    for row in 1..<count { descents &+= allIDs[row] <= allIDs[row - 1] ? 1 : 0 }
    if descents == 0 { return (allIDs[0]...allIDs[count - 1], true) }
    let (lowest, highest) = ids.reduce((Int64.max, Int64.min)) { (min($0.0, $1), max($0.1, $1)) }
    return (lowest...highest, false)
  }
}
