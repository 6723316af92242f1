import Geography

extension BlockDecoder {
  /// A node as a message of its own.
  mutating func decode(node: WireReader) throws(DecodingError) {
    var reader = node
    var id: Int64?
    var latitude: Int64?
    var longitude: Int64?
    var info: WireReader?
    var keys = RepeatedField(at: node)
    var values = RepeatedField(at: node)
    while let field = try reader.nextField() {
      switch field.number {
      case 1: id = WireReader.zigzag(try reader.varint(field))
      case 2: try keys.add(field, from: &reader)
      case 3: try values.add(field, from: &reader)
      case 4: info = try reader.message(field)
      case 8: latitude = WireReader.zigzag(try reader.varint(field))
      case 9: longitude = WireReader.zigzag(try reader.varint(field))
      default: try reader.skip(field)
      }
    }
    guard let id else { throw node.error("a node without an id") }
    let (version, isDeleted) = try decode(info: info)
    try collect(&keys, &values, of: .node, id)
    var place = Coordinate.deleted
    if !isDeleted || latitude != nil && longitude != nil {
      guard let latitude, let longitude else { throw node.error("node \(id) without lat or lon: no coordinates") }
      guard let found = scale.place(latitude: latitude, longitude: longitude) else {
        throw node.error("the coordinates of node \(id) overflow")
      }
      if !isDeleted { place = found }
    }
    addNode(id, place, version)
    batch.nodes.add(count: 1, ids: id...id, areAscending: true)
    if tags.isSelected { selectNode(id, place) }
  }

  @inline(__always)
  private mutating func addNode(_ id: Int64, _ place: Coordinate, _ version: Int32) {
    guard needed == nil else {
      needed?.take(id, place)
      return
    }
    batch.nodes.ids.append(id)
    batch.nodes.places.append(place)
    if wantsVersions { batch.nodes.versions.append(version) }
  }

  private mutating func selectNode(_ id: Int64, _ place: Coordinate) {
    batch.nodes.selected.append((batch.nodes.ids.count - 1, id, place))
    tags.endElement(into: &batch.nodes.tags, &batch.strings)
  }

  /// The columns of a DenseNodes message.
  private struct DenseColumns {
    var ids, latitudes, longitudes, tags, versions, visible: RepeatedField
    var hasTags = false
    var hasVisible = false
    var hasVersions = false

    init(at place: WireReader) {
      ids = RepeatedField(at: place)
      latitudes = ids
      longitudes = ids
      tags = ids
      versions = ids
      visible = ids
    }
  }

  /// Many nodes in columns of deltas.
  mutating func decode(denseNodes: WireReader) throws(DecodingError) {
    var columns = DenseColumns(at: denseNodes)
    var reader = denseNodes
    while let field = try reader.nextField() {
      switch field.number {
      case 1: try columns.ids.add(field, from: &reader)
      case 5: try decode(denseInfo: try reader.message(field), into: &columns)
      case 8: try columns.latitudes.add(field, from: &reader)
      case 9: try columns.longitudes.add(field, from: &reader)
      case 10: try columns.tags.add(field, from: &reader)
      default: try reader.skip(field)
      }
    }
    columns.hasTags = columns.tags.hasMore
    columns.hasVisible = columns.visible.hasMore
    columns.hasVersions = columns.versions.hasMore
    try decode(&columns)
    guard !columns.latitudes.hasMore, !columns.longitudes.hasMore else {
      throw columns.latitudes.error("dense nodes with more coordinates (lat, lon) than ids")
    }
    guard !columns.tags.hasMore else { throw columns.tags.error("dense nodes with more tags (keys_vals) than ids") }
  }

  private func decode(denseInfo: WireReader, into columns: inout DenseColumns) throws(DecodingError) {
    var reader = denseInfo
    while let field = try reader.nextField() {
      switch field.number {
      case 1 where wantsVersions: try columns.versions.add(field, from: &reader)
      case 6: try columns.visible.add(field, from: &reader)
      default: try reader.skip(field)
      }
    }
  }

  private mutating func decode(_ columns: inout DenseColumns) throws(DecodingError) {
    let count = columns.ids.count
    let scale = scale
    // A copy, so that looking up keeps its state in registers.
    var needed = needed
    if needed == nil {
      batch.nodes.ids.reserveCapacity(batch.nodes.ids.count + count)
      batch.nodes.places.reserveCapacity(batch.nodes.places.count + count)
    }
    var sums = (id: Int64(0), latitude: Int64(0), longitude: Int64(0))
    var (lowest, highest) = (Int64.max, Int64.min)
    var isAscending = true
    while columns.ids.hasMore {
      guard columns.latitudes.hasMore, columns.longitudes.hasMore else {
        // As many ids as are left say it; the first of them is read to place the error behind it.
        try columns.ids.addNext(to: &sums.id)
        throw columns.ids.error("dense nodes with more ids than coordinates (lat, lon)")
      }
      var (ids, latitudes, longitudes) = (columns.ids.current, columns.latitudes.current, columns.longitudes.current)
      while !ids.isAtEnd, !latitudes.isAtEnd, !longitudes.isAtEnd {
        try ids.addZigzag(to: &sums.id)
        try latitudes.addZigzag(to: &sums.latitude)
        try longitudes.addZigzag(to: &sums.longitude)
        let id = sums.id
        guard var place = scale.place(latitude: sums.latitude, longitude: sums.longitude) else {
          throw latitudes.error("the coordinates of node \(id) overflow")
        }
        if columns.hasVisible, try next(&columns.visible, id) == 0 {
          place = .deleted
          batch.hasDeleted = true
        }
        if id <= highest, highest != .min { isAscending = false }
        lowest = min(lowest, id)
        highest = max(highest, id)
        if needed == nil {
          addNode(id, place, columns.hasVersions ? Int32(truncatingIfNeeded: try next(&columns.versions, id)) : 0)
        } else {
          needed?.take(id, place)
        }
        if columns.hasTags, try !columns.tags.skipZero() { try decode(denseTags: &columns.tags, of: id, place) }
      }
      (columns.ids.current, columns.latitudes.current, columns.longitudes.current) = (ids, latitudes, longitudes)
    }
    if count > 0 { batch.nodes.add(count: count, ids: lowest...highest, areAscending: isAscending) }
  }

  private func next(_ column: inout RepeatedField, _ id: Int64) throws(DecodingError) -> UInt64 {
    guard column.hasMore else { throw column.error("dense nodes without metadata from node \(id) on") }
    return try column.next()
  }

  /// Key, value, key, value… and 0 after each node; not called where that 0 comes at once.
  private mutating func decode(
    denseTags column: inout RepeatedField, of id: Int64, _ place: Coordinate
  ) throws(DecodingError) {
    guard column.hasMore else { throw column.error("dense tags (keys_vals) end before node \(id)") }
    var key = try column.next()
    if key == 0 { return }
    tags.beginElement()
    while key != 0 {
      guard column.hasMore else { throw column.error("dense tags (keys_vals) end after a key of node \(id)") }
      guard tags.add(key: key, value: try column.next(), of: .node) else {
        throw column.error("node \(id) has a tag past the end of the string table")
      }
      guard column.hasMore else { throw column.error("dense tags (keys_vals) end within node \(id)") }
      key = try column.next()
    }
    if tags.isSelected { selectNode(id, place) }
  }
}
