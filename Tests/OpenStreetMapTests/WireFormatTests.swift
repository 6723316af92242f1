import Geography
import OpenStreetMap
import Testing

/// What protobuf and the PBF format allow beyond what ordinary writers do, and what they do not.
@Suite struct WireFormatTests {
  private static let strings = ["", "highway", "path", "amenity", "library", "outer", "type", "boundary"]
  /// A file of one block of raw bytes.
  private func file(_ block: WireMessage, features: [String] = ["OsmSchema-V0.6"]) -> [UInt8] {
    var header = WireMessage()
    for feature in features { header.add(4, text: feature) }
    return PBFEncoder().blob("OSMHeader", header.bytes) + PBFEncoder().blob("OSMData", block.bytes)
  }

  private var table: WireMessage {
    var table = WireMessage()
    for string in Self.strings { table.add(1, text: string) }
    return table
  }

  private func block(_ groups: [WireMessage], _ rest: (inout WireMessage) -> Void = { _ in }) -> WireMessage {
    var block = WireMessage()
    rest(&block)
    for group in groups { block.add(2, message: group) }
    block.add(1, message: table)  // Behind the groups, which protobuf allows.
    return block
  }

  private func dense(_ ids: [Int64], _ latitudes: [Int64], _ longitudes: [Int64]) -> WireMessage {
    var dense = WireMessage()
    dense.add(1, deltas: ids)
    dense.add(8, deltas: latitudes)
    dense.add(9, deltas: longitudes)
    var group = WireMessage()
    group.add(2, message: dense)
    return group
  }

  private func way(_ fill: (inout WireMessage) -> Void) -> WireMessage {
    var way = WireMessage()
    way.add(1, varint: 1)
    way.add(2, packed: [1])
    way.add(3, packed: [2])
    fill(&way)
    var group = WireMessage()
    group.add(3, message: way)
    return group
  }

  /// References 10, 11, 12, 11 in three ways that protobuf takes for one.
  @Test(arguments: 0..<4)
  func repeatedNumbersInAnyChunks(form: Int) throws {
    let deltas = [10, 1, 1, -1].map { WireMessage.zigzag($0) }
    let group = way { way in
      switch form {
      case 0: way.add(8, packed: deltas)
      case 1: for delta in deltas { way.add(8, varint: delta) }
      case 2:
        way.add(8, packed: [deltas[0]])
        way.add(8, packed: [])
        way.add(8, varint: deltas[1])
        way.add(8, packed: [deltas[2], deltas[3]])
      default: way.add(8, bytes: deltas.flatMap { WireMessage.varint($0, padding: 8) })
      }
      way.add(99, text: "a field of the future")
      way.bytes +=
        WireMessage.varint(98 << 3 | 1) + [1, 2, 3, 4, 5, 6, 7, 8] + WireMessage.varint(97 << 3 | 5) + [1, 2, 3, 4]
    }
    let nodes = dense([10, 11, 12], [1, 2, 3], [4, 5, 6])
    let extract = try readExtract(file(block([group, nodes])))
    #expect(Array(extract.ways.references(of: 0)) == [0, 1, 2, 1])
    #expect(extract.nodes.coordinates[2] == Coordinate(longitudeE7: 6, latitudeE7: 3))
  }

  /// 1e-7 degree are 100 nanodegrees; halves are rounded away from zero.
  @Test func granularityAndOffsets() throws {
    let group = way { $0.add(8, deltas: [1, 2, 3]) }
    let nodes = dense([1, 2, 3], [3, -3, 7], [0, 10, -10])
    let extract = try readExtract(
      file(
        block([group, nodes]) { block in
          block.add(17, varint: 50)
          block.add(19, varint: UInt64(bitPattern: -1_000))
          block.add(20, varint: 25)
        }))
    // Nanodegrees north: -850, -1150, -650; east: 25, 525, -475.
    #expect(extract.nodes.coordinates.map(\.latitudeE7) == [-9, -12, -7])
    #expect(extract.nodes.coordinates.map(\.longitudeE7) == [0, 5, -5])
  }

  @Test func placesOfWaysServeWhereNodesLack() throws {
    let group = way { way in
      way.add(8, deltas: [1, 2, 3])
      way.add(9, deltas: [10, 20, 30])
      way.add(10, deltas: [40, 50, 1 << 40])
    }
    let nodes = dense([1], [11], [41])
    let extract = try readExtract(
      file(block([group, nodes]), features: ["OsmSchema-V0.6", "LocationsOnWays"]))
    #expect(extract.nodes.ids == [1, 2])
    // The file's own node counts before the way's copy; the third place is not on Earth.
    #expect(
      extract.nodes.coordinates == [
        Coordinate(longitudeE7: 41, latitudeE7: 11), Coordinate(longitudeE7: 50, latitudeE7: 20),
      ])
    #expect(Array(extract.ways.references(of: 0)) == [0, 1, WayTable.missingNode])
  }

  /// The same in XML; a copy may lack at some references.
  @Test func placesOfWaysServeInXMLToo() throws {
    let text = """
      <osm version='0.6'><node id='1' lat='0.0000011' lon='0.0000041'/><way id='7'><nd ref='1'/>
      <nd ref='2' lat='0.000002' lon='0.000005'/><nd ref='3' lat='0' lon='200'/><nd ref='4'/>
      <tag k='highway' v='path'/></way></osm>
      """
    let extract = try readExtract(Array(text.utf8))
    #expect(extract.nodes.ids == [1, 2])
    #expect(
      extract.nodes.coordinates == [
        Coordinate(longitudeE7: 41, latitudeE7: 11), Coordinate(longitudeE7: 50, latitudeE7: 20),
      ])
    #expect(Array(extract.ways.references(of: 0)) == [0, 1, WayTable.missingNode, WayTable.missingNode])
  }

  @Test func namesThatAreNotUTF8AreRepairedAndCounted() throws {
    var table = table
    table.add(1, bytes: [0x41, 0xFF, 0x42])
    var way = WireMessage()
    way.add(1, varint: 7)
    way.add(2, packed: [1])
    way.add(3, packed: [8])
    var group = WireMessage()
    group.add(3, message: way)
    var block = WireMessage()
    block.add(1, message: table)
    block.add(2, message: group)
    let extract = try readExtract(file(block))
    #expect(extract.tags(ofWay: 0)["highway"] == "A\u{FFFD}B")
    #expect(extract.report.warnings.filter { $0.message.contains("UTF-8") }.map(\.count) == [1])
  }

  @Test func damagedBlocksAreRefused() {
    let nodes = dense([1], [1], [1])
    let cases: [(WireMessage, String)] = [
      (block([way { $0.add(8, deltas: [.max, .min]) }]), "overflow"),
      (block([dense([1, 2], [1], [1, 2])]), "more ids than coordinates"),
      (block([dense([1], [1, 2], [1])]), "more coordinates"),
      (block([nodes]) { $0.add(17, varint: 0) }, "granularity"),
      (block([dense([1], [.max], [1])]) { $0.add(17, varint: 1_000) }, "overflow"),
      (block([way { $0.add(2, packed: [1]) }]), "more keys"),
      (block([way { $0.add(3, packed: [1]) }]), "more values"),
      (
        block([
          way { way in
            way.add(2, packed: [99]); way.add(3, packed: [1])
          }
        ]), "string table"
      ),
      (block([way { $0.bytes += [0x42, 0x7F, 0x00] }]), "past the end"),
      (block([way { $0.bytes += [0x43] }]), "wire type"),
      (block([way { $0.bytes += [0x00, 0x00] }]), "field number 0"),
      (block([way { $0.bytes += [UInt8](repeating: 0xFF, count: 11) }]), "varint"),
      (block([way { $0.add(9, deltas: [1]) }]), "coordinates"),
    ]
    for (block, mention) in cases {
      let error = #expect(throws: InputError.self) { try readExtract(file(block)) }
      #expect(error?.problem.contains(mention) == true, "\(mention): \(error?.problem ?? "")")
      #expect(error?.problem.contains("(blob 2 at byte") == true)
    }
  }

  @Test func featuresAndFramesAreChecked() {
    let good = block([dense([1], [1], [1])])
    let header = PBFEncoder().blob("OSMHeader", [])
    let data = PBFEncoder().blob("OSMData", good.bytes)
    let cases: [([UInt8], String)] = [
      (file(good, features: ["OsmSchema-V0.6", "TimeTravel"]), "TimeTravel"),
      (file(good, features: ["HistoricalInformation"]), "history"),
      (file(good, features: (0..<50).map { "F\($0)" }), "\"F0\", \"F1\", \"F2\" and 47 more"),
      (header + header + data, "second OSMHeader"), (data + header, "before the OSMHeader"),
      (PBFEncoder().blob("OSMOther", [1]), "no OSMHeader"), (header + data.dropLast(), "truncated"),
      (header + data + [0], "truncated"), (header + [0, 2, 0, 0] + data, "limit"),
    ]
    for (bytes, mention) in cases {
      let error = #expect(throws: InputError.self) { try readExtract(bytes) }
      #expect(error?.problem.contains(mention) == true, "\(mention): \(error?.problem ?? "")")
    }
  }
}
