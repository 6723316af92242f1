import Geography

/// Numbers the nodes that have a place, in the order they are named.
struct NodeAssembly {
  private let index: NodeIndex
  /// Until ``columns()``, which needs the room.
  private var places: NodePlaces?
  private var lookup: NodeIndex.Lookup
  /// The number in the table by slot.
  private var numbers: [UInt32]
  private var count: UInt32 = 0
  /// Selected nodes without a slot.
  private var others: [(number: UInt32, id: Int64, place: Coordinate)] = []

  init(_ index: NodeIndex, _ places: NodePlaces) {
    self.index = index
    self.places = places
    lookup = NodeIndex.Lookup(index)
    numbers = [UInt32](repeating: WayTable.missingNode, count: index.count)
  }

  /// Replaces slots (``WayTable/missingNode`` for none), in the order that ways name them, by numbers,
  /// ``WayTable/missingNode`` for a node without a place. How many had none.
  mutating func number(_ slots: inout [UInt32]) -> Int {
    var missing = 0
    var next = count
    guard let places else { return 0 }
    var numbers = self.numbers.mutableSpan
    var references = slots.mutableSpan
    for position in references.indices where references[position] != WayTable.missingNode {
      let slot = Int(references[position])
      if numbers[slot] == WayTable.missingNode, places[slot].isValid {
        numbers[slot] = next
        next += 1
      }
      references[position] = numbers[slot]
    }
    for position in references.indices where references[position] == WayTable.missingNode { missing += 1 }
    count = next
    return missing
  }

  /// The number of a node that was selected for its tags.
  mutating func number(ofSelected id: Int64, at place: Coordinate) -> UInt32 {
    let slot = lookup.slot(of: id)
    if let slot, numbers[slot] != WayTable.missingNode { return numbers[slot] }
    if let slot { numbers[slot] = count } else { others.append((count, id, place)) }
    count += 1
    return count - 1
  }

  /// Ids and places of the numbered nodes; ends the assembly. One column after the other, so that the room of the places
  /// by slot is free before the ids take theirs.
  mutating func columns() -> (ids: [Int64], coordinates: [Coordinate]) {
    var coordinates = [Coordinate](repeating: .unset, count: Int(count))
    var coordinateSpan = coordinates.mutableSpan
    if let places {
      for slot in numbers.indices where numbers[slot] != WayTable.missingNode {
        coordinateSpan[Int(numbers[slot])] = places[slot]
      }
    }
    places = nil
    var ids = [Int64](repeating: 0, count: Int(count))
    var idSpan = ids.mutableSpan
    index.forEach { slot, id in
      if numbers[slot] != WayTable.missingNode { idSpan[Int(numbers[slot])] = id }
    }
    for other in others {
      idSpan[Int(other.number)] = other.id
      coordinateSpan[Int(other.number)] = other.place
    }
    return (ids, coordinates)
  }
}
