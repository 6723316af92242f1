import Geography
import OpenStreetMap

extension StudyArea {
  /// Takes an administrative area by name.
  ///
  /// A name as written wins over one that differs in case or accents only. Among several areas of one name the
  /// largest is taken, then the lowest relation id; ``notes`` tells.
  /// - Throws: ``InputError`` on `--within`: an unknown name, with up to five that are like it, or a relation whose
  ///   border the extract does not hold whole.
  /// - Complexity: O(names), on a miss times their length.
  public init(within name: String, in areas: AdministrativeAreas) throws {
    let target = NameNormalisation.folded(name)
    guard !target.isEmpty else {
      throw InputError("--within", "the name is empty", remedy: "name an administrative area")
    }
    let isExact: (String) -> Bool = { $0 == name }
    let isAlike: (String) -> Bool = { NameNormalisation.folded($0) == target }
    for matches in [isExact, isAlike] {
      let found = areas.whole.indices.filter { areas.names[$0].contains(where: matches) }
      if !found.isEmpty {
        self = Self.largest(of: found.map { areas.whole[$0] }, called: name)
        return
      }
      if let broken = areas.broken.first(where: { $0.names.contains(where: matches) }) {
        throw InputError(
          "--within",
          "the boundary of \(SuppliedFile.quoted(name)) (\(broken.id)) is no area: \(broken.problem.reason)",
          remedy: "use an extract that holds it whole, or --boundary")
      }
    }
    throw Self.miss(name, areas)
  }

  private static func largest(of areas: [AdministrativeArea], called name: String) -> StudyArea {
    let measured = areas.map { (area: $0, size: PlaceRing.areaInSquareMetres(of: $0.polygons)) }
    // Stable: equal sizes keep the order by level and id.
    let sorted = measured.enumerated().sorted { a, b in
      a.element.size != b.element.size ? a.element.size > b.element.size : a.offset < b.offset
    }.map(\.element.area)
    var area = StudyArea(
      name: sorted[0].name.isEmpty ? name : sorted[0].name, source: .relation, polygons: sorted[0].polygons)
    if sorted.count > 1 {
      let others = sorted.dropFirst().prefix(4).map { "\($0.id), level \($0.level)" }.joined(separator: "; ")
      area.notes = [
        "\(sorted.count) areas are called \(SuppliedFile.quoted(name)): took the largest, \(sorted[0].id), level "
          + "\(sorted[0].level), not \(others)"
      ]
    }
    return area
  }

  private static func miss(_ name: String, _ areas: AdministrativeAreas) -> InputError {
    let problem = "no administrative area \(SuppliedFile.quoted(name))"
    guard !areas.whole.isEmpty else {
      let remedy =
        areas.broken.isEmpty
        ? "the extract holds no administrative boundary: give --boundary"
        : "the extract holds none of its \(areas.broken.count) administrative boundaries whole: give --boundary"
      return InputError("--within", problem, remedy: remedy)
    }
    let near = NameDistance.nearest(to: name, among: areas.names.flatMap { $0 }, limit: 5)
    let examples = near.isEmpty ? Array(areas.names.lazy.compactMap(\.first).prefix(5)) : near
    let list = examples.map { SuppliedFile.quoted($0) }.joined(separator: ", ")
    return InputError("--within", problem, remedy: near.isEmpty ? "it has \(list)" : "did you mean \(list)?")
  }
}
