import Geography
import PROJ

/// The coordinate system of a supplied file.
///
/// WGS 84, the shifted systems of Chinese maps, or any that PROJ takes; east or longitude always comes first, whatever
/// order an authority gives its axes (EPSG:4490 and EPSG:4549 are north-first).
public struct SuppliedCRS: Hashable, Sendable {
  private enum System: Hashable, Sendable {
    case wgs84
    case shifted(ChineseShift)
    case reference(SuppliedReference)
  }

  /// The system as it was named; the known ones by one name each.
  public let text: String
  private let system: System

  /// Longitude and latitude of WGS 84.
  public static let wgs84 = SuppliedCRS(text: "wgs84", system: .wgs84)

  private init(text: String, system: System) {
    self.text = text
    self.system = system
  }

  /// Looks a system up.
  ///
  /// - Parameters:
  ///   - text: `wgs84`, `gcj02`, `bd09`, `EPSG:4549`, or what else PROJ takes.
  ///   - option: the option that names it, such as `--venues-crs`, for messages.
  /// - Throws: ``InputError`` about the option when there is no such system.
  public init(_ text: String, option: String) throws {
    switch text.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "wgs84", "epsg4326": self = .wgs84
    case "gcj02": self.init(text: "gcj02", system: .shifted(.gcj02))
    case "bd09", "bd09ll": self.init(text: "bd09", system: .shifted(.bd09))
    default:
      do {
        self.init(text: text, system: .reference(try SuppliedReference(text, option: option)))
      } catch let error as ProjectionError {
        throw InputError(option, "\(error)", remedy: "name one such as gcj02, bd09, wgs84 or EPSG:4549")
      }
    }
  }

  /// A system that a record names; it serves to tell, not to convert.
  init(recorded text: String) { self.init(text: text, system: .wgs84) }

  /// Whether places are given in metres or feet east and north, not in degrees.
  public var isProjected: Bool {
    guard case .reference(let reference) = system else { return false }
    return !reference.isGeographic
  }

  /// The shift of Chinese maps, if it is one.
  var shift: ChineseShift? {
    guard case .shifted(let shift) = system else { return nil }
    return shift
  }

  /// Whether places come with a datum of the world's: WGS 84 itself or a shift of it.
  var isKnownDatum: Bool {
    if case .reference = system { return false }
    return true
  }

  /// What turns the places of one file into WGS 84.
  ///
  /// - Parameter box: where places are expected; it decides among datum shifts.
  /// - Throws: ``InputError`` when PROJ knows no way.
  func placer(near box: CoordinateBox?) throws -> SuppliedPlacer {
    guard case .reference(let reference) = system else { return SuppliedPlacer(self, projection: nil) }
    let world = CoordinateBox(
      southWest: Coordinate(longitudeE7: -1_790_000_000, latitudeE7: -850_000_000),
      northEast: Coordinate(longitudeE7: 1_790_000_000, latitudeE7: 850_000_000))
    do {
      let conversion = try reference.conversion(near: box ?? world)
      return SuppliedPlacer(
        self, projection: try conversion.definition.makeProjection(), leavesShiftOut: conversion.leavesShiftOut)
    } catch let error as ProjectionError {
      throw InputError(text.printable(limit: 60), "\(error)", remedy: "name another coordinate system")
    }
  }
}

/// Turns the places of one supplied file into WGS 84, and counts those for which that was doubtful.
final class SuppliedPlacer {
  let crs: SuppliedCRS
  private let projection: Projection?
  private let leavesShiftOut: Bool
  private var placed = 0
  private var outsideChina = 0

  init(_ crs: SuppliedCRS, projection: Projection?, leavesShiftOut: Bool = false) {
    self.crs = crs
    self.projection = projection
    self.leavesShiftOut = leavesShiftOut
  }

  /// The place of WGS 84 at two numbers of the file, longitude or east first; `nil` when there is none.
  ///
  /// Of a shifted system, places outside mainland China stay as they are, as Chinese maps have them, and are counted.
  func coordinate(x: Double, y: Double) -> Coordinate? {
    placed += 1
    if let shift = crs.shift {
      guard let shown = Coordinate(longitude: x, latitude: y) else { return nil }
      guard let place = shift.restored(GeographicPoint(longitude: x, latitude: y)) else {
        outsideChina += 1
        return shown
      }
      return Coordinate(longitude: place.longitude, latitude: place.latitude)
    }
    guard let projection else { return Coordinate(longitude: x, latitude: y) }
    // Numbers that are no place of the system give another place's, which does not lead back.
    guard let place = try? projection.unproject(ProjectedPoint(x: x, y: y)), let back = try? projection.project(place),
      abs(back.x - x) <= tolerance, abs(back.y - y) <= tolerance
    else { return nil }
    return place
  }

  private var tolerance: Double { crs.isProjected ? 1 : 1e-5 }

  /// What one may like to know: the system, where it is not WGS 84.
  func notes(path: String) -> [String] {
    crs == .wgs84 ? [] : ["\(SuppliedFile.name(of: path)) is read in \(crs.text.printable(limit: 60))"]
  }

  /// What a user should hear of once the file was read.
  func warnings(path: String) -> [Warning] {
    let file = SuppliedFile.name(of: path)
    var warnings: [Warning] = []
    if outsideChina > 0 {
      let message = "places of \(file) outside mainland China, where maps are not shifted: left as they are"
      warnings.append(Warning(count: outsideChina, message: message))
    }
    if leavesShiftOut, placed > 0 {
      let name = crs.text.printable(limit: 40)
      let message =
        "places of \(file) in \(name) without its datum shift, which PROJ does not have: metres to 200 m off"
      warnings.append(Warning(count: placed, message: message))
    }
    return warnings
  }
}
