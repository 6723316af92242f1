import Foundation
import Geography
import TestSupport
import Testing

@testable import Coverage

/// What places that cannot be written are refused with, word for word, and that they are left as they were.
extension OutputFileTests {
  /// How a call refuses, with names in place of paths below the folder.
  private func says(_ folder: ProgramUnderTest, _ body: () throws -> Void) -> String {
    RefusalLine.of(body).replacingOccurrences(of: folder.folder + "/", with: "")
  }

  private func make(_ folder: ProgramUnderTest, _ name: String) throws {
    try FileManager.default.createDirectory(atPath: folder.folder + "/" + name, withIntermediateDirectories: false)
  }

  @Test func placesOfFilesAreRefusedInWords() throws {
    try withFolder { folder in
      try make(folder, "directory")
      try folder.write("there", "before")
      symlink("loop", folder.folder + "/loop")
      mkfifo(folder.folder + "/pipe", 0o600)
      let names = folder.names
      func says(_ name: String, inputs: [String] = []) -> String {
        self.says(folder) { try OutputFile.write([(try file(folder, name, inputs: inputs), [1])]) }
      }
      #expect(
        RefusalLine.of { _ = try OutputFile("", option: "--map", inputs: [], overwrites: false) }
          == "--map: the path is empty; name a file, or - for standard output")
      #expect(says("directory") == "directory: is a directory; name a file to write")
      #expect(says("there") == "there: the output exists already; name another file, or add --force to replace it")
      #expect(
        says("there", inputs: [folder.folder + "/there"])
          == "there: the output is an input of this run; name another file to write")
      #expect(says("loop") == "loop: too many symbolic links; name the file itself")
      #expect(
        says("pipe")
          == "pipe: cannot open to write: No such device or address; "
          + "start what reads the pipe first, or write to a file")
      #expect(says("no/a") == "no/a: its directory is not there; create no first")
      #expect(says("there/a") == "there/a: its directory is a file; name a place in a directory")
      let long = String(repeating: "n", count: 256)
      #expect(says(long) == long + ": cannot write the output: File name too long; give a shorter name")
      #expect(folder.names == names && folder.read("there") == "before")
    }
  }

  /// Directories that not even the system's administrator may write in.
  private static let closed = (["/sys", "/proc/sys", "/proc", "/usr", "/"] as [String])
    .first { access($0, W_OK) != 0 }

  @Test(.enabled(if: closed != nil, "needs a directory closed to writing"))
  func closedDirectories() throws {
    let path = try #require(Self.closed) + "/a"
    let line = RefusalLine.of { _ = try OutputFile(path, option: "--output", inputs: [], overwrites: false) }
    let reasons = ["Permission denied", "Read-only file system", "No such file or directory"]
    #expect(
      reasons.contains { line == "\(path): cannot write in its directory: \($0); name a place that can be written" },
      "\(line)")
  }

  @Test func devicesWithoutRoom() {
    #expect(
      RefusalLine.of {
        try OutputFile.write([
          (try OutputFile("/dev/full", option: "--output", inputs: [], overwrites: false), [1])
        ])
      } == "/dev/full: cannot write the output: No space left on device; free some space, or write elsewhere")
  }

  /// A directory has come where the file was to be.
  @Test func filesThatCannotBePutInPlace() throws {
    try withFolder { folder in
      let output = try file(folder, "a", overwrites: true)
      try output.stage([1])
      try make(folder, "a")
      #expect(
        says(folder) { try output.commit() }
          == "a: cannot put the output in place: Is a directory; name a place that can be written")
      #expect(folder.names == ["a"])
    }
  }

  @Test func placesOfFoldersAreRefusedInWords() throws {
    try withFolder { folder in
      try folder.write("there", "before")
      for name in ["run", "mine"] { try make(folder, name) }
      try folder.write("run/run.json", "{}")
      try folder.write("mine/diary.txt", "dear")
      func says(_ name: String, overwrites: Bool = false, makesParent: Bool = false) -> String {
        self.says(folder) {
          _ = try OutputFolder(folder.folder + "/" + name, overwrites: overwrites, makesParent: makesParent)
        }
      }
      #expect(
        RefusalLine.of { _ = try OutputFolder("", overwrites: false, makesParent: false) }
          == "--output: the path is empty; name a folder to write")
      #expect(
        RefusalLine.of { _ = try OutputFolder("..", overwrites: true, makesParent: false) }
          == "..: cannot be a run's folder; name a new folder to write")
      #expect(says("there") == "there: is a file, and a folder is to be written; name a new folder")
      let long = String(repeating: "n", count: 256)
      #expect(says(long) == long + ": cannot write the output: File name too long; give a shorter name")
      #expect(says("run") == "run: the output folder exists already; name another, or add --force to replace it")
      #expect(
        says("mine", overwrites: true)
          == "mine: the folder holds diary.txt, which no run of circle writes; name another folder")
      #expect(
        says("no/no/run", makesParent: true)
          == "no/no: cannot make the folder: No such file or directory; name a place that can be written")
      #expect(folder.names == ["mine", "run", "there"])
    }
  }

  /// Somebody removes the folder around it, or forbids to look into the earlier run.
  @Test func foldersThatCannotBeMade() throws {
    try withFolder { folder in
      try make(folder, "around")
      let line = says(folder) {
        let run = try OutputFolder(folder.folder + "/around/run", overwrites: false, makesParent: false)
        try FileManager.default.removeItem(atPath: folder.folder + "/around")
        try run.write([("run.json", [1])])
      }
      #expect(
        line
          == "around/run: cannot write the output folder: No such file or directory; name a place that can be written")
      #expect(folder.names == [])
      try make(folder, "run")
      chmod(folder.folder + "/run", 0)
      let closed = RefusalLine.asNobody {
        says(folder) { _ = try OutputFolder(folder.folder + "/run", overwrites: true, makesParent: false) }
      }
      #expect(closed == nil || closed == "run: the output folder exists and cannot be read; name another folder")
      chmod(folder.folder + "/run", 0o700)
    }
  }

  /// Somebody removes the unfinished folder: the earlier run stays.
  @Test func foldersThatCannotBePutInPlace() throws {
    try withFolder { folder in
      for overwrites in [false, true] {
        let line = says(folder) {
          let run = try OutputFolder(folder.folder + "/run", overwrites: overwrites, makesParent: false)
          try run.write(["run.json"], workers: 1) { _, sink in
            try sink([1])
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.folder)
            for name in names where name.hasSuffix(".part") {
              try FileManager.default.removeItem(atPath: folder.folder + "/" + name)
            }
          }
        }
        #expect(
          line
            == "run: cannot put the output in place: No such file or directory; name a place that can be written")
        #expect(folder.names == (overwrites ? ["run"] : []))
        if !overwrites {
          try make(folder, "run")
          try folder.write("run/run.json", "{}")
        }
      }
      #expect(folder.read("run/run.json") == "{}")
    }
  }
}
