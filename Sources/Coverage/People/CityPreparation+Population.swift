import Columns
import Geography
import Rasters
import Walking

extension CityPreparation {
  /// Finds homes with people: points of the file as they are, people of cells and polygons spread.
  ///
  /// - Throws: ``InputError`` for a bad file, and when people got lost on the way, which would be a fault of the program.
  mutating func findPeople(_ request: PopulationRequest, _ city: CityModel) throws {
    guard let extract else { return }
    let streets = try streetsOfEveryone(city, in: extract)
    let land = PopulationLand(streets, WaterIndex(city.waters))
    let box = populationBox(land, city)
    var spread: PopulationSpread
    var points: [PopulationList.Point] = []
    let names: [String]
    var withoutPlace: [CompensatedSum] = [], elsewhere: [CompensatedSum] = []
    let zones: PopulationZones
    var zonesOfHome: [Int32]?
    var known: [Home] = []
    func findKnown() {
      let found = HomeFinder().homes(in: extract, streets: streets, workers: parameters.workers)
      findings.homes.warnings += found.warnings
      findings.homes.counts += found.counts
      known = found.homes
    }
    var crs = ""
    let isGrid = RasterFile.format(of: request.path) != nil
    if isGrid {
      findKnown()
      let grid = try PopulationGrid(request, around: box)
      findings.homes.warnings += grid.warnings
      (zones, names, crs) = (grid.zones, grid.groups, grid.crs)
      zonesOfHome = try grid.zones(of: known.map(\.coordinate))
    } else {
      if let group = request.groupFiles.first {
        throw InputError(
          group.path, "counts the group \(SuppliedFile.quoted(group.group)), but \(request.path) is no grid",
          remedy: "give groups as columns of one file, or all as grids")
      }
      var list = try PopulationList(
        path: request.path, groups: request.groups,
        crs: try request.crs.map { try SuppliedCRS($0, option: "--population-crs") }, touching: box)
      list.removeFar(from: city.streetBox)
      findings.homes.warnings += list.warnings
      (zones, names, points) = (list.zones, list.groups, list.points)
      (withoutPlace, elsewhere) = (list.withoutPlace, list.elsewhere)
      if zones.count > 0 { findKnown() }
    }
    spread = PopulationSpread(zones, file: SuppliedFile.name(of: request.path), land: land)
    if zones.count > 0 {
      spread.spread(
        over: known, zonesOfHome: zonesOfHome, streets: streets, in: extract, workers: parameters.workers)
    }
    var record = spread.record
    record.kind = isGrid ? .grid : zones.count > 0 ? .polygons : .points
    record.crs = crs
    if record.groups.isEmpty { record.groups = names.map { _ in PopulationRecord.Mass() } }
    for (number, (nowhere, elsewhere)) in zip(withoutPlace, elsewhere).enumerated() {
      func place(_ mass: inout PopulationRecord.Mass) {
        (mass.withoutPlace, mass.elsewhere) = (nowhere.value, elsewhere.value)
      }
      if number == 0 { place(&record.people) } else { place(&record.groups[number - 1]) }
    }
    try settle(spread, points, zones, names: names, record: record, path: request.path)
  }

  /// Where people are wanted: the study area's box, or that of the streets.
  private func populationBox(_ land: PopulationLand, _ city: CityModel) -> CoordinateBox {
    if let studyArea, studyArea.source != .extractBounds,
      let box = CoordinateBox(around: studyArea.polygons.lazy.flatMap(\.exterior))
    {
      return box
    }
    return land.box ?? city.streetBox
  }

  /// Keeps the homes inside the study area and accounts for all people.
  private mutating func settle(
    _ spread: PopulationSpread, _ points: [PopulationList.Point], _ zones: PopulationZones, names: [String],
    record: PopulationRecord, path: String
  ) throws {
    var record = record
    let all = spread.homes + points.map(\.home)
    let columns = names.indices.map { group in spread.groups[group] + points.map { $0.groups[group] } }
    // Without a given outline the whole extract is inside.
    let isWhole = studyArea?.source == .extractBounds
    let isInside = all.map { home in isWhole || studyIndex?.contains(home.coordinate, area: 0) ?? true }
    func mass(_ start: PopulationRecord.Mass, _ column: [Double], _ ofZones: [Double], _ ofPoints: [Double])
      -> PopulationRecord.Mass
    {
      var mass = start
      var (inside, outside) = (CompensatedSum(), CompensatedSum())
      for (people, isInside) in zip(column, isInside) {
        if isInside { inside.add(people) } else { outside.add(people) }
      }
      mass.inHomes = inside.value
      mass.outsideStudyArea = outside.value
      mass.read = CompensatedSum.of([
        CompensatedSum.of(ofZones), CompensatedSum.of(ofPoints), mass.withoutPlace, mass.elsewhere,
      ])
      return mass
    }
    record.people = mass(record.people, all.map(\.weight), zones.people, points.map(\.home.weight))
    for group in names.indices {
      record.groups[group] = mass(
        record.groups[group], columns[group], zones.groups[group], points.map { $0.groups[group] })
    }
    for (name, mass) in zip(["people"] + names, [record.people] + record.groups) where mass.imbalance > 1e-9 {
      throw InputError(
        path, "\(SuppliedFile.quoted(name)) do not add up: \(mass.read) read, \(mass.inHomes) in homes",
        remedy: "report this as a fault of the program")
    }
    let kept = all.indices.filter { isInside[$0] }
    findings.homes.counts.append(("homes_outside_study_area", all.count - kept.count))
    findings.population = record
    if record.zonesCut + record.zonesOutsideData > 0 {
      let message =
        "cells or polygons of \(SuppliedFile.name(of: path)) that reach beyond the extract's streets: the people of "
        + "their land there (\(OutputText.grouped(record.people.outsideData))) are left out"
      findings.homes.warnings.append(Warning(count: record.zonesCut + record.zonesOutsideData, message: message))
    }
    homes = HomeTable(
      kept.map { all[$0] },
      groups: HomeGroups(names: names, people: columns.map { column in kept.map { column[$0] } }))
    weightUnit = .people
  }
}
