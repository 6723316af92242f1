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
    var keys = RepeatedField(at: way)
    var values = keys
    var references = keys
    var latitudes = keys
    var longitudes = keys
    while let field = try reader.nextField() {
      switch field.number {
      case 1: id = Int64(bitPattern: try reader.varint(field))
      case 2: try keys.add(field, from: &reader)
      case 3: try values.add(field, from: &reader)
      case 4: info = try reader.message(field)
      case 8: try references.add(field, from: &reader)
      case 9: try latitudes.add(field, from: &reader)
      case 10: try longitudes.add(field, from: &reader)
      default: try reader.skip(field)
      }
    }
    guard let id else { throw way.error("a way without an id") }
    let (version, isDeleted) = try decode(info: info)
    try collect(&keys, &values, of: .way, id)
    try references.appendSums(to: &batch.ways.references)
    if latitudes.hasMore || longitudes.hasMore || !batch.ways.places.isEmpty {
      try decode(&latitudes, &longitudes, ofWay: id)
    }
    batch.ways.ids.append(id)
    batch.ways.standings.append(standing(isDeleted: isDeleted))
    batch.ways.referenceEnds.append(batch.ways.references.count)
    if wantsVersions { batch.ways.versions.append(version) }
    tags.endElement(into: &batch.ways.tags, &batch.strings)
  }

  /// The places that LocationsOnWays writes beside the references.
  private mutating func decode(
    _ latitudes: inout RepeatedField, _ longitudes: inout RepeatedField, ofWay id: Int64
  ) throws(DecodingError) {
    let end = batch.ways.references.count
    let begin = batch.ways.referenceEnds.last ?? 0
    batch.ways.padPlaces(to: begin)
    var latitude: Int64 = 0
    var longitude: Int64 = 0
    while latitudes.hasMore, longitudes.hasMore {
      try latitudes.addNext(to: &latitude)
      try longitudes.addNext(to: &longitude)
      guard let place = scale.place(latitude: latitude, longitude: longitude) else {
        throw latitudes.error("the coordinates of way \(id) overflow")
      }
      batch.ways.places.append(place)
    }
    let isComplete = batch.ways.places.count == end || batch.ways.places.count == begin
    guard isComplete, !latitudes.hasMore, !longitudes.hasMore else {
      throw latitudes.error("way \(id) has not as many coordinates (lat, lon) as references")
    }
    batch.ways.padPlaces(to: end)
  }

  /// A relation. Members are kept of those that a rule wants.
  mutating func decode(relation: WireReader) throws(DecodingError) {
    var reader = relation
    var id: Int64?
    var info: WireReader?
    var keys = RepeatedField(at: relation)
    var values = keys
    var roles = keys
    var numbers = keys
    var types = keys
    while let field = try reader.nextField() {
      switch field.number {
      case 1: id = Int64(bitPattern: try reader.varint(field))
      case 2: try keys.add(field, from: &reader)
      case 3: try values.add(field, from: &reader)
      case 4: info = try reader.message(field)
      case 8: try roles.add(field, from: &reader)
      case 9: try numbers.add(field, from: &reader)
      case 10: try types.add(field, from: &reader)
      default: try reader.skip(field)
      }
    }
    guard let id else { throw relation.error("a relation without an id") }
    let (version, isDeleted) = try decode(info: info)
    try collect(&keys, &values, of: .relation, id)
    try decode(&roles, &numbers, &types, ofRelation: id)
    batch.relations.ids.append(id)
    batch.relations.standings.append(standing(isDeleted: isDeleted))
    batch.relations.memberEnds.append(batch.relations.members.count)
    if wantsVersions { batch.relations.versions.append(version) }
    tags.endElement(into: &batch.relations.tags, &batch.strings)
  }

  private mutating func decode(
    _ roles: inout RepeatedField, _ numbers: inout RepeatedField, _ types: inout RepeatedField, ofRelation id: Int64
  ) throws(DecodingError) {
    var number: Int64 = 0
    guard numbers.count <= ElementLimit.parts else {
      throw numbers.error("relation \(id) has \(numbers.count) members, \(ElementLimit.inWords)")
    }
    while numbers.hasMore {
      try numbers.addNext(to: &number)
      guard roles.hasMore, types.hasMore else {
        throw numbers.error("relation \(id) has more members than roles or types")
      }
      let type = try types.next()
      guard type <= 2, let type = ElementType(rawValue: UInt8(type)) else {
        throw types.error("relation \(id) has a member of type \(type)")
      }
      let index = try roles.next()
      guard tags.isSelected else {
        guard tags.hasString(index) else { throw roles.error("relation \(id) has a role past the string table") }
        continue
      }
      guard let role = tags.number(of: index, in: &batch.strings) else {
        throw roles.error("relation \(id) has a role past the end of the string table")
      }
      batch.relations.members.append(ElementBatch.Member(element: ElementID(type, number), role: role))
    }
    guard !roles.hasMore, !types.hasMore else {
      throw numbers.error("relation \(id) has more roles or types than members")
    }
  }
}
