import Foundation
import Geography

/// The extract that comes with the program: Monaco, © OpenStreetMap contributors, ODbL 1.0.
package enum EmbeddedExtract {
  package static let relativePath = "geodata/monaco.osm.pbf"

  /// The path from the working directory, else from a folder above the executable.
  ///
  /// - Throws: ``InputError`` when it is in neither.
  package static func path() throws -> String {
    if access(relativePath, R_OK) == 0 { return relativePath }
    var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    for _ in 0..<12 where folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.appendingPathComponent(relativePath).path
      if access(candidate, R_OK) == 0 { return candidate }
    }
    throw InputError("EXTRACT", "no extract is named and \(relativePath) is not found", remedy: "name an .osm.pbf file")
  }
}
