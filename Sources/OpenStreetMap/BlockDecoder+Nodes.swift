import Geography

extension BlockDecoder {
  /// A node as a message of its own.
  mutating func decode(node: WireReader) throws(DecodingError) {
    var reader = node
    var id: Int64?
    var latitude: Int64?
    var longitude: Int64?
    var info: WireReader?
    var (keys, values) = (node.empty, node.empty)
    var isWhole = true
    while let field = try reader.nextField() {
      switch field.number {
      case 1: id = WireReader.zigzag(try reader.varint(field))
      case 2: isWhole = try reader.takePacked(field, into: &keys) && isWhole
      case 3: isWhole = try reader.takePacked(field, into: &values) && isWhole
      case 4: info = try reader.message(field)
      case 8: latitude = WireReader.zigzag(try reader.varint(field))
      case 9: longitude = WireReader.zigzag(try reader.varint(field))
      default: try reader.skip(field)
      }
    }
    if !isWhole { (keys, values) = (try join(2, of: node), try join(3, of: node)) }
    guard let id else { throw node.error("a node without an id") }
    let (version, isDeleted) = try decode(info: info)
    try collect(keys, values, of: .node, id)
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
    if tags.isSelected { selectNode(id, place, row: batch.nodes.ids.count - 1) }
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

  private mutating func selectNode(_ id: Int64, _ place: Coordinate, row: Int) {
    batch.nodes.selected.append((row, id, place))
    tags.endElement(into: &batch.nodes.tags, &batch.strings)
  }

  /// The columns of a DenseNodes message.
  private struct DenseColumns {
    var ids, latitudes, longitudes, tags, versions, visible: WireReader
    /// Whether each column came in one packed piece; the second for those of the metadata.
    var isWhole = true
    var hasWholeInfo = true
    var info: WireReader?

    init(at place: WireReader) {
      ids = place.empty
      (latitudes, longitudes, tags, versions, visible) = (ids, ids, ids, ids, ids)
    }
  }

  /// Many nodes in columns of deltas.
  mutating func decode(denseNodes: WireReader) throws(DecodingError) {
    var columns = DenseColumns(at: denseNodes)
    var hasInfoInPieces = false
    var reader = denseNodes
    while let field = try reader.nextField() {
      switch field.number {
      case 1: columns.isWhole = try reader.takePacked(field, into: &columns.ids) && columns.isWhole
      case 5:
        hasInfoInPieces = columns.info != nil
        columns.info = try reader.message(field)
      case 8: columns.isWhole = try reader.takePacked(field, into: &columns.latitudes) && columns.isWhole
      case 9: columns.isWhole = try reader.takePacked(field, into: &columns.longitudes) && columns.isWhole
      case 10: columns.isWhole = try reader.takePacked(field, into: &columns.tags) && columns.isWhole
      default: try reader.skip(field)
      }
    }
    if !columns.isWhole {
      (columns.ids, columns.tags) = (try join(1, of: denseNodes), try join(10, of: denseNodes))
      (columns.latitudes, columns.longitudes) = (try join(8, of: denseNodes), try join(9, of: denseNodes))
    }
    // A message written in pieces is what they come to one after another.
    if hasInfoInPieces { columns.info = try join(5, of: denseNodes) }
    if let info = columns.info { try decode(denseInfo: info, into: &columns) }
    if !columns.hasWholeInfo, let info = columns.info {
      (columns.versions, columns.visible) = (try join(1, of: info), try join(6, of: info))
    }
    try decode(&columns)
    guard columns.tags.isAtEnd else { throw columns.tags.error("dense nodes with more tags (keys_vals) than ids") }
  }

  private func decode(denseInfo: WireReader, into columns: inout DenseColumns) throws(DecodingError) {
    var reader = denseInfo
    while let field = try reader.nextField() {
      switch field.number {
      case 1 where wantsVersions:
        columns.hasWholeInfo = try reader.takePacked(field, into: &columns.versions) && columns.hasWholeInfo
      case 6: columns.hasWholeInfo = try reader.takePacked(field, into: &columns.visible) && columns.hasWholeInfo
      default: try reader.skip(field)
      }
    }
  }

  private mutating func decode(_ columns: inout DenseColumns) throws(DecodingError) {
    let run = run
    let (hasTags, hasVisible, hasVersions) = (
      !columns.tags.isAtEnd, !columns.visible.isAtEnd, wantsVersions && !columns.versions.isAtEnd
    )
    if needed == nil, batch.nodes.ids.isEmpty {
      let count = columns.ids.varintCount
      batch.nodes.ids.reserveCapacity(count)
      batch.nodes.places.reserveCapacity(count)
    }
    var sums = NodeRun.Sums()
    while true {
      try run.read(&columns.ids, &columns.latitudes, &columns.longitudes, &sums, scale)
      guard let (ids, areAscending) = run.idRange else { return }
      if hasVisible { try deleteInvisible(of: run, &columns.visible) }
      let firstRow = batch.nodes.ids.count
      if needed == nil {
        batch.nodes.ids.append(contentsOf: run.ids)
        batch.nodes.places.append(contentsOf: run.places)
        if wantsVersions {
          for id in run.ids {
            batch.nodes.versions.append(
              hasVersions ? Int32(truncatingIfNeeded: try next(&columns.versions, id)) : 0)
          }
        }
      } else {
        needed?.take(run.ids, run.places)
      }
      batch.nodes.add(count: run.count, ids: ids, areAscending: areAscending)
      guard hasTags else { continue }
      var row = columns.tags.skipZeros(limit: run.count)
      while row < run.count {
        try decode(denseTags: &columns.tags, of: run.ids[row], run.places[row], row: firstRow + row)
        row += 1
        row += columns.tags.skipZeros(limit: run.count - row)
      }
    }
  }

  private mutating func deleteInvisible(of run: NodeRun, _ visible: inout WireReader) throws(DecodingError) {
    for row in 0..<run.count where try next(&visible, run.ids[row]) == 0 {
      run.delete(row)
      batch.hasDeleted = true
    }
  }

  private func next(_ column: inout WireReader, _ id: Int64) throws(DecodingError) -> UInt64 {
    guard !column.isAtEnd else { throw column.error("dense nodes without metadata from node \(id) on") }
    return try column.varint()
  }

  /// Key, value, key, value… and 0 after each node; not called where that 0 comes at once.
  private mutating func decode(
    denseTags column: inout WireReader, of id: Int64, _ place: Coordinate, row: Int
  ) throws(DecodingError) {
    guard !column.isAtEnd else { throw column.error("dense tags (keys_vals) end before node \(id)") }
    var key = try column.varint()
    if key == 0 { return }
    tags.beginElement()
    while key != 0 {
      guard !column.isAtEnd else { throw column.error("dense tags (keys_vals) end after a key of node \(id)") }
      guard tags.add(key: key, value: try column.varint(), of: .node) else {
        throw column.error("node \(id) has a tag past the end of the string table")
      }
      guard !column.isAtEnd else { throw column.error("dense tags (keys_vals) end within node \(id)") }
      key = try column.varint()
    }
    if tags.isSelected { selectNode(id, place, row: row) }
  }
}
