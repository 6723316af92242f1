import Foundation
import Geography

/// A solver of mixed-integer programs on this machine, run as a command: HiGHS, CBC, or HiGHS of Python's package highspy.
package struct PlanSolver: Sendable {
  private enum Kind { case highs, cbc, highspy }

  /// What `highs` does, for the package that brings no command: model, solution and seconds are its arguments.
  private static let script = """
    import sys, highspy
    solver = highspy.Highs()
    for name in ("mip_rel_gap", "mip_abs_gap"): solver.setOptionValue(name, 0.0)
    solver.setOptionValue("time_limit", float(sys.argv[3]))
    solver.readModel(sys.argv[1])
    solver.run()
    solver.writeSolution(sys.argv[2], 0)
    """

  /// What a solver left.
  struct Answer {
    /// Whether it proved its solution best.
    var isOptimal: Bool
    /// Numbers of the x that are 1.
    var chosen: [Int]
    /// What it says no solution exceeds, in people or dwellings; `nil` when it does not say.
    var bound: Double?
  }

  /// Its name: "highs", "cbc" or "highspy".
  package let name: String
  private let kind: Kind
  private let path: String
  /// Seconds after which it gives what it has.
  package var seconds = 120

  private init(name: String, kind: Kind, path: String) {
    (self.name, self.kind, self.path) = (name, kind, path)
  }

  /// HiGHS at a place of its own.
  init(highs path: String) { self.init(name: "highs", kind: .highs, path: path) }

  /// The first of them on the search path.
  package static func found() -> PlanSolver? {
    if let path = command("highs") { return PlanSolver(name: "highs", kind: .highs, path: path) }
    if let path = command("cbc") { return PlanSolver(name: "cbc", kind: .cbc, path: path) }
    guard let path = command("python3"), (try? run(path, ["-c", "import highspy"], log: "/dev/null")) == 0 else {
      return nil
    }
    return PlanSolver(name: "highspy", kind: .highspy, path: path)
  }

  private static func command(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").lazy.filter { $0.hasPrefix("/") }
      .map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// What to tell who has none.
  package static var missing: InputError {
    InputError(
      "--exact", "no solver is found: highs, cbc, or Python's highspy",
      remedy: "install one: `apt-get install coinor-cbc` or `pip install highspy`")
  }

  /// Solves a model.
  ///
  /// - Throws: ``InputError`` when the solver cannot be run or leaves no solution.
  func solve(_ model: String) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.path + "/circle-plan-\(UUID().uuidString)"
    let names = ["model.mps", "options", "solution", "log"].map { "\(folder)/\($0)" }
    defer { OutputCleanup.settling([folder]) { try? FileManager.default.removeItem(atPath: folder) } }
    do {
      try OutputCleanup.creating(folder) {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      }
      let options = "mip_rel_gap = 0\nmip_abs_gap = 0\ntime_limit = \(seconds)\n"
      for (path, text) in zip(names, [model, options, "", ""]) {
        try OutputCleanup.creating(path) { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
      }
      try run(model: names[0], options: names[1], solution: names[2], log: names[3])
    } catch let error as InputError {
      throw error
    } catch {
      throw InputError("--exact", "\(name) cannot be run: \(error.localizedDescription)", remedy: "check \(path)")
    }
    func text(_ path: String) -> String {
      String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
    return try answer(solution: text(names[2]), log: text(names[3]))
  }

  private func run(model: String, options: String, solution: String, log: String) throws {
    let arguments: [String] =
      switch kind {
      case .highs: ["--model_file", model, "--options_file", options, "--solution_file", solution]
      case .highspy: ["-c", Self.script, model, solution, "\(seconds)"]
      case .cbc:
        [
          model, "-ratioGap", "0", "-allowableGap", "0", "-seconds", "\(seconds)", "-solve", "-solution", solution,
          "-quit",
        ]
      }
    _ = try Self.run(path, arguments, log: log)
  }

  /// Runs a command to its end, its words going to a file; returns its status.
  private static func run(_ path: String, _ arguments: [String], log: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    // Python looks for packages where it stands: not beside the user's data.
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    let output = FileHandle(forWritingAtPath: log)
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  private func answer(solution: String, log: String) throws -> Answer {
    let lines = solution.split(separator: "\n")
    let words = lines.map { $0.split(separator: " ").filter { $0 != "**" } }
    var chosen: [Int] = []
    // HiGHS writes `X3 1`, then again for its duals; CBC `7 X3 1 0.5`.
    let end = lines.firstIndex { $0.hasPrefix("# Dual") } ?? lines.endIndex
    for line in words.prefix(end) {
      guard let place = line.firstIndex(where: { $0.hasPrefix("X") }), place + 1 < line.count,
        let number = Int(line[place].dropFirst()), let value = Double(line[place + 1]), value > 0.5
      else { continue }
      chosen.append(number)
    }
    let isOptimal =
      kind == .cbc
      ? lines.first?.hasPrefix("Optimal") ?? false : lines.contains { $0 == "Optimal" }
    let hasAny = !chosen.isEmpty || isOptimal
    guard hasAny || log.contains("ime") else {
      throw InputError(
        "--exact", "\(name) left no solution", remedy: "check the solver, or leave --exact away: the bound is proven")
    }
    return Answer(isOptimal: isOptimal, chosen: chosen.sorted(), bound: Self.bound(in: log))
  }

  /// The last bound in a log: CBC's `Lower bound: -12.3`, HiGHS' `Dual bound -12.3`.
  private static func bound(in log: String) -> Double? {
    let line = log.split(separator: "\n").last { $0.contains("Lower bound:") || $0.contains("Dual bound") }
    return line?.split(whereSeparator: { $0 == " " || $0 == ":" }).last.flatMap { Double($0) }.map { -$0 }
  }
}
