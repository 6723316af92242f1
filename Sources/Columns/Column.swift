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
///
/// Public, though no product holds this module: the compiler (Swift 6.3) takes no inlinable code of `package` access into
/// other modules, and a subscript that is not inlined calls for its element's type each time.
@frozen
public struct Column<Element: BitwiseCopyable & Sendable>: @unchecked Sendable, RandomAccessCollection {
  @usableFromInline let base: UnsafePointer<Element>
  /// Behind the last element.
  public let endIndex: Int
  @usableFromInline let owner: AnyObject

  /// Elements at a place that stays as it is while the owner is held.
  @usableFromInline
  init(_ base: UnsafePointer<Element>, count: Int, owner: AnyObject) {
    self.base = base
    endIndex = count
    self.owner = owner
  }

  /// The elements of an array, shared with it. O(1).
  @inlinable
  public init(_ array: [Element]) {
    let owner = ColumnArray(array)
    (base, endIndex) = owner.elements
    self.owner = owner
  }

  /// The first element's place.
  @inlinable public var startIndex: Int { 0 }

  /// The places.
  @inlinable public var indices: Range<Int> { 0..<endIndex }

  /// The element at a place. O(1), checked.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: endIndex), "index out of range")
      return base[index]
    }
  }

  /// Some of the elements, with places of their own from 0. O(1), checked.
  ///
  /// A slice would do, but the library checks its bounds by code that looks up the element's type each time: a fifth of
  /// what a planner's pin takes.
  @inlinable
  public func part(_ bounds: Range<Int>) -> Column {
    precondition(bounds.lowerBound >= 0 && bounds.upperBound <= endIndex, "bounds out of range")
    return Column(base + bounds.lowerBound, count: bounds.count, owner: owner)
  }

  /// Calls `body` with the bare elements.
  @inlinable
  @inline(__always)
  public func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    // What owns the memory is held meanwhile.
    try withExtendedLifetime(owner) { try body(UnsafeBufferPointer(start: base, count: endIndex)) }
  }

  /// The elements as an array of their own, at the speed of copying memory.
  @inlinable
  public func copied() -> [Element] { withUnsafeBufferPointer { Array($0) } }

  /// Calls `body` with the bare elements, which there always are.
  @inlinable
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    try withUnsafeBufferPointer(body)
  }
}

extension Column {
  /// Goes through the elements.
  @frozen
  public struct Iterator: IteratorProtocol {
    @usableFromInline let column: Column
    @usableFromInline var place = 0

    @inlinable
    init(_ column: Column) { self.column = column }

    /// The next element.
    @inlinable
    @inline(__always)
    public mutating func next() -> Element? {
      guard place < column.endIndex else { return nil }
      defer { place &+= 1 }
      return column.base[place]
    }
  }

  /// Goes through the elements from the first.
  @inlinable public func makeIterator() -> Iterator { Iterator(self) }
}

/// What owns a column's memory when that is an array's.
@usableFromInline
final class ColumnArray<Element: BitwiseCopyable & Sendable>: Sendable {
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
  /// The elements of a literal.
  @inlinable public init(arrayLiteral elements: Element...) { self.init(elements) }
}

extension Column: Equatable where Element: Equatable {
  /// Whether two columns hold the same elements.
  public static func == (a: Self, b: Self) -> Bool { a.elementsEqual(b) }
}

extension Column: CustomStringConvertible {
  /// As an array is described.
  public var description: String { Array(self).description }
}
