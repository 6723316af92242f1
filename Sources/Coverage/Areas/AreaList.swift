import Geography

/// The areas of one supplied GeoJSON file: one layer a level.
struct AreaList {
  /// Sorted by level, then by id.
  private(set) var areas: [AdministrativeArea] = []
  private(set) var messages = CityMessages()

  /// A feature, or several that say of themselves that they are one area.
  private struct Entry {
    var feature: Int
    var name: String, code: String, identifier: String, level: Int
    var type: AreaType?
    var polygons: [GeographicPolygon]
    /// How many features it is made of.
    var features = 1
  }

  private let path: String
  private var unknownTypes = 0, unknownLevels = 0

  /// Reads a file.
  ///
  /// An area has a name, a code, a level (by its number or word, else by its code's length) and a type, by the
  /// properties of ``AreaColumn``. Features of equal code, or id, and name are parts of one area.
  ///
  /// - Parameters:
  ///   - box: the extent of the extract's streets; areas over 5 km away are left out, and counted.
  ///   - format: the file's coordinate system.
  ///   - taken: ids that other areas have already.
  /// - Throws: ``InputError`` naming the file, the feature and what is wrong: no polygon, points or lines, a ring that
  ///   crosses itself, nothing in the extract.
  /// - Complexity: O(n log n) in the points.
  init(path: String, overlapping box: CoordinateBox, format: SuppliedFormat = .usual, taken: Set<String>) throws {
    self.path = path
    let land = try SuppliedLand(path: path, noun: "area")
    let placer = try (format.crs ?? .wgs84).placer(near: box)
    let placing: GeoJSONPlacing? = format.crs == nil ? nil : { placer.coordinate(x: $0, y: $1) }
    var entries = try entries(of: try GeoJSONReader.read(path: path, placing: placing), land: land)
    guard !entries.isEmpty else {
      throw InputError(path, "holds no polygon", remedy: "give areas as GeoJSON polygons")
    }
    let repeated = entries.count { $0.features > 1 }
    for index in entries.indices where entries[index].polygons.count > 1 {
      entries[index].polygons = try land.united(entries[index].polygons)
    }
    // As far out as supplied homes are taken.
    let wide = SuppliedPlaces.grown(box, byMetres: SuppliedPlaces.farInMetres)
    let near = entries.filter { land.meets($0.polygons, wide) }
    guard !near.isEmpty else { throw land.miss(entries.flatMap(\.polygons), box) }
    tell(far: entries.count - near.count, repeated: repeated)
    make(near, taken: taken)
    messages.notes += placer.notes(path: path)
    messages.warnings += placer.warnings(path: path)
  }

  private mutating func entries(of features: [GeoJSONFeature], land: SuppliedLand) throws -> [Entry] {
    var properties = SuppliedProperties()
    var entries: [Entry] = []
    var places: [[String]: Int] = [:]
    for (number, feature) in features.enumerated() {
      guard let geometry = feature.geometry else { continue }
      func text(_ column: SuppliedTable.Column) -> String {
        (properties.text(column, of: feature) ?? "").trimmedOfBlanks
      }
      let (name, code, levelText, typeText) = (
        text(.name), text(AreaColumn.code), text(AreaColumn.level), text(AreaColumn.type)
      )
      let identifier = feature.id ?? text(AreaColumn.identifier)
      let type = AreaColumn.type(of: typeText)
      if type == nil, !typeText.isEmpty { unknownTypes += 1 }
      let level = AreaColumn.level(of: levelText)
      if level == nil, !levelText.isEmpty { unknownLevels += 1 }
      let entry = Entry(
        feature: number + 1, name: name, code: code, identifier: identifier,
        level: level ?? AreaColumn.level(ofCode: code) ?? AdministrativeAreas.unknownLevel,
        type: type, polygons: try land.polygons(of: geometry, feature: number + 1))
      guard !entry.polygons.isEmpty else { continue }
      let key = [code.isEmpty ? identifier : code, name, "\(entry.level)"]
      if !key[0].isEmpty, let place = places[key] {
        entries[place].polygons += entry.polygons
        entries[place].features += 1
      } else {
        places[key] = entries.count
        entries.append(entry)
      }
    }
    return entries
  }

  private mutating func tell(far: Int, repeated: Int) {
    let file = SuppliedFile.name(of: path)
    func warn(_ count: Int, _ message: String) {
      if count > 0 { messages.warnings.append(Warning(count: count, message: message)) }
    }
    warn(far, "areas of \(file) far from the extract, left out")
    warn(repeated, "areas of \(file) in several features, united")
    if unknownTypes > 0 {
      messages.notes.append("areas of \(file) whose type is neither urban nor rural: \(unknownTypes)")
    }
    if unknownLevels > 0 {
      messages.notes.append("areas of \(file) whose level is not understood: \(unknownLevels)")
    }
    messages.counts.append(("areas_supplied_far_from_extract", far))
  }

  /// Gives each area an id: its code where these tell all areas apart, else its id, else its place in the file.
  private mutating func make(_ entries: [Entry], taken: Set<String>) {
    let (path, file) = (path, SuppliedFile.name(of: path))
    let choices: [(Entry) -> String] = [\.code, \.identifier, { "\(file):\($0.feature)" }, { "\(path):\($0.feature)" }]
    let fitting = choices.first { choice in
      let ids = Set(entries.map(choice))
      return ids.count == entries.count && !ids.contains("") && ids.isDisjoint(with: taken)
    }
    // One file named twice: the second's ids tell it.
    let identifier = fitting ?? { "\(taken.count):\(file):\($0.feature)" }
    let layer = Self.layer(of: file)
    areas = entries.map { entry in
      var area = AdministrativeArea(
        id: identifier(entry), name: entry.name, level: entry.level, polygons: entry.polygons)
      area.code = entry.code
      area.type = entry.type
      area.layer = layer
      return area
    }
    areas.sort { ($0.level, $0.id.utf8.count, $0.id) < ($1.level, $1.id.utf8.count, $1.id) }
  }

  /// The file's name without what tells its format.
  private static func layer(of file: String) -> String {
    let stem = file.split(separator: ".").first.map(String.init) ?? file
    return stem.isEmpty ? file : stem
  }
}

extension [AdministrativeArea] {
  /// Joins areas of several sources into layers, widest first; among equal levels the sources keep their order.
  func sortedIntoLayers() -> Self {
    enumerated().sorted { ($0.element.level, $0.offset) < ($1.element.level, $1.offset) }.map(\.element)
  }
}
