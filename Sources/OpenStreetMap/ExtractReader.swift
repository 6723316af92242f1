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
  /// - Complexity: linear in the file; memory linear in what is kept.
  public func read(
    _ selection: ElementSelection, progress: @Sendable (Double) -> Void = { _ in }
  ) throws -> Extract {
    throw InputError(path, "reading is not built yet", remedy: "wait for it")
  }
}
