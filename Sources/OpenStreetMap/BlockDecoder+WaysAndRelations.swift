import Geography

extension BlockDecoder {
  private func standing(isDeleted: Bool) -> ElementBatch.Standing {
    var standing: ElementBatch.Standing = tags.isSelected ? .selected : []
    if isDeleted { standing.insert(.deleted) }
    return standing
  }

  /// A way. Its references are kept even when no rule wants it: a relation of a later block may.
  mutating func decode(way: WireReader) throws(DecodingError) {
    var reader = way
    var id: Int64?
    var info: WireReader?
    var (keys, values, references) = (way.empty, way.empty, way.empty)
    var (latitudes, longitudes) = (way.empty, way.empty)
    var isWhole = true
    while let field = try reader.nextField() {
      switch field.number {
      case 1: id = Int64(bitPattern: try reader.varint(field))
      case 2: isWhole = try reader.takePacked(field, into: &keys) && isWhole
      case 3: isWhole = try reader.takePacked(field, into: &values) && isWhole
      case 4: info = try reader.message(field)
      case 8: isWhole = try reader.takePacked(field, into: &references) && isWhole
      case 9: isWhole = try reader.takePacked(field, into: &latitudes) && isWhole
      case 10: isWhole = try reader.takePacked(field, into: &longitudes) && isWhole
      default: try reader.skip(field)
      }
    }
    if !isWhole {
      (keys, values, references) = (try join(2, of: way), try join(3, of: way), try join(8, of: way))
      (latitudes, longitudes) = (try join(9, of: way), try join(10, of: way))
    }
    guard let id else { throw way.error("a way without an id") }
    let (version, isDeleted) = try decode(info: info)
    try collect(keys, values, of: .way, id)
    try references.checkCount(of: "way \(id)", "references")
    try references.checkSums()
    if !latitudes.isAtEnd || !longitudes.isAtEnd { try decode(latitudes, longitudes, ofWay: id, references) }
    batch.ways.ids.append(id)
    batch.ways.standings.append(standing(isDeleted: isDeleted))
    batch.ways.references.append(packed: references.bytes)
    if wantsVersions { batch.ways.versions.append(version) }
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
    var reader = relation
    var id: Int64?
    var info: WireReader?
    var (keys, values) = (relation.empty, relation.empty)
    var (roles, numbers, types) = (relation.empty, relation.empty, relation.empty)
    var isWhole = true
    while let field = try reader.nextField() {
      switch field.number {
      case 1: id = Int64(bitPattern: try reader.varint(field))
      case 2: isWhole = try reader.takePacked(field, into: &keys) && isWhole
      case 3: isWhole = try reader.takePacked(field, into: &values) && isWhole
      case 4: info = try reader.message(field)
      case 8: isWhole = try reader.takePacked(field, into: &roles) && isWhole
      case 9: isWhole = try reader.takePacked(field, into: &numbers) && isWhole
      case 10: isWhole = try reader.takePacked(field, into: &types) && isWhole
      default: try reader.skip(field)
      }
    }
    if !isWhole {
      (keys, values, roles) = (try join(2, of: relation), try join(3, of: relation), try join(8, of: relation))
      (numbers, types) = (try join(9, of: relation), try join(10, of: relation))
    }
    guard let id else { throw relation.error("a relation without an id") }
    let (version, isDeleted) = try decode(info: info)
    try collect(keys, values, of: .relation, id)
    try decode(roles, numbers, types, ofRelation: id)
    batch.relations.ids.append(id)
    batch.relations.standings.append(standing(isDeleted: isDeleted))
    batch.relations.memberEnds.append(batch.relations.members.count)
    if wantsVersions { batch.relations.versions.append(version) }
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
        guard tags.hasString(index) else { throw roles.error("relation \(id) has a role past the string table") }
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
