import Columns
import Geography

/// How many people of each group live in each home: a column a group, in the homes' order.
///
/// Groups may overlap, and need not add up to all people.
public struct HomeGroups: Sendable {
  /// The groups' names.
  public let names: [String]
  let people: [Column<Double>]

  /// No groups.
  public init() { (names, people) = ([], []) }

  /// - Parameter people: for each group the people of each home.
  init(names: [String], people: [[Double]]) {
    self.names = names
    self.people = people.map { Column($0) }
  }

  /// Whether there is none.
  public var isEmpty: Bool { names.isEmpty }

  /// The people of a group in a home, fractions kept.
  public func people(group: Int, home: Int) -> Double { people[group][home] }

  func put(into archive: inout ArchiveWriter) {
    archive.put(names) { $0.put($1) }
    for column in people { archive.put(column) }
  }

  /// - Parameter count: how many homes there are.
  init(count: Int, from archive: inout ArchiveReader) throws {
    let names = try archive.list { try $0.text() }
    self.names = names
    people = try names.map { _ in try archive.column() }
    try archive.expect(
      people.allSatisfy { $0.count == count && $0.areWithin(HomeTable.possibleWeights) }, "groups of people")
  }
}
