import Geography

/// A community's centre, around which the official circle is drawn.
public struct AuditCentre: Hashable, Sendable {
  /// `FILE:row`, or `FILE:feature`.
  public var id: String
  /// The community; may be empty.
  public var name: String
  /// Where the circle's middle is.
  public var coordinate: Coordinate
  /// Town or country, which have circles of different radii.
  public var type: AreaType

  /// Makes a centre.
  public init(id: String, name: String, coordinate: Coordinate, type: AreaType) {
    (self.id, self.name, self.coordinate, self.type) = (id, name, coordinate, type)
  }
}

/// The communities of a planner's list: CSV with a header, or GeoJSON, told apart by content.
package struct AuditCentres: Sendable {
  private static let most = 100_000

  private var list: SuppliedPlaceList<AuditCentre>
  /// Whether any centre tells a type.
  package let tellTypes: Bool
  /// The file, as the user named it.
  package var path: String { list.path }
  /// The centres in file order.
  package var centres: [AuditCentre] { list.places }
  /// What a user should hear of, and may like to know.
  package var warnings: [Warning] { list.warnings }
  package var notes: [String] { list.notes }

  /// Reads a list with the columns (or properties) `lat`, `lon`, and if given `name` and `type` (urban or rural, or
  /// China's codes of town and country).
  ///
  /// - Parameters:
  ///   - usual: the type of those that tell none.
  ///   - box: where the centres are expected; it decides among datum shifts. Those over 5 km outside are left out.
  /// - Throws: ``InputError`` naming the file and the row or feature at fault.
  /// - Complexity: linear in the file.
  package static func read(
    path: String, format: SuppliedFormat = .usual, usual: AreaType = .urban, near box: CoordinateBox
  ) throws -> AuditCentres {
    var (unknownTypes, toldTypes) = (0, 0)
    func type(_ text: String) -> AreaType {
      guard !text.isEmpty else { return usual }
      toldTypes += 1
      if let type = AreaColumn.type(of: text) { return type }
      unknownTypes += 1
      return usual
    }
    var list = try SuppliedPlaceList<AuditCentre>(
      path: path, format: format, near: box,
      SuppliedPlaceList.Reading(
        noun: "centres", wanted: "communities' centres", columns: [.name, AreaColumn.type, .latitude, .longitude],
        row: { table, row, id in
          AuditCentre(
            id: id, name: table.text(.name, row), coordinate: try table.coordinate(row),
            type: type(table.text(AreaColumn.type, row)))
        },
        // Of a community's land the circle is drawn around the middle.
        feature: { found in
          AuditCentre(
            id: found.id, name: found.text(.name) ?? "", coordinate: found.coordinate,
            type: type(found.text(AreaColumn.type) ?? ""))
        }))
    guard !list.places.isEmpty else {
      throw InputError(path, "holds no centre", remedy: "give a row for each community: lat, lon, name, type")
    }
    guard list.places.count <= most else {
      throw InputError(path, "holds over \(most) centres", remedy: "give fewer")
    }
    list.removeFar(from: box)
    if unknownTypes > 0 {
      let message = "centres whose type is neither urban nor rural, taken as the usual one"
      list.warn(Warning(count: unknownTypes, message: message))
    }
    guard !list.places.isEmpty else {
      throw InputError(path, "has no centre in the city", remedy: "check that lat and lon are not swapped")
    }
    return AuditCentres(list: list, tellTypes: toldTypes > 0)
  }
}
