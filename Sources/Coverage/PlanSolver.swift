import Foundation
import Geography

/// A solver of mixed-integer programs on this machine: HiGHS or CBC, as a command.
package struct PlanSolver: Sendable {
  private enum Kind { case highs, cbc }

  /// What a solver left.
  struct Answer {
    /// Whether it proved its solution best.
    var isOptimal: Bool
    /// Numbers of the x that are 1.
    var chosen: [Int]
    /// What it says no solution exceeds, in people or dwellings; `nil` when it does not say.
    var bound: Double?
  }

  /// Name of the command: "highs" or "cbc".
  package let name: String
  private let kind: Kind
  private let path: String
  /// Seconds after which it gives what it has.
  package var seconds = 120

  /// The first one on the search path, HiGHS before CBC.
  package static func found() -> PlanSolver? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for (name, kind) in [("highs", Kind.highs), ("cbc", .cbc)] {
      for folder in folders where folder.hasPrefix("/") {
        let path = "\(folder)/\(name)"
        if access(path, X_OK) == 0 { return PlanSolver(name: name, kind: kind, path: path) }
      }
    }
    return nil
  }

  /// What to tell who has none.
  package static var missing: InputError {
    InputError(
      "--exact", "no solver is found: neither highs nor cbc is on the PATH",
      remedy: "install one: `apt-get install coinor-cbc`, or HiGHS from highs.dev")
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
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    switch kind {
    case .highs: process.arguments = ["--model_file", model, "--options_file", options, "--solution_file", solution]
    case .cbc:
      process.arguments = [
        model, "-ratioGap", "0", "-allowableGap", "0", "-seconds", "\(seconds)", "-solve", "-solution", solution,
        "-quit",
      ]
    }
    let output = FileHandle(forWritingAtPath: log)
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
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
      kind == .cbc ? lines.first?.hasPrefix("Optimal") ?? false : lines.contains { $0 == "Optimal" }
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
