import Geography

/// What a block of an extract gave, or a whole XML file: columns of elements in the file's order.
struct ElementBatch: Sendable {
  /// The strings that tags and roles name, by number.
  var strings = ByteInterner()
  var nodes = Nodes()
  var ways = Ways()
  var relations = Relations()
  /// Whether an element is marked as deleted: then versions matter.
  var hasDeleted = false
  /// Whether `versions` of the columns are filled.
  var hasVersions = false

  /// A tag as two numbers of ``ElementBatch/strings``.
  struct Tag {
    var key: UInt32
    var value: UInt32
  }

  /// Tags of consecutive elements.
  struct TagColumn: Sendable {
    var ends: [Int] = []
    var tags: [Tag] = []

    subscript(row: Int) -> ArraySlice<Tag> { tags[(row == 0 ? 0 : ends[row - 1])..<ends[row]] }
    mutating func endRow() { ends.append(tags.count) }
    mutating func append(row: [Tag]) {
      tags += row
      endRow()
    }
  }

  /// How an element stands to the selection.
  struct Standing: OptionSet, Sendable {
    let rawValue: UInt8
    /// It satisfies a rule.
    static let selected = Standing(rawValue: 1)
    /// It is marked as deleted or not visible.
    static let deleted = Standing(rawValue: 2)
  }

  struct Nodes: Sendable {
    /// How many there were, whether or not they are in the columns.
    var count = 0
    /// Lowest and highest id, `nil` before the first node.
    private(set) var idRange: ClosedRange<Int64>?
    /// Whether each id was higher than the one before.
    private(set) var isAscending = true

    /// All nodes; empty where places go to their slots at once (``NeededNodes``).
    var ids: [Int64] = []
    /// Places, ``Coordinate/nowhere`` off the Earth, ``Coordinate/deleted`` for deleted nodes.
    var places: [Coordinate] = []
    var versions: [Int32] = []
    /// The selected nodes, and their tags: the row in the columns above, the id and the place.
    var selected: [(row: Int, id: Int64, place: Coordinate)] = []
    var tags = TagColumn()

    /// Notes that nodes of these ids came, in this order.
    mutating func add(count: Int, ids: ClosedRange<Int64>, areAscending: Bool) {
      isAscending = isAscending && areAscending && (idRange.map { $0.upperBound < ids.lowerBound } ?? true)
      idRange = idRange.map { min($0.lowerBound, ids.lowerBound)...max($0.upperBound, ids.upperBound) } ?? ids
      self.count += count
    }

    /// Frees the columns of all nodes.
    mutating func dropColumns() {
      ids = []
      places = []
    }
  }

  struct Ways: Sendable {
    var ids: [Int64] = []
    var versions: [Int32] = []
    var standings: [Standing] = []
    var references = PackedReferences()
    var tags = TagColumn()
    /// Places of the references of those ways for which the file gives them.
    private var places: [Coordinate] = []
    /// The rows of these ways, ascending, and where their places begin.
    private var located: [(row: Int, first: Int)] = []

    /// Whether the file gives places with ways.
    var havePlaces: Bool { !located.isEmpty }

    /// Takes the places of the references of the way that is about to be added, ``Coordinate/unset`` for none.
    mutating func add(_ places: [Coordinate]) {
      located.append((ids.count, self.places.count))
      self.places += places
    }

    /// The places of a way's references, none where the file does not give them. O(log n).
    func places(of row: Int) -> ArraySlice<Coordinate> {
      var (low, high) = (0, located.count)
      while low < high {
        let middle = (low + high) / 2
        if located[middle].row < row { low = middle + 1 } else { high = middle }
      }
      guard low < located.count, located[low].row == row else { return [] }
      return places[located[low].first..<(low + 1 < located.count ? located[low + 1].first : places.count)]
    }

    /// Makes room for as many ways, references and tags as another batch has, but not for more than a block of so many
    /// bytes can hold: blocks of a file are alike, and an array that grows takes twice its room.
    mutating func reserve(like other: Ways, bytes: Int) {
      let count = min(other.ids.count, bytes / Self.fewestBytes)
      ids.reserveCapacity(count)
      standings.reserveCapacity(count)
      references.reserve(like: other.references, ways: count, bytes: bytes)
      tags.ends.reserveCapacity(count)
      tags.tags.reserveCapacity(min(other.tags.tags.count, bytes / 2))
    }

    /// What a way takes in a block: its key, its length, its id.
    private static let fewestBytes = 4

    /// Frees what the references took.
    mutating func dropReferences() {
      references = PackedReferences()
      places = []
      located = []
    }

    /// Whether the file gives a place with any of the way's references.
    func hasPlaces(_ row: Int) -> Bool { places(of: row).contains { $0 != .unset } }

    /// Whether two copies of a way give the same places, or one of them gives none.
    func agreesInPlaces(_ row: Int, _ other: Ways, _ otherRow: Int) -> Bool {
      guard hasPlaces(row), other.hasPlaces(otherRow) else { return true }
      return places(of: row).elementsEqual(other.places(of: otherRow))
    }
  }

  struct Relations: Sendable {
    var ids: [Int64] = []
    var versions: [Int32] = []
    var standings: [Standing] = []
    var memberEnds: [Int] = []
    /// Members of selected relations; the others have none.
    var members: [Member] = []
    var tags = TagColumn()

    func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : memberEnds[row - 1])..<memberEnds[row] }
  }

  struct Member {
    var element: ElementID
    var role: UInt32
  }
}

extension Coordinate {
  /// A node that is not on Earth.
  static let nowhere = Coordinate(longitudeE7: .min, latitudeE7: .min)
  /// A node that was deleted.
  static let deleted = Coordinate(longitudeE7: .min, latitudeE7: .min + 1)
  /// A node not met yet.
  static let unset = Coordinate(longitudeE7: .min, latitudeE7: .min + 2)

  /// The place, or ``nowhere`` when it is off the Earth.
  init(checkedLongitudeE7 longitude: Int64, latitudeE7 latitude: Int64) {
    guard longitude >= -1_800_000_000, longitude <= 1_800_000_000, latitude >= -900_000_000, latitude <= 900_000_000
    else {
      self = .nowhere
      return
    }
    self.init(longitudeE7: Int32(truncatingIfNeeded: longitude), latitudeE7: Int32(truncatingIfNeeded: latitude))
  }
}
