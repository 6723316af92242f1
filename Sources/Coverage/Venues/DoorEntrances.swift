import Geography
import OpenStreetMap

/// The public entrances of an extract, found by place.
public struct DoorEntrances: Sendable {
  /// What finding entrances needs of an extract.
  public static let selection = ElementSelection(
    nodes: [.init("entrance")], ways: [], relations: [], keys: ["entrance", "access"])

  /// Values of `entrance` that the public of a venue does not use (domain §7, and OSM's words for flats and cars).
  static let excluded: Set<String> = [
    "service", "emergency", "exit", "garage", "parking", "home", "staircase", "residence", "barrier", "private", "no",
  ]
  /// How near an outline an entrance must be that is not one of its nodes.
  static let toleranceInMetres = 1.0
  private let grid: PlaceGrid

  /// Collects the public entrances among an extract's tagged nodes: any `entrance` but `service`, `emergency`,
  /// `exit`, `garage` and their like, and none with `access=private` or `no`. Linear.
  ///
  /// - Parameter accessKey: the walker's own key (`wheelchair`): entrances where it says `no` are none for them.
  public init(in extract: Extract, for accessKey: String? = nil) {
    let own = accessKey.flatMap { extract.strings.symbol(of: $0) }
    var found: [Coordinate] = []
    let access = extract.strings.symbol(of: "access")
    if let key = extract.strings.symbol(of: "entrance") {
      for position in extract.nodes.tagged.indices {
        let tags = extract.tags(ofTaggedNode: position)
        guard let value = tags[key], !Self.excluded.contains(value) else { continue }
        if let access, let closed = tags[access], closed == "private" || closed == "no" { continue }
        if let own, tags[own] == "no" { continue }
        found.append(extract.nodes.coordinates[Int(extract.nodes.tagged[position])])
      }
    }
    self.init(found)
  }

  /// Makes an index of places that are known to be public entrances.
  init(_ coordinates: [Coordinate]) { grid = PlaceGrid(coordinates) }

  /// Entrances on the rings or within 1 m of them, by longitude and latitude.
  func onOutline(_ polygons: [GeographicPolygon]) -> [Coordinate] {
    var found: Set<Coordinate> = []
    for ring in polygons.lazy.flatMap(\.rings) {
      for (a, b) in zip(ring, ring.dropFirst()) {
        grid.forEach(near: a, b, marginInMetres: Self.toleranceInMetres) { entrance in
          if !found.contains(entrance),
            PlaceSegment(a, b).distanceInMetres(to: entrance) <= Self.toleranceInMetres
          {
            found.insert(entrance)
          }
        }
      }
    }
    return found.sorted { ($0.longitudeE7, $0.latitudeE7) < ($1.longitudeE7, $1.latitudeE7) }
  }
}

/// A straight piece between two coordinates.
struct PlaceSegment {
  private let a: Coordinate
  private let b: Coordinate

  init(_ a: Coordinate, _ b: Coordinate) {
    self.a = a
    self.b = b
  }

  /// Metres from a place to the nearest point of the segment, in the plane at the place's latitude.
  func distanceInMetres(to place: Coordinate) -> Double {
    let scale = Ellipsoid.LocalScale(latitude: place.latitude)
    func local(_ c: Coordinate) -> (x: Double, y: Double) {
      (
        Double(Int64(c.longitudeE7) - Int64(place.longitudeE7)) * scale.eastInMetres,
        Double(Int64(c.latitudeE7) - Int64(place.latitudeE7)) * scale.northInMetres
      )
    }
    let start = local(a), end = local(b)
    let dx = end.x - start.x, dy = end.y - start.y
    let square = dx * dx + dy * dy
    let share = square == 0 ? 0 : min(1, max(0, -(start.x * dx + start.y * dy) / square))
    let x = start.x + share * dx, y = start.y + share * dy
    return (x * x + y * y).squareRoot()
  }
}
