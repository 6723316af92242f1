import Columns
import Geography
import OpenStreetMap
import Walking

/// The names of streets, for telling where something is.
struct StreetNames: Sendable {
  /// Distinct names, the empty one first.
  let names: TextTable
  /// The name of each of ``StreetGraph/ways``; empty when names were not kept.
  let nameOfWay: Column<UInt32>

  init() { (names, nameOfWay) = (TextTable([""]), []) }

  /// The `name` tags of the ways in use. Linear in them.
  init(of streets: StreetGraph, in extract: Extract) {
    var numbers: [String: UInt32] = ["": 0]
    var names = [""]
    let nameOfWay = streets.ways.map { id -> UInt32 in
      guard let way = extract.ways.index(of: id), let name = extract.tags(ofWay: way)["name"] else { return 0 }
      if let known = numbers[name] { return known }
      let number = UInt32(names.count)
      numbers[name] = number
      names.append(name)
      return number
    }
    (self.names, self.nameOfWay) = (TextTable(names), Column(nameOfWay))
  }

  /// The name of a way in use; empty when it has none.
  func name(ofWay way: UInt32) -> String {
    nameOfWay.indices.contains(Int(way)) ? names[Int(nameOfWay[Int(way)])] : ""
  }
}

extension StreetNames {
  func put(into archive: inout ArchiveWriter) {
    names.put(into: &archive)
    archive.put(nameOfWay)
  }

  init(from archive: inout ArchiveReader) throws {
    names = try TextTable(from: &archive)
    nameOfWay = try archive.column()
    try archive.expect(nameOfWay.areBelow(names.count), "names of streets")
  }
}

extension PreparedCity {
  /// Beyond this a street is not near any more.
  private static let nearInMetres = 250.0

  /// The names of the streets that pass a place, the first two of the alphabet, else the nearest one's; empty when none
  /// is known near by.
  ///
  /// - Complexity: linear in the streets' shape points.
  func streetsAt(_ place: Coordinate) -> String {
    guard !streetNames.nameOfWay.isEmpty else { return "" }
    let streets = model.streets
    let scale = Ellipsoid.LocalScale(latitude: place.latitude)
    var passing: Set<String> = []
    var nearest: (squared: Double, name: String)?
    for point in streets.shapeCoordinates.indices {
      let other = streets.shapeCoordinates[point]
      let dx = Double(Int64(other.longitudeE7) - Int64(place.longitudeE7)) * scale.eastInMetres
      let dy = Double(Int64(other.latitudeE7) - Int64(place.latitudeE7)) * scale.northInMetres
      let squared = dx * dx + dy * dy
      guard squared <= Self.nearInMetres * Self.nearInMetres, squared == 0 || squared < nearest?.squared ?? .infinity
      else { continue }
      let name = streetNames.name(ofWay: streets.shapeWays[point])
      guard !name.isEmpty else { continue }
      if squared == 0 { passing.insert(name) }
      if squared < nearest?.squared ?? .infinity { nearest = (squared, name) }
    }
    guard passing.isEmpty else { return passing.sorted().prefix(2).joined(separator: " / ") }
    return nearest.map { "near \($0.name)" } ?? ""
  }
}
