import Geography
import OpenStreetMap

/// One pass over an extract's elements: classifies, places and counts them.
struct VenueSearch {
  private let extract: Extract
  private let classifier: VenueClassifier
  private let leads: TagRuleBits
  private let attributeKeys: [(name: String, symbol: Symbol)]
  private let nameKeys: [Symbol]
  private let entranceNodes: Set<UInt32>
  private var counts: [VenueKind: [ElementType: Int]] = [:]
  private var found: [Venue] = []
  private var dropped: [VenueFindings.Dropped] = []

  init(extract: Extract, rows: [VenueClassRow]) {
    self.extract = extract
    classifier = VenueClassifier(rows, strings: extract.strings)
    leads = TagRuleBits(VenueClassifier.Leads.rules(rows), extract.strings)
    attributeKeys = VenueFinder.attributeKeys.compactMap { name in
      extract.strings.symbol(of: name).map { (name, $0) }
    }
    nameKeys = ["name", "name:zh", "name:en", "official_name"].compactMap { extract.strings.symbol(of: $0) }
    entranceNodes = Self.entranceNodes(of: extract)
  }

  /// What was found, counts in the order of the class table.
  var findings: VenueFindings {
    var findings = VenueFindings()
    findings.venues = found
    findings.dropped = dropped
    for kind in VenueKind.allCases {
      for type in [ElementType.node, .way, .relation] {
        if let count = counts[kind]?[type] { findings.counts.append(.init(kind: kind, type: type, count: count)) }
      }
    }
    return findings
  }

  mutating func lookAtNodes() {
    for (position, bits) in leads.ofTaggedNodes(extract).enumerated() where VenueClassifier.Leads(bits: bits).isAny {
      let number = Int(extract.nodes.tagged[position])
      let id = ElementID(.node, extract.nodes.ids[number])
      let tags = extract.tags(ofTaggedNode: position)
      guard let kind = accept(id, verdict(tags, isArea: false, hasEntrance: { false })) else { continue }
      let coordinate = extract.nodes.coordinates[number]
      var venue = venue(id, kind, tags, at: coordinate)
      venue.doors = [Door(coordinate: coordinate, resolvedBy: .centroid)]
      keep(venue, id)
    }
  }

  mutating func lookAtWays() {
    for (way, bits) in leads.ofWays(extract).enumerated() where VenueClassifier.Leads(bits: bits).isAny {
      let tags = extract.tags(ofWay: way)
      let id = ElementID(.way, extract.ways.ids[way])
      let references = extract.ways.references(of: way)
      let isClosed = references.count >= 4 && references.first == references.last
      let verdict = verdict(tags, isArea: isClosed, hasEntrance: { holdsEntrance(references) })
      guard let kind = accept(id, verdict) else { continue }
      let line = PlaceLine(ofWay: way, in: extract)
      guard line.points.count >= 2 || (line.missingCount == 0 && !line.points.isEmpty),
        let measure = PlaceRing(line.points)
      else {
        dropped.append(.init(id: id, kind: kind, reason: .noPlace))
        continue
      }
      var venue = venue(id, kind, tags, at: measure.centroid)
      if line.isRing, measure.areaInSquareMetres > 0 { venue.outline = [GeographicPolygon(exterior: line.points)] }
      keep(venue, id)
    }
  }

  mutating func lookAtRelations() {
    for (relation, bits) in leads.ofRelations(extract).enumerated() where VenueClassifier.Leads(bits: bits).isAny {
      let tags = extract.tags(ofRelation: relation)
      let id = ElementID(.relation, extract.relations.ids[relation])
      let hasEntrance = {
        extract.relations.members(of: relation).contains { member in
          member.element.type == .way
            && extract.ways.index(of: member.element.number).map { holdsEntrance(extract.ways.references(of: $0)) }
              ?? false
        }
      }
      guard let kind = accept(id, verdict(tags, isArea: true, hasEntrance: hasEntrance)) else { continue }
      let outline = outline(ofRelation: relation, tags)
      guard let centroid = PlaceRing.centroid(of: outline) else {
        dropped.append(.init(id: id, kind: kind, reason: .noPlace))
        continue
      }
      var venue = venue(id, kind, tags, at: centroid)
      venue.outline = outline
      keep(venue, id)
    }
  }

  /// The area of a multipolygon or boundary; the largest closed member way of a site, building or other relation.
  private func outline(ofRelation relation: Int, _ tags: Tags) -> [GeographicPolygon] {
    let type = tags["type"]
    if type == "multipolygon" || type == "boundary" {
      guard case .success(let area) = extract.area(ofRelation: relation) else { return [] }
      return area.polygons
    }
    var best: (area: Double, ring: [Coordinate])?
    for member in extract.relations.members(of: relation) where member.element.type == .way {
      guard let way = extract.ways.index(of: member.element.number) else { continue }
      let line = PlaceLine(ofWay: way, in: extract)
      guard line.isRing, let measure = PlaceRing(line.points), measure.areaInSquareMetres > best?.area ?? 0 else {
        continue
      }
      best = (measure.areaInSquareMetres, line.points)
    }
    return best.map { [GeographicPolygon(exterior: $0.ring)] } ?? []
  }

  /// What the tags of an element make of it.
  private enum Verdict {
    case nothing
    case venue(VenueKind)
    case dropped(VenueKind?, VenueFindings.DropReason)
  }

  private func verdict(_ tags: Tags, isArea: Bool, hasEntrance: () -> Bool) -> Verdict {
    let kind = classifier.kind(of: tags, isArea: isArea, hasEntrance: hasEntrance)
    if classifier.isOutOfUse(tags) {
      // A wreck is `historic` and out of use by nature: no word about those that never were venues.
      return kind != nil || isFormerVenue(tags) ? .dropped(kind, .outOfUse) : .nothing
    }
    guard let kind else { return .nothing }
    return classifier.isPrivate(tags) ? .dropped(kind, .privateAccess) : .venue(kind)
  }

  /// The class of an element that counts; one that is shut or out of use is noted as dropped.
  private mutating func accept(_ id: ElementID, _ verdict: Verdict) -> VenueKind? {
    switch verdict {
    case .nothing: return nil
    case .venue(let kind): return kind
    case .dropped(let kind, let reason):
      dropped.append(.init(id: id, kind: kind, reason: reason))
      return nil
    }
  }

  private func isFormerVenue(_ tags: Tags) -> Bool {
    VenueClassTable.mainValues.contains { main in
      VenueClassTable.lifecyclePrefixes.contains { prefix in
        tags["\(prefix):\(main.key)"].map(main.values.contains) ?? false
      }
    }
  }

  private mutating func keep(_ venue: Venue, _ id: ElementID) {
    counts[venue.kind, default: [:]][id.type, default: 0] += 1
    found.append(venue)
  }

  private func venue(_ id: ElementID, _ kind: VenueKind, _ tags: Tags, at coordinate: Coordinate) -> Venue {
    var attributes: [String: String] = [:]
    for key in attributeKeys { attributes[key.name] = tags[key.symbol] }
    let name = nameKeys.lazy.compactMap { tags[$0] }.first { !$0.isEmpty } ?? ""
    return Venue(
      id: id.description, identifiers: [id.description], kind: kind, name: name, coordinate: coordinate,
      attributes: attributes)
  }

  private func holdsEntrance(_ references: ArraySlice<UInt32>) -> Bool {
    references.contains { entranceNodes.contains($0) }
  }

  private static func entranceNodes(of extract: Extract) -> Set<UInt32> {
    guard let key = extract.strings.symbol(of: "entrance") else { return [] }
    var numbers: Set<UInt32> = []
    for position in extract.nodes.tagged.indices where extract.tags(ofTaggedNode: position).value(of: key) != nil {
      numbers.insert(extract.nodes.tagged[position])
    }
    return numbers
  }
}
