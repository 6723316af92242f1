import Foundation
import Testing

@testable import circle

/// The built binary: statuses, messages, help.
@Suite struct CommandTests {
  func run(_ arguments: [String], shell: String? = nil) throws -> ProgramUnderTest.Run {
    let program = try ProgramUnderTest()
    defer { program.remove() }
    return try program.run(arguments, shell: shell)
  }

  /// Arguments, and a word that the only line must hold.
  static let wrong: [([String], String)] = [
    ([], "usage"), (["frobnicate"], "frobnicate"), (["--\u{1B}[31mred"], "red"),
    ([String](repeating: "--x", count: 2000), "2000 arguments"),
    (["gaps", "--\(String(repeating: "A", count: 100_000))"], "at most 1000 letters"),
    (["gaps", "--\(String(repeating: "A", count: 900))"], "AAA"), (["help", "nosuch"], "'nosuch' is no command"),
    (["help", "\u{1B}[31m"], "[31m' is no command"),
    (["gaps", "a", "b", "c"], "b"), (["coverage", "--output"], "output"),
    (["gaps", "--minutes", "0"], "minutes"), (["gaps", "--minutes", "-15"], "minutes"),
    (["gaps", "--minutes", "inf"], "minutes"), (["gaps", "--minutes", "1e308"], "minutes"),
    (["gaps", "--minutes", "fifteen"], "minutes"), (["gaps", "--minutes", ""], "minutes"),
    (["gaps", "--minutes", "0x0f"], "minutes"), (["gaps", "--minutes", "120.01"], "minutes"),
    (["gaps", "--minutes", "0.000001"], "minutes"), (["gaps", "--minutes", " 15"], "minutes"),
    (["gaps", "--minutes", "１５"], "minutes"), (["gaps", "--speed", "0"], "speed"),
    (["gaps", "--speed", "nan"], "speed"), (["gaps", "--speed", "1e9"], "speed"),
    (["gaps", "--speed", "4,8"], "speed"),
    (["gaps", "--threads", "all"], "threads"), (["gaps", "--threads", "0"], "threads"),
    (["gaps", "--threads", "99999999999999999999"], "threads"), (["gaps", "--snap", "-1"], "snap"),
    (["gaps", "--kinds", "pub"], "kinds"), (["gaps", "--kinds", ""], "kinds"), (["gaps", "--gates", "ajar"], "gates"),
    (["gaps", "--cutoffs", "5,20"], "raise it"), (["gaps", "--cutoffs", "5,,10"], "cutoffs"),
    (["gaps", "--require", "101%"], "require"), (["gaps", "--progress", "loud"], "progress"),
    (["gaps", "--groups", "older"], "--population"), (["gaps", "--population-crs", "EPSG:3035"], "--population"),
    (["gaps", "--areas-mode", "mix"], "areas-mode"),
    (["coverage", "--format", "shp"], "format"), (["coverage", "--format", ""], "format"),
    (["gaps", "--venues-mode", "mix"], "venues-mode"), (["gaps", "--travel-times", "-"], "same place"),
  ]

  @Test(arguments: wrong.indices)
  func wrongCommandLinesEndWithStatus2AndOneLine(index: Int) throws {
    let (arguments, word) = Self.wrong[index]
    let extract = try #require(Bundle.repositoryExtract)
    // A real extract, so that only the option can be at fault.
    let run = try run(arguments.count == 3 && arguments[0] == "gaps" ? arguments + [extract] : arguments)
    let isManyArguments = arguments.contains("c")
    #expect(run.status == 2 || isManyArguments, "\(run)")
    #expect(run.output.isEmpty)
    let line = try #require(run.errorLines.first)
    #expect(run.errorLines.count == 1)
    #expect(line.hasPrefix("error: "))
    #expect(line.unicodeScalars.count <= 400)
    #expect(line.contains(word), "\(line)")
    #expect(line.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
  }

  @Test(arguments: [
    (["gaps", ""], "path is empty"), (["gaps", "nowhere.osm.pbf"], "nowhere.osm.pbf"),
    (["gaps", "bad\n\u{1B}]0;x\u{7}name"], "name"), (["gaps", "--crs", ""], "crs"),
    (["gaps", "--venues", "none.csv"], "none.csv"), (["gaps", "--output", ""], "output"),
    (["gaps", "--output", "no/such/file"], "directory"), (["gaps", "--output", "/"], "directory"),
    (["coverage", "--output", "no/such/folder"], "directory"), (["gaps", "--within", ""], "within"),
    (["gaps", String(repeating: "長", count: 5000)], "read"),
  ])
  func unusableDataEndsWithStatus1AndOneLine(arguments: [String], word: String) throws {
    let run = try run(arguments)
    #expect(run.status == 1, "\(run)")
    #expect(run.errorLines.count == 1)
    let line = try #require(run.errorLines.first)
    #expect(line.hasPrefix("error: ") && line.contains(word), "\(line)")
    #expect(line.unicodeScalars.count <= 400)
    #expect(line.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
  }

  @Test(arguments: [["--help"], ["-h"], ["help"], ["coverage", "--help"], ["help", "gaps"]])
  func helpShowsExamplesOnStandardOutput(arguments: [String]) throws {
    let run = try run(arguments)
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("circle gaps") || run.output.contains("circle coverage"))
    #expect(run.output.contains("EXAMPLES"))
    if arguments == ["--help"] { #expect(run.output.contains("EXIT STATUS") && run.output.contains("--require")) }
  }

  @Test func versionOnStandardOutput() throws {
    let run = try run(["--version"])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("circle 0."))
  }

  @Test func closedStreamsAndGoneReadersAreNoTraps() throws {
    for shell in [
      #""$0" gaps nowhere 2>&-"#, #""$0" --help >&-"#, #""$0" --help | true; exit ${PIPESTATUS[0]}"#,
      #""$0" --help >/dev/full"#, #""$0" <&- >&- 2>&-"#,
    ] {
      let run = try run([], shell: shell)
      #expect(run.signal == 0)
      #expect((0...2).contains(run.status), "\(shell): \(run)")
    }
    #expect(try run([], shell: #""$0" --help | true; exit ${PIPESTATUS[0]}"#).status == 0)
    #expect(try run([], shell: #""$0" --help >/dev/full"#).status == 1)
  }

  @Test func linesAreMadeSafe() {
    #expect(PrintableLine.neutralised("a\nb\u{1B}[1m\u{7F}\u{202E}é图") == "a b␛[1m\u{FFFD}\u{FFFD}é图")
    let long = String(repeating: "x", count: 500)
    let line = PrintableLine.joining(long, long, long, limit: 393)
    #expect(line.unicodeScalars.count <= 393)
    #expect(PrintableLine.shortened(long, limit: 50).unicodeScalars.count == 50)
    #expect(PrintableLine.shortened("short", limit: 50) == "short")
  }

  @Test func namesOfExtracts() {
    #expect(CoverageCommand.name(of: "geodata/monaco.osm.pbf") == "monaco")
    #expect(CoverageCommand.name(of: "a.b.osm.gz") == "a.b")
    #expect(CoverageCommand.name(of: "/x/.osm") == "run")
    #expect(CoverageCommand.name(of: "") == "run")
  }
}

extension Bundle {
  /// The extract that comes with the project.
  static var repositoryExtract: String? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appendingPathComponent("geodata/monaco.osm.pbf").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}
