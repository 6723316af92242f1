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
}
