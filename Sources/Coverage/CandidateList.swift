import Geography

/// The candidate sites of a planner's list: CSV with a header, or GeoJSON points, told apart by content.
package struct CandidateList: Sendable {
  private static let cost = SuppliedTable.Column(
    "cost", ["cost", "costs", "price", "amount", "费用", "成本", "造价", "价格"])
  /// More rows than any list of sites has.
  private static let most = 1_000_000

  /// The file, as the user named it.
  package private(set) var path: String
  /// The candidates in file order.
  package private(set) var candidates: [CandidateSite] = []
  /// What a user should hear of.
  package private(set) var warnings: [Warning] = []
  private var unit = "row"

  /// Whether every candidate has a cost.
  package var hasCosts: Bool { candidates.allSatisfy { $0.cost != nil } }

  /// Reads a list with the columns (or properties) `lat`, `lon`, and if given `name` and `cost`.
  ///
  /// - Throws: ``InputError`` naming the file and the row or feature at fault: no place, a cost that is no number, is
  ///   negative, or is there for some only.
  /// - Complexity: linear in the file.
  package static func read(path: String) throws -> CandidateList {
    let bytes = try SuppliedFile.read(path, wanted: "a CSV or GeoJSON list of candidate sites")
    var list = CandidateList(path: path)
    if SuppliedFile.looksLikeJSON(bytes) || path.lowercased().hasSuffix("json") {
      list.unit = "feature"
      try list.take(try GeoJSONReader.read(path: path))
    } else {
      try list.take(bytes)
    }
    guard !list.candidates.isEmpty else {
      throw InputError(path, "holds no candidate site", remedy: "give a row for each site: lat, lon, name, cost")
    }
    guard list.candidates.count <= most else {
      throw InputError(path, "holds over \(most) candidate sites", remedy: "give fewer")
    }
    if let one = list.candidates.first(where: { $0.cost == nil }), list.candidates.contains(where: { $0.cost != nil }) {
      throw InputError(path, "\(one.id) has no cost, others have", remedy: "give every candidate a cost, or none")
    }
    return list
  }

  /// Takes out the candidates more than 5 km outside the extract's data and warns of them by row.
  package mutating func removeFar(from box: CoordinateBox) {
    let split = SuppliedPlaces.near(
      candidates, box, path: path, noun: "candidates", unit: unit + (candidates.count == 1 ? "" : "s"),
      at: \.coordinate, row: { one in one.id[(one.id.lastIndex(of: ":") ?? one.id.startIndex)...].dropFirst() })
    candidates = split.near
    if let warning = split.warning { warnings.append(warning) }
  }

  private init(path: String) { self.path = path }

  private mutating func take(_ bytes: [UInt8]) throws {
    let table = try SuppliedTable(bytes, path: path, columns: [.name, Self.cost])
    let file = SuppliedFile.name(of: path)
    for row in table.rows {
      let coordinate = try table.coordinate(row)
      let cost =
        table.text(Self.cost, row).isEmpty ? nil : try table.number(Self.cost, row, in: 0...PlanUnits.mostMoney)
      candidates.append(
        CandidateSite(
          id: "\(file):\(row.number)", name: table.text(.name, row), coordinate: coordinate, cost: cost))
    }
  }

  private mutating func take(_ features: [GeoJSONFeature]) throws {
    let file = SuppliedFile.name(of: path)
    var properties = SuppliedProperties()
    var placeless = 0
    for (number, feature) in features.enumerated() {
      guard let place = SuppliedGeometry.place(of: feature.geometry), place.outline.isEmpty else {
        placeless += 1
        continue
      }
      var cost: Double?
      if let text = properties.text(Self.cost, of: feature), !text.isEmpty {
        guard let value = SuppliedNumber.parse(text), (0...PlanUnits.mostMoney).contains(value) else {
          throw InputError(
            path, "feature \(number + 1): cost \(SuppliedFile.quoted(text)) is no amount of money",
            remedy: "give a number, 0 or more")
        }
        cost = value
      }
      candidates.append(
        CandidateSite(
          id: "\(file):\(number + 1)", name: properties.text(.name, of: feature) ?? "", coordinate: place.coordinate,
          cost: cost))
    }
    if placeless > 0 {
      let message = "candidates of \(file) without a point geometry, left out"
      warnings.append(Warning(count: placeless, message: message))
    }
  }
}
