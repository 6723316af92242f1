import Geography

@testable import OpenStreetMap

/// Extracts: every way to read a file gives the same tables or the same refusal.
enum ExtractTargets {
  static func pbf(_ bytes: UnsafeRawBufferPointer) {
    let file = MemoryFile(bytes)
    let one = read(file.path, workers: 1)
    promise(one == read(file.path, workers: 2), "1 and 2 workers differ")
    let general = Outcome { () throws -> ExtractContent in
      let pbf = try PBFFile(OpenStreetMap.InputFile(path: file.path))
      return ExtractContent(
        try ExtractReader(path: file.path, workers: 1).readInAnyOrder(pbf, SelectionIndex(.town)) { _ in })
    }
    // A file that is no PBF is refused by its first bytes, which the general reader does not look at.
    if case .value = one { promise(one == general, "the sorted and the general reader differ") }
    expectSameRewritten(file.path)
  }

  static func block(_ bytes: UnsafeRawBufferPointer) {
    let encoder = PBFEncoder()
    var file = encoder.file([])
    file += encoder.blob("OSMData", Array(bytes))
    file.withUnsafeBytes { pbf($0) }
  }

  static func xml(_ bytes: UnsafeRawBufferPointer) {
    let file = MemoryFile(bytes)
    promise(read(file.path, workers: 1) == read(file.path, workers: 2), "1 and 2 workers differ")
    expectSameRewritten(file.path)
  }

  private static func read(_ path: String, workers: Int) -> Outcome<ExtractContent> {
    Outcome {
      let extract = try ExtractReader(path: path, workers: workers).read(.town)
      expectPrintable(extract.report.warnings)
      return ExtractContent(extract)
    }
  }

  /// What was read, written anew as a sorted PBF file, reads as it did.
  private static func expectSameRewritten(_ path: String) {
    guard let extract = try? ExtractReader(path: path, workers: 1).read(.town),
      let elements = elements(of: extract)
    else { return }
    let rewritten = MemoryFile(PBFEncoder().file(elements))
    let again = Outcome { ExtractContent(try ExtractReader(path: rewritten.path, workers: 1).read(.town)) }
    promise(
      again == .value(ExtractContent(extract)),
      "the extract written anew reads otherwise:\n\(ExtractContent(extract))\n\(again)")
  }

  /// The elements of an extract by id; `nil` where an id leaves no room for the encoder's deltas.
  private static func elements(of extract: Extract) -> [TestElement]? {
    let (nodes, ways, relations) = (extract.nodes, extract.ways, extract.relations)
    let members = relations.ids.indices.map { relation in
      extract.relations.members(of: relation).map { ($0.element, extract.strings[$0.role]) }
    }
    let room = Int64(1) << 61
    let all = nodes.ids + ways.ids + relations.ids + members.joined().map(\.0.number)
    guard all.allSatisfy({ (-room...room).contains($0) }) else { return nil }
    var elements = zip(nodes.ids, nodes.coordinates).map { id, place in
      TestElement.node(id, Int64(place.longitudeE7), Int64(place.latitudeE7))
    }
    for (position, node) in nodes.tagged.enumerated() {
      elements[Int(node)].tags = extract.tags(ofTaggedNode: position).pairs.map {
        (extract.strings[$0.key], extract.strings[$0.value])
      }
    }
    let unused = room + 1
    for (way, id) in ways.ids.enumerated() {
      let references = ways.references(of: way).map { $0 == WayTable.missingNode ? unused : nodes.ids[Int($0)] }
      elements.append(.way(id, references, pairs(extract.tags(ofWay: way), extract)))
    }
    for (relation, id) in relations.ids.enumerated() {
      elements.append(.relation(id, members[relation], pairs(extract.tags(ofRelation: relation), extract)))
    }
    return elements.sorted { $0.id < $1.id }
  }

  private static func pairs(_ tags: Tags, _ extract: Extract) -> [(String, String)] {
    tags.pairs.map { (extract.strings[$0.key], extract.strings[$0.value]) }
  }
}
