import Geography

/// The homes of a supplied list with their people: CSV with a header, or GeoJSON, told apart by content.
///
/// It replaces the extract's buildings. Its weights count people.
public struct HomeList: Sendable {
  /// The most people one home may have; more is a slip of columns.
  static let mostPeople = 10_000_000.0
  /// The file, as the user named it.
  public private(set) var path: String
  /// The homes in file order, ids `FILE:row` or `FILE:feature`.
  public private(set) var homes: [Home] = []
  /// What a user should hear of.
  public private(set) var warnings: [Warning] = []
  /// What a user may like to know.
  public private(set) var notes: [String] = []
  private var unit = "row"

  /// Reads a list with the columns (or properties) `lat`, `lon`, `people`; GeoJSON polygons stand at their centroid.
  ///
  /// Fractions of people are kept. Homes without people stay in the list with the weight 0.
  /// - Parameters:
  ///   - format: the file's coordinate system.
  ///   - box: where the homes are expected; it decides among datum shifts.
  /// - Throws: ``InputError`` naming the file and the row or feature: no `people`, a negative or impossible count.
  /// - Complexity: linear in the file.
  public static func read(
    path: String, format: SuppliedFormat = .usual, near box: CoordinateBox? = nil
  ) throws -> HomeList {
    let bytes = try SuppliedFile.read(path, wanted: "a CSV or GeoJSON list of homes")
    let placer = try (format.crs ?? .wgs84).placer(near: box)
    var list = HomeList(path: path)
    if SuppliedFile.looksLikeJSON(bytes) || path.lowercased().hasSuffix("json") {
      list.unit = "feature"
      let placing: GeoJSONPlacing? = format.crs == nil ? nil : { placer.coordinate(x: $0, y: $1) }
      try list.take(try GeoJSONReader.read(path: path, placing: placing))
    } else {
      try list.take(bytes, format, placer)
    }
    list.warnings += placer.warnings(path: path)
    list.notes += placer.notes(path: path)
    if list.homes.isEmpty { list.warnings.append(Warning(count: 1, message: "home list without a home: \(path)")) }
    return list
  }

  /// Takes out the homes more than 5 km outside the extract's data and warns of them by row.
  public mutating func removeFar(from box: CoordinateBox) {
    let split = SuppliedPlaces.near(
      homes, box, path: path, noun: "homes", unit: unit + (homes.count == 1 ? "" : "s"), at: \.coordinate,
      row: { home in home.id[(home.id.lastIndex(of: ":") ?? home.id.startIndex)...].dropFirst() })
    homes = split.near
    if let warning = split.warning { warnings.append(warning) }
  }

  private init(path: String) { self.path = path }

  private mutating func take(_ bytes: [UInt8], _ format: SuppliedFormat, _ placer: SuppliedPlacer) throws {
    let table = try SuppliedTable(bytes, path: path, columns: [.people], format: format, placer: placer)
    notes += table.notes
    guard table.has(.people) else {
      throw InputError(path, "the header has no column people", remedy: "name the column of people \"people\"")
    }
    let file = SuppliedFile.name(of: path)
    for row in table.rows {
      let coordinate = try table.coordinate(row)
      let people = try table.number(.people, row, in: 0...Self.mostPeople)
      homes.append(Home(id: "\(file):\(row.number)", coordinate: coordinate, weight: people, source: .supplied))
    }
  }

  private mutating func take(_ features: [GeoJSONFeature]) throws {
    let file = SuppliedFile.name(of: path)
    var properties = SuppliedProperties()
    var placeless = 0
    for (number, feature) in features.enumerated() {
      guard let place = SuppliedGeometry.place(of: feature.geometry) else {
        placeless += 1
        continue
      }
      guard let text = properties.text(.people, of: feature), let people = SuppliedNumber.parse(text) else {
        throw InputError(
          path, "feature \(number + 1): no number \"people\"", remedy: "give each feature a property people")
      }
      guard (0...Self.mostPeople).contains(people) else {
        throw InputError(
          path, "feature \(number + 1): people \(SuppliedFile.quoted(text)) is out of range",
          remedy: "give 0 or more people")
      }
      homes.append(
        Home(id: "\(file):\(number + 1)", coordinate: place.coordinate, weight: people, source: .supplied))
    }
    if placeless > 0 {
      let message = "homes of \(file) without a point or polygon geometry, left out"
      warnings.append(Warning(count: placeless, message: message))
    }
  }
}
