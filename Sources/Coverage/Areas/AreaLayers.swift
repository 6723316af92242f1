/// The layers that areas make: within one each place has one area at most, and a wider one may hold a narrower one's
/// areas (city → district → subdistrict → shequ).
struct AreaLayers: Sendable {
  /// The areas of one source and level.
  struct Layer: Sendable {
    /// What it is called, and its level.
    var name: String, level: Int
    /// Places of its areas in ``PreparedCity/areas``.
    var areas: Range<Int>
    /// Whether it was supplied; else it is the extract's.
    var isSupplied: Bool
  }

  /// Widest first.
  private(set) var layers: [Layer] = []
  /// The layer of each area.
  private(set) var layerOfArea: [Int] = []

  /// Groups areas that are sorted by layer. Linear.
  init(_ areas: [AdministrativeArea]) {
    for (number, area) in areas.enumerated() {
      let isSame = layers.last.map {
        $0.level == area.level && $0.isSupplied == (area.layer != nil) && $0.name == area.layerName
      }
      if isSame == true {
        layers[layers.count - 1].areas = layers[layers.count - 1].areas.lowerBound..<number + 1
      } else {
        layers.append(
          Layer(
            name: area.layerName, level: area.level, areas: number..<number + 1, isSupplied: area.layer != nil))
      }
      layerOfArea.append(layers.count - 1)
    }
  }

  /// Whether a user supplied one of them; then each place belongs to one area a layer.
  var holdsSupplied: Bool { layers.contains(where: \.isSupplied) }

  /// Whether areas of one layer may hold areas of another: it stands for a wider level, or is named earlier where no
  /// level tells.
  func mayHold(_ wider: Int, _ narrower: Int) -> Bool {
    let (a, b) = (layers[wider], layers[narrower])
    guard wider < narrower else { return false }
    return a.level < b.level || (a.level == AdministrativeAreas.unknownLevel && a.isSupplied && b.isSupplied)
  }

  /// Of areas that hold one place (ascending) the first of each layer.
  func firstOfEach(_ areas: [Int]) -> [Int] {
    var last: Int?
    return areas.filter { area in
      defer { last = layerOfArea[area] }
      return layerOfArea[area] != last
    }
  }
}
