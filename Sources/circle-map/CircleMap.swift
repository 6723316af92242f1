import ArgumentParser
import CommandOptions
import PlannerMap

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
        circle serve city.circle --open-at "Sun 19:00" --fee free

      Scripts on this machine may ask too: /openapi.json tells how. Ctrl-C ends it.
      """)

  @OptionGroup var options: CityOptions

  @Option(help: "The address or name to listen on; other machines can ask when it is not of this one alone.")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 for a free one.")
  var port = 8015

  @Option(help: "The folder with maplibre-gl.js and maplibre-gl.css.")
  var vendor: String?

  @OptionGroup var selection: PlannerSelectionOptions

  @Option(help: "The limit to begin with, 5 to 30 minutes.")
  var minutes = 15

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port: \(port) is not between 0 and 65535") }
    guard MapQuestion.minutesAllowed.contains(minutes) else {
      throw ValidationError("--minutes: \(minutes) is not between 5 and 30")
    }
  }
}
