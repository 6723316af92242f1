import Geography
import OpenStreetMap

/// The venues of an extract before merging, and what was left out.
public struct VenueFindings: Sendable {
  /// Why a tagged venue does not count.
  public enum DropReason: String, Hashable, Sendable, CaseIterable {
    /// `access=private` or `no`.
    case privateAccess = "private"
    /// Disused, abandoned, under construction, planned.
    case outOfUse = "out of use"
    /// Its nodes or members are not in the extract, or make no area.
    case noPlace = "no place"
  }

  /// A tagged venue that does not count.
  public struct Dropped: Hashable, Sendable {
    /// Which.
    public var id: ElementID
    /// Its class; `nil` for one whose only class tag is put out of use (`disused:amenity=library`).
    public var kind: VenueKind?
    /// Why.
    public var reason: DropReason
  }

  /// How many venues of a class come from nodes, ways or relations.
  public struct Count: Hashable, Sendable {
    /// The class.
    public var kind: VenueKind
    /// Nodes, ways or relations.
    public var type: ElementType
    /// How many, before merging.
    public var count: Int
  }

  /// The venues of all classes, by ascending element id.
  public var venues: [Venue] = []
  /// Venues by class and type of element, in the order of the class table; no zeros.
  public var counts: [Count] = []
  /// What does not count, by ascending element id.
  public var dropped: [Dropped] = []

  /// The counted warnings about venues of these classes: those without a place.
  public func warnings(for kinds: [VenueKind]) -> [Warning] {
    let lost = dropped.filter { drop in
      drop.reason == .noPlace && drop.kind.map { kinds.contains($0) } ?? false
    }
    guard !lost.isEmpty else { return [] }
    return [Warning(count: lost.count, message: "venues without a place (\(Self.list(lost)))")]
  }

  /// What one may like to know of these classes: venues left out as private or out of use.
  public func notes(for kinds: [VenueKind]) -> [String] {
    [DropReason.privateAccess, .outOfUse].compactMap { reason in
      let left = dropped.filter { drop in
        drop.reason == reason && drop.kind.map { kinds.contains($0) } ?? true
      }
      return left.isEmpty ? nil : "venues left out as \(reason.rawValue): \(left.count) (\(Self.list(left)))"
    }
  }

  private static func list(_ dropped: [Dropped]) -> String {
    let shown = dropped.prefix(5).map(\.id.description).joined(separator: ", ")
    return dropped.count > 5 ? shown + ", …" : shown
  }
}
