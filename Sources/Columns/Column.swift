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

  @inlinable package var startIndex: Int { 0 }
  @inlinable package var indices: Range<Int> { 0..<endIndex }

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

  @inlinable
  package func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    try withUnsafeBufferPointer(body)
  }
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
