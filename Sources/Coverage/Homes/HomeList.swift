import Geography

/// The homes of a supplied list with their people: CSV with a header, or GeoJSON, told apart by content.
///
/// It replaces the extract's buildings. Its weights count people.
public struct HomeList: Sendable {
  /// The most people one home may have; more is a slip of columns.
  static let mostPeople = 10_000_000.0
  private var list: SuppliedPlaceList<Home>
  /// The file, as the user named it.
  public var path: String { list.path }
  /// The homes in file order, ids `FILE:row` or `FILE:feature`.
  public var homes: [Home] { list.places }
  /// What a user should hear of.
  public var warnings: [Warning] { list.warnings }
  /// What a user may like to know.
  public var notes: [String] { list.notes }

  /// Reads a list with the columns (or properties) `lat`, `lon`, `people`; GeoJSON polygons stand at their centroid.
  ///
  /// Fractions of people are kept. Homes without people stay in the list with the weight 0.
  /// - Parameters:
  ///   - format: the file's coordinate system.
  ///   - box: where the homes are expected; it decides among datum shifts.
  /// - Throws: ``InputError`` naming the file and the row or feature: no `people`, a negative or impossible count.
  /// - Complexity: linear in the file.
  public static func read(
    path: String, format: SuppliedFormat = .usual, near box: CoordinateBox? = nil
  ) throws -> HomeList {
    var list = try SuppliedPlaceList(path: path, format: format, near: box, reading(path: path))
    if list.places.isEmpty { list.warn(Warning(count: 1, message: "home list without a home: \(path)")) }
    return HomeList(list: list)
  }

  /// Takes out the homes more than 5 km outside the extract's data and warns of them by row.
  public mutating func removeFar(from box: CoordinateBox) { list.removeFar(from: box) }

  private static func reading(path: String) -> SuppliedPlaceList<Home>.Reading {
    SuppliedPlaceList.Reading(
      noun: "homes", wanted: "homes", columns: [.people],
      header: { table in
        guard table.has(.people) else {
          throw InputError(path, "the header has no column people", remedy: "name the column of people \"people\"")
        }
      },
      row: { table, row, id in
        let coordinate = try table.coordinate(row)
        let people = try table.number(.people, row, in: 0...mostPeople)
        return Home(id: id, coordinate: coordinate, weight: people, source: .supplied)
      },
      feature: { found in
        guard let text = found.text(.people), let people = SuppliedNumber.parse(text) else {
          throw InputError(
            path, "feature \(found.number): no number \"people\"", remedy: "give each feature a property people")
        }
        guard (0...mostPeople).contains(people) else {
          throw InputError(
            path, "feature \(found.number): people \(SuppliedFile.quoted(text)) is out of range",
            remedy: "give 0 or more people")
        }
        return Home(id: found.id, coordinate: found.coordinate, weight: people, source: .supplied)
      })
  }
}
