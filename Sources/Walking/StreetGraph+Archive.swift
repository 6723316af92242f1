import Columns
import Geography

extension StreetGraph {
  /// Puts the graph into a file of columns.
  package func put(into archive: inout ArchiveWriter) {
    archive.put(vertexCoordinates)
    archive.put(vertexNodes)
    archive.put(passages)
    archive.put(edgeTails)
    archive.put(edgeHeads)
    archive.put(edgeFlags)
    archive.put(edgeComponents)
    archive.put(firstShapePoint)
    archive.put(shapeCoordinates)
    archive.put(shapeNodes)
    archive.put(shapeTimes)
    archive.put(shapeWays)
    archive.put(ways)
    archive.put(components)
    report.put(into: &archive)
    unknowns.put(into: &archive)
    archive.put(shapeBackTimes)
    archive.put(shapeFixedTimes)
  }

  /// Takes a graph out of a file of columns. O(1), but for a look at each vertex' passage.
  package init(from archive: inout ArchiveReader) throws {
    vertexCoordinates = try archive.column()
    vertexNodes = try archive.column()
    passages = try archive.column(upTo: Passage.blocked.rawValue)
    edgeTails = try archive.column()
    edgeHeads = try archive.column()
    edgeFlags = try archive.column()
    edgeComponents = try archive.column()
    firstShapePoint = try archive.column()
    shapeCoordinates = try archive.column()
    shapeNodes = try archive.column()
    shapeTimes = try archive.column()
    shapeWays = try archive.column()
    ways = try archive.column()
    components = try archive.column()
    report = try StreetGraphReport(from: &archive)
    unknowns = try UnknownStreets(from: &archive)
    shapeBackTimes = try archive.column()
    shapeFixedTimes = try archive.column()
  }
}

extension StreetGraphReport {
  fileprivate func put(into archive: inout ArchiveWriter) {
    for count in [
      walkableWays, closedWays, segments, brokenWays, areasCrossed, areasCapped, blockedNodes, gates, unknownBarriers,
      waysClosedToWalker, waits, nodesClosedToWalker, pauses,
    ] {
      archive.put(count)
    }
    for count in [slopes.sloping, slopes.withoutHeight, slopes.tooSteep] { archive.put(count) }
    archive.put(slopes.metresWithoutHeight)
    archive.put(lengthInMetres)
    archive.put(warnings) { $1.put(into: &$0) }
  }

  fileprivate init(from archive: inout ArchiveReader) throws {
    walkableWays = try archive.value()
    closedWays = try archive.value()
    segments = try archive.value()
    brokenWays = try archive.value()
    areasCrossed = try archive.value()
    areasCapped = try archive.value()
    blockedNodes = try archive.value()
    gates = try archive.value()
    unknownBarriers = try archive.value()
    waysClosedToWalker = try archive.value()
    waits = try archive.value()
    nodesClosedToWalker = try archive.value()
    pauses = try archive.value()
    slopes.sloping = try archive.value()
    slopes.withoutHeight = try archive.value()
    slopes.tooSteep = try archive.value()
    slopes.metresWithoutHeight = try archive.value()
    lengthInMetres = try archive.value()
    warnings = try archive.list { try Warning(from: &$0) }
  }
}
