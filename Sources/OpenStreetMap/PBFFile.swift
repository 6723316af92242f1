import Geography
import Parallel
import Synchronization

/// A PBF file and where its blobs lie.
///
/// It is read blob by blob: neither the file nor what its blobs hold is ever in memory as a whole.
struct PBFFile: Sendable {
  let file: InputFile
  let framing: BlobFraming

  private static let remedy = "download or copy the .osm.pbf file again"

  /// Finds the file's blobs.
  init(_ file: InputFile) throws {
    self.file = file
    framing = try BlobFraming(file)
  }

  /// Decodes the OSMHeader.
  func header() throws -> ExtractHeader {
    guard let blob = framing.header else {
      throw InputError(file.path, "has no OSMHeader blob: not a whole PBF file", remedy: Self.remedy)
    }
    let buffers = BlobBuffers(budget())
    try load(blob, into: buffers)
    return try explaining(blob) { () throws(DecodingError) in try HeaderBlock(buffers.content()).header }
  }

  /// Decodes all blobs of data, in the order of the file, and keeps all nodes: for files in any order.
  ///
  /// - Throws: the ``InputError`` of the first blob that has one, whatever the number of workers.
  func batches(
    _ selection: SelectionIndex, wantsVersions: Bool, workers: Int, progress: @escaping @Sendable (Double) -> Void
  ) throws -> [ElementBatch] {
    let progress = BlobProgress(framing.data, progress)
    let budget = budget()
    let results = concurrentMap(
      count: framing.data.count, workers: workers,
      workspace: { (buffers: BlobBuffers(budget), decoder: BlockDecoder(selection, wantsVersions: wantsVersions)) },
      { index, workspace -> Result<ElementBatch, any Error> in
        let blob = framing.data[index]
        let result = Result {
          try load(blob, into: workspace.buffers)
          return try explaining(blob) { () throws(DecodingError) in
            try workspace.decoder.decode(workspace.buffers.content())
          }
        }
        progress.add(blob)
        return result
      })
    // Which blob was one too many depends on the workers: the error is about the whole file.
    guard !budget.isExceeded else { throw InputError(file.path, ExpansionLimit.blobs.problem, remedy: Self.remedy) }
    return try results.map { try $0.get() }
  }

  /// A new budget for one reading of the blobs.
  func budget() -> ExpansionBudget { ExpansionBudget(packed: file.byteCount) }

  /// Reads a blob from the file, still packed.
  func load(_ blob: BlobFraming.Blob, into buffers: BlobBuffers) throws {
    try buffers.packed.read(blob.range, of: file)
  }

  /// Says in which blob decoding failed.
  private func explaining<Content>(
    _ blob: BlobFraming.Blob, _ body: () throws(DecodingError) -> Content
  ) throws -> Content {
    do throws(DecodingError) {
      return try body()
    } catch {
      throw InputError(
        file.path, "\(error.problem) (blob \(blob.number) at byte \(blob.range.lowerBound), its byte \(error.offset))",
        remedy: error.remedy ?? Self.remedy)
    }
  }
}

/// What a worker needs to read one blob after the other.
///
/// `@unchecked Sendable` because it belongs to one worker at a time.
final class BlobBuffers: @unchecked Sendable {
  /// The Blob message as it is in the file.
  let packed = PaddedBytes()
  private let inflater: BlobInflater
  /// What ``content()`` gave last.
  private(set) var unpacked: WireReader?

  init(_ budget: ExpansionBudget) { inflater = BlobInflater(budget) }

  /// What the blob holds, valid until the next is loaded.
  func content() throws(DecodingError) -> WireReader {
    let content = try inflater.inflate(packed.reader)
    unpacked = content
    return content
  }
}

/// Tells how many of the blobs are done, by their bytes.
final class BlobProgress: Sendable {
  private let total: Int
  private let done = Atomic<Int>(0)
  private let report: @Sendable (Double) -> Void

  init(_ blobs: [BlobFraming.Blob], _ report: @escaping @Sendable (Double) -> Void) {
    total = max(1, blobs.reduce(0) { $0 + $1.range.count })
    self.report = report
  }

  /// Counts a blob as done.
  func add(_ blob: BlobFraming.Blob) {
    let bytes = done.wrappingAdd(blob.range.count, ordering: .relaxed).newValue
    report(Double(bytes) / Double(total))
  }
}
