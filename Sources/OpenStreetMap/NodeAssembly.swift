import Geography
import Parallel

/// Numbers the nodes that have a place, in the order they are named.
struct NodeAssembly {
  private let index: NodeIndex
  private let places: NodePlaces
  private var lookup: NodeIndex.Lookup
  /// The number in the table by slot.
  private var numbers: [UInt32]

  private(set) var ids: [Int64] = []
  private(set) var coordinates: [Coordinate] = []

  init(_ index: NodeIndex, _ places: NodePlaces) {
    self.index = index
    self.places = places
    lookup = NodeIndex.Lookup(index)
    numbers = [UInt32](repeating: WayTable.missingNode, count: index.count)
    ids.reserveCapacity(index.count)
    coordinates.reserveCapacity(index.count)
  }

  /// Takes in turn the slot (``WayTable/missingNode`` for none) and the id of nodes that ways name: appends their
  /// numbers, ``WayTable/missingNode`` for a node without a place. How many had none.
  mutating func append(_ named: some Sequence<(slot: UInt32, id: Int64)>, to references: inout [UInt32]) -> Int {
    var missing = 0
    for (slot, id) in named {
      let number = slot == WayTable.missingNode ? WayTable.missingNode : number(ofSlot: Int(slot), id)
      if number == WayTable.missingNode { missing += 1 }
      references.append(number)
    }
    return missing
  }

  /// The number of a node that was selected for its tags.
  mutating func number(ofSelected id: Int64, at place: Coordinate) -> UInt32 {
    if let slot = lookup.slot(of: id) { return number(ofSlot: slot, id) }
    ids.append(id)
    coordinates.append(place)
    return UInt32(ids.count - 1)
  }

  @inline(__always)
  private mutating func number(ofSlot slot: Int, _ id: Int64) -> UInt32 {
    let known = numbers[slot]
    guard known == WayTable.missingNode else { return known }
    let place = places[slot]
    guard place.isValid else { return known }
    let number = UInt32(truncatingIfNeeded: ids.count)
    numbers[slot] = number
    ids.append(id)
    coordinates.append(place)
    return number
  }
}
