/// The stages' names, as reports hold them.
public enum StageName {
  /// Inflating all blobs, and nothing else: the floors of reading.
  public static let libdeflate = "inflate, libdeflate", zlib = "inflate, zlib"
  /// Decoding what streets need, and what the whole analysis needs.
  public static let readStreets = "read streets", readAll = "read all"
  /// The street graph of what was read, and the arcs that searches relax.
  public static let streetGraph = "street graph", searchGraph = "search graph"
  /// One pass from many sources to every state.
  public static let nearestPass = "nearest source of all"
  /// Fifteen-minute searches from seeded vertices.
  public static let searchesOneWorker = "searches, 1 worker", searchesAllWorkers = "searches, all workers"
  /// Every vertex as a candidate site: a search from each, and all at once.
  public static let candidateSearches = "candidates: repeated searches", candidateWeights = "candidates: all vertices"
  /// The homes that each candidate serves, as runs.
  public static let candidateSets = "candidates: sets of homes"
  /// The outputs of a finished analysis.
  public static let encodeOutputs = "encode outputs", writeOutputs = "write outputs"
  /// `circle coverage` as a process of its own.
  public static let wholeJob = "whole job"

  /// A stage of the whole job, as the program itself timed it.
  public static func job(_ stage: String) -> String { "job: \(stage)" }

  /// The whole job's stages in the order they run; unknown ones come last.
  public static let jobOrder = [
    "reading", "streets", "city", "areas", "places", "searches", "tiles", "isochrones", "bands", "gaps",
  ]
}
