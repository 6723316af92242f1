import Foundation

/// A whole run of the benchmarks: where, when, of what, and every raw figure.
public struct BenchmarkReport: Codable, Sendable {
  /// What the figures depend on besides the code.
  public struct Machine: Codable, Equatable, Sendable {
    /// Of the processor, the system and the compiler.
    public var processor: String, kernel: String, compiler: String
    /// Processors in use and memory in MiB.
    public var processors: Int, memory: Int

    /// Makes a description.
    public init(processor: String, processors: Int, memory: Int, kernel: String, compiler: String) {
      self.processor = processor
      self.processors = processors
      self.memory = memory
      self.kernel = kernel
      self.compiler = compiler
    }
  }

  /// How it was measured.
  public struct Settings: Codable, Equatable, Sendable {
    /// Runs of each stage, threads of each run, bounded searches a run.
    public var runs: Int, threads: Int, searches: Int

    /// Makes settings.
    public init(runs: Int, threads: Int, searches: Int) {
      self.runs = runs
      self.threads = threads
      self.searches = searches
    }
  }

  /// The day and time in UTC, and the commit of the code.
  public var date: String, commit: String
  /// Where.
  public var machine: Machine
  /// How.
  public var settings: Settings
  /// On what.
  public var extracts: [ExtractReport] = []

  /// Makes an empty report.
  public init(date: String, commit: String, machine: Machine, settings: Settings) {
    self.date = date
    self.commit = commit
    self.machine = machine
    self.settings = settings
  }

  /// Reads a report that ``encoded()`` wrote.
  public init(contentsOf path: String) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// The report as JSON.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}
