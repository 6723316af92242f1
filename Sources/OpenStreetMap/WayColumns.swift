/// The columns of a ``WayTable`` while it is filled, one way after the other.
struct WayColumns {
  let references: [UInt32]
  let firstReference: [UInt32]
  var tags: [Tags.Pair] = []
  private var ids: [Int64] = []
  private var firstTag: [UInt32] = [0]
  private var isSelected: [Bool] = []

  init(references: [UInt32], firstReference: [UInt32]) {
    self.references = references
    self.firstReference = firstReference
    ids.reserveCapacity(firstReference.count - 1)
    firstTag.reserveCapacity(firstReference.count)
    isSelected.reserveCapacity(firstReference.count - 1)
  }

  /// Ends a way; its tags have been appended.
  mutating func endRow(_ id: Int64, isSelected: Bool) {
    ids.append(id)
    self.isSelected.append(isSelected)
    firstTag.append(UInt32(truncatingIfNeeded: tags.count))
  }

  /// The table.
  var table: WayTable {
    WayTable(
      ids: ids, firstReference: firstReference, references: references, firstTag: firstTag, tags: tags,
      isSelected: isSelected)
  }
}
