import Foundation
import Geography
import Testing

@testable import Coverage

/// Files and folders that appear whole or not at all. Serialised: unfinished paths are process-wide.
@Suite(.serialized) struct OutputFileTests {
  func withFolder(_ body: (ProgramUnderTest) throws -> Void) throws {
    let folder = try ProgramUnderTest()
    defer { folder.remove() }
    try body(folder)
  }

  func file(_ folder: ProgramUnderTest, _ name: String, inputs: [String] = [], overwrites: Bool = false) throws
    -> OutputFile
  {
    try OutputFile(folder.folder + "/" + name, option: "--output", inputs: inputs, overwrites: overwrites)
  }

  @Test func newFilesAppearAndNothingElse() throws {
    try withFolder { folder in
      try OutputFile.write([(try file(folder, "a"), Array("one".utf8)), (try file(folder, "b"), [])])
      #expect(folder.names == ["a", "b"])
      #expect(folder.read("a") == "one")
    }
  }

  @Test func whatIsThereStaysUnlessForced() throws {
    try withFolder { folder in
      try folder.write("a", "before")
      #expect(throws: InputError.self) { try file(folder, "a") }
      #expect(folder.read("a") == "before")
      let forced = try file(folder, "a", overwrites: true)
      try forced.stage(Array("after".utf8))
      #expect(folder.read("a") == "before")
      try forced.commit()
      #expect(folder.read("a") == "after")
      #expect(folder.names == ["a"])
    }
  }

  @Test func inputsAreNeverOverwritten() throws {
    try withFolder { folder in
      try folder.write("input", "map")
      let path = folder.folder + "/input"
      for alias in ["hard", "soft"] {
        if alias == "hard" { link(path, folder.folder + "/hard") } else { symlink(path, folder.folder + "/soft") }
        let error = #expect(throws: InputError.self) {
          try file(folder, alias, inputs: [path], overwrites: true)
        }
        #expect(error?.problem.contains("input") == true)
      }
      #expect(folder.read("input") == "map")
    }
  }

  @Test func linksStayLinks() throws {
    try withFolder { folder in
      try folder.write("target", "before")
      symlink("target", folder.folder + "/link")
      symlink("nowhere", folder.folder + "/dangling")
      try OutputFile.write([(try file(folder, "link", overwrites: true), Array("after".utf8))])
      try OutputFile.write([(try file(folder, "dangling"), Array("new".utf8))])
      #expect(folder.read("target") == "after")
      #expect(folder.read("nowhere") == "new")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.folder + "/link") == "target")
      symlink("loop", folder.folder + "/loop")
      #expect(throws: InputError.self) { try file(folder, "loop", overwrites: true) }
    }
  }

  @Test func devicesAreWrittenInPlace() throws {
    try OutputFile.write([
      (try OutputFile("/dev/null", option: "--output", inputs: [], overwrites: false), [1, 2, 3])
    ])
    #expect(
      try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        == .typeCharacterSpecial)
    let full = try OutputFile("/dev/full", option: "--output", inputs: [], overwrites: false)
    let error = #expect(throws: InputError.self) { try OutputFile.write([(full, [1])]) }
    #expect(error?.problem.contains("space") == true)
  }

  @Test func aFailureTakesAllFilesBack() throws {
    // Tests of this suite run one after another; no other suite makes outputs.
    try withFolder { folder in
      let good = try file(folder, "good")
      let full = try OutputFile("/dev/full", option: "--output", inputs: [], overwrites: false)
      #expect(throws: InputError.self) { try OutputFile.write([(good, [1]), (full, [1])]) }
      #expect(folder.names.isEmpty)
    }
  }

  @Test func foldersAppearWhole() throws {
    try withFolder { folder in
      let path = folder.folder + "/run"
      try OutputFolder(path, overwrites: false, makesParent: false).write([("run.json", [1]), ("map.svg", [2])])
      #expect(folder.names == ["run"])
      #expect(throws: InputError.self) { try OutputFolder(path, overwrites: false, makesParent: false) }
      try OutputFolder(path + "/", overwrites: true, makesParent: false).write([("run.json", [3])])
      #expect(folder.names == ["run"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["run.json"])
      #expect(FileManager.default.contents(atPath: path + "/run.json") == Data([3]))
    }
  }

  /// A file that breaks off half written, as on a full disk, takes the whole folder with it.
  @Test func foldersThatBreakOffLeaveNothing() throws {
    struct Full: Error {}
    try withFolder { folder in
      let place = try OutputFolder(folder.folder + "/run", overwrites: false, makesParent: false)
      #expect(throws: Full.self) {
        try place.write(["map.svg", "run.json", "homes.csv"], workers: 2) { name, sink in
          try sink([1, 2, 3])
          if name == "run.json" { throw Full() }
          try sink([4])
        }
      }
      #expect(folder.names.isEmpty)
      try place.write(["map.svg", "run.json"], workers: 2) { name, sink in
        for byte in name.utf8 { try sink([byte]) }
      }
      #expect(folder.read("run/map.svg") == "map.svg" && folder.read("run/run.json") == "run.json")
    }
  }

  /// Both judged the place while it was free; the second may replace only when told to.
  @Test(arguments: [false, true])
  func aSecondRunMeetsTheFirst(overwrites: Bool) throws {
    try withFolder { folder in
      let path = folder.folder + "/run"
      let places = try (0..<2).map { _ in try OutputFolder(path, overwrites: overwrites, makesParent: false) }
      let files = try (0..<2).map { _ in try file(folder, "a", overwrites: overwrites) }
      try places[0].write([("run.json", [1]), ("map.svg", [1])])
      try OutputFile.write([(files[0], [1])])
      if overwrites {
        try places[1].write([("run.json", [2])])
        try OutputFile.write([(files[1], [2])])
      } else {
        let errors = [
          #expect(throws: InputError.self) { try places[1].write([("run.json", [2])]) },
          #expect(throws: InputError.self) { try OutputFile.write([(files[1], [2])]) },
        ]
        #expect(errors.allSatisfy { $0?.problem.contains("exists already") == true })
      }
      #expect(folder.names == ["a", "run"])
      let kept = FileManager.default.contents(atPath: path + "/run.json")
      #expect(kept == Data([overwrites ? 2 : 1]) && FileManager.default.contents(atPath: folder.folder + "/a") == kept)
    }
  }

  /// What a user puts into the folder while a run is at work stays.
  @Test func aFileThatCameMeanwhileStays() throws {
    try withFolder { folder in
      let path = folder.folder + "/run"
      try OutputFolder(path, overwrites: false, makesParent: false).write([("run.json", [1])])
      let place = try OutputFolder(path, overwrites: true, makesParent: false)
      try folder.write("run/thesis.txt", "years of work")
      #expect(throws: InputError.self) { try place.write([("run.json", [2])]) }
      #expect(folder.names == ["run"] && folder.read("run/thesis.txt") == "years of work")
      #expect(FileManager.default.contents(atPath: path + "/run.json") == Data([1]))
    }
  }

  @Test func outputsThatWouldMeetAreKnown() throws {
    try withFolder { folder in
      let (a, again, b) = try (file(folder, "a"), file(folder, "./a"), file(folder, "b"))
      #expect(a.isSamePlace(as: again) && !a.isSamePlace(as: b))
      let path = folder.folder + "/run"
      try OutputFolder(path, overwrites: false, makesParent: false).write([("run.json", [1])])
      let run = try OutputFolder(path, overwrites: true, makesParent: false)
      #expect(try file(folder, "run/t.json").lies(in: run) && !a.lies(in: run))
    }
  }

  @Test func foldersOfOthersAreNeverReplaced() throws {
    try withFolder { folder in
      try folder.write("thesis.txt", "years of work")
      let error = #expect(throws: InputError.self) {
        try OutputFolder(folder.folder, overwrites: true, makesParent: false)
      }
      #expect(error?.problem.contains("thesis.txt") == true)
      #expect(throws: InputError.self) {
        try OutputFolder(folder.folder + "/thesis.txt", overwrites: true, makesParent: false)
      }
      #expect(folder.read("thesis.txt") == "years of work")
    }
  }

  @Test func aFailedFolderLeavesNothing() throws {
    try withFolder { folder in
      let place = try OutputFolder(folder.folder + "/run", overwrites: false, makesParent: false)
      // A name that cannot be made inside the folder.
      #expect(throws: InputError.self) { try place.write([("run.json", [1]), ("no/such", [2])]) }
      #expect(folder.names.isEmpty)
    }
  }

  @Test func aSignalRemovesWhatIsUnfinished() throws {
    try withFolder { folder in
      let path = folder.folder
      OutputCleanup.creating(path + "/.dir") { _ = mkdir(path + "/.dir", 0o777) }
      try OutputCleanup.creating(path + "/.dir/file") { try folder.write(".dir/file", "x") }
      try OutputCleanup.creating(path + "/.part") { try folder.write(".part", "x") }
      var namesAtTheEnd = ["unset"]
      OutputCleanup.removeUnfinished { namesAtTheEnd = folder.names }
      #expect(namesAtTheEnd.isEmpty)
    }
  }
}
