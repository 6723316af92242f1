/// An array that never changes, in memory of its own or in a mapped file.
///
/// The large tables of a city are columns, so that one code reads them whether they were just made or lie in a prepared
/// city's file. Subscripts are checked and as quick as an array's: place and length are at hand without a look at
/// the heap.
///
/// **Unsafe code, kept here:** a pointer beside what owns its memory. The owner is held as long as the column, nothing
/// writes to the memory meanwhile (arrays are copied on writing, for the column's owner shares them; files are mapped
/// for reading), and an array's elements stay where they are as long as someone holds it. Elements are bits without
/// references (`BitwiseCopyable`).
@frozen
package struct Column<Element: BitwiseCopyable & Sendable>: @unchecked Sendable, RandomAccessCollection {
  @usableFromInline let base: UnsafePointer<Element>
  package let endIndex: Int
  @usableFromInline let owner: AnyObject

  /// Elements at a place that stays as it is while the owner is held.
  init(_ base: UnsafePointer<Element>, count: Int, owner: AnyObject) {
    self.base = base
    endIndex = count
    self.owner = owner
  }

  /// The elements of an array, shared with it. O(1).
  @inlinable
  package init(_ array: [Element]) {
    let owner = ColumnArray(array)
    (base, endIndex) = owner.elements
    self.owner = owner
  }

  // Written out, for the defaults go through tables of witnesses where they are not specialised.
  @inlinable package var startIndex: Int { 0 }
  @inlinable package var count: Int { endIndex }
  @inlinable package var isEmpty: Bool { endIndex == 0 }
  @inlinable package var indices: Range<Int> { 0..<endIndex }
  @inlinable package func index(after index: Int) -> Int { index &+ 1 }
  @inlinable package func index(before index: Int) -> Int { index &- 1 }
  @inlinable package func index(_ index: Int, offsetBy distance: Int) -> Int { index &+ distance }
  @inlinable package func distance(from start: Int, to end: Int) -> Int { end &- start }
  @inlinable package func formIndex(after index: inout Int) { index &+= 1 }
  @inlinable package func formIndex(before index: inout Int) { index &-= 1 }
  // What a slice asks at every reading.
  @inlinable
  package func _failEarlyRangeCheck(_ index: Int, bounds: Range<Int>) { precondition(bounds.contains(index)) }
  @inlinable
  package func _failEarlyRangeCheck(_ index: Int, bounds: ClosedRange<Int>) { precondition(bounds.contains(index)) }
  @inlinable
  package func _failEarlyRangeCheck(_ range: Range<Int>, bounds: Range<Int>) {
    precondition(bounds.lowerBound <= range.lowerBound && range.upperBound <= bounds.upperBound)
  }

  @inlinable
  package subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: endIndex), "index out of range")
      return base[index]
    }
  }

  /// Calls `body` with the bare elements.
  @inlinable
  @inline(__always)
  package func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    // What owns the memory is held meanwhile.
    try withExtendedLifetime(owner) { try body(UnsafeBufferPointer(start: base, count: endIndex)) }
  }

  /// The elements as an array of their own, at the speed of copying memory.
  @inlinable
  package func copied() -> [Element] { withUnsafeBufferPointer { Array($0) } }

  @inlinable
  package func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    try withUnsafeBufferPointer(body)
  }
}

extension Column {
  /// Goes through the elements.
  @frozen
  package struct Iterator: IteratorProtocol {
    @usableFromInline let column: Column
    @usableFromInline var place = 0

    @inlinable
    init(_ column: Column) { self.column = column }

    @inlinable
    @inline(__always)
    package mutating func next() -> Element? {
      guard place < column.endIndex else { return nil }
      defer { place &+= 1 }
      return column.base[place]
    }
  }

  @inlinable package func makeIterator() -> Iterator { Iterator(self) }
}

/// What owns a column's memory when that is an array's.
@usableFromInline
package final class ColumnArray<Element: BitwiseCopyable & Sendable>: Sendable {
  @usableFromInline let array: [Element]

  @usableFromInline
  init(_ array: [Element]) { self.array = array }

  /// Where the elements lie, for as long as this object lives.
  @usableFromInline
  var elements: (base: UnsafePointer<Element>, count: Int) {
    array.withUnsafeBufferPointer { buffer in
      // An empty array may lie nowhere; nothing is read at this place.
      let nowhere = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()).assumingMemoryBound(to: Element.self)
      return (buffer.baseAddress ?? nowhere, buffer.count)
    }
  }
}

extension Column: ExpressibleByArrayLiteral {
  @inlinable package init(arrayLiteral elements: Element...) { self.init(elements) }
}

extension Column: Equatable where Element: Equatable {
  package static func == (a: Self, b: Self) -> Bool { a.elementsEqual(b) }
}

extension Column: CustomStringConvertible {
  package var description: String { Array(self).description }
}
