/// Places grouped by the areas they lie in: all figures of areas are sums over few groups.
struct AreaPaths: Sendable {
  /// The areas of each group, ascending.
  private(set) var areas: [[Int]] = []
  /// The places of each group, ascending.
  private(set) var members: [[Int]] = []
  /// The group of each place.
  private(set) var groupOfPlace: [Int] = []

  /// Linear in the places, neighbours of which mostly lie in the same areas.
  init(_ places: HomeAreas) {
    var groups: [[Int]: Int] = [:]
    var last: Int?
    for place in 0..<places.count {
      let own = places[place]
      if let known = last, own.elementsEqual(areas[known], by: { Int($0) == $1 }) {
        members[known].append(place)
        groupOfPlace.append(known)
        continue
      }
      let path = own.map { Int($0) }
      let group = groups[path] ?? areas.count
      if group == areas.count {
        groups[path] = group
        areas.append(path)
        members.append([])
      }
      members[group].append(place)
      groupOfPlace.append(group)
      last = group
    }
  }
}

/// Which area of a wider layer holds an area.
struct AreaNesting: Sendable {
  let layers: AreaLayers
  /// The parent of each area: of the narrowest wider layer that has one, the area with more than half of its homes; of
  /// an area without homes the one whose code begins its own.
  let parents: [Int?]

  /// - Complexity: linear in groups and areas, quadratic in layers.
  init(_ areas: [AdministrativeArea], layers: AreaLayers, homes: AreaPaths) {
    self.layers = layers
    var homesOf = [Int](repeating: 0, count: areas.count)
    var shared: [[Int: Int]] = areas.map { _ in [:] }
    for (path, members) in zip(homes.areas, homes.members) {
      for (place, area) in path.enumerated() {
        homesOf[area] += members.count
        for wider in path[..<place] { shared[area][wider, default: 0] += members.count }
      }
    }
    var areaOfStem: [Substring: Int] = [:]
    for (number, area) in areas.enumerated() {
      if let stem = AreaColumn.stem(ofCode: area.code), areaOfStem[stem] == nil { areaOfStem[stem] = number }
    }
    parents = areas.indices.map { area in
      let own = layers.layerOfArea[area]
      if homesOf[area] > 0 {
        return shared[area].filter {
          2 * $0.value > homesOf[area] && layers.mayHold(layers.layerOfArea[$0.key], own)
        }.map(\.key).max()
      }
      guard let stem = AreaColumn.stem(ofCode: areas[area].code) else { return nil }
      let wider = [9, 6, 4, 2].lazy.filter { $0 < stem.utf8.count }.compactMap { areaOfStem[stem.prefix($0)] }.first
      return wider.flatMap { layers.mayHold(layers.layerOfArea[$0], own) ? $0 : nil }
    }
  }

  /// The layers in which an area has children.
  var childLayers: [[Int]] {
    var found: [Set<Int>] = parents.map { _ in [] }
    for (area, parent) in parents.enumerated() {
      if let parent { found[parent].insert(layers.layerOfArea[area]) }
    }
    return found.map { $0.sorted() }
  }

  /// Whether a place of these areas lies in a child that a parent has in a layer.
  func hasChild(of parent: Int, in layer: Int, path: [Int]) -> Bool {
    path.contains { layers.layerOfArea[$0] == layer && parents[$0] == parent }
  }

  /// Whether a place of these areas lies in a layer.
  func isAssigned(_ path: [Int], in layer: Int) -> Bool { path.contains { layers.layerOfArea[$0] == layer } }
}
