import Geography
import OpenStreetMap

/// Lines that the straight leg between a place and its street must not cross (domain §7), and where water lies.
package struct Obstacles: Sendable {
  /// Rivers, canals, railways, motorways and trunks, walls, fences, shores of standing water, coastlines.
  package var lines: [[Coordinate]]
  /// Coastlines, with land on the left as OSM draws them.
  package var coastlines: [[Coordinate]]
  /// Water areas.
  package var water: [GeographicPolygon]

  package init(lines: [[Coordinate]] = [], coastlines: [[Coordinate]] = [], water: [GeographicPolygon] = []) {
    self.lines = lines
    self.coastlines = coastlines
    self.water = water
  }
}
