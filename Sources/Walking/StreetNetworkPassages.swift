import Geography
import OpenStreetMap

extension StreetNetwork {
  /// Who may pass each node; counts barriers on streets only. Linear in the nodes.
  mutating func passages(_ incidence: Incidence) -> [StreetGraph.Passage] {
    var passages = [StreetGraph.Passage](repeating: .open, count: nodeCount)
    for (position, nodeOfTable) in extract.nodes.tagged.enumerated() {
      let node = numberOfNode[Int(nodeOfTable)]
      guard node != WayTable.missingNode, incidence.degree(node) > 0 else { continue }
      let verdict = BarrierRules.verdict(extract.tags(ofTaggedNode: position))
      passages[Int(node)] = verdict.passage
      switch verdict.passage {
      case .open: break
      case .gate: report.gates += 1
      case .blocked: report.blockedNodes += 1
      }
      if verdict.isUnknownKind { report.unknownBarriers += 1 }
    }
    if report.unknownBarriers > 0 {
      report.warnings.append(
        Warning(count: report.unknownBarriers, message: "barriers of an unknown kind on streets: taken as passable"))
    }
    return passages
  }
}
