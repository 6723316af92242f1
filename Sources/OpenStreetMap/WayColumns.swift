/// The columns of a ``WayTable`` while it is filled, one way after the other.
struct WayColumns {
  var references: [UInt32] = []
  var tags: [Tags.Pair] = []
  private var ids: [Int64] = []
  private var end = 0
  private var firstReference: [UInt32] = [0]
  private var firstTag: [UInt32] = [0]
  private var isSelected: [Bool] = []

  init(references: Int, ways: Int) {
    self.references.reserveCapacity(references)
    ids.reserveCapacity(ways)
    firstReference.reserveCapacity(ways + 1)
    firstTag.reserveCapacity(ways + 1)
    isSelected.reserveCapacity(ways)
  }

  /// Ends a way of so many references; its tags have been appended.
  mutating func endRow(_ id: Int64, references: Int, isSelected: Bool) {
    end += references
    ids.append(id)
    self.isSelected.append(isSelected)
    firstReference.append(UInt32(truncatingIfNeeded: end))
    firstTag.append(UInt32(truncatingIfNeeded: tags.count))
  }

  /// The table.
  var table: WayTable {
    WayTable(
      ids: ids, firstReference: firstReference, references: references, firstTag: firstTag, tags: tags,
      isSelected: isSelected)
  }
}
