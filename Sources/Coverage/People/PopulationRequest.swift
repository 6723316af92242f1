/// How many people live where, as a user names it: the file, and how to read it.
public struct PopulationRequest: Hashable, Sendable {
  /// A grid that counts one group.
  public struct GroupFile: Hashable, Sendable {
    /// The group's name.
    public var group: String
    /// The file.
    public var path: String

    /// Makes one.
    public init(group: String, path: String) {
      self.group = group
      self.path = path
    }
  }

  /// Points or polygons as CSV or GeoJSON, or a grid as GeoTIFF or ESRI ASCII.
  public var path: String
  /// Grids of groups, cell by cell those of ``path``.
  public var groupFiles: [GroupFile]
  /// The reference system, where the file does not say it or says it wrongly.
  public var crs: String?
  /// The columns of groups to take; `nil` for the usual ones that the file has.
  public var groups: [String]?

  /// Makes a request.
  public init(path: String, groupFiles: [GroupFile] = [], crs: String? = nil, groups: [String]? = nil) {
    self.path = path
    self.groupFiles = groupFiles
    self.crs = crs
    self.groups = groups
  }

  /// The most groups taken.
  public static let mostGroups = 32

  /// The files by role: `population`, and `population older` for a grid of a group.
  var inputs: [(role: String, path: String)] {
    [(Self.role, path)] + groupFiles.map { ("\(Self.role) \($0.group)", $0.path) }
  }

  static let role = "population"

  /// Whether a role of a run's input is one of these.
  static func isRole(_ role: String) -> Bool { role == Self.role || role.hasPrefix(Self.role + " ") }
}
