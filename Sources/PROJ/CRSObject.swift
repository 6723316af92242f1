import CPROJ
import Geography

/// A CRS as PROJ has read it, and the questions asked before it may carry a city.
final class CRSObject {
  private let object: OpaquePointer
  private let context: ProjectionContext
  private let request: CRSRequest

  /// Takes the object over.
  init(object: OpaquePointer, context: ProjectionContext, request: CRSRequest) {
    self.object = object
    self.context = context
    self.request = request
  }

  deinit { proj_destroy(object) }

  /// PROJ finds names loosely; only the exact one is taken, since a near one may be another country's.
  func checkName() throws {
    let text = request.text.lowercased()
    let isName = !text.contains(":") && !text.contains("=") && !text.contains("[") && !text.contains("{")
    guard isName, let found = proj_get_name(object) else { return }
    let name = String(cString: found)
    guard name.lowercased() == text else {
      throw request.error("no CRS of exactly this name (the nearest is \"\(name.printable())\")")
    }
  }

  /// Only projected systems have metres on a plane.
  func checkKind() throws {
    switch proj_get_type(object) {
    case PJ_TYPE_PROJECTED_CRS: return
    case PJ_TYPE_BOUND_CRS:
      guard let base else { throw request.error("the CRS is not a projected one") }
      try base.checkKind()
    case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS, PJ_TYPE_GEOGRAPHIC_CRS:
      throw request.error("the CRS is geographic, in degrees, not projected in metres")
    case PJ_TYPE_GEOCENTRIC_CRS:
      throw request.error("the CRS is geocentric, not projected")
    case PJ_TYPE_COMPOUND_CRS:
      throw request.error(
        "the CRS is compound, with heights", remedy: "name its horizontal, projected part alone, in metres")
    default:
      throw request.error("the CRS is not a projected one")
    }
  }

  /// Whether it has degrees, not metres or feet.
  ///
  /// - Throws: ``InputError`` for what is neither geographic nor projected.
  func isGeographic() throws -> Bool {
    switch proj_get_type(object) {
    case PJ_TYPE_PROJECTED_CRS: return false
    case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS, PJ_TYPE_GEOGRAPHIC_CRS: return true
    case PJ_TYPE_BOUND_CRS:
      guard let base else { throw request.error("the CRS is neither geographic nor projected") }
      return try base.isGeographic()
    case PJ_TYPE_COMPOUND_CRS:
      throw request.error("the CRS is compound, with heights", remedy: "name its horizontal part alone")
    default: throw request.error("the CRS is neither geographic nor projected")
    }
  }

  /// The system that a shift to another datum is bound to.
  private var base: CRSObject? {
    context.call { proj_get_source_crs($0, object) }
      .map { CRSObject(object: $0, context: context, request: request) }
  }

  /// Whether its datum is CGCS2000, which is WGS 84 to within a metre (domain §9.1) though PROJ knows no shift.
  var isOnCGCS2000: Bool {
    guard let base = context.call({ proj_crs_get_geodetic_crs($0, object) }) else { return false }
    defer { proj_destroy(base) }
    let name = proj_get_name(base).map { String(cString: $0) } ?? ""
    return name.contains("China Geodetic Coordinate System 2000") || name.contains("CGCS2000")
  }

  /// Two axes, both in metres.
  func checkAxes() throws {
    let bare = proj_get_type(object) == PJ_TYPE_BOUND_CRS ? context.call { proj_get_source_crs($0, object) } : nil
    defer { if let bare { proj_destroy(bare) } }
    let system = context.call { proj_crs_get_coordinate_system($0, bare ?? object) }
    defer { if let system { proj_destroy(system) } }
    guard let system, proj_cs_get_axis_count(context.handle, system) == 2 else {
      throw request.error("the CRS does not have two axes")
    }
    for axis in 0..<Int32(2) {
      var metresAUnit = 0.0
      var unit: UnsafePointer<CChar>?
      let read = context.call { proj_cs_get_axis_info($0, system, axis, nil, nil, nil, &metresAUnit, &unit, nil, nil) }
      guard read != 0, metresAUnit == 1 else {
        let name = unit.map { String(cString: $0).printable(limit: 40) } ?? "unknown"
        throw request.error("the unit of the CRS is not the metre but \(name)")
      }
    }
  }

  /// The authority's area of use, where it states one, must hold the place.
  func checkAreaOfUse(holds place: Coordinate) throws {
    var (west, south, east, north) = (-1000.0, -1000.0, -1000.0, -1000.0)
    var name: UnsafePointer<CChar>?
    guard context.call({ proj_get_area_of_use($0, object, &west, &south, &east, &north, &name) }) != 0,
      west >= -180, south >= -90, east >= -180, north >= -90
    else { return }
    let (longitude, latitude) = (place.longitude, place.latitude)
    let holdsLongitude =
      west <= east ? (west...east).contains(longitude) : longitude >= west || longitude <= east
    guard holdsLongitude, south <= latitude, latitude <= north else {
      throw request.error(
        "the study area at longitude \(longitude), latitude \(latitude) is outside the CRS's area of use "
          + "(\(west) to \(east), \(south) to \(north))")
    }
  }

  /// The operation from WGS 84, longitude first, that PROJ chooses for the box.
  ///
  /// One operation for the whole box: PROJ's own choice point by point could break the plane in two. A datum
  /// shift that is only approximate does no harm, since everything goes back to WGS 84 the same way.
  func pipeline(over box: CoordinateBox) throws -> String { try operation(over: box).pipeline }

  /// ``pipeline(over:)``, and whether it leaves a datum shift out because PROJ has none for it.
  func operation(over box: CoordinateBox) throws -> (pipeline: String, leavesShiftOut: Bool) {
    guard let area = proj_area_create() else { throw ProjectionError(operation: "area", message: "no memory") }
    defer { proj_area_destroy(area) }
    proj_area_set_bbox(
      area, box.southWest.longitude, box.southWest.latitude, box.northEast.longitude, box.northEast.latitude)
    guard let degrees = context.call({ proj_create($0, "EPSG:4326") ?? proj_create($0, Self.plainWGS84) }) else {
      throw request.databaseMissing
    }
    defer { proj_destroy(degrees) }
    guard
      let operation = context.call({ proj_create_crs_to_crs_from_pj($0, degrees, object, area, nil) })
    else { throw noOperation }
    defer { proj_destroy(operation) }
    guard let eastFirst = context.call({ proj_normalize_for_visualization($0, operation) }) else { throw noOperation }
    defer { proj_destroy(eastFirst) }
    // With several candidates the operation in use is known only after a point has gone through it.
    let centre = proj_coord(box.centre.longitude, box.centre.latitude, 0, 0)
    _ = context.call { _ in proj_trans(eastFirst, PJ_FWD, centre) }
    let used = proj_trans_get_last_used_operation(eastFirst)
    defer { if let used { proj_destroy(used) } }
    guard let text = context.call({ proj_as_proj_string($0, used ?? eastFirst, PJ_PROJ_5, nil) }) else {
      throw noOperation
    }
    let isBallpark = proj_coordoperation_has_ballpark_transformation(context.handle, used ?? eastFirst) != 0
    return (String(cString: text), isBallpark)
  }

  private static let plainWGS84 = "+proj=longlat +datum=WGS84 +no_defs +type=crs"

  private var noOperation: InputError {
    request.error("PROJ finds no way from WGS 84 to the CRS (\(context.lastMessage.printable(limit: 120)))")
  }
}
