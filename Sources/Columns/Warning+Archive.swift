import Geography

extension Warning {
  /// Puts the warning into a file of columns.
  package func put(into archive: inout ArchiveWriter) {
    archive.put(count)
    archive.put(message)
  }

  /// Takes a warning out of a file of columns.
  package init(from archive: inout ArchiveReader) throws {
    self.init(count: try archive.count(), message: try archive.text())
  }
}
