import Testing
import Walking

@testable import Coverage

@Suite struct SummaryTests {
  @Test func tableOfTheSyntheticCity() {
    // 96 homes of weight 2; columns 0…9 walk 2 minutes a column (and a millisecond), columns 10 and 11 cannot.
    let expected = """
      Gridtown · 15 min at 4.8 km/h · 3 venues (1 museum, 1 theatre, 1 library)

                      all  ≤ 5 min          ≤ 10 min          ≤ 15 min
      homes            96       24  25.0 %        40  41.7 %        64  66.7 %
      dwellings       192       48  25.0 %        80  41.7 %       128  66.7 %
        to a museum             48  25.0 %        80  41.7 %       128  66.7 %
        to a theatre             0   0.0 %         0   0.0 %         0   0.0 %
        to a library            48  25.0 %        80  41.7 %       128  66.7 %

      """
    let text = SummaryTable(SyntheticResult.result()).text
    #expect(text.hasPrefix(expected), "\(text)")
    #expect(text.contains("  worst  西湖区 Quarter: 44 dwellings, median 18.5 min to Library <North> & Sons\n"))
    #expect(text.contains("         missing_link: air 700 m, walk 1,900 m; the River lies between\n"))
    #expect(
      text.contains("beware   8 homes without a street within 250 m\n         8 homes without a way to a venue\n"))
  }

  @Test func emptyResultsHaveASummaryToo() {
    var result = SyntheticResult.result()
    result.homes = []
    result.gaps = []
    result.venues = []
    #expect(SummaryTable(result).text.contains("no homes are known"))
  }

  @Test func wideSignsTakeTwoColumns() {
    #expect(SummaryText.width("abc") == 3)
    #expect(SummaryText.width("西湖区") == 6)
    #expect(SummaryText.width("é") == 1)
    #expect(SummaryText.width("e\u{301}") == 1)
    #expect(SummaryText.width("ﾊ") == 1)
    let lines = SummaryText.aligned([["西湖", "1"], ["abcd", "22"], ["x", "333"]])
    #expect(lines == ["西湖    1", "abcd   22", "x     333"])
  }

  @Test func namesCannotBreakTheTable() {
    #expect(SummaryText.oneLine("a\nb\u{1B}[31mc\u{202E}d") == "a b [31mc d")
  }
}
