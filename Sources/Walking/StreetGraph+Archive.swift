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

  /// Takes a graph out of a file of columns. Linear, for a look at every place that a table names.
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
    try archive.expect(isSound, "streets")
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
    walkableWays = try archive.count()
    closedWays = try archive.count()
    segments = try archive.count()
    brokenWays = try archive.count()
    areasCrossed = try archive.count()
    areasCapped = try archive.count()
    blockedNodes = try archive.count()
    gates = try archive.count()
    unknownBarriers = try archive.count()
    waysClosedToWalker = try archive.count()
    waits = try archive.count()
    nodesClosedToWalker = try archive.count()
    pauses = try archive.count()
    slopes.sloping = try archive.count()
    slopes.withoutHeight = try archive.count()
    slopes.tooSteep = try archive.count()
    slopes.metresWithoutHeight = try archive.number()
    lengthInMetres = try archive.number()
    warnings = try archive.list { try Warning(from: &$0) }
  }
}
