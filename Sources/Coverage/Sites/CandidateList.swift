import Geography

/// The candidate sites of a planner's list: CSV with a header, or GeoJSON points, told apart by content.
package struct CandidateList: Sendable {
  private static let cost = SuppliedTable.Column(
    "cost", ["cost", "costs", "price", "amount", "费用", "成本", "造价", "价格"])
  /// More rows than any list of sites has.
  private static let most = 1_000_000

  private var list: SuppliedPlaceList<CandidateSite>
  /// The file, as the user named it.
  package var path: String { list.path }
  /// The candidates in file order.
  package var candidates: [CandidateSite] { list.places }
  /// What a user should hear of.
  package var warnings: [Warning] { list.warnings }

  /// Whether every candidate has a cost.
  package var hasCosts: Bool { candidates.allSatisfy { $0.cost != nil } }

  /// Reads a list with the columns (or properties) `lat`, `lon`, and if given `name` and `cost`.
  ///
  /// - Throws: ``InputError`` naming the file and the row or feature at fault: no place, a cost that is no number, is
  ///   negative, or is there for some only.
  /// - Complexity: linear in the file.
  package static func read(path: String) throws -> CandidateList {
    let list = CandidateList(list: try SuppliedPlaceList(path: path, near: nil, reading(path: path)))
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
  ///
  /// - Throws: ``InputError`` where none is left.
  package mutating func removeFar(from box: CoordinateBox) throws {
    list.removeFar(from: box)
    guard candidates.isEmpty else { return }
    throw InputError(
      path, "none of its candidate sites lies within 5 km of the city's streets",
      remedy: "check that lat and lon are not exchanged, and that the city is the right one")
  }

  private static func reading(path: String) -> SuppliedPlaceList<CandidateSite>.Reading {
    SuppliedPlaceList.Reading(
      noun: "candidates", wanted: "candidate sites", columns: [.name, Self.cost], takesPointsOnly: true,
      row: { table, row, id in
        let coordinate = try table.coordinate(row)
        let cost =
          table.text(Self.cost, row).isEmpty ? nil : try table.number(Self.cost, row, in: 0...PlanUnits.mostMoney)
        return CandidateSite(id: id, name: table.text(.name, row), coordinate: coordinate, cost: cost)
      },
      feature: { found in
        var cost: Double?
        if let text = found.text(Self.cost), !text.isEmpty {
          guard let value = SuppliedNumber.parse(text), (0...PlanUnits.mostMoney).contains(value) else {
            throw InputError(
              path, "feature \(found.number): cost \(SuppliedFile.quoted(text)) is no amount of money",
              remedy: "give a number, 0 or more")
          }
          cost = value
        }
        return CandidateSite(
          id: found.id, name: found.text(.name) ?? "", coordinate: found.coordinate, cost: cost)
      })
  }
}
