import Geography
import OpenStreetMap

/// The administrative relations of an extract: those with whole borders, and those the extract's edge or a fault
/// breaks.
public struct AdministrativeAreas: Sendable {
  /// A relation without an area.
  public struct Broken: Hashable, Sendable {
    /// Which.
    public var id: ElementID
    /// Its names, local spelling first.
    public var names: [String]
    /// Why.
    public var problem: AreaProblem
  }

  /// Areas by level (widest first), then by relation id.
  public var whole: [AdministrativeArea] = []
  /// Relations without an area, by id.
  public var broken: [Broken] = []
  /// All names of ``whole``, parallel to it.
  var names: [[String]] = []

  /// What finding them needs of an extract.
  public static let selection = ElementSelection(
    nodes: [], ways: [], relations: [.init("boundary", ["administrative"])],
    keys: Set(nameKeys).union(["boundary", "admin_level", "type"]))

  /// Keys under which an area may be asked for, the local spelling first.
  static let nameKeys = ["name", "name:en", "name:zh", "official_name", "alt_name", "short_name", "int_name"]

  /// Collects the relations with `boundary=administrative` whose type makes an area (`boundary`, `multipolygon` or
  /// none given); ways are not looked at, as they are their relations' parts.
  ///
  /// - Complexity: near-linear in the relations' points.
  public init(in extract: Extract) {
    guard let key = extract.strings.symbol(of: "boundary"),
      let administrative = extract.strings.symbol(of: "administrative")
    else { return }
    var found: [(area: AdministrativeArea, number: Int64, names: [String])] = []
    for relation in extract.relations.ids.indices {
      let tags = extract.tags(ofRelation: relation)
      guard tags.value(of: key) == administrative else { continue }
      guard ["boundary", "multipolygon", nil].contains(tags["type"]) else { continue }
      let id = ElementID(.relation, extract.relations.ids[relation])
      let names = Self.names(of: tags)
      switch extract.area(ofRelation: relation) {
      case .success(let area):
        let level = tags["admin_level"].flatMap { Int($0) } ?? Self.unknownLevel
        let area = AdministrativeArea(
          id: id.description, name: names.first ?? "", level: level, polygons: area.polygons)
        found.append((area, id.number, names))
      case .failure(let problem): broken.append(Broken(id: id, names: names, problem: problem))
      }
    }
    found.sort { ($0.area.level, $0.number) < ($1.area.level, $1.number) }
    whole = found.map(\.area)
    names = found.map(\.names)
  }

  /// The level of an area that does not tell it; sorts behind all others.
  public static let unknownLevel = 99

  /// What one may like to know: how many areas the extract's edge cuts.
  public var notes: [String] {
    broken.isEmpty ? [] : ["administrative areas without a whole border in the extract, not reported: \(broken.count)"]
  }

  /// An element's names, each once; several in one value are split at semicolons.
  private static func names(of tags: Tags) -> [String] {
    var seen: Set<String> = []
    return nameKeys.compactMap { tags[$0] }
      .flatMap { $0.split(separator: ";").map { String($0).trimmedOfBlanks } }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}

extension AdministrativeArea {
  /// The administrative areas of an extract with whole borders, by level, then by id.
  public static func all(in extract: Extract) -> [AdministrativeArea] { AdministrativeAreas(in: extract).whole }
}

extension AreaProblem {
  /// The reason as a clause.
  var reason: String {
    switch self {
    case .incomplete: "member ways or nodes are not in the extract"
    case .openRing: "its rings do not close"
    case .degenerate: "it encloses nothing"
    case .crossing: "its rings cross"
    }
  }
}
