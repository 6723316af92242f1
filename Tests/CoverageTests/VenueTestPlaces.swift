import Coverage
import Foundation
import Geography
import OpenStreetMap
import TestSupport

/// Small worlds for the tests of venues, doors and homes.
enum Place {
  static let plane = LocalPlane.standard

  static func at(_ east: Double, _ north: Double) -> Coordinate { plane.coordinate(east: east, north: north) }

  /// A closed square ring around a middle.
  static func square(_ east: Double, _ north: Double, side: Double) -> [Coordinate] {
    let half = side / 2
    return [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
      .map { at(east + $0.0, north + $0.1) }
  }

  static func venue(
    _ id: String, _ coordinate: Coordinate, _ kind: VenueKind = .museum, name: String = "",
    attributes: [String: String] = [:], outline: [GeographicPolygon] = []
  ) -> Venue {
    Venue(
      id: id, identifiers: [id], kind: kind, name: name, coordinate: coordinate, outline: outline,
      doors: outline.isEmpty ? [Door(coordinate: coordinate, resolvedBy: .centroid)] : [], attributes: attributes)
  }

  /// Runs a body with a file of the given content.
  static func withFile<Result>(
    _ content: String, named name: String = "list.csv", _ body: (String) throws -> Result
  ) throws -> Result {
    try withFile(Data(content.utf8), named: name, body)
  }

  static func withFile<Result>(
    _ content: Data, named name: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    try content.write(to: file)
    return try body(file.path)
  }

  /// The error that a body throws, as text; `nil` when it throws none.
  static func problem(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch let error as InputError {
      return error.description
    } catch {
      return "not an InputError: \(error)"
    }
  }
}

extension ExtractBuilder {
  /// Adds a closed way around a square.
  mutating func addSquare(
    _ way: Int64, east: Double, north: Double, side: Double, tags: [String: String], firstNode: Int64
  ) {
    let ring = Place.square(east, north, side: side)
    for corner in 0..<4 { addNode(firstNode + Int64(corner), at: ring[corner]) }
    addWay(way, [0, 1, 2, 3, 0].map { firstNode + $0 }, tags: tags)
  }

  /// The extract of what two selections keep.
  func extract(_ a: ElementSelection, _ b: ElementSelection) -> Extract {
    extract(
      ElementSelection(
        nodes: a.nodes + b.nodes, ways: a.ways + b.ways, relations: a.relations + b.relations,
        keys: a.keys.union(b.keys)))
  }
}
