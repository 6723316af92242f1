import ArgumentParser
import CommandOptions
import Coverage
import Foundation
import Geography
import PlannerMap

/// Where the map's program begins: parses, prepares the city, serves, and turns every error into one line and a status.
@main
enum Program {
  static func main() async {
    let command: CircleMap
    do {
      command = try CircleMap.parse()
    } catch {
      guard CircleMap.exitCode(for: error) != .success else {
        print(CircleMap.fullMessage(for: error))
        exit(0)
      }
      say("error: \(CircleMap.message(for: error)); see circle serve --help")
      exit(2)
    }
    do {
      try await serve(command)
    } catch let error as UsageError {
      say("error: \(error.message)")
      exit(2)
    } catch let error as InputError {
      say("error: \(error)")
      exit(1)
    } catch {
      say("error: --host \(command.host) --port \(command.port): cannot listen there: \(error); name another, or 0")
      exit(1)
    }
  }

  private static func serve(_ command: CircleMap) async throws {
    let files = try VendorFiles.find(
      named: command.vendor, environment: ProcessInfo.processInfo.environment,
      programPath: try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    if !files.isComplete {
      say("note: MapLibre GL JS is not set up, so the page has no map; once: \(VendorFiles.setUpCommand)")
    }
    var analysis = try command.options.analysis()
    analysis.parameters.selection = try command.selection.selection()
    let city = try prepare(analysis, minutes: command.minutes)
    var server = MapServer(city, vendor: files)
    (server.host, server.port) = (command.host, command.port)
    server.limits.workers = analysis.parameters.workers
    server.log = { say("error: \($0)") }
    try await server.run { address in
      FileHandle.standardOutput.write(Data("http://\(address)/\n".utf8))
      let thread = Thread { try? city.warmUp(.never) }
      thread.qualityOfService = .background
      thread.start()
    }
  }

  private static func prepare(_ analysis: CoverageAnalysis, minutes: Int) throws -> EngineCity {
    let city = try analysis.city()
    city.warnings.forEach { say("warning: \($0.count) × \($0.message)") }
    let base = try baseMap(of: city, path: analysis.extractPath, workers: analysis.parameters.workers)
    let name = URL(fileURLWithPath: analysis.extractPath).lastPathComponent.split(separator: ".").first.map(String.init)
    return EngineCity(city, base: base, name: name ?? analysis.extractPath, minutes: minutes)
  }

  /// A prepared city has no buildings and no classes of streets: they are read from what it was built from, where that
  /// was, else beside it.
  private static func baseMap(of city: PreparedCity, path: String, workers: Int) throws -> BaseMap {
    guard let source = city.recipe?.inputs.first(where: { $0.role == "extract" }) else {
      return try BaseMap(extract: path, workers: workers)
    }
    let name = URL(fileURLWithPath: source.path).lastPathComponent
    let beside = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(name).path
    for extract in [source.path, beside] {
      let found = try? RunInput(role: "extract", path: extract)
      guard let digest = found?.sha256, digest == source.sha256 else { continue }
      return try BaseMap(extract: extract, workers: workers)
    }
    say("note: no buildings on the map: they are in \(source.path), which is neither there nor beside the city")
    return BaseMap()
  }

  private static func say(_ line: String) {
    FileHandle.standardError.write(Data((line.printable(limit: 400) + "\n").utf8))
  }
}
