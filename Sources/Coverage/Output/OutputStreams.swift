import GEOS
import PROJ

/// Standard output and standard error as plain descriptors.
package enum StandardStreams {
  /// Which stream.
  package enum Stream: Int32 { case output = 1, error = 2 }

  /// Writes all bytes.
  ///
  /// - Throws: ``ReaderLeft`` when the reader of standard output closed it, ``InputError`` otherwise.
  package static func write(_ bytes: [UInt8], to stream: Stream) throws {
    try OutputPath.write(bytes, to: stream.rawValue, named: stream == .output ? "standard output" : "standard error")
  }
}

/// What every output and the command's help say of themselves.
package enum OutputNotice {
  /// The data's licence.
  package static let text = "Data: \(OutputText.attribution)."
  /// The program's version.
  package static var version: String { CircleVersion.number }
  /// Versions of the libraries at work; opens proj.db.
  package static var libraryVersions: [(name: String, version: String)] {
    let projection = ProjectionLibrary()
    return [("geos", GEOSContext.version), ("proj", projection.version)]
      + (projection.databaseVersion.map { [("epsg", $0)] } ?? [])
  }
}
