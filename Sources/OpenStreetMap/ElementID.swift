/// The three kinds of OpenStreetMap elements.
public enum ElementType: UInt8, Hashable, Sendable, Comparable {
  /// A point.
  case node
  /// A list of nodes.
  case way
  /// A list of members with roles.
  case relation

  /// Nodes before ways before relations.
  public static func < (a: ElementType, b: ElementType) -> Bool { a.rawValue < b.rawValue }
}

/// A type and a number: `n12`, `w12` and `r12` are three elements.
public struct ElementID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Node, way or relation.
  public var type: ElementType
  /// The number, which may be negative in files of an editor.
  public var number: Int64

  /// Makes an id.
  public init(_ type: ElementType, _ number: Int64) {
    self.type = type
    self.number = number
  }

  /// `n12`, `w12`, `r12`.
  public var description: String {
    switch type {
    case .node: "n\(number)"
    case .way: "w\(number)"
    case .relation: "r\(number)"
    }
  }

  /// By type, then by number.
  public static func < (a: ElementID, b: ElementID) -> Bool { (a.type, a.number) < (b.type, b.number) }
}
