import Geography
import OpenStreetMap
import Walking

/// One pass over an extract's buildings.
struct HomeSearch {
  private let extract: Extract
  private let infers: Bool
  private let building: Symbol?, levels: Symbol?, flats: Symbol?, use: Symbol?
  private let rules: TagRuleBits
  private let residential: [Symbol: String]
  private let residentialUses: [Symbol]
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
    rules = TagRuleBits(Bits.rules, strings)
    var residential: [Symbol: String] = [:]
    for kind in DwellingEstimate.levelsByKind.keys {
      if let symbol = strings.symbol(of: kind) { residential[symbol] = kind }
    }
    self.residential = residential
    residentialUses = ["residential", "apartments"].compactMap { strings.symbol(of: $0) }
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
    let extract = extract
    var line = PlaceLine()
    for (way, bits) in rules.ofWays(extract).enumerated() where Bits(bits).isBuilding {
      guard let use = use(Bits(bits), extract.ways.tags[extract.ways.tagRange(way)]) else { continue }
      guard outlines.isEmpty || !outlines.contains(extract.ways.ids[way]) else {
        findings.outlinesOfRelations += 1
        continue
      }
      line.read(way, in: extract)
      let distinct = line.points.first == line.points.last ? line.points.count - 1 : line.points.count
      guard distinct >= 3, let measure = PlaceRing(line.points) else {
        if use.isTagged { findings.withoutPlace += 1 }
        continue
      }
      if line.missingCount > 0, use.isTagged { findings.outlinesWithMissingNodes += 1 }
      let id = ElementID(.way, extract.ways.ids[way])
      keep(
        id, use, at: measure.centroid, footprint: measure.areaInSquareMetres,
        tags: { extract.tags(ofWay: way) })
    }
  }

  private mutating func lookAtRelations() {
    for (relation, bits) in rules.ofRelations(extract).enumerated() where Bits(bits).isBuilding {
      let tags = extract.tags(ofRelation: relation)
      // Of `type=building` and `site` the members are the houses.
      guard let use = use(Bits(bits), tags.pairs), tags["type"] == "multipolygon" else { continue }
      guard case .success(let area) = extract.area(ofRelation: relation),
        let centroid = PlaceRing.centroid(of: area.polygons)
      else {
        if use.isTagged { findings.withoutPlace += 1 }
        continue
      }
      let id = ElementID(.relation, extract.relations.ids[relation])
      let footprint = PlaceRing.areaInSquareMetres(of: area.polygons)
      guard keep(id, use, at: centroid, footprint: footprint, tags: { tags }) else { continue }
      for member in extract.relations.members(of: relation)
      where member.element.type == .way && ["outer", ""].contains(extract.strings[member.role]) {
        outlines.insert(member.element.number)
      }
    }
  }

  /// Adds points along the streets of lands whose buildings are not mapped.
  mutating func estimate(along streets: StreetGraph, workers: Int) {
    var points = HomeStreetPoints(extract: extract, streets: streets, lands: lands, workers: workers)
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

  /// What the tags of an element say, by symbols alone.
  private struct Bits {
    let rawValue: UInt64
    init(_ rawValue: UInt64) { self.rawValue = rawValue }
    private static let residential: UInt64 = 1, plain: UInt64 = 2, outOfUse: UInt64 = 4
    private static let saidUse: UInt64 = 8, otherUse: UInt64 = 16

    /// A building in use, residential or `building=yes`.
    var isBuilding: Bool { rawValue & (Self.residential | Self.plain) != 0 && rawValue & Self.outOfUse == 0 }
    var isResidential: Bool { rawValue & Self.residential != 0 }
    var saysUse: Bool { rawValue & Self.saidUse != 0 }
    var hasOtherUse: Bool { rawValue & Self.otherUse != 0 }

    static let rules: [TagRuleBits.Rule] =
      [
        .init("building", DwellingEstimate.levelsByKind.keys, sets: residential),
        .init("building", ["yes"], sets: plain), .init("building:use", sets: saidUse),
      ] + VenueClassTable.lifecycleKeys.map { TagRuleBits.Rule($0, ["yes"], sets: outOfUse) }
      + HomeFinder.otherUseKeys.map { TagRuleBits.Rule($0, sets: otherUse) }
  }

  private func use(_ bits: Bits, _ pairs: ArraySlice<Tags.Pair>) -> Use? {
    if bits.isResidential {
      let kind = pairs.first { $0.key == building }.flatMap { residential[$0.value] }
      return kind.map { Use(kind: $0, isTagged: true) }
    }
    if bits.saysUse {
      let isHome = pairs.contains { $0.key == use && residentialUses.contains($0.value) }
      return isHome ? Use(kind: "residential", isTagged: true) : nil
    }
    return infers && !bits.hasOtherUse ? Use(kind: "yes", isTagged: false) : nil
  }

  /// Keeps a building that is a home; says whether it is.
  @discardableResult
  private mutating func keep(
    _ id: ElementID, _ use: Use, at coordinate: Coordinate, footprint: Double, tags: () -> Tags
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
    let tags = tags()
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
