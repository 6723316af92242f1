import ArgumentParser
import Coverage
import Foundation
import Geography
import PlannerMap
import Walking

/// The command's options; `circle serve` hands over to it.
struct CircleMap: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "circle serve",
    abstract: "Serves a city's map to planners' browsers on this machine.",
    discussion: """
      Open the address that it prints. Nothing is fetched from the internet. The map is drawn by MapLibre GL JS, set up \
      once by

        \(VendorFiles.setUpCommand)

      EXAMPLES
        circle serve city.osm.pbf
        circle serve city.circle --minutes 10 --port 8080
        circle serve city.osm.pbf --homes people.csv

      Scripts on this machine may ask too: /openapi.json tells how. Ctrl-C ends it.
      """)

  @Argument(help: "A prepared city, or an .osm.pbf, .osm, .osm.gz or .osm.bz2 file.")
  var city: String

  @Option(help: "The address or name to listen on; other machines can ask when it is not of this one alone.")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 for a free one.")
  var port = 8015

  @Option(help: "The folder with maplibre-gl.js and maplibre-gl.css.")
  var vendor: String?

  @Option(help: "The limit to begin with, 5 to 30 minutes.")
  var minutes = 15

  @Option(help: "Walking speed in km/h, 0.1 to 50 (default: 4.8).")
  var speed: Double?

  @Option(help: "Kinds of venues that count, such as museum,library, or all (default: museum,theatre,library).")
  var kinds: String?

  @Option(help: "Venues as CSV or GeoJSON.")
  var venues: String?

  @Option(help: "Whether the list replaces the extract's venues or adds to them: replace or add.")
  var venuesMode: String?

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
    guard WalkingSpeed(kilometresPerHour: speed ?? 4.8) != nil else {
      throw ValidationError("--speed: \(speed ?? 0) is not between 0.1 and 50 km/h")
    }
    guard (1...256).contains(threads ?? 1) else {
      throw ValidationError("--threads: \(threads ?? 0) is not between 1 and 256")
    }
    guard ["replace", "add"].contains(venuesMode ?? "add") else {
      throw ValidationError("--venues-mode: '\(venuesMode ?? "")' is neither replace nor add")
    }
    _ = try chosenKinds()
  }

  private func chosenKinds() throws -> [VenueKind] {
    guard let kinds else { return VenueKind.core.sorted() }
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

  var workers: Int { threads ?? max(1, min(64, ProcessInfo.processInfo.activeProcessorCount)) }

  /// What is asked of a city: options that were typed must hold for a prepared one too.
  func analysis() throws -> CoverageAnalysis {
    var parameters = CoverageParameters(workers: workers)
    parameters.kinds = try chosenKinds()
    parameters.profile.speed = speed.flatMap(WalkingSpeed.init(kilometresPerHour:)) ?? .standard
    var analysis = CoverageAnalysis(extract: city, parameters: parameters)
    analysis.venuesPath = venues
    analysis.venuesReplace = venuesMode != "add"
    analysis.homesPath = homes
    analysis.areaName = within
    let typed: [(CityOption, Bool)] = [
      (.speed, speed != nil), (.kinds, kinds != nil), (.venues, venues != nil), (.venuesMode, venuesMode != nil),
      (.homes, homes != nil), (.within, within != nil),
    ]
    analysis.insisted = Set(typed.filter(\.1).map(\.0))
    return analysis
  }
}
