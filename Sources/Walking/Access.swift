/// What an access tag allows a walker (domain §5), from the most to the least.
package enum Access: UInt8, Sendable, Comparable {
  /// Everyone.
  case open
  /// Those who have business there: one may start or end inside.
  case destination
  /// Those who live there: one may start or end inside.
  case `private`
  /// No one.
  case closed

  package static func < (a: Access, b: Access) -> Bool { a.rawValue < b.rawValue }

  /// One may start or end there, not pass through.
  package var isRestricted: Bool { self == .destination || self == .private }

  /// Reads a value of `foot` or `access`. Of several values split by `;` the most allowing counts (GraphHopper).
  ///
  /// `nil` for an absent or unknown value (`unknown`, `variable`, …): the next key decides. `use_sidepath` is for
  /// the caller, who knows the sidewalk.
  package init?(_ value: String?) {
    guard let value else { return nil }
    let levels = value.tagValues.compactMap { Access.values[$0] }
    guard let best = levels.min() else { return nil }
    self = best
  }

  private static let values: [Substring: Access] = [
    "yes": .open, "designated": .open, "permissive": .open, "official": .open, "public": .open,
    "discouraged": .open,
    "destination": .destination, "customers": .destination, "delivery": .destination, "permit": .destination,
    "private": .private, "residents": .private, "employees": .private, "staff": .private, "members": .private,
    "no": .closed, "agricultural": .closed, "forestry": .closed, "military": .closed, "emergency": .closed,
  ]
}

extension String {
  /// The values of a tag that holds several: split at `;`, blanks trimmed.
  package var tagValues: [Substring] {
    split(separator: ";").map { part in
      var part = part
      while part.first == " " { part.removeFirst() }
      while part.last == " " { part.removeLast() }
      return part
    }
  }
}
