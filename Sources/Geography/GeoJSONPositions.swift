/// The value of `coordinates`, read before the geometry's type is known: a position, positions, or lists of them.
///
/// Positions are turned into integers at once, so that a large boundary costs 8 bytes a point.
enum GeoJSONPositions {
  case position(Coordinate)
  case line([Coordinate])
  case list([GeoJSONPositions])

  /// Reads the list with its brackets.
  init(from parser: inout JSONParser) throws {
    var element = Elements()
    try parser.readArray { parser in
      switch parser.peek() {
      case 0x5B: try element.append(GeoJSONPositions(from: &parser))
      default: try element.append(number: Self.readNumber(from: &parser))
      }
    }
    self = try element.finish(parser.placing)
  }

  private static func readNumber(from parser: inout JSONParser) throws -> Double {
    switch parser.peek() {
    case 0x2D, (0x30...0x39)?: return try parser.readNumber()
    case 0x22, 0x74, 0x66, 0x7B: throw GeoJSONFault("coordinates hold something that is no number")
    case 0x6E:
      guard try parser.readNull() else { break }
      throw GeoJSONFault("coordinates hold null")
    default: break
    }
    throw parser.failure("coordinates hold something that is no number")
  }

  /// What a list has held so far.
  private struct Elements {
    var numbers: [Double] = []
    var line: [Coordinate] = []
    var lists: [GeoJSONPositions] = []

    mutating func append(number: Double) throws {
      guard line.isEmpty, lists.isEmpty else { throw Self.mixed }
      // Heights and measures after the first two are read and dropped.
      if numbers.count < 3 { numbers.append(number) }
    }

    mutating func append(_ positions: GeoJSONPositions) throws {
      guard numbers.isEmpty else { throw Self.mixed }
      if case .position(let coordinate) = positions {
        guard lists.isEmpty else { throw Self.mixed }
        line.append(coordinate)
      } else {
        guard line.isEmpty else { throw Self.mixed }
        lists.append(positions)
      }
    }

    func finish(_ placing: GeoJSONPlacing?) throws -> GeoJSONPositions {
      if !numbers.isEmpty { return .position(try GeoJSONPositions.coordinate(numbers, placing)) }
      return line.isEmpty ? .list(lists) : .line(line)
    }

    static var mixed: GeoJSONFault { GeoJSONFault("coordinates mix numbers and lists of different depth") }
  }

  private static func coordinate(_ numbers: [Double], _ placing: GeoJSONPlacing?) throws -> Coordinate {
    guard numbers.count >= 2 else {
      throw GeoJSONFault("position has 1 number; coordinates need longitude and latitude")
    }
    if let placing {
      guard let coordinate = placing(numbers[0], numbers[1]) else {
        throw GeoJSONFault(
          "coordinates [\(numbers[0]), \(numbers[1])] are no place of the coordinate system",
          remedy: "check the system that was named; east or longitude comes first")
      }
      return coordinate
    }
    guard let coordinate = Coordinate(longitude: numbers[0], latitude: numbers[1]) else {
      throw GeoJSONFault(
        "coordinates [\(numbers[0]), \(numbers[1])] are out of range: longitude runs from -180 to 180 degrees, "
          + "latitude from -90 to 90",
        remedy: "give degrees of WGS 84, longitude first")
    }
    return coordinate
  }

  /// The one position.
  func position() throws -> Coordinate {
    switch self {
    case .position(let coordinate): return coordinate
    case .list(let lists) where lists.isEmpty: throw GeoJSONFault("point has empty coordinates")
    default: throw GeoJSONFault("coordinates are nested too deep for their type")
    }
  }

  /// The positions of a line or ring; an empty list is an empty line.
  func line() throws -> [Coordinate] {
    switch self {
    case .line(let coordinates): return coordinates
    case .list(let lists) where lists.isEmpty: return []
    case .position: throw GeoJSONFault("coordinates are not nested deep enough for their type")
    case .list: throw GeoJSONFault("coordinates are nested too deep for their type")
    }
  }

  /// The lists within.
  func list() throws -> [GeoJSONPositions] {
    guard case .list(let lists) = self else {
      throw GeoJSONFault("coordinates are not nested deep enough for their type")
    }
    return lists
  }
}
