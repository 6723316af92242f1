import Geography
import Parallel
import Synchronization

/// Reads a PBF file whose nodes come before its ways and relations, by ascending id: nearly every file is so.
///
/// From the last blob to the first: then the ways are known when the nodes come, and of these only the needed ones are
/// kept, each written to its slot at once. Nothing is taken on trust: a file that turns out to be in another order, or
/// has any error, is read again by the way that suits all files and tells the first error.
final class SortedPBFReading: Sendable {
  /// The file has to be read in the general way.
  struct Unsuitable: Error {}

  private let file: PBFFile
  private let selection: SelectionIndex
  private let workers: Int
  private let progress: BlobProgress
  /// Blobs from here on are taken.
  private let taken: Atomic<Int>
  private let buffers: [BlobBuffers]

  init(
    _ file: PBFFile, _ selection: SelectionIndex, workers: Int, progress: @escaping @Sendable (Double) -> Void
  ) {
    self.file = file
    self.selection = selection
    self.workers = max(1, min(workers, file.framing.data.count))
    self.progress = BlobProgress(file.framing.data, progress)
    taken = Atomic(file.framing.data.count)
    let budget = file.budget()
    buffers = (0..<self.workers).map { _ in BlobBuffers(budget) }
  }

  /// What one blob gave.
  private struct Portion: Sendable {
    /// The blob's place among the blobs of data.
    var blob: Int
    var batch: ElementBatch
    /// Whether it holds nodes that are not decoded yet; its worker has it in its buffers.
    var hasNodes: Bool
  }

  /// Ways and relations of all blobs, in the order of the file. `held` are blobs with nodes that were met.
  ///
  /// - Throws: ``Unsuitable``.
  func waysAndRelations() throws -> (batches: [ElementBatch], held: [Int?]) {
    let hasMetNodes = Atomic<Bool>(false)
    let portions = concurrentMap(count: workers, workers: workers) { worker -> [Portion]? in
      var decoder = BlockDecoder(self.selection, wantsVersions: false)
      decoder.wants = .waysAndRelations
      var portions: [Portion] = []
      while !hasMetNodes.load(ordering: .relaxed), let blob = self.takeBlob() {
        guard let batch = self.batch(of: blob, worker, &decoder, isHeld: false) else { return nil }
        portions.append(Portion(blob: blob, batch: batch, hasNodes: decoder.hasMetNodes))
        if decoder.hasMetNodes {
          hasMetNodes.store(true, ordering: .relaxed)
          break
        }
        self.progress.add(self.file.framing.data[blob])
      }
      return portions
    }
    let held = try portions.map { portions in
      guard let portions else { throw Unsuitable() }
      return portions.last.flatMap { $0.hasNodes ? $0.blob : nil }
    }
    let all = portions.compactMap { $0 }.joined().sorted { $0.blob < $1.blob }
    return (all.map(\.batch), held)
  }

  /// The nodes of the blobs that are left: the needed ones' places go to their slots, the selected ones to batches.
  ///
  /// - Throws: ``Unsuitable``.
  func nodes(held: [Int?], _ index: NodeIndex, _ places: NodePlaces) throws -> [ElementBatch] {
    let portions = concurrentMap(count: workers, workers: workers) { worker -> [Portion]? in
      var decoder = BlockDecoder(self.selection, wantsVersions: false)
      decoder.wants = .nodes
      decoder.needed = NeededNodes(index, places)
      var portions: [Portion] = []
      var next = held[worker]
      var isHeld = next != nil
      while let blob = next ?? self.takeBlob() {
        guard let batch = self.batch(of: blob, worker, &decoder, isHeld: isHeld) else { return nil }
        guard isHeld || !decoder.hasMetWays else { return nil }
        portions.append(Portion(blob: blob, batch: batch, hasNodes: false))
        self.progress.add(self.file.framing.data[blob])
        next = nil
        isHeld = false
      }
      return portions
    }
    guard portions.allSatisfy({ $0 != nil }) else { throw Unsuitable() }
    let all = portions.compactMap { $0 }.joined().sorted { $0.blob < $1.blob }
    var last: Int64?
    for portion in all {
      guard portion.batch.nodes.isAscending, !portion.batch.hasDeleted else { throw Unsuitable() }
      guard let range = portion.batch.nodes.idRange else { continue }
      if let last, last >= range.lowerBound { throw Unsuitable() }
      last = range.upperBound
    }
    return all.map(\.batch)
  }

  /// The last blob that is not taken yet.
  private func takeBlob() -> Int? {
    let blob = taken.wrappingSubtract(1, ordering: .relaxed).newValue
    return blob < 0 ? nil : blob
  }

  /// Decodes a blob; `nil` for any error.
  private func batch(of blob: Int, _ worker: Int, _ decoder: inout BlockDecoder, isHeld: Bool) -> ElementBatch? {
    if !isHeld, (try? file.load(file.framing.data[blob], into: buffers[worker])) == nil { return nil }
    guard let content = isHeld ? buffers[worker].unpacked : try? buffers[worker].content() else { return nil }
    return try? decoder.decode(content)
  }
}
