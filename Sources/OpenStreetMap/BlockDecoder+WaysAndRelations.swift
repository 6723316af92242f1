import Geography

extension BlockDecoder {
  private func standing(isDeleted: Bool) -> ElementBatch.Standing {
    var standing: ElementBatch.Standing = tags.isSelected ? .selected : []
    if isDeleted { standing.insert(.deleted) }
    return standing
  }

  /// What ways and relations have alike: the fields 8, 9 and 10 are a way's references and places, a relation's roles,
  /// members and their types.
  private struct Fields {
    var id: Int64
    var version: Int32
    var isDeleted: Bool
    var keys, values, eighth, ninth, tenth: WireReader
  }

  private mutating func readFields(of element: WireReader, _ noun: String) throws(DecodingError) -> Fields {
    var reader = element
    var id: Int64?
    var info: WireReader?
    var (keys, values) = (element.empty, element.empty)
    var (eighth, ninth, tenth) = (element.empty, element.empty, element.empty)
    var isWhole = true
    while let field = try reader.nextField() {
      switch field.number {
      case 1: id = Int64(bitPattern: try reader.varint(field))
      case 2: isWhole = try reader.takePacked(field, into: &keys) && isWhole
      case 3: isWhole = try reader.takePacked(field, into: &values) && isWhole
      case 4: info = try reader.message(field)
      case 8: isWhole = try reader.takePacked(field, into: &eighth) && isWhole
      case 9: isWhole = try reader.takePacked(field, into: &ninth) && isWhole
      case 10: isWhole = try reader.takePacked(field, into: &tenth) && isWhole
      default: try reader.skip(field)
      }
    }
    if !isWhole {
      (keys, values) = (try join(2, of: element), try join(3, of: element))
      (eighth, ninth, tenth) = (try join(8, of: element), try join(9, of: element), try join(10, of: element))
    }
    guard let id else { throw element.error("a \(noun) without an id") }
    let (version, isDeleted) = try decode(info: info)
    return Fields(
      id: id, version: version, isDeleted: isDeleted, keys: keys, values: values, eighth: eighth, ninth: ninth,
      tenth: tenth)
  }

  /// A way. Its references are kept even when no rule wants it: a relation of a later block may.
  mutating func decode(way: WireReader) throws(DecodingError) {
    let fields = try readFields(of: way, "way")
    let (id, references) = (fields.id, fields.eighth)
    let (latitudes, longitudes) = (fields.ninth, fields.tenth)
    try collect(fields.keys, fields.values, of: .way, id)
    try references.checkCount(of: "way \(id)", "references")
    try references.checkSums()
    if !latitudes.isAtEnd || !longitudes.isAtEnd { try decode(latitudes, longitudes, ofWay: id, references) }
    batch.ways.ids.append(id)
    batch.ways.standings.append(standing(isDeleted: fields.isDeleted))
    batch.ways.references.append(packed: references.bytes)
    if wantsVersions { batch.ways.versions.append(fields.version) }
    tags.endElement(into: &batch.ways.tags, &batch.strings)
  }

  /// The places that LocationsOnWays writes beside the references.
  private mutating func decode(
    _ latitudes: WireReader, _ longitudes: WireReader, ofWay id: Int64, _ references: WireReader
  ) throws(DecodingError) {
    var (references, latitudes, longitudes) = (references, latitudes, longitudes)
    var places: [Coordinate] = []
    var (latitude, longitude) = (Int64(0), Int64(0))
    while !references.isAtEnd, !latitudes.isAtEnd, !longitudes.isAtEnd {
      _ = try references.varint()
      try latitudes.addZigzag(to: &latitude)
      try longitudes.addZigzag(to: &longitude)
      guard let place = scale.place(latitude: latitude, longitude: longitude) else {
        throw latitudes.error("the coordinates of way \(id) overflow")
      }
      places.append(place)
    }
    guard references.isAtEnd, latitudes.isAtEnd, longitudes.isAtEnd else {
      throw latitudes.error("way \(id) has not as many coordinates (lat, lon) as references")
    }
    batch.ways.add(places)
  }

  /// A relation. Members are kept of those that a rule wants.
  mutating func decode(relation: WireReader) throws(DecodingError) {
    let fields = try readFields(of: relation, "relation")
    let id = fields.id
    try collect(fields.keys, fields.values, of: .relation, id)
    try decode(fields.eighth, fields.ninth, fields.tenth, ofRelation: id)
    batch.relations.ids.append(id)
    batch.relations.standings.append(standing(isDeleted: fields.isDeleted))
    batch.relations.memberEnds.append(batch.relations.members.count)
    if wantsVersions { batch.relations.versions.append(fields.version) }
    tags.endElement(into: &batch.relations.tags, &batch.strings)
  }

  private mutating func decode(
    _ roles: WireReader, _ numbers: WireReader, _ types: WireReader, ofRelation id: Int64
  ) throws(DecodingError) {
    var (roles, numbers, types) = (roles, numbers, types)
    var number: Int64 = 0
    try numbers.checkCount(of: "relation \(id)", "members")
    while !numbers.isAtEnd {
      try numbers.addZigzag(to: &number)
      guard !roles.isAtEnd, !types.isAtEnd else {
        throw numbers.error("relation \(id) has more members than roles or types")
      }
      let type = try types.varint()
      guard type <= 2, let type = ElementType(rawValue: UInt8(type)) else {
        throw types.error("relation \(id) has a member of type \(type)")
      }
      let index = try roles.varint()
      guard tags.isSelected else {
        guard tags.hasString(index) else {
          throw roles.error("relation \(id) has a role past the end of the string table")
        }
        continue
      }
      guard let role = tags.number(of: index, in: &batch.strings) else {
        throw roles.error("relation \(id) has a role past the end of the string table")
      }
      batch.relations.members.append(ElementBatch.Member(element: ElementID(type, number), role: role))
    }
    guard roles.isAtEnd, types.isAtEnd else {
      throw numbers.error("relation \(id) has more roles or types than members")
    }
  }
}
