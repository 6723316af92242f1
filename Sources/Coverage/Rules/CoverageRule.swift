/// A planner's standard as data: what must be within a walk of a home, in towns and in the country (domain §8.2).
///
/// A home passes when all clauses of its area type hold. Rules come with the program (``packNames``) or from a file.
public struct CoverageRule: Hashable, Sendable {
  /// What it is called: a pack's name, or its file's without `.json`.
  public var name: String
  /// What it asks, in a line.
  public var title: String
  /// The document that it follows, and its words.
  public var document: String, documentClause: String
  /// What a reader should know.
  public var note: String?
  /// The clauses of area types that have their own.
  public var own: [AreaType: [RuleClause]]
  /// The clauses of the others.
  public var common: [RuleClause]?

  /// Makes a rule.
  public init(
    name: String, title: String, document: String, documentClause: String, note: String? = nil,
    common: [RuleClause]?, own: [AreaType: [RuleClause]] = [:]
  ) {
    self.name = name
    self.title = title
    self.document = document
    self.documentClause = documentClause
    self.note = note
    self.common = common
    self.own = own
  }

  /// What must hold for homes of an area type.
  public func clauses(for type: AreaType) -> [RuleClause] { own[type] ?? common ?? [] }

  /// The kinds that some clause counts, in the class table's order.
  public var kinds: [VenueKind] {
    Set(AreaType.allCases.flatMap { clauses(for: $0).flatMap(\.kinds) }).sorted()
  }
}

extension CoverageRule {
  /// The rule of the promise itself, which a run follows that names none.
  public static let promise = "any1"

  /// The rules that come with the program, the promise first.
  public static let packNames = packs.map(\.name)

  /// A pack's file, to be read, copied and edited; `nil` for an unknown name.
  public static func packText(_ name: String) -> [UInt8]? { packs.first { $0.name == name }?.bytes }

  private static let packs: [(name: String, bytes: [UInt8])] = [
    (promise, PackageResources.any1_json), ("zj-1plus2", PackageResources.zj_1plus2_json),
    ("zj-1plus2-metres", PackageResources.zj_1plus2_metres_json), ("gb50180", PackageResources.gb50180_json),
  ]
}
