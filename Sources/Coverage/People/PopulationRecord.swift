import Columns
import Geography

/// Where the people of a file went: every one is in a home or counted here.
public struct PopulationRecord: Hashable, Sendable {
  /// People, or those of one group, by where they went. `read` is the sum of the others to 1e-9, which the run checks.
  public struct Mass: Hashable, Sendable {
    /// All of a list's polygons and points; of a grid's cells those around the study area's box.
    public var read = 0.0
    /// In homes inside the study area.
    public var inHomes = 0.0
    /// In homes outside the study area.
    public var outsideStudyArea = 0.0
    /// On land beyond the streets of the extract.
    public var outsideData = 0.0
    /// Of features without a place.
    public var withoutPlace = 0.0
    /// Of polygons that do not touch the study area's box, and of points far from the extract.
    public var elsewhere = 0.0

    /// Makes an empty one.
    public init() {}

    /// The relative difference between what was read and where it went.
    var imbalance: Double {
      let gone = CompensatedSum.of([inHomes, outsideStudyArea, outsideData, withoutPlace, elsewhere])
      return abs(read - gone) / max(read, .leastNormalMagnitude)
    }
  }

  /// What kind of file it was.
  public enum Kind: String, Hashable, Sendable {
    /// Homes themselves.
    case points
    /// Polygons, and maybe points.
    case polygons
    /// A grid.
    case grid
  }

  /// What was read.
  public var kind = Kind.points
  /// The reference system, as read or named; empty for WGS 84.
  public var crs = ""
  /// The people of all.
  public var people = Mass()
  /// Those of each group, in the order of ``HomeGroups/names``.
  public var groups: [Mass] = []
  /// Cells or polygons with people that touch the study area's box.
  public var zones = 0
  /// Those among them spread over the buildings and points that the map knows as homes; without such, along streets;
  /// without either, at their middle.
  public var zonesOverHomes = 0, zonesAlongStreets = 0, zonesAtMiddle = 0
  /// Those that reach beyond the streets of the extract, and lie wholly beyond.
  public var zonesCut = 0, zonesOutsideData = 0
  /// People of zones spread along streets, and at the middle of zones.
  public var peopleAlongStreets = 0.0, peopleAtMiddle = 0.0
  /// Homes of the map that no one lives in by the file, left out.
  public var homesWithoutPeople = 0

  /// Makes an empty one.
  public init() {}
}

extension PopulationRecord {
  func put(into archive: inout ArchiveWriter) {
    archive.put(kind.rawValue)
    archive.put(crs)
    archive.put([people] + groups) { archive, mass in
      for value in mass.values { archive.put(value) }
    }
    for value in [peopleAlongStreets, peopleAtMiddle] { archive.put(value) }
    for (_, count) in counts { archive.put(count) }
  }

  init(from archive: inout ArchiveReader) throws {
    kind = try archive.named()
    crs = try archive.text()
    let masses = try archive.list { archive in
      var mass = Mass()
      for path in Mass.paths { mass[keyPath: path] = try archive.number() }
      return mass
    }
    people = masses.first ?? Mass()
    groups = Array(masses.dropFirst())
    peopleAlongStreets = try archive.number()
    peopleAtMiddle = try archive.number()
    for (_, path) in Self.countPaths { self[keyPath: path] = try archive.count() }
  }

  private static var countPaths: [(name: String, path: WritableKeyPath<Self, Int>)] {
    [
      ("zones", \.zones), ("zones_over_homes", \.zonesOverHomes), ("zones_along_streets", \.zonesAlongStreets),
      ("zones_at_middle", \.zonesAtMiddle), ("zones_cut", \.zonesCut), ("zones_outside_data", \.zonesOutsideData),
      ("homes_without_people", \.homesWithoutPeople),
    ]
  }

  /// The counts by name.
  var counts: [(name: String, value: Int)] { Self.countPaths.map { ($0.name, self[keyPath: $0.path]) } }
}

extension PopulationRecord.Mass {
  fileprivate static var paths: [WritableKeyPath<Self, Double>] {
    [\.read, \.inHomes, \.outsideStudyArea, \.outsideData, \.withoutPlace, \.elsewhere]
  }

  fileprivate var values: [Double] { Self.paths.map { self[keyPath: $0] } }
}
