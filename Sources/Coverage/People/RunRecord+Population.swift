import Geography

extension RunRecord {
  /// Where the people of a population file went, and how each group fares; empty without such a file.
  func populationMembers(of result: CoverageResult) -> [JSONMember] {
    guard let population = result.population else { return [] }
    var members = [
      JSONMember("kind", .string(population.kind.rawValue)),
      JSONMember("crs", .string(population.crs.isEmpty ? "EPSG:4326" : population.crs)),
    ]
    members += Self.members(of: population.people)
    members += [
      JSONMember("people_along_streets", Self.people(population.peopleAlongStreets)),
      JSONMember("people_at_middle", Self.people(population.peopleAtMiddle)),
    ]
    members += population.counts.map { JSONMember($0.name, .integer($0.value)) }
    let groups = zip(result.parities, population.groups).map { parity, mass in
      JSONValue.object(
        [
          JSONMember("name", .string(parity.name)), JSONMember("people", Self.people(parity.count.people)),
          JSONMember("people_covered", Self.people(parity.count.covered)),
          JSONMember("share", Self.share(parity.count.share)),
          JSONMember("parity_difference", Self.share(parity.difference)),
          JSONMember("parity_ratio", Self.share(parity.ratio)),
        ] + Self.members(of: mass))
    }
    return [JSONMember("population", .object(members)), JSONMember("groups", .array(groups))]
  }

  private static func members(of mass: PopulationRecord.Mass) -> [JSONMember] {
    [
      ("people_read", mass.read), ("people_in_homes", mass.inHomes),
      ("people_outside_study_area", mass.outsideStudyArea), ("people_outside_data", mass.outsideData),
      ("people_without_place", mass.withoutPlace), ("people_elsewhere", mass.elsewhere),
    ].map { JSONMember($0.0, people($0.1)) }
  }

  private static func people(_ value: Double) -> JSONValue { .decimal(value, places: 6) }
  private static func share(_ value: Double?) -> JSONValue { value.map { .decimal($0, places: 6) } ?? .null }
}
