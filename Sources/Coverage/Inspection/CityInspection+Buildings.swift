import Geography
import OpenStreetMap

extension CityInspection {
  /// A street is built up where a corner of a building is this near, in metres: over the half width of a broad street with
  /// its front gardens. *Assumption*.
  private static let builtUpInMetres = 50.0
  /// A settlement without a building this near to its middle has none mapped, in metres. *Assumption*.
  private static let settlementInMetres = 300.0
  /// Values of `place` where people live.
  private static let settlements: Set<String> = [
    "city", "town", "suburb", "quarter", "neighbourhood", "village", "hamlet", "isolated_dwelling",
  ]

  /// How complete the buildings are: along residential streets, on residential land, around the middles of settlements.
  ///
  /// - Parameter isOwnHomes: whether the homes are the extract's, so that a run depends on its buildings.
  mutating func inspectBuildings(_ extract: Extract, isOwnHomes: Bool) {
    var search = HomeSearch(extract: extract, infers: true)
    search.lookAtBuildings()
    let corners = PlaceGrid(Self.corners(extract))
    let streets = Self.residentialStreets(extract, corners)
    let lands = addLands(search.lands)
    addSettlements(extract, corners)
    measure("residential_street_length_m", streets.all)
    measure("residential_street_length_without_buildings_m", streets.all - streets.builtUp)
    measure("residential_land_ha", lands.all / 10_000)
    measure("residential_land_without_or_thinly_mapped_ha", lands.bare / 10_000)
    let sources = city.homes.indices.reduce(into: [HomeSource: Double]()) {
      $0[city.homes[$1].source, default: 0] += city.homes.weights[$1]
    }
    for source in HomeSource.allCases {
      if let weight = sources[source] { measure("\(city.weightUnit.rawValue)_of_homes_\(source.rawValue)", weight) }
    }
    let guessed = [.estimated, .street, .middle].reduce(0) { $0 + (sources[$1] ?? 0) }
    grade(
      .buildings, isDecisive: isOwnHomes,
      by: Self.share(
        streets.all - streets.builtUp, of: streets.all, "residential street length without a building", .completeness),
      Self.share(guessed, of: weightOfAll, "\(unit) where no house is mapped", .completeness))
    compareWithPeople(search.findings.homes)
  }

  /// The corners of all buildings.
  private static func corners(_ extract: Extract) -> [Coordinate] {
    let bits = TagRuleBits([.init("building", sets: 1)], extract.strings)
    var corners: [Coordinate] = []
    var line = PlaceLine()
    func add(_ way: Int) {
      line.read(way, in: extract)
      corners += line.points
    }
    for (way, bits) in bits.ofWays(extract).enumerated() where bits != 0 { add(way) }
    for (relation, bits) in bits.ofRelations(extract).enumerated() where bits != 0 {
      for member in extract.relations.members(of: relation) where member.element.type == .way {
        if let way = extract.ways.index(of: member.element.number) { add(way) }
      }
    }
    return corners
  }

  /// Metres of residential streets, and of those with a building beside.
  private static func residentialStreets(_ extract: Extract, _ corners: PlaceGrid) -> (all: Double, builtUp: Double) {
    let bits = TagRuleBits([.init("highway", ["residential", "living_street"], sets: 1)], extract.strings)
    var (all, builtUp) = (0.0, 0.0)
    var line = PlaceLine()
    for (way, bits) in bits.ofWays(extract).enumerated() where bits != 0 {
      line.read(way, in: extract)
      for (a, b) in zip(line.points, line.points.dropFirst()) {
        let metres = Ellipsoid.lengthInMetres(from: a, to: b)
        all += metres
        let pieces = max(1, min(1_000, Int((metres / builtUpInMetres).rounded())))
        for piece in 0..<pieces {
          let middle = between(a, b, (Double(piece) + 0.5) / Double(pieces))
          if corners.hasPlace(within: builtUpInMetres, of: middle, middle) { builtUp += metres / Double(pieces) }
        }
      }
    }
    return (all, builtUp)
  }

  private static func between(_ a: Coordinate, _ b: Coordinate, _ share: Double) -> Coordinate {
    let x = Double(a.longitudeE7) + share * (Double(b.longitudeE7) - Double(a.longitudeE7))
    let y = Double(a.latitudeE7) + share * (Double(b.latitudeE7) - Double(a.latitudeE7))
    return Coordinate(longitudeE7: Int32(x.rounded()), latitudeE7: Int32(y.rounded()))
  }

  /// Residential lands without mapped homes, or with too few to be all; and the square metres of all and of these.
  private mutating func addLands(_ lands: HomeLands) -> (all: Double, bare: Double) {
    var homes = [HomeCount](repeating: HomeCount(), count: lands.ids.count)
    for home in city.homes.indices {
      lands.index.forEach(containing: city.homes.coordinates[home]) { land in
        homes[land].add(weight: city.homes.weights[home])
        return true
      }
    }
    var (all, bare) = (0.0, 0.0)
    for land in lands.ids.indices where lands.areasInSquareMetres[land] > 0 {
      let area = lands.areasInSquareMetres[land]
      all += area
      guard !lands.isMapped(land) else { continue }
      bare += area
      let isEmpty = lands.homes[land].isEmpty
      let hectares = OutputText.decimal(area / 10_000, places: 2)
      var finding = InspectionFinding(
        isEmpty ? .landWithoutBuildings : .landThinlyMapped, .warning, [lands.ids[land].description],
        at: lands.place(of: land),
        isEmpty
          ? "\(hectares) ha of residential land without a mapped home"
          : "\(hectares) ha of residential land with \(lands.homes[land].count) mapped homes, too few to be all")
      finding.homes = homes[land]
      add(finding)
    }
    return (all, bare)
  }

  private mutating func addSettlements(_ extract: Extract, _ corners: PlaceGrid) {
    var (all, empty) = (0, 0)
    for (position, bits) in TagRuleBits([.init("place", Self.settlements, sets: 1)], extract.strings)
      .ofTaggedNodes(extract).enumerated() where bits != 0
    {
      let place = extract.nodes.coordinates[Int(extract.nodes.tagged[position])]
      let tags = extract.tags(ofTaggedNode: position)
      all += 1
      guard !corners.hasPlace(within: Self.settlementInMetres, of: place, place) else { continue }
      empty += 1
      let people = tags["population"].flatMap(SuppliedNumber.parse).map {
        ", \(OutputText.grouped($0)) people by its tag"
      }
      var finding = InspectionFinding(
        .placeWithoutBuildings, .warning,
        [ElementID(.node, extract.nodes.ids[Int(extract.nodes.tagged[position])]).description], at: place,
        "\(tags["place"] ?? "place") without a building within \(Int(Self.settlementInMetres)) m" + (people ?? ""))
      finding.name = tags["name"] ?? ""
      add(finding)
    }
    measure("settlements", all)
    measure("settlements_without_buildings", empty)
  }

  /// Where people are supplied: how many dwellings the map has for each of them in the study area.
  private mutating func compareWithPeople(_ mapped: [Home]) {
    guard city.weightUnit == .people, weightOfAll > 0 else { return }
    var inside = mapped
    if city.studyArea.source != .extractBounds {
      let index = PlacePolygonIndex([city.studyArea.polygons])
      inside.removeAll { !index.contains($0.coordinate, area: 0) }
    }
    let dwellings = inside.reduce(0) { $0 + $1.weight }
    measure("dwellings_on_the_map", dwellings)
    measure("people", weightOfAll)
    measure("dwellings_per_person", dwellings / weightOfAll)
  }
}
