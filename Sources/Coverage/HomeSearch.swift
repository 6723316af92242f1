import Geography
import OpenStreetMap
import Walking

/// One pass over an extract's buildings.
struct HomeSearch {
  private let extract: Extract
  private let infers: Bool
  private let building: Symbol?, levels: Symbol?, flats: Symbol?, use: Symbol?, yes: Symbol?
  private let residential: [Symbol: String]
  private let residentialUses: Set<Symbol>
  private let otherUses: Set<Symbol>
  private let outOfUse: [Symbol]
  /// Ways that are the outline of a relation that is a home: the same building, often tagged twice.
  private var outlines: Set<Int64> = []
  private(set) var lands: HomeLands
  private(set) var findings = HomeFindings()

  init(extract: Extract, infers: Bool) {
    let strings = extract.strings
    self.extract = extract
    self.infers = infers
    building = strings.symbol(of: "building")
    levels = strings.symbol(of: "building:levels")
    flats = strings.symbol(of: "building:flats")
    use = strings.symbol(of: "building:use")
    yes = strings.symbol(of: "yes")
    var residential: [Symbol: String] = [:]
    for kind in DwellingEstimate.levelsByKind.keys {
      if let symbol = strings.symbol(of: kind) { residential[symbol] = kind }
    }
    self.residential = residential
    residentialUses = Set(["residential", "apartments"].compactMap { strings.symbol(of: $0) })
    otherUses = Set(HomeFinder.otherUseKeys.compactMap { strings.symbol(of: $0) })
    outOfUse = VenueClassTable.lifecycleKeys.compactMap { strings.symbol(of: $0) }
    lands = HomeLands(of: extract)
    findings.landsWithoutArea = lands.withoutArea
  }

  /// Finds the homes among ways and relations, in this order.
  mutating func lookAtBuildings() {
    guard building != nil else { return }
    lookAtRelations()
    let relations = findings.homes
    findings.homes = []
    lookAtWays()
    findings.homes += relations
  }

  private mutating func lookAtWays() {
    for way in extract.ways.ids.indices {
      let tags = extract.tags(ofWay: way)
      guard let use = use(of: tags) else { continue }
      guard !outlines.contains(extract.ways.ids[way]) else {
        findings.outlinesOfRelations += 1
        continue
      }
      let line = PlaceLine(ofWay: way, in: extract)
      let distinct = line.points.first == line.points.last ? line.points.count - 1 : line.points.count
      guard distinct >= 3, let measure = PlaceRing(line.points) else {
        if use.isTagged { findings.withoutPlace += 1 }
        continue
      }
      if line.missingCount > 0, use.isTagged { findings.outlinesWithMissingNodes += 1 }
      let id = ElementID(.way, extract.ways.ids[way])
      keep(id, use, tags, at: measure.centroid, footprint: measure.areaInSquareMetres)
    }
  }

  private mutating func lookAtRelations() {
    for relation in extract.relations.ids.indices {
      let tags = extract.tags(ofRelation: relation)
      // Of `type=building` and `site` the members are the houses.
      guard let use = use(of: tags), tags["type"] == "multipolygon" else { continue }
      guard case .success(let area) = extract.area(ofRelation: relation),
        let centroid = PlaceRing.centroid(of: area.polygons)
      else {
        if use.isTagged { findings.withoutPlace += 1 }
        continue
      }
      let id = ElementID(.relation, extract.relations.ids[relation])
      let footprint = PlaceRing.areaInSquareMetres(of: area.polygons)
      guard keep(id, use, tags, at: centroid, footprint: footprint) else { continue }
      for member in extract.relations.members(of: relation)
      where member.element.type == .way && ["outer", ""].contains(extract.strings[member.role]) {
        outlines.insert(member.element.number)
      }
    }
  }

  /// Adds points along the streets of lands whose buildings are not mapped.
  mutating func estimate(along streets: StreetGraph) {
    var points = HomeStreetPoints(extract: extract, streets: streets, lands: lands)
    findings.homes += points.homes()
    findings.estimated = points.count
    findings.landsWithoutHomes = points.landsWithoutHomes
    findings.landsThinlyMapped = points.landsThinlyMapped
    findings.landsWithoutStreets = points.landsWithoutStreets
  }

  /// How a building may be a home.
  private struct Use {
    let kind: String
    /// Tagged as residential, else by its land.
    let isTagged: Bool
  }

  private func use(of tags: Tags) -> Use? {
    guard let building, let value = tags.value(of: building) else { return nil }
    if let yes, outOfUse.contains(where: { tags.value(of: $0) == yes }) { return nil }
    if let kind = residential[value] { return Use(kind: kind, isTagged: true) }
    guard value == yes else { return nil }
    if let use, let said = tags.value(of: use) {
      return residentialUses.contains(said) ? Use(kind: "residential", isTagged: true) : nil
    }
    guard infers, !tags.pairs.contains(where: { otherUses.contains($0.key) }) else { return nil }
    return Use(kind: "yes", isTagged: false)
  }

  /// Keeps a building that is a home; says whether it is.
  @discardableResult
  private mutating func keep(
    _ id: ElementID, _ use: Use, _ tags: Tags, at coordinate: Coordinate, footprint: Double
  ) -> Bool {
    if !use.isTagged {
      guard lands.contains(coordinate) else { return false }
      guard footprint >= DwellingEstimate.smallestInferredHomeInSquareMetres else {
        findings.sheds += 1
        return false
      }
      findings.inferred += 1
    } else if id.type == .way {
      findings.residentialWays += 1
    } else {
      findings.residentialRelations += 1
    }
    let weight = DwellingEstimate.dwellings(
      building: use.kind, footprintInSquareMetres: footprint, levels: levels.flatMap { tags[$0] },
      flats: flats.flatMap { tags[$0] })
    let home = Home(
      id: id.description, coordinate: coordinate, weight: weight, source: use.isTagged ? .residential : .inferred)
    lands.mark(home)
    findings.homes.append(home)
    return true
  }
}
