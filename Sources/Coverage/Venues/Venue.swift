import Geography
import OpenStreetMap

/// A class of venues (domain §4).
public enum VenueKind: String, Hashable, Sendable, CaseIterable, Comparable {
  case museum, theatre, library
  case mobileLibrary = "library.mobile"
  case gallery
  case artsCentre = "arts_centre"
  case culturalCentre = "cultural_centre"
  case villageHall = "village_hall"
  case youthCentre = "youth_centre"
  case readingRoom = "reading_room"
  case memorialHall = "memorial_hall"
  case exhibition, cinema, bookcase, heritage
  /// Of a supplied list, without a known class.
  case other

  /// Museum, theatre and library: the promise's own words.
  public static let core: [VenueKind] = [.museum, .theatre, .library]

  /// In the order of the class table.
  public static func < (a: VenueKind, b: VenueKind) -> Bool { a.order < b.order }
  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How a venue's door was found (domain §7), best first.
public enum DoorResolution: String, Hashable, Sendable {
  /// Given by a supplied list.
  case supplied
  /// A public `entrance=*` on the outline.
  case entrance
  /// The point of the outline nearest a walkable edge.
  case outline
  /// The centroid, or the node itself.
  case centroid
}

/// A place where one enters a venue.
public struct Door: Hashable, Sendable {
  /// Where it is.
  public var coordinate: Coordinate
  /// How it was found.
  public var resolvedBy: DoorResolution

  /// Makes a door.
  public init(coordinate: Coordinate, resolvedBy: DoorResolution) {
    self.coordinate = coordinate
    self.resolvedBy = resolvedBy
  }
}

/// A museum, library, theatre or the like, after merging of duplicates.
public struct Venue: Hashable, Sendable {
  /// `n1`, `w1`, `r1`, or `FILE:row` of a supplied list; the lowest of ``identifiers``.
  public var id: String
  /// All ids merged into this venue, ascending.
  public var identifiers: [String]
  /// The class.
  public var kind: VenueKind
  /// The name; empty when there is none.
  public var name: String
  /// The centroid, or the node.
  public var coordinate: Coordinate
  /// The outline, for areas.
  public var outline: [GeographicPolygon]
  /// Where one enters; at least one once doors are resolved.
  public var doors: [Door]
  /// Attributes worth passing on: `wikidata`, `opening_hours`, `wheelchair`, `fee`, `operator`, `access`, `website`.
  public var attributes: [String: String]
  /// The records that a merged venue is made of, as far as they have doors of their own; empty for a single record.
  package var members: [Member] = []

  /// One record of a merged venue: what finding its doors asks of it.
  package struct Member: Hashable, Sendable {
    /// The centroid, or the node.
    package var coordinate: Coordinate
    /// The record's own outline, for areas.
    package var outline: [GeographicPolygon]
    /// Doors known beforehand: supplied ones, or the node.
    package var doors: [Door]
  }

  /// Makes a venue.
  public init(
    id: String, identifiers: [String], kind: VenueKind, name: String, coordinate: Coordinate,
    outline: [GeographicPolygon] = [], doors: [Door] = [], attributes: [String: String] = [:]
  ) {
    self.id = id
    self.identifiers = identifiers
    self.kind = kind
    self.name = name
    self.coordinate = coordinate
    self.outline = outline
    self.doors = doors
    self.attributes = attributes
  }
}
