import ArgumentParser
import Coverage
import Foundation
import Geography
import PlannerMap
import Walking

/// The command: `circle serve` hands over to it.
@main
struct CircleMap: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "circle-map",
    abstract: "Serves a city's map to planners' browsers on this machine.",
    discussion: """
      Open the address that it prints. Nothing is fetched from the internet. The map is drawn by MapLibre GL JS, set up \
      once by

        \(VendorFiles.setUpCommand)

      EXAMPLES
        circle serve city.osm.pbf
        circle serve city.osm.pbf --minutes 10 --homes people.csv --port 8080

      Scripts on this machine may ask too: /openapi.json tells how. Ctrl-C ends it.
      """)

  @Argument(help: "An .osm.pbf, .osm, .osm.gz or .osm.bz2 file.")
  var city: String

  @Option(help: "The address or name to listen on; other machines can ask when it is not of this one alone.")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 for a free one.")
  var port = 8015

  @Option(help: "The folder with maplibre-gl.js and maplibre-gl.css.")
  var vendor: String?

  @Option(help: "The limit to begin with, 5 to 30 minutes.")
  var minutes = 15

  @Option(help: "Walking speed in km/h, 0.1 to 50.")
  var speed = 4.8

  @Option(help: "Kinds of venues that count, such as museum,library.")
  var kinds = "museum,theatre,library"

  @Option(help: "Venues as CSV or GeoJSON.")
  var venues: String?

  @Option(help: "Whether the list replaces the extract's venues or adds to them: replace or add.")
  var venuesMode = "replace"

  @Option(help: "Homes with people as CSV or GeoJSON, in place of the extract's buildings.")
  var homes: String?

  @Option(help: "The study area by the name of an administrative area of the extract.")
  var within: String?

  @Option(help: "Threads (default: all processors).")
  var threads: Int?

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port: \(port) is not between 0 and 65535") }
    guard MapQuestion.minutesAllowed.contains(minutes) else {
      throw ValidationError("--minutes: \(minutes) is not between 5 and 30")
    }
    guard WalkingSpeed(kilometresPerHour: speed) != nil else {
      throw ValidationError("--speed: \(speed) is not between 0.1 and 50 km/h")
    }
    guard (1...256).contains(threads ?? 1) else {
      throw ValidationError("--threads: \(threads ?? 0) is not between 1 and 256")
    }
    guard ["replace", "add"].contains(venuesMode) else {
      throw ValidationError("--venues-mode: '\(venuesMode)' is neither replace nor add")
    }
    _ = try chosenKinds()
  }

  private func chosenKinds() throws -> [VenueKind] {
    if kinds == "all" { return VenueKind.allCases }
    let named = try kinds.split(separator: ",", omittingEmptySubsequences: false).map { name in
      guard let kind = VenueKind(rawValue: String(name)) else {
        let known = VenueKind.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--kinds: '\(name)' is no kind of venue; the kinds are all, \(known)")
      }
      return kind
    }
    return Set(named).sorted()
  }

  func run() async throws {
    do {
      let files = try VendorFiles.find(
        named: vendor, environment: ProcessInfo.processInfo.environment,
        programPath: try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      if !files.isComplete {
        Self.say("note: MapLibre GL JS is not set up, so the page has no map; once: \(VendorFiles.setUpCommand)")
      }
      var server = MapServer(try prepare(), vendor: files)
      (server.host, server.port) = (host, port)
      server.limits.workers = workers
      try await server.run { address in
        FileHandle.standardOutput.write(Data("http://\(address)/\n".utf8))
      }
    } catch let error as InputError {
      Self.say("error: \(error)")
      throw ExitCode(1)
    } catch let error as ExitCode {
      throw error
    } catch {
      Self.say("error: --host \(host) --port \(port): cannot listen there: \(error); name another --port, or 0")
      throw ExitCode(1)
    }
  }

  private var workers: Int { threads ?? max(1, min(64, ProcessInfo.processInfo.activeProcessorCount)) }

  private func prepare() throws -> EngineCity {
    var parameters = CoverageParameters(workers: workers)
    parameters.kinds = try chosenKinds()
    parameters.profile.speed = WalkingSpeed(kilometresPerHour: speed) ?? .standard
    var analysis = CoverageAnalysis(extract: city, parameters: parameters)
    analysis.venuesPath = venues
    analysis.venuesReplace = venuesMode == "replace"
    analysis.homesPath = homes
    analysis.areaName = within
    let prepared = try analysis.city()
    let base = try BaseMap(extract: city, workers: workers)
    let name = URL(fileURLWithPath: city).lastPathComponent.split(separator: ".").first.map(String.init) ?? city
    return EngineCity(prepared, base: base, name: name, minutes: minutes)
  }

  private static func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
