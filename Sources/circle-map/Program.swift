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
    let analysis = try command.options.analysis()
    let city = try prepare(analysis, minutes: command.minutes)
    var server = MapServer(city, vendor: files)
    (server.host, server.port) = (command.host, command.port)
    server.limits.workers = analysis.parameters.workers
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
    // A prepared city has no buildings and no classes of streets: they are read from what it was built from.
    let source = city.recipe?.inputs.first { $0.role == "extract" }
    let extract = source?.path ?? analysis.extractPath
    var base = BaseMap()
    if source == nil || (try? RunInput(role: "extract", path: extract))?.sha256 == source?.sha256 {
      base = try BaseMap(extract: extract, workers: analysis.parameters.workers)
    } else {
      say("note: \(extract) is not what the city was built from, so the map shows no buildings and all streets alike")
    }
    let name = URL(fileURLWithPath: analysis.extractPath).lastPathComponent.split(separator: ".").first.map(String.init)
    return EngineCity(city, base: base, name: name ?? analysis.extractPath, minutes: minutes)
  }

  private static func say(_ line: String) {
    FileHandle.standardError.write(Data((line.printable(limit: 400) + "\n").utf8))
  }
}
