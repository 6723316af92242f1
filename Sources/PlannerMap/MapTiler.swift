import Geography

/// Cuts a city's layers into vector tiles.
///
/// What is too small to see at a zoom is left out: ranks of streets by zoom, land under four pixels of 512 a tile;
/// buildings come from zoom 14 on, homes from 13.
struct MapTiler: Sendable {
  private static let firstZoomOfHomes = 13
  private static let firstZoomOfBuildings = 14
  /// Units² of the smallest land: two pixels of eight units a side.
  private static let smallestArea: Int64 = 256

  let layers: MapLayers

  /// The tile's bytes; empty when nothing is in it.
  ///
  /// - Complexity: linear in the points of features that touch the tile, n log n where lines are simplified.
  func bytes(of tile: MapTile) -> [UInt8] {
    let geometry = TileGeometry(tile)
    let box = tile.box(margin: Int64(TileGeometry.margin) << Int64(20 - tile.zoom))
    var vector = VectorTile()
    vector.append(polygons("water", layers.water, tile, geometry, box))
    if tile.zoom >= Self.firstZoomOfBuildings {
      vector.append(polygons("buildings", layers.buildings, tile, geometry, box))
    }
    vector.append(boundaries(geometry, box))
    vector.append(streets(tile, geometry, box))
    if tile.zoom >= Self.firstZoomOfHomes { vector.append(homes(tile, geometry)) }
    return vector.bytes
  }

  private func polygons(
    _ name: String, _ shapes: MapShapes, _ tile: MapTile, _ geometry: TileGeometry, _ box: WorldBox
  ) -> VectorTile.Layer {
    var layer = VectorTile.Layer(name)
    let smallest = tile.zoom == MapTile.zooms.upperBound ? 0 : Self.smallestArea
    shapes.forEach(in: box) { _, parts in
      guard let exterior = parts.first.flatMap({ geometry.ring($0, isExterior: true, smallest: smallest) }) else {
        return
      }
      let holes = parts.dropFirst().compactMap { geometry.ring($0, isExterior: false, smallest: smallest) }
      layer.append(.polygon, parts: [exterior] + holes, [])
    }
    return layer
  }

  private func boundaries(_ geometry: TileGeometry, _ box: WorldBox) -> VectorTile.Layer {
    var layer = VectorTile.Layer("areas")
    layers.boundaries.forEach(in: box) { number, parts in
      let (name, level) = layers.boundaryNames[number]
      layer.append(
        .line, parts: parts.flatMap { geometry.line($0) }, [("name", .text(name)), ("level", .integer(level))])
    }
    return layer
  }

  private func streets(_ tile: MapTile, _ geometry: TileGeometry, _ box: WorldBox) -> VectorTile.Layer {
    var layer = VectorTile.Layer("streets")
    let least = Self.leastRank(atZoom: tile.zoom)
    layers.streets.forEach(in: box) { number, parts in
      let rank = layers.ranks[number]
      guard rank <= least else { return }
      layer.append(
        .line, parts: parts.flatMap { geometry.line($0) },
        [("rank", .integer(Int(rank.rawValue)))] + times(layers.streetTimes, of: number))
    }
    return layer
  }

  /// Homes are in the one tile that holds their place: neither twice nor in none.
  private func homes(_ tile: MapTile, _ geometry: TileGeometry) -> VectorTile.Layer {
    var layer = VectorTile.Layer("homes")
    let inside = 0..<Int32(VectorTile.extent)
    layers.homes.forEach(in: tile.box(margin: 0)) { number, parts in
      guard let place = parts.first?.first.map(geometry.point), inside ~= place.x, inside ~= place.y else { return }
      layer.append(
        .point, parts: [[place]], [("w", .number(layers.weights[number]))] + times(layers.homeTimes, of: number))
    }
    return layer
  }

  /// Seconds to the nearest venue of any kind and of each; kinds without a way are left out.
  private func times(_ seconds: [UInt32], of number: Int) -> [(name: String, value: VectorTile.Value)] {
    let mine = seconds[number * layers.kinds.count..<(number + 1) * layers.kinds.count]
    guard let best = mine.min(), best != .max else { return [] }
    var found: [(name: String, value: VectorTile.Value)] = [("t", .integer(Int(best)))]
    for (kind, time) in zip(layers.kinds, mine) where time != .max { found.append((kind, .integer(Int(time)))) }
    return found
  }

  private static func leastRank(atZoom zoom: Int) -> MapLayers.Rank {
    switch zoom {
    case ..<11: .main
    case ..<13: .side
    case 13: .street
    default: .path
    }
  }
}
