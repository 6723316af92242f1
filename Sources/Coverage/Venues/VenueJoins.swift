import Foundation
import Geography

/// Which records are one venue: the work of ``VenueMerger``, rule by rule.
struct VenueJoins {
  private let records: [Venue]
  private var sets: PlaceSets
  /// Which rules joined records: (a member, rule).
  private var joined: [(member: Int, reason: VenueMerge.Reason)] = []

  init(_ records: [Venue]) {
    self.records = records
    sets = PlaceSets(count: records.count)
  }

  /// The sets of records and the rules that made them, by lowest member.
  mutating func groups() -> [(members: [Int], reasons: [VenueMerge.Reason])] {
    var members: [Int: [Int]] = [:]
    var reasons: [Int: Set<VenueMerge.Reason>] = [:]
    for record in records.indices { members[sets.root(of: record), default: []].append(record) }
    for join in joined { reasons[sets.root(of: join.member), default: []].insert(join.reason) }
    return members.keys.sorted().map { root in
      (members[root] ?? [], VenueMerge.Reason.allCases.filter { reasons[root]?.contains($0) ?? false })
    }
  }

  /// Joins records of a class that are under 30 m apart.
  mutating func joinNear() {
    for (_, members) in grouped(by: { $0.kind.rawValue }) {
      joinWithin(VenueMerger.nearInMetres, members, reason: .near)
    }
  }

  /// Joins records of a class with the same normalised name within 300 m.
  mutating func joinSameName() {
    var forms: [String: String] = [:]
    let named = grouped { record in
      if record.name.isEmpty { return nil }
      let form = forms[record.name] ?? NameNormalisation.normalised(record.name)
      forms[record.name] = form
      return form.isEmpty ? nil : record.kind.rawValue + "\u{0}" + form
    }
    for (_, members) in named where members.count > 1 {
      joinWithin(VenueMerger.sameNameInMetres, members, reason: .sameName)
    }
  }

  /// Joins records of a class with the same wikidata.
  mutating func joinSameWikidata() {
    let known = grouped { record in
      record.attributes["wikidata"].flatMap { $0.isEmpty ? nil : record.kind.rawValue + "\u{0}" + $0 }
    }
    for (_, members) in known { for member in members.dropFirst() { join(members[0], member, .sameWikidata) } }
  }

  /// Joins records of a class whose place lies inside another's outline.
  mutating func joinInside() {
    for (_, members) in grouped(by: { $0.kind.rawValue }) {
      let grid = VenueGrid(members, of: records, radiusInMetres: VenueMerger.nearInMetres)
      for owner in members where !records[owner].outline.isEmpty {
        guard let box = CoordinateBox(around: records[owner].outline.lazy.flatMap(\.exterior)) else { continue }
        let index = PlacePolygonIndex([records[owner].outline])
        for cell in grid.cells(in: box) {
          // A cell is narrower than 30 m: its records are one set already, so one inside joins them all.
          guard sets.root(of: cell[0]) != sets.root(of: owner) else { continue }
          if cell.contains(where: { index.first(containing: records[$0].coordinate) != nil }) {
            join(owner, cell[0], .inside)
          }
        }
      }
    }
  }

  /// Joins members closer than the radius. A cell's diagonal is no longer than the radius, so its members join at
  /// once; between cells it takes one pair.
  private mutating func joinWithin(_ radius: Double, _ members: [Int], reason: VenueMerge.Reason) {
    let grid = VenueGrid(members, of: records, radiusInMetres: radius)
    let clouds = grid.clouds(of: records)
    for cell in grid.sortedCells {
      let own = grid.members(of: cell)
      for member in own.dropFirst() { join(own[0], member, reason) }
      for neighbour in grid.neighbours(after: cell) {
        guard let first = grid.members(of: neighbour).first, sets.root(of: own[0]) != sets.root(of: first),
          let cloud = clouds[cell], let other = clouds[neighbour], cloud.comes(within: radius, of: other)
        else { continue }
        join(own[0], first, reason)
      }
    }
  }

  private mutating func join(_ a: Int, _ b: Int, _ reason: VenueMerge.Reason) {
    if sets.join(a, b) { joined.append((a, reason)) }
  }

  /// Records by a key, in the order of the keys' text; records without one left out.
  private func grouped(by key: (Venue) -> String?) -> [(key: String, members: [Int])] {
    var groups: [String: [Int]] = [:]
    for (number, record) in records.enumerated() {
      if let key = key(record) { groups[key, default: []].append(number) }
    }
    return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// Records by cells whose diagonal is no longer than a radius.
struct VenueGrid {
  private let cells: [PlaceCell: [Int]]
  private let rowHeightE7: Int64
  private let radiusInMetres: Double
  private let columnWidthE7: Int64
  /// Occupied cells in order.
  let sortedCells: [PlaceCell]

  init(_ members: [Int], of records: [Venue], radiusInMetres: Double) {
    // A hair under radius / √2, as the scale differs within a cell. All columns are as wide as the equator
    // demands: nearer the poles cells grow narrower, which costs time and never correctness.
    let side = radiusInMetres * 0.7
    let equator = Ellipsoid.LocalScale(latitude: 0)
    let pole = Ellipsoid.LocalScale(latitude: 90)
    rowHeightE7 = max(1, Int64(side / pole.northInMetres))
    columnWidthE7 = max(1, Int64(side / equator.eastInMetres))
    self.radiusInMetres = radiusInMetres
    var cells: [PlaceCell: [Int]] = [:]
    for member in members {
      let cell = PlaceCell(records[member].coordinate, widthE7: columnWidthE7, heightE7: rowHeightE7)
      cells[cell, default: []].append(member)
    }
    self.cells = cells
    sortedCells = cells.keys.sorted()
  }

  /// A cell's records, ascending.
  func members(of cell: PlaceCell) -> [Int] { cells[cell] ?? [] }

  /// The distinct places of each cell.
  func clouds(of records: [Venue]) -> [PlaceCell: VenueCloud] {
    cells.mapValues { members in
      guard members.count > 1 else { return VenueCloud(members.map { records[$0].coordinate }) }
      return VenueCloud(Array(Set(members.map { records[$0].coordinate })))
    }
  }

  /// Occupied cells that come after a cell and may hold a record within the radius of one of its own.
  func neighbours(after cell: PlaceCell) -> [PlaceCell] {
    let latitude = (Double((cell.row + 1) * rowHeightE7) - 900_000_000) / 1e7
    let farther = min(89.9, max(abs(latitude), abs(latitude - Double(rowHeightE7) / 1e7)) + 0.01)
    let east = Ellipsoid.LocalScale(latitude: farther).eastInMetres * Double(columnWidthE7)
    let reach = min(2048, Int64((radiusInMetres / east).rounded(.up)))
    var found: [PlaceCell] = []
    for row in cell.row...(cell.row + 2) {
      for column in (cell.column - reach)...(cell.column + reach) {
        let other = PlaceCell(column: column, row: row)
        if cell < other, cells[other] != nil { found.append(other) }
      }
    }
    return found
  }

  /// The records of each occupied cell that meets a box, in the order of the cells.
  func cells(in box: CoordinateBox) -> [[Int]] {
    let low = PlaceCell(box.southWest, widthE7: columnWidthE7, heightE7: rowHeightE7)
    let high = PlaceCell(box.northEast, widthE7: columnWidthE7, heightE7: rowHeightE7)
    let spanned = (high.column - low.column + 1) * (high.row - low.row + 1)
    if spanned > Int64(sortedCells.count) {
      return sortedCells.filter {
        (low.column...high.column).contains($0.column) && (low.row...high.row).contains($0.row)
      }.map { members(of: $0) }
    }
    return (low.row...high.row).flatMap { row in
      (low.column...high.column).compactMap { cells[PlaceCell(column: $0, row: row)] }
    }
  }
}
