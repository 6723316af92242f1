import ArgumentParser
import CityGenerator

/// Writes a seeded city.
struct GenerateCity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate-city",
    abstract: "Writes a seeded city of any size as an .osm.pbf extract; the same seed gives the same bytes.")

  @Option(help: "Nodes of the city, about.")
  var nodes: Int

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  @Option(help: "Museums, libraries and theatres (default: one for 8,430 nodes).")
  var venues: Int?

  @Option(help: "The extract to write; what is there is replaced.")
  var output: String

  func run() throws {
    let city = try CityGenerator(nodes: nodes, seed: seed, venues: venues).write(to: output)
    print(
      "seed \(seed): \(city.nodes) nodes, \(city.ways) ways, \(city.relations) relations, \(city.venues) venues, "
        + "\(city.districts) districts, \(city.bytes) bytes in \(output)")
  }
}

GenerateCity.main()
