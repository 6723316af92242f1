import Walking

extension ReportPage {
  /// Method and limits in plain words.
  var method: ReportMarkup {
    let values: [ReportSlot: String] = [
      .limit: limit, .kinds: words.anyOf(record.kinds), .speed: words.speed(record.speed), .snap: snap,
      .length: words.metres(record.resolution), .rule: record.rule.map { title(of: $0.rule) } ?? "",
    ]
    func item(_ phrase: some ReportPhrase, _ more: [ReportSlot: String] = [:]) -> ReportMarkup {
      "<li>\(words(phrase, values.merging(more) { $1 }))</li>"
    }
    var steps = [record.rule == nil ? item(MethodPhrase.promise) : item(RulePhrase.held)]
    if let list = record.input("homes") {
      steps.append(item(MethodPhrase.suppliedHomes, [.file: list.name]))
    } else if let people = record.input("population") {
      steps.append(item(MethodPhrase.spreadHomes, [.file: people.name]))
    } else {
      steps.append(item(MethodPhrase.buildingHomes))
    }
    steps.append(item(MethodPhrase.osmVenues))
    if let list = record.input("venues") {
      steps[steps.count - 1] = item(MethodPhrase.suppliedVenues, [.file: list.name])
    }
    let chosen = words.joined(selectionSentences)
    if !chosen.isEmpty { steps.append("<li>\(chosen)</li>") }
    steps += ["<li>\(walkMethod(values))</li>", item(gates)]
    steps +=
      record.rule == nil
      ? [item(MethodPhrase.covered), item(MethodPhrase.gap)] : [item(RulePhrase.covered), item(RulePhrase.gap)]
    if record.walksTrunk { steps.insert(item(MethodPhrase.trunk), at: steps.count - 2) }
    if run.gaps.contains(where: { $0.site != nil }) { steps.append(item(MethodPhrase.site)) }
    let limits: [LimitPhrase] = [.ground, .mapGaps, .estimates, .doors, .levels, .edge, .drawing]
    let limitItems: [ReportMarkup] = limits.filter { $0 != .estimates || words.unit == .dwellings }.map {
      $0 == .ground ? "<li>\(groundLimit(values))</li>" : item($0)
    }
    let hours = record.selection?.asked.moment == nil ? [] : [item(SelectionPhrase.holidays)]
    return """
      <section>
      <h2>\(words(MethodPhrase.heading))</h2>
      <ul>
      \(steps.lines())</ul>
      <h2>\(words(LimitPhrase.heading))</h2>
      <ul>
      \((limitItems + hours).lines())</ul>
      </section>
      """
  }

  private var gates: MethodPhrase {
    switch record.gates {
    case .open: .gatesOpen
    case .resident: .gatesResident
    case .closed: .gatesClosed
    }
  }

  /// What was counted that makes the figures of this run less sure.
  var beware: ReportMarkup {
    let counts: [(BewarePhrase, Int)] = [
      (.edge, homes.nearEdge), (.noStreet, homes.withoutStreet),
      (.noWay, homes.withoutWay - homes.withoutStreet), (.venuesOff, record.venuesWithoutStreet),
      (.estimatedHomes, record.estimatedHomes ?? 0), (.cutWays, record.cutWays),
      (.islands, record.islandHomes ?? 0), (.unknownBarriers, record.unknownBarriers), (.warnings, record.warnings),
    ]
    var table = ReportTableMarkup("beware", [.text(words(BewarePhrase.what)), .number(words(BewarePhrase.count))])
    for (phrase, count) in counts where count > 0 {
      table.append(["\(words(phrase, [.snap: snap]))", "\(words.number(count))"])
    }
    if let left = record.peopleLeftOut, left > 0 {
      table.append(["\(words(PeoplePhrase.leftOut))", "\(words.plainWeight(left))"])
    }
    let isQuiet = counts.allSatisfy { $0.1 <= 0 } && record.peopleLeftOut ?? 0 <= 0
    return """
      <section>
      <h2>\(words(BewarePhrase.heading))</h2>
      \(isQuiet ? "<p>\(words(BewarePhrase.nothing))</p>" : table.markup)
      </section>
      """
  }

  /// Files, digests and licences.
  var sources: ReportMarkup {
    let dated =
      record.timestamp.map { words(SourcePhrase.dataOf, [.date: words.date($0)]) } ?? words(SourcePhrase.dataUndated)
    let lists = record.inputs.contains { $0.role != "extract" } ? words(SourcePhrase.lists) : ""
    var inputs = ReportTableMarkup(
      "files",
      [
        .text(words(SourcePhrase.role)), .text(words(SourcePhrase.file)), .number(words(SourcePhrase.size)),
        .text(words(SourcePhrase.digest)),
      ])
    for (role, file) in record.inputs { inputs.append(["\(self.role(role))"] + cells(of: file)) }
    var files = ReportTableMarkup(
      "files",
      [.text(words(SourcePhrase.file)), .number(words(SourcePhrase.size)), .text(words(SourcePhrase.digest))])
    for file in run.files { files.append(cells(of: file)) }
    return """
      <section>
      <h2>\(words(SourcePhrase.heading))</h2>
      <p>\(words(SourcePhrase.attribution)) <a href="https://www.openstreetmap.org/copyright">\
      openstreetmap.org/copyright</a> \(words(SourcePhrase.notice))</p>
      <p>\(dated) \(lists)</p>
      \(inputs.markup)
      <h3>\(words(SourcePhrase.runFiles))</h3>
      <p>\(words(SourcePhrase.runFilesIntro))</p>
      \(files.markup)
      </section>
      """
  }

  private func role(_ role: String) -> String {
    switch role {
    case "extract": words(SourcePhrase.extract)
    case "venues": words(SourcePhrase.venues)
    case "homes": words(SourcePhrase.homes)
    case "boundary": words(SourcePhrase.boundary)
    case "rule": words(SourcePhrase.rule)
    case "areas": words(SourcePhrase.areas)
    case "profile": words(SourcePhrase.profile)
    case "city": words(SourcePhrase.city)
    case let role where PopulationRequest.isRole(role): words(SourcePhrase.population)
    default: words(SourcePhrase.otherInput)
    }
  }

  private func cells(of file: ReportFile) -> [ReportMarkup] {
    let size = file.bytes.map { words.count(.byte, $0) } ?? words(SourcePhrase.noDigest)
    let digest: ReportMarkup =
      file.sha256.map { "<code>\(SummaryText.oneLine($0))</code>" } ?? "\(words(SourcePhrase.noDigest))"
    return ["\(SummaryText.oneLine(file.name))", "\(size)", digest]
  }
}
