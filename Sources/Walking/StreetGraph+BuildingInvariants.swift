import Geography

extension StreetGraph {
  /// What is wrong with the arrays, one sentence each; empty for a sound graph. For tests. Linear, but for ties.
  package func checkInvariants() -> [String] {
    let sizes = sizeProblems()
    // The other checks index by what the sizes promise.
    return sizes.isEmpty ? edgeProblems() + vertexProblems() + componentProblems() : sizes
  }

  private func sizeProblems() -> [String] {
    var problems: [String] = []
    func expect(_ holds: Bool, _ problem: @autoclosure () -> String) { if !holds { problems.append(problem()) } }
    expect(vertexNodes.count == vertexCount && passages.count == vertexCount, "vertex arrays differ in length")
    expect(
      edgeHeads.count == edgeCount && edgeFlags.count == edgeCount && edgeComponents.count == edgeCount,
      "edge arrays differ in length")
    expect(firstShapePoint.count == edgeCount + 1 && firstShapePoint.first == 0, "shape offsets do not fit the edges")
    let points = shapeCoordinates.count
    expect(Int(firstShapePoint.last ?? 0) == points, "shape offsets do not fit the shape points")
    expect(
      shapeNodes.count == points && shapeTimes.count == points && shapeWays.count == points
        && [0, points].contains(shapeBackTimes.count) && [0, points].contains(shapeFixedTimes.count),
      "shape arrays differ in length")
    expect(zip(firstShapePoint, firstShapePoint.dropFirst()).allSatisfy { $0 + 2 <= $1 }, "an edge has under 2 points")
    expect((Array(edgeTails) + edgeHeads).allSatisfy { Int($0) < vertexCount }, "an edge ends at no vertex")
    expect(shapeWays.allSatisfy { Int($0) < ways.count }, "a shape point belongs to no way")
    expect(edgeComponents.allSatisfy { Int($0) < components.count }, "an edge belongs to no component")
    expect(zip(ways, ways.dropFirst()).allSatisfy { $0 < $1 }, "ways are not ascending")
    return problems
  }

  private func edgeProblems() -> [String] {
    var problems: [String] = []
    for edge in 0..<edgeCount {
      let shape = shapeRange(edge)
      let (tail, head) = (Int(edgeTails[edge]), Int(edgeHeads[edge]))
      let (first, last) = (shape.lowerBound, shape.upperBound - 1)
      func expect(_ holds: Bool, _ problem: String) { if !holds { problems.append("edge \(edge) \(problem)") } }
      expect(tail <= head, "runs from the higher vertex")
      expect(shapeCoordinates[first] == vertexCoordinates[tail], "does not begin at its tail")
      expect(shapeCoordinates[last] == vertexCoordinates[head], "does not end at its head")
      expect(shapeNodes[first] == vertexNodes[tail] && shapeNodes[last] == vertexNodes[head], "has other end nodes")
      expect(shapeTimes[first] == 0, "does not begin at time 0")
      expect(zip(shapeTimes[shape], shapeTimes[shape].dropFirst()).allSatisfy { $0 < $1 }, "has times that stand still")
      expect(edgeTime(edge) <= 1 << 31, "takes too long")
      if isDirectional {
        let times = shapeBackTimes[shape]
        expect(times.first == 0 && zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "has no way back in time")
      }
      expect(shapeWays[last] == shapeWays[last - 1], "does not repeat its last way")
      expect(!edgeFlags[edge].isDisjoint(with: .bothWays), "is walkable in no direction")
    }
    for edge in 1..<max(1, edgeCount)
    where (edgeTails[edge - 1], edgeHeads[edge - 1]) > (edgeTails[edge], edgeHeads[edge]) {
      problems.append("edge \(edge) is out of order")
    }
    return problems
  }

  private func vertexProblems() -> [String] {
    var problems: [String] = []
    var hasEdge = [Bool](repeating: false, count: vertexCount)
    for vertex in Array(edgeTails) + edgeHeads { hasEdge[Int(vertex)] = true }
    if let vertex = hasEdge.firstIndex(of: false) { problems.append("vertex \(vertex) has no edge") }
    let places = vertexCoordinates.map { Hilbert.index(of: $0) }
    for vertex in 1..<max(1, vertexCount) where places[vertex - 1] > places[vertex] {
      problems.append("vertex \(vertex) is not in Hilbert order")
    }
    return problems
  }

  private func componentProblems() -> [String] {
    var problems: [String] = []
    var componentOfVertex = [UInt32](repeating: .max, count: vertexCount)
    for edge in 0..<edgeCount {
      for vertex in [Int(edgeTails[edge]), Int(edgeHeads[edge])] where passages[vertex] != .blocked {
        if componentOfVertex[vertex] == .max { componentOfVertex[vertex] = edgeComponents[edge] }
        if componentOfVertex[vertex] != edgeComponents[edge] {
          problems.append("edge \(edge) is in another component than its neighbour")
        }
      }
    }
    if Set(edgeComponents).count != components.count { problems.append("a component has no edge") }
    for (a, b) in zip(components, components.dropFirst()) where a.lengthInMetres < b.lengthInMetres {
      problems.append("components are not in falling order of length")
    }
    return problems
  }
}
