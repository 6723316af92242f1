import Geography
import Parallel
import Synchronization

/// Reads a PBF file whose nodes come before its ways and relations, by ascending id: nearly every file is so.
///
/// From the last blob to the first: then the ways are known when the nodes come, and of these only the needed ones are
/// kept, each written to its slot at once (but for the first blob of nodes that a worker comes upon). Nothing is taken on trust: a file that turns out to be in another order, or
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
    /// Its nodes, where it has some. There is one such blob a worker at most.
    var met: MetNodes?
  }

  /// A blob's nodes that were met before it was known which are needed.
  struct MetNodes: Sendable {
    fileprivate var blob: Int
    /// All of them; `nil` where they are not decoded yet. The only worker then has the blob in its buffers.
    fileprivate var batch: ElementBatch?
  }

  /// Ways and relations of all blobs, in the order of the file, and the nodes of those blobs that have some and were
  /// met: a worker that comes upon nodes decodes these while the others are still at their ways.
  ///
  /// - Throws: ``Unsuitable``.
  func waysAndRelations() throws -> (batches: [ElementBatch], met: [MetNodes]) {
    let hasMetNodes = Atomic<Bool>(false)
    let portions = concurrentMap(count: workers, workers: workers) { worker -> [Portion]? in
      var decoder = BlockDecoder(self.selection, wantsVersions: false)
      var portions: [Portion] = []
      while !hasMetNodes.load(ordering: .relaxed), let blob = self.takeBlob() {
        decoder.wants = .waysAndRelations
        guard let content = self.content(of: blob, worker), let batch = try? decoder.decode(content) else { return nil }
        portions.append(Portion(blob: blob, batch: batch))
        if decoder.hasMetNodes {
          hasMetNodes.store(true, ordering: .relaxed)
          var met = MetNodes(blob: blob)
          if self.workers > 1 {
            decoder.wants = .nodes
            met.batch = try? decoder.decode(content)
            guard met.batch != nil else { return nil }
          }
          portions[portions.count - 1].met = met
        }
        self.progress.add(self.file.framing.data[blob])
      }
      return portions
    }
    guard portions.allSatisfy({ $0 != nil }) else { throw Unsuitable() }
    let all = portions.compactMap { $0 }.joined().sorted { $0.blob < $1.blob }
    return (all.map(\.batch), all.compactMap(\.met))
  }

  /// The nodes of all blobs: the needed ones' places go to their slots, the selected ones to batches.
  ///
  /// - Throws: ``Unsuitable``.
  func nodes(met: [MetNodes], _ index: NodeIndex, _ places: NodePlaces) throws -> [ElementBatch] {
    // Slots are written side by side: an id met twice would be written by two at once.
    let isInOrder = met.allSatisfy { $0.batch.map { $0.nodes.isAscending && !$0.hasDeleted } ?? true }
    guard isInOrder else { throw Unsuitable() }
    take(met, index, places)
    let portions = concurrentMap(count: workers, workers: workers) { worker -> [Portion]? in
      var decoder = BlockDecoder(self.selection, wantsVersions: false)
      decoder.wants = .nodes
      decoder.needed = NeededNodes(index, places)
      var portions: [Portion] = []
      var held = met.first { $0.batch == nil }?.blob
      while let blob = held ?? self.takeBlob() {
        let content = held == nil ? self.content(of: blob, worker) : self.buffers[worker].unpacked
        guard let content, let batch = try? decoder.decode(content), held != nil || !decoder.hasMetWays else {
          return nil
        }
        held = nil
        portions.append(Portion(blob: blob, batch: batch))
        self.progress.add(self.file.framing.data[blob])
      }
      return portions
    }
    guard portions.allSatisfy({ $0 != nil }) else { throw Unsuitable() }
    var all = portions.compactMap { $0 }.flatMap { $0 }
    for found in met {
      guard var batch = found.batch else { continue }
      batch.nodes.dropColumns()
      all.append(Portion(blob: found.blob, batch: batch))
    }
    all.sort { $0.blob < $1.blob }
    var last: Int64?
    for portion in all {
      guard portion.batch.nodes.isAscending, !portion.batch.hasDeleted else { throw Unsuitable() }
      guard let range = portion.batch.nodes.idRange else { continue }
      if let last, last >= range.lowerBound { throw Unsuitable() }
      last = range.upperBound
    }
    return all.map(\.batch)
  }

  private static let nodesInShare = 1 << 15

  /// Writes the places of decoded nodes to their slots, shared among the workers: one blob may hold all of a city.
  private func take(_ met: [MetNodes], _ index: NodeIndex, _ places: NodePlaces) {
    for nodes in met.compactMap(\.batch?.nodes) {
      let shares = (nodes.ids.count + Self.nodesInShare - 1) / Self.nodesInShare
      _ = concurrentMap(count: shares, workers: workers, workspace: { NeededNodes(index, places) }) { share, needed in
        let rows = share * Self.nodesInShare..<min(nodes.ids.count, (share + 1) * Self.nodesInShare)
        nodes.ids.withUnsafeBufferPointer { ids in
          nodes.places.withUnsafeBufferPointer { places in
            needed.take(UnsafeBufferPointer(rebasing: ids[rows]), UnsafeBufferPointer(rebasing: places[rows]))
          }
        }
      }
    }
  }

  /// The last blob that is not taken yet.
  private func takeBlob() -> Int? {
    let blob = taken.wrappingSubtract(1, ordering: .relaxed).newValue
    return blob < 0 ? nil : blob
  }

  /// What a blob holds, valid until the worker takes the next; `nil` for any error.
  private func content(of blob: Int, _ worker: Int) -> WireReader? {
    guard (try? file.load(file.framing.data[blob], into: buffers[worker])) != nil else { return nil }
    return try? buffers[worker].content()
  }
}
