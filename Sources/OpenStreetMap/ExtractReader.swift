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
  /// - Complexity: linear in the file where it is sorted by id, else O(n log n) in its elements. Memory: what is kept, two
  ///   or three bytes a reference of all ways and one blob a thread for a PBF file whose nodes come first and ascend, as
  ///   they do in nearly all; 16 bytes a node of the file on top for others. 27 MB with 2.5 million nodes took 150 MB at
  ///   most.
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
    do {
      return try readSorted(pbf, index, progress)
    } catch is SortedPBFReading.Unsuitable {
      return try readInAnyOrder(pbf, index, progress)
    } catch AssemblyProblem.needsVersions {
      return try readInAnyOrder(pbf, index, progress)
    }
  }

  /// Reads a file in the usual order.
  ///
  /// - Throws: ``SortedPBFReading/Unsuitable`` or ``AssemblyProblem/needsVersions`` where it has to be read otherwise.
  func readSorted(
    _ pbf: PBFFile, _ index: SelectionIndex, _ progress: @escaping @Sendable (Double) -> Void
  ) throws -> Extract {
    let header = try pbf.header()
    let sorted = SortedPBFReading(pbf, index, workers: workers, progress: progress)
    let (batches, met) = try sorted.waysAndRelations()
    return try assemble(header, batches, .sorted { try sorted.nodes(met: met, $0, $1) })
  }

  /// Reads any file, and tells its first error.
  func readInAnyOrder(
    _ pbf: PBFFile, _ index: SelectionIndex, _ progress: @escaping @Sendable (Double) -> Void
  ) throws -> Extract {
    let header = try pbf.header()
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
    return try assemble(document.header, [document.batch], .batches, isEndUnmarked: false)
  }

  private func assemble(
    _ header: ExtractHeader, _ batches: [ElementBatch], _ nodes: ExtractAssembly.NodeSource,
    isEndUnmarked: Bool = true
  ) throws -> Extract {
    do {
      var assembly = try ExtractAssembly(batches, workers: workers)
      assembly.isEndUnmarked = isEndUnmarked
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
