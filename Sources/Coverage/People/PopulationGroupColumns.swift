import Geography

/// The columns (or properties) of a population list that count groups.
struct PopulationGroupColumns {
  /// The groups that are looked for without being named, with the names they go by.
  static let usual: [SuppliedTable.Column] = [
    column("children", ["children", "child", "kids", "age_0_14", "0-14", "儿童", "0-14岁", "少年儿童", "未成年人"]),
    column(
      "older",
      [
        "older", "elderly", "older_people", "seniors", "age_65_plus", "65+", "65plus", "over_65", "老年人", "老人",
        "65岁以上", "65岁及以上", "老年人口",
      ]),
    column("disabled", ["disabled", "disability", "disabled_people", "残疾人", "残障人士", "残疾人口"]),
    column(
      "migrant", ["migrant", "migrants", "migrant_workers", "外来人口", "流动人口", "外来务工人员", "随迁人口"]),
    column("low_income", ["low_income", "lowincome", "low-income", "低收入", "低收入人口", "低保", "低保人口"]),
  ]

  private static func column(_ name: String, _ names: [String]) -> SuppliedTable.Column {
    SuppliedTable.Column(name, names)
  }

  /// What is looked for, in the order of the outputs.
  let columns: [SuppliedTable.Column]
  /// Whether each of them must be there.
  let areNamed: Bool

  /// - Parameter named: as the user names them: a usual group by any of its names, else a column by its own.
  init(_ named: [String]?) {
    areNamed = named != nil
    guard let named else {
      columns = Self.usual
      return
    }
    columns = named.map { name in
      let folded = NameNormalisation.folded(name)
      let usual = Self.usual.first { $0.title == folded }
      return usual.map { Self.column(name, $0.names) } ?? Self.column(name, [folded])
    }
  }

  /// What outputs call something else: `people_covered` and `share_urban` are columns already.
  private static let taken: Set<String> = [
    "covered", "beyond", "outside_parent", "covered_low", "covered_high", "reached", "only_here", "alone", "between",
    "in_catchment", "without_capacity", "covered_strict", "covered_optimistic", "covered_unknown_closed",
    "covered_unknown_open", "urban", "rural", "low", "high", "strict", "optimistic",
  ]

  /// Refuses groups whose columns would be there twice, as those of a group `covered` and of two groups `old` and
  /// `old_covered`.
  ///
  /// - Throws: ``InputError`` about the file or option that names them.
  static func check(_ groups: [String], subject: String) throws {
    for group in groups {
      let isPart = groups.contains { $0 != group && "\($0)_covered" == group }
      guard taken.contains(group) || group.hasPrefix("failing_") || group.hasPrefix("rule_") || isPart else { continue }
      throw InputError(
        subject, "the group \(SuppliedFile.quoted(group)) cannot be told: a column has its name already",
        remedy: "call it otherwise, such as \(SuppliedFile.quoted("group_" + group))")
    }
  }

  /// The error for a named group that a file lacks.
  static func missing(_ name: String, path: String) -> InputError {
    InputError(
      path, "has no column or property \(SuppliedFile.quoted(name))", remedy: "correct --groups, or the file")
  }
}
