import Foundation
import Geography
import Walking

extension Coordinate {
  /// Longitude and latitude in 1e-7 degree.
  var pair: [Int32] { [longitudeE7, latitudeE7] }
}

/// Where searches start: vertices, so that peers that know no places inside edges search from the same spots.
struct SourcePicking {
  /// Vertices one can walk away from, of pieces of the network that are not small; ascending.
  let candidates: [UInt32]
  private let streets: StreetGraph

  init(_ streets: StreetGraph) {
    self.streets = streets
    var isCandidate = [Bool](repeating: false, count: streets.vertexCount)
    for edge in 0..<streets.edgeCount where !streets.components[Int(streets.edgeComponents[edge])].isSmall {
      for vertex in [streets.edgeTails[edge], streets.edgeHeads[edge]] {
        isCandidate[Int(vertex)] = streets.passages[Int(vertex)] != .blocked
      }
    }
    candidates = isCandidate.indices.filter { isCandidate[$0] }.map(UInt32.init)
  }

  /// Vertices drawn with replacement, the same for the same seed.
  func random(_ count: Int, seed: UInt64) -> [UInt32] {
    var state = seed
    return candidates.isEmpty
      ? [] : (0..<count).map { _ in candidates[Int(Self.next(&state) % UInt64(candidates.count))] }
  }

  /// The candidate nearest to a place by straight line; not a point inside an edge.
  func nearest(to place: Coordinate) -> UInt32? {
    let scale = Ellipsoid.LocalScale(latitude: place.latitude)
    func squaredMetres(_ vertex: UInt32) -> Double {
      let there = streets.vertexCoordinates[Int(vertex)]
      let east = (Double(there.longitudeE7) - Double(place.longitudeE7)) * scale.eastInMetres
      let north = (Double(there.latitudeE7) - Double(place.latitudeE7)) * scale.northInMetres
      return east * east + north * north
    }
    return candidates.map { (squaredMetres($0), $0) }.min { $0 < $1 }?.1
  }

  /// A vertex as a place to search from: the end of one of its edges.
  func sources(_ vertices: [UInt32]) -> [SearchSource] {
    var edgeOfVertex = [UInt32](repeating: .max, count: streets.vertexCount)
    for edge in stride(from: streets.edgeCount - 1, through: 0, by: -1) {
      edgeOfVertex[Int(streets.edgeTails[edge])] = UInt32(edge)
      edgeOfVertex[Int(streets.edgeHeads[edge])] = UInt32(edge)
    }
    return vertices.enumerated().map { number, vertex in
      let edge = edgeOfVertex[Int(vertex)]
      let isTail = streets.edgeTails[Int(edge)] == vertex
      return SearchSource(
        edge: edge, offset: isTail ? 0 : streets.edgeTime(Int(edge)), leg: 0, venue: UInt32(number))
    }
  }

  /// SplitMix64 (Steele, Lea & Flood 2014).
  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The points of a GeoJSON file, such as `venues.geojson` of a run.
  static func places(inGeoJSON file: String) throws -> [Coordinate] {
    let root = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file)))
    let features = (root as? [String: Any])?["features"] as? [[String: Any]] ?? []
    return features.compactMap { feature in
      guard let geometry = feature["geometry"] as? [String: Any], geometry["type"] as? String == "Point",
        let position = geometry["coordinates"] as? [Double], position.count >= 2
      else { return nil }
      return Coordinate(
        longitudeE7: Int32((position[0] * 1e7).rounded()), latitudeE7: Int32((position[1] * 1e7).rounded()))
    }
  }
}
