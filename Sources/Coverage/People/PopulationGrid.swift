import Geography
import Rasters

/// People of grids: all, and those of groups, cell by cell.
struct PopulationGrid {
  /// The cells with people that touch the box.
  let zones: PopulationZones
  /// The groups, one a grid.
  let groups: [String]
  /// The reference system; empty for WGS 84.
  let crs: String
  private(set) var warnings: [Warning] = []
  private let cells: PopulationCells
  private let window: RasterWindow?
  private let zoneOfCell: [Int32]

  /// Reads the cells that touch a box.
  ///
  /// - Throws: ``InputError`` naming the file: no grid, no known reference system, too many cells, a bad count, grids of
  ///   groups with other cells.
  init(_ request: PopulationRequest, around box: CoordinateBox) throws {
    if let name = request.groups?.first {
      throw InputError(
        "--groups", "\(SuppliedFile.quoted(name)) is given for a grid, which has no columns",
        remedy: "give a grid a group, as in --population \(name.printable(limit: 40))=FILE")
    }
    var cells = try PopulationCells(path: request.path, crs: request.crs, around: box)
    groups = request.groupFiles.map(\.group)
    try PopulationGroupColumns.check(groups, subject: "--population")
    crs = cells.crs
    window = try cells.window(around: box)
    let file = SuppliedFile.name(of: request.path)
    guard let window else {
      (zones, zoneOfCell) = (PopulationZones(groupCount: groups.count), [])
      self.cells = cells
      warnings.append(Warning(count: 1, message: "population without anyone in the study area: \(file)"))
      return
    }
    let people = try cells.people(in: window)
    var customary = cells.customary
    let ofGroups = try request.groupFiles.map { group in
      var own = try PopulationCells(path: group.path, crs: request.crs, around: box)
      guard own.hasCells(of: cells) else {
        throw InputError(
          group.path, "has other cells than \(request.path)", remedy: "bring both to one grid, as by gdalwarp")
      }
      defer { customary += own.customary }
      return try own.people(in: window)
    }
    (zones, zoneOfCell) = try cells.zones(window, people: people, groups: ofGroups, touching: box)
    self.cells = cells
    if customary > 0 {
      warnings.append(
        Warning(count: customary, message: "cells of \(file) with a value for no data that it does not declare"))
    }
    if cells.leavesShiftOut, zones.count > 0 {
      let message =
        "cells of \(file) in \(crs.printable(limit: 40)) without its datum shift, which PROJ does not have: metres to 200 m off"
      warnings.append(Warning(count: zones.count, message: message))
    }
    let overfull = (0..<zones.count).count { zone in
      zones.groups.contains { $0[zone] > zones.people[zone] * (1 + 1e-6) }
    }
    if overfull > 0 {
      warnings.append(
        Warning(count: overfull, message: "cells of \(file) with more people in a group than in all"))
    }
    if zones.count == 0 {
      warnings.append(Warning(count: 1, message: "population without anyone in the study area: \(file)"))
    }
  }

  /// The zone that holds each place; −1 for none.
  func zones(of places: [Coordinate]) throws -> [Int32] {
    guard let window else { return places.map { _ in -1 } }
    return try cells.cells(of: places).map { cell in
      guard cell.column.isFinite, cell.row.isFinite, abs(cell.column) < 1e10, abs(cell.row) < 1e10,
        let place = window.index(column: Int(cell.column.rounded(.down)), row: Int(cell.row.rounded(.down)))
      else { return -1 }
      return zoneOfCell[place]
    }
  }
}
