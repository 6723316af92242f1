import Geography
import Parallel
import Synchronization

/// Decodes a PBF file, its blobs in parallel.
struct PBFFile {
  private let path: String
  private let bytes: PaddedBytes
  private let framing: BlobFraming

  /// Reads the file and finds its blobs.
  init(_ file: InputFile) throws {
    path = file.path
    bytes = try PaddedBytes(contentsOf: file)
    framing = try BlobFraming(bytes, path: path)
  }

  /// Decodes the OSMHeader.
  func header() throws -> ExtractHeader {
    guard let blob = framing.header else {
      throw InputError(path, "has no OSMHeader blob: not a whole PBF file", remedy: Self.remedy)
    }
    return try decode(blob, BlobInflater()) { (block) throws(DecodingError) in try HeaderBlock(block).header }
  }

  /// Decodes all blobs of data, in the order of the file.
  ///
  /// - Throws: the ``InputError`` of the first blob that has one, whatever the number of workers.
  func batches(
    _ selection: SelectionIndex, wantsVersions: Bool, workers: Int, progress: @Sendable (Double) -> Void
  ) throws -> [ElementBatch] {
    let total = framing.data.reduce(0) { $0 + $1.range.count }
    let done = Atomic<Int>(0)
    let results = concurrentMap(
      count: framing.data.count, workers: workers,
      workspace: { (inflater: BlobInflater(), decoder: BlockDecoder(selection, wantsVersions: wantsVersions)) },
      { index, workspace -> Result<ElementBatch, any Error> in
        let blob = framing.data[index]
        let result = Result {
          try decode(blob, workspace.inflater) { (block) throws(DecodingError) in
            try workspace.decoder.decode(block)
          }
        }
        let bytes = done.wrappingAdd(blob.range.count, ordering: .relaxed).newValue
        progress(Double(bytes) / Double(max(total, 1)))
        return result
      })
    return try results.map { try $0.get() }
  }

  private static let remedy = "download or copy the .osm.pbf file again"

  private func decode<Content>(
    _ blob: BlobFraming.Blob, _ inflater: BlobInflater, _ body: (WireReader) throws(DecodingError) -> Content
  ) throws -> Content {
    let range = UnsafeRawBufferPointer(rebasing: bytes.bytes[blob.range])
    do throws(DecodingError) {
      guard let reader = WireReader(range) else { throw DecodingError(problem: "is empty", offset: 0) }
      return try body(try inflater.inflate(reader))
    } catch {
      throw InputError(
        path, "\(error.problem) (blob \(blob.number) at byte \(blob.range.lowerBound), its byte \(error.offset))",
        remedy: error.remedy ?? Self.remedy)
    }
  }
}
