import Walking

/// The ways and nodes of a walker's streets whose tags do not say what the walker asks for, numbered.
struct UnknownElements: Sendable {
  /// A way or node with missing tags.
  struct Element: Sendable {
    var isWay: Bool
    var number: Int64
    var tags: UnknownTags
    var id: String { (isWay ? "w" : "n") + "\(number)" }
  }

  static let none = UInt32.max

  private let unknowns: UnknownStreets
  /// By shape point the element of the piece of street that begins there, ``none`` where all is known.
  private let elementOfPoint: [UInt32]

  /// n log n in the ways, linear in the shape points.
  init(_ streets: StreetGraph) {
    let unknowns = streets.unknowns
    self.unknowns = unknowns
    let elementOfWay = streets.ways.map { unknowns.number(ofWay: $0).map { UInt32($0) } ?? Self.none }
    var elements = [UInt32](repeating: Self.none, count: streets.shapeCoordinates.count)
    for edge in 0..<streets.edgeCount where streets.edgeFlags[edge].contains(.unknown) {
      for point in streets.shapeRange(edge).dropLast() {
        guard streets.isPause(point) else {
          elements[point] = elementOfWay[Int(streets.shapeWays[point])]
          continue
        }
        let node = max(streets.shapeNodes[point], streets.shapeNodes[point + 1])
        elements[point] = unknowns.number(ofNode: node).map { UInt32(unknowns.counts.ways + $0) } ?? Self.none
      }
    }
    elementOfPoint = elements
  }

  /// How many there are: the ways by their ids, then the nodes by theirs.
  var count: Int { unknowns.counts.ways + unknowns.counts.nodes }

  subscript(element: UInt32) -> Element {
    let ways = unknowns.counts.ways
    let isWay = element < ways
    let (id, tags) = isWay ? unknowns.way(Int(element)) : unknowns.node(Int(element) - ways)
    return Element(isWay: isWay, number: id, tags: tags)
  }

  /// What is unknown of the piece of street that begins at a shape point, ``none`` where all is known.
  @inline(__always)
  func element(ofPoint point: Int) -> UInt32 { elementOfPoint[point] }
}
