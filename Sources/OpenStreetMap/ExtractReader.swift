import Geography

/// Reads an extract: `.osm.pbf`, `.osm`, `.osm.gz` or `.osm.bz2`, told apart by the first bytes.
public struct ExtractReader: Sendable {
  /// The file, as the user named it.
  public var path: String
  /// Threads to decode with.
  public var workers: Int

  /// Makes a reader; touches no file.
  public init(path: String, workers: Int) {
    self.path = path
    self.workers = workers
  }

  /// Decodes the file and keeps what the selection asks for.
  ///
  /// - Parameter progress: called now and then, from any thread, with the share of the file that is decoded, 0…1.
  /// - Throws: ``InputError`` naming the file, the place in it and the remedy.
  /// - Complexity: linear in the file where it is sorted by id, else O(n log n) in its elements. Memory: the file (PBF)
  ///   and about 16 bytes a node and 8 a reference of the whole file, whatever is kept: one pass, since a map of a town
  ///   keeps nearly all; 27 MB with 2.5 million nodes took 260–310 MB at most.
  public func read(
    _ selection: ElementSelection, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> Extract {
    let file = try InputFile(path: path)
    let index = SelectionIndex(selection)
    switch try FileFormat(of: file) {
    case .pbf: return try readPBF(file, index, progress)
    case .xml(let compression): return try readXML(file, compression, index, progress)
    }
  }

  private func readPBF(
    _ file: InputFile, _ index: SelectionIndex, _ progress: @escaping @Sendable (Double) -> Void
  ) throws -> Extract {
    let pbf = try PBFFile(file)
    let header = try pbf.header()
    do {
      let sorted = SortedPBFReading(pbf, index, workers: workers, progress: progress)
      let (batches, held) = try sorted.waysAndRelations()
      return try assemble(header, batches, .sorted { try sorted.nodes(held: held, $0, $1) })
    } catch is SortedPBFReading.Unsuitable {
    } catch AssemblyProblem.needsVersions {
    }
    do {
      let batches = try pbf.batches(index, wantsVersions: false, workers: workers, progress: progress)
      return try assemble(header, batches, .batches)
    } catch AssemblyProblem.needsVersions {
      // Rare: extracts joined with others, or deleted elements. Versions cost time, so only these files pay.
      let batches = try pbf.batches(index, wantsVersions: true, workers: workers, progress: progress)
      return try assemble(header, batches, .batches)
    }
  }

  private func readXML(
    _ file: InputFile, _ compression: FileFormat.Compression, _ index: SelectionIndex,
    _ progress: @escaping @Sendable (Double) -> Void
  ) throws -> Extract {
    let document = try XMLDocument(file, compression, index, progress)
    return try assemble(document.header, [document.batch], .batches)
  }

  private func assemble(
    _ header: ExtractHeader, _ batches: [ElementBatch], _ nodes: ExtractAssembly.NodeSource
  ) throws -> Extract {
    do {
      var assembly = try ExtractAssembly(batches, workers: workers)
      return try assembly.extract(header: header, nodes: nodes)
    } catch AssemblyProblem.conflict(let id, let version) {
      let versions = version > 0 ? "both of version \(version)" : "and no version to tell the newer"
      throw InputError(
        path, "\(id) occurs twice with different content, \(versions): duplicate elements",
        remedy: "join extracts of the same day with `osmium merge`")
    } catch AssemblyProblem.tooMany(let what) {
      throw InputError(path, "too many \(what) for one run", remedy: "cut a smaller extract with `osmium extract`")
    }
  }
}
