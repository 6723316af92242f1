import Geography
import OpenStreetMap

/// Lines that the straight leg between a place and its street must not cross (domain §7), and where water lies.
package struct Obstacles: Sendable {
  /// Rivers, canals, railways, motorways and trunks, shores of standing water, coastlines: no one crosses them.
  package var lines: [[Coordinate]]
  /// Walls and fences: a leg avoids them, but may have a door or gate that the data lack.
  package var walls: [[Coordinate]]
  /// Coastlines, with land on the left as OSM draws them.
  package var coastlines: [[Coordinate]]
  /// Water areas.
  package var water: [GeographicPolygon]

  package init(
    lines: [[Coordinate]] = [], walls: [[Coordinate]] = [], coastlines: [[Coordinate]] = [],
    water: [GeographicPolygon] = []
  ) {
    self.lines = lines
    self.walls = walls
    self.coastlines = coastlines
    self.water = water
  }
}
