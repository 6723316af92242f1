import BenchmarkRecords
import Testing

@Suite struct BatchTableTests {
  let rows = [
    BatchTable.Row(
      path: "a, b/\"c\".osm.pbf", bytes: 7, sha256: "ff", status: "ok", figures: ["share": "0.5", "gaps": "3"]),
    BatchTable.Row(path: "西.osm", bytes: 8, sha256: "ee", status: "failed", error: "no \"street\",\nnone"),
    BatchTable.Row(path: "\"", bytes: 9, sha256: "", status: "ok"),
  ]

  @Test func rowsReadBack() {
    let text = BatchTable.header + rows.map(BatchTable.line).joined()
    #expect(text.split(separator: "\n").count == 4)
    var expected = rows
    expected[1].error = "no \"street\", none"
    #expect(BatchTable.rows(text) == expected)
  }

  @Test func aLineCutShortIsNotDone() {
    let whole = BatchTable.header + rows.map(BatchTable.line).joined()
    for length in 1..<whole.count {
      let found = BatchTable.rows(String(whole.prefix(length)))
      #expect(found == Array(BatchTable.rows(whole).prefix(found.count)))
      #expect(found.count < 3)
    }
    #expect(BatchTable.rows("").isEmpty)
  }

  @Test(arguments: [1, 2, 3, 7, 20])
  func shardsShareTheWork(count: Int) {
    let items = Array(0..<11)
    let parts = (1...count).map { BatchTable.shard(items, number: $0, of: count) }
    #expect(parts.flatMap { $0 }.sorted() == items)
    let sizes = parts.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    #expect(BatchTable.shard(items, number: 0, of: count).isEmpty)
    #expect(BatchTable.shard(items, number: count + 1, of: count).isEmpty)
  }
}
