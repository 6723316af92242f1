import Columns
import Testing

@Suite struct ColumnTests {
  @Test func aColumnHasTheElementsOfItsArray() {
    var array: [UInt32] = [3, 1, 4, 1, 5]
    let column = Column(array)
    array[0] = 9
    #expect(Array(column) == [3, 1, 4, 1, 5])
    #expect(column.count == 5 && column[2] == 4 && column[1..<3].elementsEqual([1, 4]))
    #expect(Column<UInt32>([]).isEmpty && Column<UInt32>([]).first == nil)
  }

  @Test("A part has the elements between its bounds, at places from 0, and holds their memory")
  func parts() {
    var part = Column<UInt32>([])
    do {
      let whole = Column((0..<1000).map { UInt32($0) })
      part = whole.part(10..<20)
      #expect(whole.part(0..<1000) == whole && whole.part(1000..<1000).isEmpty && whole.part(0..<0).isEmpty)
      #expect(Array(part.part(3..<5)) == [13, 14])
    }
    #expect(Array(part) == Array(10..<20) && part[0] == 10 && part.count == 10 && part.startIndex == 0)
  }
}
