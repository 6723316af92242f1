import CXML2
import Geography

/// Reads an `.osm` file with libxml2's push parser: memory for one chunk, and what is kept.
///
/// Unsafe because libxml2 calls back with C pointers; this is the only file that touches them. Document type
/// declarations are refused, so no entity can read a file or grow without bound.
final class XMLDocument {
  /// Bytes a start tag, a text or a comment may have; real ones have a few hundred.
  private static let elementLimit = 1 << 20
  /// Attributes a start tag may have; real ones have ten. libxml2 before 2.12 compares each with all before it.
  private static let attributeLimit = 1000
  /// Elements of a map nest two deep.
  private static let depthLimit = 32

  private let path: String
  private var builder: XMLBatchBuilder
  private var attributes = XMLAttributes()
  private var depth = 0
  private var problem: String?
  private var remark: [UInt8]?
  private var bytesSinceElement = 0
  private var parser: xmlParserCtxtPtr?

  /// What was read.
  var batch: ElementBatch { builder.batch }
  /// What the file says of itself.
  var header: ExtractHeader { builder.header }

  /// Reads a whole file.
  ///
  /// - Throws: ``InputError`` with the line.
  init(
    _ file: InputFile, _ compression: FileFormat.Compression, _ selection: SelectionIndex,
    _ progress: @Sendable (Double) -> Void
  ) throws {
    path = file.path
    builder = XMLBatchBuilder(selection)
    let source = FileStream(file)
    let stream: any ByteStream =
      switch compression {
      case .none: source
      case .gzip: UnpackedStream(source, path: path, unpacker: GzipUnpacker())
      case .bzip2: UnpackedStream(source, path: path, unpacker: BZip2Unpacker())
      }
    xmlInitParser()
    defer { finish() }
    while let chunk = try stream.next() {
      if parser == nil { try begin(chunk, compression) }
      try parse(chunk)
      progress(Double(source.position) / Double(max(file.byteCount, 1)))
    }
    guard parser != nil else { throw failure("is compressed, and empty inside: it has no XML element") }
    xmlParseChunk(parser, nil, 0, 1)
    try check()
    // Overpass writes its runtime errors there: the data is not whole then.
    if let remark { throw failure("the server's remark says it is incomplete: \(excerpt(remark))") }
  }

  deinit { finish() }

  private func finish() {
    guard let parser else { return }
    xmlFreeParserCtxt(parser)
    self.parser = nil
  }

  private func begin(_ chunk: UnsafeRawBufferPointer, _ compression: FileFormat.Compression) throws {
    let content = try FileFormat.content(Array(chunk.prefix(512)), path: path)
    guard case .xml = content else {
      throw failure("is a compressed file inside a compressed file: \(content), where XML is expected (gzip, bzip2)")
    }
    var handlers = xmlSAXHandler()
    handlers.initialized = XML_SAX2_MAGIC
    handlers.startElementNs = { context, name, _, _, _, _, count, _, attributes in
      XMLDocument.from(context)?.start(name, count, attributes)
    }
    handlers.endElementNs = { context, _, _, _ in XMLDocument.from(context)?.end() }
    handlers.characters = { context, text, count in XMLDocument.from(context)?.add(text, count) }
    handlers.internalSubset = { context, _, _, _ in
      XMLDocument.from(context)?.stop("a document type declaration (DOCTYPE, DTD) with entities is not allowed in XML")
    }
    parser = xmlCreatePushParserCtxt(&handlers, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
    guard parser != nil else { throw failure("cannot begin to read XML") }
    // NOENT resolves `&amp;` in attributes, which libxml2 else hands on as `&#38;`. There are no other entities, since
    // document type declarations are refused.
    xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue))
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> XMLDocument? {
    context.map { Unmanaged<XMLDocument>.fromOpaque($0).takeUnretainedValue() }
  }

  private func parse(_ chunk: UnsafeRawBufferPointer) throws {
    var rest = chunk[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(64 << 10))
      rest = rest.dropFirst(part.count)
      bytesSinceElement += part.count
      guard bytesSinceElement <= Self.elementLimit + part.count else {
        throw failure("an XML element or value is too large: over the limit of 1 MiB\(line)")
      }
      xmlParseChunk(parser, part.bindMemory(to: CChar.self).baseAddress, Int32(part.count), 0)
      try check()
      guard pendingAttributeCount <= Self.attributeLimit else { throw failure(Self.tooManyAttributes + line) }
    }
  }

  private static let tooManyAttributes = "an XML element has too many attributes, over the limit of \(attributeLimit)"

  /// At least as many attributes as the start tag has that waits for its end, for libxml2 reads such a tag as a whole.
  private var pendingAttributeCount: Int {
    guard bytesSinceElement > 64 << 10, let input = parser?.pointee.input, let begin = input.pointee.cur,
      let end = input.pointee.end, end > begin
    else { return 0 }
    let waiting = UnsafeBufferPointer(start: begin, count: end - begin)
    // Comments, declarations, sections of text and end tags have another sign there, and text has no `<`.
    guard waiting.first == UInt8(ascii: "<"), waiting.count > 1, ![0x21, 0x2F, 0x3F].contains(waiting[1]) else {
      return 0
    }
    return waiting.count { $0 == UInt8(ascii: "=") }
  }

  private var line: String { parser.map { " (line \(xmlSAX2GetLineNumber($0)))" } ?? "" }

  private func check() throws {
    if let problem { throw failure(problem) }
    guard let error = xmlCtxtGetLastError(parser), error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else {
      return
    }
    // libxml2 ends each message with a line break, and puts bytes on lines of their own.
    let message = error.pointee.message.map { String(cString: $0) } ?? ""
    let firstLine = message.split(separator: "\n").first ?? "not well-formed"
    throw failure("XML error: \(excerpt(Array(firstLine.utf8))) (line \(error.pointee.line))")
  }

  private func failure(_ problem: String) -> InputError {
    InputError(path, problem, remedy: "download or export the .osm file again")
  }

  private func stop(_ problem: String) {
    guard self.problem == nil else { return }
    self.problem = problem + line
    xmlStopParser(parser)
  }

  // MARK: Events

  private func start(
    _ name: UnsafePointer<xmlChar>?, _ count: Int32,
    _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard problem == nil, let name else { return }
    bytesSinceElement = 0
    depth += 1
    guard depth <= Self.depthLimit else { return stop("XML elements are nested over \(Self.depthLimit) deep") }
    guard count <= Self.attributeLimit else { return stop(Self.tooManyAttributes) }
    attributes.removeAll()
    // Five pointers an attribute: name, prefix, namespace, value's begin and end.
    for index in 0..<Int(count) {
      guard let values, let key = values[5 * index], let begin = values[5 * index + 3], let end = values[5 * index + 4]
      else { continue }
      attributes.add(
        name: UnsafeRawBufferPointer(start: key, count: Int(xmlStrlen(key))),
        value: UnsafeRawBufferPointer(start: begin, count: end - begin))
    }
    if let problem = begin(element: String(cString: name)) { stop(problem) }
  }

  private func begin(element name: String) -> String? {
    if depth == 1 { return begin(root: name) }
    switch name {
    case "node", "way", "relation":
      guard depth == 2 else { return "the XML element \(name) is inside another element" }
      return builder.begin(name == "node" ? .node : name == "way" ? .way : .relation, attributes)
    case "tag" where builder.open != nil || depth == 2: return builder.add(tag: attributes)
    case "nd": return builder.add(reference: attributes)
    case "member": return builder.add(member: attributes)
    case "bounds" where depth == 2: builder.setBounds(attributes)
    case "remark" where depth == 2: remark = []
    default: break  // note, meta, changeset and the like say nothing of the map.
    }
    return nil
  }

  private func begin(root name: String) -> String? {
    switch name {
    case "osm":
      guard attributes.says("version", "0.6") else {
        return
          "the version of the root element osm is not 0.6 but \"\(attributes["version"].map { excerpt($0) } ?? "")\""
      }
      builder.begin(root: attributes)
      return nil
    case "osmChange": return "is a change file (root element osmChange), not a map"
    case "html": return "is a page of HTML, not OSM XML"
    default: return "the XML root element is \(excerpt(Array(name.utf8))), not osm"
    }
  }

  private func end() {
    guard problem == nil else { return }
    bytesSinceElement = 0
    if depth == 2 { builder.end() }
    depth -= 1
  }

  private func add(_ text: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard remark != nil, let text, depth == 2, builder.open == nil, (remark?.count ?? 0) < 240 else { return }
    remark?.append(contentsOf: UnsafeBufferPointer(start: text, count: Int(count)).prefix(240))
  }
}
