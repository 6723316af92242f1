/// Writes an extract sorted by type and id while its elements come in any order, in bounded memory.
///
/// Elements belong to *eras*: in real extracts the nodes of one street were mapped over years, so that their ids, and
/// with them their places in the file, lie far apart. Each era has a range of ids of its own and a spool file where its
/// blobs wait until the eras before it are written. A failure is kept and thrown by ``finish()``, so that drawing code
/// does not deal with files.
final class ExtractWriter {
  /// Eras of nodes, and of ways.
  static let nodeEras = 4
  static let wayEras = 2

  /// What was written so far.
  private(set) var counts = (nodes: 0, ways: 0, relations: 0)

  /// The first failure, when there was one: nothing is written after it.
  private(set) var failure: (any Error)?

  private let file: Spool
  private let spools: [Spool]
  private let framing: BlobFraming
  private var gaps: SeededRandom
  private var nodeBlocks = [NodeBlock](repeating: NodeBlock(), count: nodeEras)
  private var wayBlocks = [WayBlock](repeating: WayBlock(), count: wayEras)
  private var relationBlock = RelationBlock()
  private var nodeIDs = (0..<nodeEras).map { 24_000_000 + Int64($0) * 2_600_000_000 }
  private var wayIDs = (0..<wayEras).map { 4_500_000 + Int64($0) * 620_000_000 }
  private var relationID: Int64 = 340_000

  /// Elements a block holds, as the format advises.
  private static let blockLimit = 8_000

  /// - Throws: ``CityError`` when the files cannot be made.
  init(path: String, seed: UInt64, box: (low: GridPlace, high: GridPlace)) throws {
    framing = try BlobFraming()
    file = try Spool(path: path)
    spools = try (0..<ExtractWriter.nodeEras + ExtractWriter.wayEras).map { try Spool(path: path + ".part\($0)") }
    gaps = SeededRandom(seed: seed, stream: 0x1D5)
    try file.append(framing.blob(type: "OSMHeader", message: ExtractWriter.header(of: box)))
  }

  /// Writes a node and returns it.
  /// - Parameter usual: its era; one node in eleven was added in another.
  func node(_ point: Point, _ tags: Tags = [], era usual: Int) -> PlacedNode {
    let era = gaps.chance(0.12) ? gaps.whole(0, ExtractWriter.nodeEras - 1) : usual
    nodeIDs[era] += gaps.chance(0.11) ? Int64(gaps.whole(2, 60)) : 1
    nodeBlocks[era].append(id: nodeIDs[era], at: GridPlace(point), tags: tags)
    counts.nodes += 1
    if nodeBlocks[era].count == ExtractWriter.blockLimit { write(&nodeBlocks[era], to: spools[era]) }
    return PlacedNode(id: nodeIDs[era], point: point)
  }

  /// Writes a way through these nodes and returns its id.
  @discardableResult
  func way(_ nodes: [PlacedNode], _ tags: Tags, era: Int) -> Int64 {
    wayIDs[era] += gaps.chance(0.2) ? Int64(gaps.whole(2, 90)) : 1
    wayBlocks[era].append(id: wayIDs[era], nodes: nodes.map(\.id), tags: tags)
    counts.ways += 1
    if wayBlocks[era].count == ExtractWriter.blockLimit {
      write(&wayBlocks[era], to: spools[ExtractWriter.nodeEras + era])
    }
    return wayIDs[era]
  }

  /// Writes a relation. Relations are few: they wait in memory, compressed.
  func relation(_ members: [Member], _ tags: Tags) {
    relationID += Int64(gaps.whole(1, 900))
    relationBlock.append(id: relationID, members: members, tags: tags)
    counts.relations += 1
    if relationBlock.count == ExtractWriter.blockLimit { relationBlobs.append(encoded(&relationBlock)) }
  }
  private var relationBlobs: [[UInt8]] = []

  /// Puts the parts together; the extract is whole after it.
  /// - Returns: its bytes.
  /// - Throws: the first failure.
  func finish() throws -> Int {
    defer { spools.forEach { $0.remove() } }
    for era in nodeBlocks.indices { write(&nodeBlocks[era], to: spools[era]) }
    for era in wayBlocks.indices { write(&wayBlocks[era], to: spools[ExtractWriter.nodeEras + era]) }
    if let failure { throw failure }
    for spool in spools { try file.take(spool) }
    if relationBlock.count > 0 { relationBlobs.append(encoded(&relationBlock)) }
    for blob in relationBlobs { try file.append(blob) }
    try file.flush()
    return file.bytes
  }

  private func encoded(_ block: inout some ElementBlock) -> [UInt8] {
    framing.blob(type: "OSMData", message: block.takeMessage())
  }

  private func write(_ block: inout some ElementBlock, to spool: Spool) {
    guard failure == nil, block.count > 0 else { return }
    do { try spool.append(encoded(&block)) } catch { failure = error }
  }

  private static func header(of box: (low: GridPlace, high: GridPlace)) -> [UInt8] {
    var bounds = WireBuffer()
    bounds.append(field: 1, signed: box.low.longitude * 100)
    bounds.append(field: 2, signed: box.high.longitude * 100)
    bounds.append(field: 3, signed: box.high.latitude * 100)
    bounds.append(field: 4, signed: box.low.latitude * 100)
    var header = WireBuffer()
    header.append(field: 1, bytes: bounds.bytes)
    header.append(field: 4, text: "OsmSchema-V0.6")
    header.append(field: 4, text: "DenseNodes")
    header.append(field: 5, text: "Sort.Type_then_ID")
    header.append(field: 16, text: "generate-city")
    return header.bytes
  }
}
