import Foundation
import Testing

@testable import Coverage

/// `circle report` as a process: what it writes, and what it refuses.
@Suite struct ReportCommandTests {
  /// A run's folder of the extract that comes with the program, in the program's own folder.
  private func program() throws -> ProgramUnderTest {
    let program = try ProgramUnderTest()
    let extract = try #require(Bundle.repositoryExtract)
    let run = try program.run(["coverage", extract, "--output", "run", "--quiet"])
    #expect(run.status == 0, "\(run.errors)")
    return program
  }

  @Test func writesOnePage() throws {
    let program = try program()
    defer { program.remove() }
    let first = try program.run(["report", "run"])
    #expect(first.status == 0 && first.errors.isEmpty, "\(first)")
    #expect(first.output.hasPrefix("report   report.html: 97.3 % covered, "))
    #expect(program.names == ["report.html", "run"])
    let page = try #require(program.read("report.html"))
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    let reader = try #require(ReportReader(page))
    #expect(reader.texts["h1"] == ["Monaco: the 15-minute cultural circle"])
    // A heading, the quarters, and who is in none of them.
    #expect(reader.tables["areas"]?.count == 8 && reader.tables["gaps"]?.count == 2)

    let again = try program.run(["report", "run"])
    #expect(again.status == 1 && again.errorLines.count == 1 && again.errors.contains("--force"))
    let streamed = try program.run(["report", "run/", "--output", "-"])
    #expect(streamed.status == 0 && streamed.output == page)
    let chinese = try program.run(["report", "run", "--lang", "zh-Hans", "--name", "摩纳哥", "--force", "--quiet"])
    #expect(chinese.status == 0 && chinese.output.isEmpty)
    #expect(program.read("report.html")?.contains("<h1>摩纳哥：15分钟文化生活圈</h1>") == true)
  }

  @Test func refusesWithOneLineAndWritesNothing() throws {
    let program = try program()
    defer { program.remove() }
    try program.write("file", "text")
    try program.write("run/map.svg", "<svg/>")
    let wrong: [([String], Int32, String)] = [
      (["report"], 2, "run"), (["report", "run", "--lang", "de"], 2, "zh-Hans"),
      (["report", "run", "--lang", ""], 2, "lang"),
      (["report", "none"], 1, "none"), (["report", "file"], 1, "file"), (["report", ""], 1, "RUN"),
      (["report", "."], 1, "run.json"), (["report", "run"], 1, "run/map.svg"),
      (["report", "run", "--output", "no/such/page.html"], 1, "directory"),
      (["report", "run", "--output", ""], 1, "--output"), (["report", "run", "--name", ""], 1, "--name"),
      (["report", "run", "--output", "run/homes.csv", "--force"], 1, "input"),
    ]
    for (arguments, status, word) in wrong {
      let run = try program.run(arguments)
      #expect(run.status == status && run.output.isEmpty, "\(arguments): \(run)")
      #expect(
        run.errorLines.count == 1 && run.errors.hasPrefix("error: ") && run.errors.contains(word), "\(run.errors)")
    }
    #expect(program.names == ["file", "run"])
  }
}
