import Foundation
import Testing

/// `circle build` and the commands that take its file: what is written, what is refused, and in which words.
@Suite struct BuildCommandTests {
  private func withProgram(_ body: (ProgramUnderTest, String) throws -> Void) throws {
    let extract = try #require(Bundle.repositoryExtract)
    let program = try ProgramUnderTest()
    defer { program.remove() }
    try body(program, extract)
  }

  @Test func theFileAnswersAsTheExtractDoes() throws {
    try withProgram { program, extract in
      let built = try program.run(["build", extract, "--output", "monaco.circle"])
      #expect(built.status == 0 && built.output.isEmpty, "\(built)")
      #expect(built.errors.contains("16 venues, 736 homes"))
      #expect(program.names == ["monaco.circle"])
      for options in [[], ["--kinds", "library", "--minutes", "8"], ["--speed", "4.8", "--gates", "resident"]] {
        let (one, other) = (
          // How often progress is told depends on the machine.
          try program.run(["gaps", extract, "--progress", "none"] + options),
          try program.run(["gaps", "monaco.circle", "--progress", "none"] + options)
        )
        #expect(one.status == 0 && one.output.count > 500)
        #expect(one.output == other.output && one.errors == other.errors, "\(options)")
      }
      // From a pipe's other end it is the same file.
      let piped = try program.run([], shell: "\"$0\" build '\(extract)' --quiet --output - | cmp - monaco.circle")
      #expect(piped.status == 0, "\(piped)")
      let opened = try program.run(["coverage", "monaco.circle", "--quiet"])
      #expect(opened.status == 0 && program.names == ["monaco.circle", "out"])
      let record = try #require(program.read("out/monaco/run.json"))
      #expect(record.contains("\"role\": \"city\"") && record.contains("\"role\": \"extract\""))
    }
  }

  @Test func whatIsThereIsReplacedWithForceOnly() throws {
    try withProgram { program, extract in
      try program.write("a.circle", "mine")
      let refused = try program.run(["build", extract, "--output", "a.circle"])
      #expect(refused.status == 1 && refused.errorLines.count == 1 && refused.errors.contains("--force"))
      #expect(program.read("a.circle") == "mine")
      // A file that is no city is refused with the command that makes one, here by this very command.
      let foreign = try program.run(["gaps", "a.circle"])
      #expect(foreign.status == 1 && foreign.errorLines.count == 1, "\(foreign)")
      #expect(foreign.errors.contains("circle build CITY.osm.pbf --output a.circle --force"))
      #expect(try program.run(["build", extract, "--output", "a.circle", "--force", "--quiet"]).status == 0)
      #expect(try program.run(["gaps", "a.circle", "--quiet"]).status == 0)
      let again = try program.run(["build", "a.circle", "--output", "b.circle"])
      #expect(again.status == 1 && again.errors.contains("is a prepared city already"))
      #expect(program.names == ["a.circle"])
      #expect(
        try program.run(["build", extract, "--output", "none/b.circle"]).errors.contains("directory is not there"))
      #expect(try program.run(["gaps", "a.circle", "--output", "a.circle", "--force"]).errors.contains("is an input"))
    }
  }

  @Test func anOptionThatDiffersIsRefusedWithTheCommand() throws {
    try withProgram { program, extract in
      #expect(try program.run(["build", extract, "--speed", "4", "--output", "a.circle", "--quiet"]).status == 0)
      let refused = try program.run(["gaps", "a.circle", "--speed", "3"])
      #expect(refused.status == 1 && refused.output.isEmpty && refused.errorLines.count == 1)
      #expect(
        refused.errors.hasPrefix("error: a.circle: was built with --speed 4, not with --speed 3; run `circle build "))
      #expect(refused.errors.contains(" --speed 3 --output a.circle --force`"))
      for options in [["--kinds", "cinema"], ["--snap", "100"], ["--trunk"], ["--within", "x"]] {
        #expect(try program.run(["gaps", "a.circle"] + options).errors.contains("was built with"), "\(options)")
      }
      #expect(try program.run(["gaps", "a.circle", "--speed", "4.0", "--quiet"]).status == 0)
    }
  }

  @Test func aCutFileIsRefusedInOneLine() throws {
    try withProgram { program, extract in
      #expect(try program.run(["build", extract, "--output", "a.circle", "--quiet"]).status == 0)
      let cut = try program.run([], shell: "head -c 300000 a.circle > b.circle; \"$0\" gaps b.circle")
      #expect(cut.status == 1 && cut.errorLines.count == 1 && cut.errors.contains("300000 of"), "\(cut)")
      #expect(cut.errors.contains("circle build") && cut.errors.contains("--output b.circle --force"))
      let pipe = try program.run([], shell: "mkfifo c.circle; \"$0\" gaps c.circle")
      #expect(pipe.status == 1 && pipe.errorLines.count == 1)
    }
  }
}
