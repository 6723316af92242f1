import Geography
import OpenStreetMap

extension CityInspection {
  /// Tags that only areas have, as far as a run looks at them.
  private static let areaRules: [TagRuleBits.Rule] =
    [
      .init("building", sets: 1), .init("landuse", ["residential", "reservoir"], sets: 1),
      .init("natural", ["water"], sets: 1), .init("waterway", ["riverbank", "dock"], sets: 1),
    ] + VenueClassTable.mainValues.map { TagRuleBits.Rule($0.key, $0.values, sets: 1) }
    + [TagRuleBits.Rule("boundary", ["administrative"], sets: 2)]

  /// Outlines that make no area: buildings, residential land, water, venues, administrative areas.
  mutating func inspectAreas(_ extract: Extract, _ found: VenueFindings) {
    let bits = TagRuleBits(Self.areaRules, extract.strings)
    var (all, broken, cut) = (0, 0, 0)
    func tell(_ problem: AreaProblem) { if problem == .incomplete { cut += 1 } else { broken += 1 } }
    for (way, bits) in bits.ofWays(extract).enumerated() where bits & 1 != 0 {
      all += 1
      guard case .failure(let problem) = extract.area(ofWay: way) else { continue }
      tell(problem)
      let line = PlaceLine(ofWay: way, in: extract)
      addBroken(
        ElementID(.way, extract.ways.ids[way]), extract.tags(ofWay: way), problem,
        at: PlaceRing(line.points)?.centroid)
    }
    for (relation, bits) in bits.ofRelations(extract).enumerated() where bits != 0 {
      let tags = extract.tags(ofRelation: relation)
      guard ["multipolygon", "boundary"].contains(tags["type"]) else { continue }
      all += 1
      guard case .failure(let problem) = extract.area(ofRelation: relation) else { continue }
      tell(problem)
      let members = extract.relations.members(of: relation).lazy.compactMap { member in
        member.element.type == .way ? extract.ways.index(of: member.element.number) : nil
      }
      let places = members.lazy.compactMap { PlaceLine(ofWay: $0, in: extract).points.first }
      addBroken(ElementID(.relation, extract.relations.ids[relation]), tags, problem, at: places.first)
    }
    for drop in found.dropped where drop.reason == .noPlace {
      guard let kind = drop.kind, city.parameters.kinds.contains(kind) else { continue }
      add(
        InspectionFinding(
          .venueWithoutPlace, .error, [drop.id.description], at: nil,
          "\(kind.rawValue) whose nodes or members are not in the extract, or make no area: left out"))
    }
    grade(.areas, by: Self.share(Double(broken), of: Double(all), "areas broken, those cut left out", .records))
    measure("areas", all)
    measure("areas_broken", broken)
    measure("areas_cut_by_the_extract", cut)
  }

  private mutating func addBroken(_ id: ElementID, _ tags: Tags, _ problem: AreaProblem, at place: Coordinate?) {
    let kind: InspectionKind =
      switch problem {
      case .incomplete: .areaCut
      case .openRing: .areaOpen
      case .degenerate: .areaDegenerate
      case .crossing: .areaCrossing
      }
    let keys = ["building", "landuse", "natural", "waterway", "amenity", "tourism", "boundary"]
    let said = keys.compactMap { key in tags[key].map { "\(key)=\($0)" } }.first ?? ""
    var finding = InspectionFinding(
      kind, problem == .incomplete ? .notice : .warning, [id.description], at: place,
      "\(SummaryText.oneLine(said)) makes no area: \(problem.reason)")
    finding.name = tags["name"] ?? ""
    add(finding)
  }
}
