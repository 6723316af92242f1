import Geography

/// The attributes of an XML element, valid while it is handled.
struct XMLAttributes {
  private var pairs: [(name: StaticString, value: UnsafeRawBufferPointer)] = []
  /// The names that matter to anyone here.
  private static let names: [StaticString] = [
    "id", "lat", "lon", "ref", "k", "v", "type", "role", "version", "visible", "action", "generator", "minlat",
    "minlon",
    "maxlat", "maxlon", "osm_base",
  ]

  /// Takes up an attribute; others than those known here are passed over.
  mutating func add(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    let known = Self.names.first { known in
      known.utf8CodeUnitCount == name.count && known.withUTF8Buffer { $0.elementsEqual(name) }
    }
    if let known { pairs.append((known, value)) }
  }

  mutating func removeAll() { pairs.removeAll(keepingCapacity: true) }

  /// The value of an attribute.
  subscript(name: StaticString) -> UnsafeRawBufferPointer? {
    pairs.first { $0.name.utf8Start == name.utf8Start || $0.name.description == name.description }?.value
  }

  /// Whether an attribute has this value.
  func says(_ name: StaticString, _ value: StaticString) -> Bool {
    self[name].map { given in value.withUTF8Buffer { $0.elementsEqual(given) } } ?? false
  }
}

/// Collects the elements of an XML file into a batch.
struct XMLBatchBuilder {
  private let selection: SelectionIndex
  private(set) var batch = ElementBatch()
  private(set) var header = ExtractHeader()

  /// The node, way or relation that is open.
  private(set) var open: ElementID?
  private var version: Int32 = 0
  private var isDeleted = false
  private var place = Coordinate.nowhere
  private var isSelected = false
  private var tags: [ElementBatch.Tag] = []
  private var references: [Int64] = []
  private var referencePlaces: [Coordinate] = []

  init(_ selection: SelectionIndex) {
    self.selection = selection
    batch.hasVersions = true
  }

  /// Takes the attributes of the root.
  mutating func begin(root attributes: XMLAttributes) {
    header.writingProgram = attributes["generator"].map { excerpt($0) }
  }

  /// Takes the bounds the writer claims; nonsense is passed over.
  mutating func setBounds(_ attributes: XMLAttributes) {
    func side(_ name: StaticString) -> Int64? { attributes[name].flatMap { XMLNumber.degreesE7($0) } }
    guard let west = side("minlon"), let south = side("minlat"), let east = side("maxlon"), let north = side("maxlat")
    else { return }
    let southWest = Coordinate(checkedLongitudeE7: west, latitudeE7: south)
    let northEast = Coordinate(checkedLongitudeE7: east, latitudeE7: north)
    guard southWest.isValid, northEast.isValid, west <= east, south <= north else { return }
    header.bounds = CoordinateBox(southWest: southWest, northEast: northEast)
  }

  /// Begins a node, way or relation; what is wrong with it, if anything.
  mutating func begin(_ type: ElementType, _ attributes: XMLAttributes) -> String? {
    guard let text = attributes["id"] else { return "a \(type) without an id" }
    guard let number = XMLNumber.integer(text) else { return "a \(type) with the invalid id \"\(excerpt(text))\"" }
    let id = ElementID(type, number)
    version = 0
    if let text = attributes["version"] {
      guard let number = XMLNumber.integer(text) else { return "\(id) has the invalid version \"\(excerpt(text))\"" }
      version = Int32(clamping: number)
    }
    isDeleted = attributes.says("visible", "false") || attributes.says("action", "delete")
    if isDeleted { batch.hasDeleted = true }
    isSelected = false
    tags.removeAll(keepingCapacity: true)
    references.removeAll(keepingCapacity: true)
    referencePlaces.removeAll(keepingCapacity: true)
    open = id
    guard type == .node else { return nil }
    place = .deleted
    return isDeleted ? nil : setPlace(attributes, of: id)
  }

  private mutating func setPlace(_ attributes: XMLAttributes, of id: ElementID) -> String? {
    guard let latitude = attributes["lat"], let longitude = attributes["lon"] else {
      return "\(id) has no lat or lon: no coordinate"
    }
    guard let north = XMLNumber.degreesE7(latitude), let east = XMLNumber.degreesE7(longitude) else {
      return "\(id) has the invalid coordinate lat=\"\(excerpt(latitude))\" lon=\"\(excerpt(longitude))\""
    }
    place = Coordinate(checkedLongitudeE7: east, latitudeE7: north)
    return nil
  }

  /// Takes a tag of the open element.
  mutating func add(tag attributes: XMLAttributes) -> String? {
    guard let open else { return "the XML element tag is outside any node, way or relation" }
    guard let key = attributes["k"], let value = attributes["v"] else {
      return "a tag of \(open) has no key or no value"
    }
    guard tags.count < ElementLimit.parts else { return "\(open) has too many tags, \(ElementLimit.inWords)" }
    switch selection.word(key) {
    case .unnamed(isKeptKey: false): break
    case .unnamed: keep(key, value)
    case .named(let number):
      let named = selection.key(number)
      if named.contains(.kept) { keep(key, value) }
      if named.contains(.any(open.type)) {
        isSelected = true
      } else if named.contains(.some(open.type)), case .named(let value) = selection.word(value) {
        isSelected = isSelected || selection.accepts(number, value, of: open.type)
      }
    }
    return nil
  }

  private mutating func keep(_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    tags.append(ElementBatch.Tag(key: batch.strings.intern(key), value: batch.strings.intern(value)))
  }

  /// Takes a reference of the open way.
  mutating func add(reference attributes: XMLAttributes) -> String? {
    guard let open, open.type == .way else { return "the XML element nd is outside any way" }
    guard let text = attributes["ref"], let number = XMLNumber.integer(text) else {
      return "\(open) has a node reference that is no number: \"\(attributes["ref"].map { excerpt($0) } ?? "")\""
    }
    guard references.count < ElementLimit.parts else {
      return "\(open) has too many references, \(ElementLimit.inWords)"
    }
    if let latitude = attributes["lat"].flatMap({ XMLNumber.degreesE7($0) }),
      let longitude = attributes["lon"].flatMap({ XMLNumber.degreesE7($0) })
    {
      padPlaces()
      referencePlaces.append(Coordinate(checkedLongitudeE7: longitude, latitudeE7: latitude))
    }
    references.append(number)
    return nil
  }

  /// Fills up for references whose places the file does not give.
  private mutating func padPlaces() {
    referencePlaces += repeatElement(.unset, count: references.count - referencePlaces.count)
  }

  /// Takes a member of the open relation.
  mutating func add(member attributes: XMLAttributes) -> String? {
    guard let open, open.type == .relation else { return "the XML element member is outside any relation" }
    guard let text = attributes["ref"], let number = XMLNumber.integer(text) else {
      return "\(open) has a member whose ref is no number: \"\(attributes["ref"].map { excerpt($0) } ?? "")\""
    }
    guard batch.relations.members.count - (batch.relations.memberEnds.last ?? 0) < ElementLimit.parts else {
      return "\(open) has too many members, \(ElementLimit.inWords)"
    }
    let types: [(StaticString, ElementType)] = [("node", .node), ("way", .way), ("relation", .relation)]
    guard let type = types.first(where: { attributes.says("type", $0.0) })?.1 else {
      return "\(open) has a member of the unknown type \"\(attributes["type"].map { excerpt($0) } ?? "")\""
    }
    let role = batch.strings.intern(attributes["role"] ?? UnsafeRawBufferPointer(start: nil, count: 0))
    batch.relations.members.append(ElementBatch.Member(element: ElementID(type, number), role: role))
    return nil
  }

  /// Ends the open element.
  mutating func end() {
    guard let id = open else { return }
    open = nil
    var standing: ElementBatch.Standing = isSelected ? .selected : []
    if isDeleted { standing.insert(.deleted) }
    switch id.type {
    case .node:
      batch.nodes.count += 1
      batch.nodes.ids.append(id.number)
      batch.nodes.places.append(place)
      batch.nodes.versions.append(version)
      guard isSelected else { return }
      batch.nodes.selected.append((batch.nodes.ids.count - 1, id.number, place))
      batch.nodes.tags.append(row: tags)
    case .way:
      if !referencePlaces.isEmpty {
        padPlaces()
        batch.ways.add(referencePlaces)
      }
      batch.ways.ids.append(id.number)
      batch.ways.versions.append(version)
      batch.ways.standings.append(standing)
      batch.ways.references.append(references)
      batch.ways.tags.append(row: tags)
    case .relation:
      batch.relations.ids.append(id.number)
      batch.relations.versions.append(version)
      batch.relations.standings.append(standing)
      batch.relations.memberEnds.append(batch.relations.members.count)
      batch.relations.tags.append(row: tags)
    }
  }
}
