import Columns
import Synchronization
import Walking

/// Where water lies in a city: at hand, or made of a file's columns when it is first asked for. Most questions never do.
final class CityShores: Sendable {
  private struct Stored {
    let coastlines: ShapeTable
    let water: ShapeTable
  }

  private let stored: Stored?
  private let known: Mutex<Obstacles?>

  init(_ obstacles: Obstacles) {
    stored = nil
    known = Mutex(obstacles)
  }

  /// Water areas and coastlines. Linear the first time.
  var obstacles: Obstacles {
    known.withLock { known in
      if let known { return known }
      let made = Obstacles(coastlines: stored?.coastlines.lines ?? [], water: stored?.water.polygons ?? [])
      known = made
      return made
    }
  }

  func put(into archive: inout ArchiveWriter) {
    let obstacles = obstacles
    ShapeTable(lines: obstacles.coastlines).put(into: &archive)
    ShapeTable(polygons: obstacles.water).put(into: &archive)
  }

  init(from archive: inout ArchiveReader) throws {
    stored = Stored(coastlines: try ShapeTable(from: &archive), water: try ShapeTable(from: &archive))
    known = Mutex(nil)
  }
}
