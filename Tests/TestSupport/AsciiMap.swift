import Geography
import OpenStreetMap

/// Streets drawn in letters: each letter is a node, one character or one line apart is one spacing in metres.
///
///     let map = AsciiMap("""
///       A---B---C
///           |
///       1   D
///       """, spacingInMetres: 50)
///     let extract = try map.extract(["ABC": ["highway": "residential"], "BD": ["highway": "steps"]])
///
/// Letters become nodes; digits are places for homes and venues and become nodes only when a way names them;
/// anything else is decoration. The first line is north. Columns left of the first letter count, so indent evenly.
public struct AsciiMap: Sendable {
  /// A letter that is not on the map.
  public struct UnknownLetter: Error, Hashable, Sendable {
    /// The letter.
    public let letter: Character
  }

  private let places: [Character: Coordinate]

  /// Reads a drawing; the top left character lies at the plane's origin.
  public init(_ drawing: String, spacingInMetres: Double, plane: LocalPlane = .standard) {
    var places: [Character: Coordinate] = [:]
    for (row, line) in drawing.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      for (column, letter) in line.enumerated() where letter.isASCII && (letter.isLetter || letter.isNumber) {
        places[letter] = plane.coordinate(
          east: Double(column) * spacingInMetres, north: -Double(row) * spacingInMetres)
      }
    }
    self.places = places
  }

  /// The letters and digits on the map, in alphabetical order.
  public var letters: [Character] { places.keys.sorted() }

  /// Where a letter or digit lies.
  public func coordinate(_ letter: Character) throws -> Coordinate {
    guard let place = places[letter] else { throw UnknownLetter(letter: letter) }
    return place
  }

  /// The OSM id of a letter's node: its ASCII code, so `A` is 65 and `a` is 97.
  public static func id(_ letter: Character) -> Int64 { Int64(letter.asciiValue ?? 0) }

  /// A builder with a way for each string of letters and tags for single nodes.
  ///
  /// Ways are numbered from 1001 in alphabetical order of their letters. A trailing `#` with anything behind tells
  /// apart two ways over the same letters.
  public func builder(
    _ ways: [String: [String: String]], nodes: [Character: [String: String]] = [:]
  ) throws -> ExtractBuilder {
    var builder = ExtractBuilder()
    for (offset, way) in ways.sorted(by: { $0.key < $1.key }).enumerated() {
      let letters = way.key.prefix { $0 != "#" }
      for letter in letters {
        builder.addNode(Self.id(letter), at: try coordinate(letter), tags: nodes[letter] ?? [:])
      }
      builder.addWay(1001 + Int64(offset), letters.map(Self.id), tags: way.value)
    }
    for (letter, tags) in nodes { builder.addNode(Self.id(letter), at: try coordinate(letter), tags: tags) }
    return builder
  }

  /// The extract of ``builder(_:nodes:)``.
  public func extract(
    _ ways: [String: [String: String]], nodes: [Character: [String: String]] = [:]
  ) throws -> Extract {
    try builder(ways, nodes: nodes).extract()
  }
}
