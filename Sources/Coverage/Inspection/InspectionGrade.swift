/// What the findings of an inspection bear on, each graded by one figure.
public enum InspectionTopic: String, Hashable, Sendable, CaseIterable {
  case streets, joins, duplicates, areas, buildings, list
  case venueTags = "venue_tags"
  case streetTags = "street_tags"
  case listInOSM = "list_in_osm"
}

/// The largest shares of the grades A to D, in per cent; more is E.
public enum InspectionScale: String, Hashable, Sendable, CaseIterable {
  case people, records, completeness

  /// Inclusive.
  public var percentages: [Double] {
    switch self {
    case .people: [0.1, 0.5, 2, 5]
    case .records: [1, 5, 10, 25]
    case .completeness: [10, 25, 50, 75]
    }
  }

  /// Why there.
  public var reason: String {
    switch self {
    case .people:
      "shares of people whose answer the fault can turn: A moves the covered share by no more than its last digit, "
        + "B by half a point, C by two, D by five"
    case .records: "shares of records: A one in a hundred, B one in twenty, C one in ten, D one in four"
    case .completeness: "shares that lack: A a tenth, B a quarter, C half, D three quarters"
    }
  }

  /// The grade of a share from 0 to 1.
  public func grade(_ share: Double) -> InspectionGrade {
    let place = percentages.firstIndex { share * 100 <= $0 }
    return InspectionGrade.allCases[place ?? percentages.count]
  }
}

/// From A, nothing to do, to E, not to be relied on.
public enum InspectionGrade: String, Hashable, Sendable, CaseIterable, Comparable {
  case a = "A"
  case b = "B"
  case c = "C"
  case d = "D"
  case e = "E"

  /// The better first.
  public static func < (a: InspectionGrade, b: InspectionGrade) -> Bool { a.rawValue < b.rawValue }
}

/// How a topic fared.
public struct InspectionResult: Hashable, Sendable {
  /// Which.
  public var topic: InspectionTopic
  /// The share that is graded, from 0 to 1: of several the one with the worst grade.
  public var share: Double
  /// What it is a share of, in words.
  public var whole: String
  /// By which it is graded.
  public var scale: InspectionScale
  /// Whether the whole's grade heeds it: whether a run with these inputs depends on it.
  public var isDecisive: Bool

  /// By the scale.
  public var grade: InspectionGrade { scale.grade(share) }
}

/// A figure beside the findings, such as a share of street length.
public struct InspectionMeasure: Hashable, Sendable {
  /// The name, with its unit.
  public var name: String
  /// The value.
  public var value: Double

  init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
  init(_ name: String, _ value: Int) { self.init(name, Double(value)) }
}
