import Geography

/// People of a supplied list: points, which are homes, and polygons, whose people are to be spread; with their groups.
struct PopulationList {
  /// A home with the people of each group.
  struct Point {
    let home: Home
    let groups: [Double]
  }

  /// More than live on Earth are a slip.
  static let mostPeopleOfPolygon = 10_000_000_000.0

  let path: String
  /// The groups that the file has.
  private(set) var groups: [String] = []
  private(set) var points: [Point] = []
  /// The polygons with people that touch the box.
  private(set) var zones = PopulationZones(groupCount: 0)
  /// People, and those of each group, of features without a place.
  private(set) var withoutPlace: [CompensatedSum] = []
  /// The same of polygons that do not touch the box, and of points taken out by ``removeFar(from:)``.
  private(set) var elsewhere: [CompensatedSum] = []
  private(set) var warnings: [Warning] = []
  /// Records whose people lack, in which a group's lack, and in which a group exceeds all.
  private var withoutPeople = 0, withoutGroup = 0, overfull = 0, placeless = 0

  /// Reads a list with the columns (or properties) `lat`, `lon`, `people` and those of groups.
  ///
  /// - Parameters:
  ///   - groups: the columns of groups to take; `nil` for the usual ones that are there.
  ///   - crs: the coordinate system of the places; `nil` for WGS 84.
  ///   - box: of polygons that do not touch it only the people are summed up.
  /// - Throws: ``InputError`` naming the file and the row or feature.
  /// - Complexity: linear in the file.
  init(path: String, groups: [String]?, crs: SuppliedCRS?, touching box: CoordinateBox) throws {
    self.path = path
    let bytes = try SuppliedFile.read(path, wanted: "people as CSV, GeoJSON, GeoTIFF or ESRI ASCII grid")
    let columns = PopulationGroupColumns(groups)
    let placer = try (crs ?? .wgs84).placer(near: box)
    if SuppliedFile.looksLikeJSON(bytes) || path.lowercased().hasSuffix("json") {
      let placing: GeoJSONPlacing? = crs == nil ? nil : { placer.coordinate(x: $0, y: $1) }
      try take(try GeoJSONReader.read(path: path, placing: placing), columns, touching: box)
    } else {
      try take(bytes, columns, SuppliedFormat(crs: crs), placer)
    }
    warnings += placer.warnings(path: path)
    warn()
  }

  /// Takes out the points more than 5 km outside the extract's data and warns of them by row.
  mutating func removeFar(from box: CoordinateBox) {
    let split = SuppliedPlaces.near(
      points, box, path: path, noun: "homes", unit: "rows", at: \.home.coordinate,
      row: { point in point.home.id[(point.home.id.lastIndex(of: ":") ?? point.home.id.startIndex)...].dropFirst() })
    let near = Set(split.near.map(\.home.id))
    for point in points where !near.contains(point.home.id) { addElsewhere([point.home.weight] + point.groups) }
    points = split.near
    if let warning = split.warning { warnings.append(warning) }
  }

  private mutating func take(
    _ bytes: [UInt8], _ columns: PopulationGroupColumns, _ format: SuppliedFormat, _ placer: SuppliedPlacer
  ) throws {
    let table = try SuppliedTable(
      bytes, path: path, columns: [.people] + columns.columns, format: format, placer: placer)
    guard table.has(.people) else {
      throw InputError(path, "the header has no column people", remedy: "name the column of people \"people\"")
    }
    if columns.areNamed, let missing = columns.columns.first(where: { !table.has($0) }) {
      throw PopulationGroupColumns.missing(missing.title, path: path)
    }
    let found = columns.columns.filter(table.has)
    try begin(groups: found)
    let file = SuppliedFile.name(of: path)
    for row in table.rows {
      let coordinate = try table.coordinate(row)
      let people = try table.number(.people, row, in: 0...HomeList.mostPeople)
      let groups = try found.map { column -> Double in
        if table.text(column, row).isEmpty {
          withoutGroup += 1
          return 0
        }
        return try table.number(column, row, in: 0...HomeList.mostPeople)
      }
      check(groups, people)
      points.append(
        Point(
          home: Home(id: "\(file):\(row.number)", coordinate: coordinate, weight: people, source: .supplied),
          groups: groups))
    }
  }

  private mutating func begin(groups found: [SuppliedTable.Column]) throws {
    groups = found.map(\.title)
    try PopulationGroupColumns.check(groups, subject: path)
    zones = PopulationZones(groupCount: found.count)
    withoutPlace = [CompensatedSum](repeating: CompensatedSum(), count: found.count + 1)
    elsewhere = withoutPlace
  }

  private mutating func addElsewhere(_ amounts: [Double]) {
    for (sum, amount) in zip(elsewhere.indices, amounts) { elsewhere[sum].add(amount) }
  }

  private mutating func take(
    _ features: [GeoJSONFeature], _ columns: PopulationGroupColumns, touching box: CoordinateBox
  ) throws {
    var properties = SuppliedProperties()
    let found = columns.columns.filter { column in
      features.contains { properties.text(column, of: $0) != nil }
    }
    if columns.areNamed, let missing = columns.columns.first(where: { !found.contains($0) }) {
      throw PopulationGroupColumns.missing(missing.title, path: path)
    }
    try begin(groups: found)
    for (number, feature) in features.enumerated() {
      let people = try amount(.people, of: feature, number, &properties)
      if people == nil { withoutPeople += 1 }
      let groups = try found.map { column -> Double in
        let amount = try amount(column, of: feature, number, &properties)
        if amount == nil { withoutGroup += 1 }
        return amount ?? 0
      }
      check(groups, people ?? 0)
      place(feature, number: number + 1, people: people ?? 0, groups: groups, touching: box)
    }
    guard features.isEmpty || withoutPeople < features.count else {
      throw InputError(path, "no feature has a number \"people\"", remedy: "give each feature a property people")
    }
  }

  private mutating func place(
    _ feature: GeoJSONFeature, number: Int, people: Double, groups: [Double], touching box: CoordinateBox
  ) {
    guard let place = SuppliedGeometry.place(of: feature.geometry) else {
      placeless += 1
      for (sum, amount) in zip(withoutPlace.indices, [people] + groups) { withoutPlace[sum].add(amount) }
      return
    }
    if place.outline.isEmpty {
      let id = "\(SuppliedFile.name(of: path)):\(number)"
      points.append(
        Point(
          home: Home(id: id, coordinate: place.coordinate, weight: people, source: .supplied), groups: groups))
    } else if people > 0 || groups.contains(where: { $0 > 0 }) {
      if let extent = CoordinateBox(around: place.outline.lazy.flatMap(\.exterior)), extent.intersects(box) {
        zones.append(name: "\(number)", people: people, groups: groups, outline: place.outline)
      } else {
        addElsewhere([people] + groups)
      }
    }
  }

  /// A number of a feature; `nil` where it has none.
  private func amount(
    _ column: SuppliedTable.Column, of feature: GeoJSONFeature, _ number: Int, _ properties: inout SuppliedProperties
  ) throws -> Double? {
    guard let text = properties.text(column, of: feature) else { return nil }
    guard let amount = SuppliedNumber.parse(text) else {
      throw InputError(
        path, "feature \(number + 1): \(SuppliedFile.quoted(column.title)) \(SuppliedFile.quoted(text)) is no number",
        remedy: "write a plain number, or null")
    }
    guard (0...Self.mostPeople(in: feature.geometry)).contains(amount) else {
      throw InputError(
        path,
        "feature \(number + 1): \(SuppliedFile.quoted(column.title)) \(SuppliedFile.quoted(text)) is out of range",
        remedy: "give 0 or more people")
    }
    return amount
  }

  /// A point is a home; a polygon may be a country.
  private static func mostPeople(in geometry: GeoJSONGeometry?) -> Double {
    switch geometry {
    case .polygon, .multiPolygon, .collection: mostPeopleOfPolygon
    default: HomeList.mostPeople
    }
  }

  private mutating func check(_ groups: [Double], _ people: Double) {
    if groups.contains(where: { $0 > people * (1 + 1e-9) }) { overfull += 1 }
  }

  private mutating func warn() {
    let file = SuppliedFile.name(of: path)
    func add(_ count: Int, _ message: String) {
      if count > 0 { warnings.append(Warning(count: count, message: message)) }
    }
    add(withoutPeople, "features of \(file) without a number of people, taken as 0")
    add(withoutGroup, "numbers of groups that lack in \(file), taken as 0")
    add(overfull, "records of \(file) with more people in a group than in all")
    add(placeless, "records of \(file) without a point or polygon, left out with their people")
    if points.isEmpty, zones.count == 0 {
      add(1, "population without anyone in the study area: \(file)")
    }
  }
}
