import Geography
import Parallel
import Walking

/// The figures of every area, as sums over groups of homes that lie in the same areas.
struct AreaSums: Sendable {
  /// A row of the table: an area, or what a parent has in none of its children.
  struct Row: Sendable {
    var area: AdministrativeArea
    var layer: Int
    /// The area that holds it.
    var parent: Int?
    var isUnassigned = false
    /// Groups of homes and of venues in it.
    var homes: [Int], venues: [Int]
    /// Of its groups of homes those outside the parent.
    var strangers: [Int] = []
  }

  let areas: [AdministrativeArea]
  let nesting: AreaNesting
  let homes: AreaPaths, venues: AreaPaths
  /// The sums of each group of homes.
  let tallies: [AreaTally]

  var layers: AreaLayers { nesting.layers }

  /// - Parameter tally: the sums of some homes (ascending) whose narrowest area of known type is of this one.
  /// - Complexity: linear in homes and venues.
  init(
    _ areas: [AdministrativeArea], homes: HomeAreas, venues: HomeAreas, workers: Int,
    tally: @Sendable ([Int], AreaType?) -> AreaTally
  ) {
    self.areas = areas
    let (homes, venues) = (AreaPaths(homes), AreaPaths(venues))
    (self.homes, self.venues) = (homes, venues)
    nesting = AreaNesting(areas, layers: AreaLayers(areas), homes: homes)
    tallies = concurrentMap(count: homes.areas.count, workers: workers) { group in
      tally(homes.members[group], homes.areas[group].last { areas[$0].type != nil }.flatMap { areas[$0].type })
    }
  }

  /// The sums of some groups.
  func sum(_ groups: some Sequence<Int>) -> AreaTally {
    var sum = AreaTally()
    for group in groups { sum += tallies[group] }
    return sum
  }

  /// The number of venues in some groups.
  func venueCount(_ groups: some Sequence<Int>) -> Int { groups.reduce(0) { $0 + venues.members[$1].count } }

  /// A row an area, in their order; behind each layer the row of who is in none of its areas, and where layers were
  /// supplied before it one of each parent that has children there.
  var rows: [Row] {
    let (ofHomes, ofVenues) = (inverted(homes), inverted(venues))
    var rows: [Row] = []
    for (layer, known) in layers.layers.enumerated() {
      for area in known.areas {
        let parent = nesting.parents[area]
        rows.append(
          Row(
            area: areas[area], layer: layer, parent: parent, homes: ofHomes[area], venues: ofVenues[area],
            strangers: parent.map { parent in ofHomes[area].filter { !homes.areas[$0].contains(parent) } } ?? []))
      }
      rows += unassigned(in: layer, ofHomes: ofHomes, ofVenues: ofVenues)
    }
    return rows
  }

  private func unassigned(in layer: Int, ofHomes: [[Int]], ofVenues: [[Int]]) -> [Row] {
    let childLayers = nesting.childLayers
    let known = layers.layers[layer]
    // The extract's own layers may overlap: no parent is the sum of its children there.
    let parents = layers.holdsSupplied ? areas.indices.filter { childLayers[$0].contains(layer) } : []
    var rows = parents.map { parent in
      Row(
        area: areas[parent], layer: layer, parent: parent, isUnassigned: true,
        homes: ofHomes[parent].filter { !nesting.hasChild(of: parent, in: layer, path: homes.areas[$0]) },
        venues: ofVenues[parent].filter { !nesting.hasChild(of: parent, in: layer, path: venues.areas[$0]) })
    }
    rows.append(
      Row(
        area: areas[known.areas.lowerBound], layer: layer, isUnassigned: true,
        homes: homes.areas.indices.filter { !nesting.isAssigned(homes.areas[$0], in: layer) },
        venues: venues.areas.indices.filter { !nesting.isAssigned(venues.areas[$0], in: layer) }))
    return rows.filter { !$0.homes.isEmpty }.map { row in
      let parent = row.parent.map { areas[$0].id }
      var (row, own) = (row, AdministrativeArea(id: "", name: "", level: known.level, polygons: []))
      own.id = ["unassigned", known.name, "\(known.level)"].joined(separator: ":") + (parent.map { ":" + $0 } ?? "")
      own.layer = known.isSupplied ? known.name : nil
      row.area = own
      return row
    }
  }

  /// The groups of each area, ascending.
  private func inverted(_ paths: AreaPaths) -> [[Int]] {
    var groups = [[Int]](repeating: [], count: areas.count)
    for (group, path) in paths.areas.enumerated() {
      for area in path { groups[area].append(group) }
    }
    return groups
  }
}

extension AreaSums {
  /// The figures of each layer, given its rows' tallies.
  func layerIndicators(kinds: [VenueKind], kindOfVenue: (Int) -> VenueKind) -> [RunIndicators.Layer] {
    let (ofHomes, ofVenues) = (inverted(homes), inverted(venues))
    return layers.layers.enumerated().map { number, layer in
      let sums = layer.areas.map { sum(ofHomes[$0]) }
      let rest = sum(homes.areas.indices.filter { !nesting.isAssigned(homes.areas[$0], in: number) })
      let theil = Inequality.theil(between: (sums + [rest]).map(\.spread))
      func likeness(_ counts: (Int) -> Bool) -> Double? {
        let counted = layer.areas.map { area in
          ofVenues[area].reduce(0) { $0 + venues.members[$1].count(where: counts) }
        }
        return Inequality.likeness(venues: counted, people: sums.map(\.weight))
      }
      return RunIndicators.Layer(
        name: layer.name, level: layer.level, areas: layer.areas.count,
        unassigned: HomeCount(homes: rest.homes, weight: rest.weight), theilBetween: theil?.between,
        theilWithin: theil?.within, likeness: likeness { _ in true },
        likenessByKind: kinds.map { kind in likeness { kindOfVenue($0) == kind } })
    }
  }
}
