/// Draws the borders of the city and of its boroughs, groups of districts, along the arterials.
struct AdministrativeAreas {
  let plan: CityPlan
  let arterials: ArterialNetwork
  let writer: ExtractWriter

  /// Lines of the lattice that boroughs begin and end at.
  private let columnLines: [Int]
  private let rowLines: [Int]

  init(plan: CityPlan, arterials: ArterialNetwork, writer: ExtractWriter) {
    self.plan = plan
    self.arterials = arterials
    self.writer = writer
    columnLines = AdministrativeAreas.lines(of: plan.columns)
    rowLines = AdministrativeAreas.lines(of: plan.rows)
  }

  private static func lines(of strips: [StripKind]) -> [Int] {
    let districts = strips.indices.filter { strips[$0] == .districts }
    let size = districts.count < 4 ? 1 : districts.count < 9 ? 2 : 3
    return stride(from: 0, to: districts.count, by: size).map { districts[$0] } + [strips.count]
  }

  /// Draws every border once, and a relation for each borough and for the city.
  func draw() {
    var random = SeededRandom(seed: plan.seed, stream: 0xAD1)
    let (wide, high) = (columnLines.count - 1, rowLines.count - 1)
    let across = rowLines.indices.map { row in
      (0..<wide).map {
        borderAcross(columnLines[$0]..<columnLines[$0 + 1], line: rowLines[row], isOutside: row % high == 0)
      }
    }
    let along = columnLines.indices.map { column in
      (0..<high).map {
        borderAlong(columnLines[column], rowLines[$0]..<rowLines[$0 + 1], isOutside: column % wide == 0)
      }
    }
    for row in 0..<high {
      for column in 0..<wide {
        relation(
          [across[row][column], along[column + 1][row], across[row + 1][column], along[column][row]],
          name: "Distrito " + Names.place(&random) + " \(row * wide + column + 1)", level: "9")
      }
    }
    relation(
      across[0] + along[wide] + across[high] + along[0], name: "Ciudad Generada \(plan.seed)", level: "8")
    _ = writer.node(
      plan.place(0, 0),
      [("name", "Ciudad Generada \(plan.seed)"), ("place", "city"), ("population", String(plan.nodes))],
      era: 0)
  }

  private func relation(_ borders: [Int64], name: String, level: String) {
    writer.relation(
      borders.map { Member(kind: .way, id: $0, role: "outer") },
      [("admin_level", level), ("boundary", "administrative"), ("name", name), ("type", "boundary")])
  }

  private func borderAcross(_ columns: Range<Int>, line: Int, isOutside: Bool) -> Int64 {
    border(columns.map { arterials.nodesAcross(column: $0, line: line) }, isOutside)
  }

  private func borderAlong(_ line: Int, _ rows: Range<Int>, isOutside: Bool) -> Int64 {
    border(rows.map { arterials.nodesAlong(line: line, row: $0) }, isOutside)
  }

  private func border(_ pieces: [[PlacedNode]], _ isOutside: Bool) -> Int64 {
    let nodes = pieces.enumerated().flatMap { index, piece in index == 0 ? piece[...] : piece.dropFirst() }
    return writer.way(
      nodes, [("admin_level", isOutside ? "8" : "9"), ("boundary", "administrative"), ("source", "municipality")],
      era: 1)
  }
}
