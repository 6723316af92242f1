import Geography
import PROJ

/// How much the working reference system stretches the ground, at most, from place to place.
///
/// Around the city it keeps within 5 %; but an extract may hold other cities, and a quarter of the Earth away a metre is
/// drawn as up to 1.4. Land to draw is chosen in the plane, so distances on the ground must be stretched first. Towards
/// the other end of the Earth the factor grows without bound, and shapes are sheared: nothing is drawn there.
struct PlaneStretch {
  /// Cells of 16 km: the factor changes by less than 1 % over one, short of the other end of the Earth.
  private static let cellInMetres = 16_384.0
  /// No less than this: the most that a working reference system may distort around its city, and a little.
  private static let least = 1.06
  /// Where the plane stretches by more, the land is not drawn: 141 degrees from the city.
  private static let most = 3.0

  private struct Cell: Hashable {
    var column: Int
    var row: Int
  }

  private let projection: Projection
  private var known: [Cell: Double?] = [:]
  private var last: (cell: Cell, factor: Double?)?

  init(_ projection: Projection) { self.projection = projection }

  /// Plane metres that a metre on the ground is drawn as, at most, around a place of the plane; `nil` where it is no map.
  ///
  /// - Complexity: constant; each cell is measured once.
  mutating func factor(around place: ProjectedPoint) -> Double? {
    guard max(abs(place.x), abs(place.y)) < 1e9 else { return nil }
    let size = Self.cellInMetres
    let cell = Cell(column: Int((place.x / size).rounded(.down)), row: Int((place.y / size).rounded(.down)))
    if let last, last.cell == cell { return last.factor }
    let factor: Double?
    if let measured = known[cell] { factor = measured } else { factor = measure(cell) }
    known.updateValue(factor, forKey: cell)
    last = (cell, factor)
    return factor
  }

  /// The inverse of the smaller singular value of the way from the plane to the ground, at the cell's middle; 2 % more
  /// for the rest of the cell.
  private func measure(_ cell: Cell) -> Double? {
    let (x, y) = ((Double(cell.column) + 0.5) * Self.cellInMetres, (Double(cell.row) + 0.5) * Self.cellInMetres)
    let length = 1000.0
    let star = [(0.0, 0.0), (length, 0), (0, length)].map { ProjectedPoint(x: x + $0.0, y: y + $0.1) }
    guard let places = try? projection.unproject(star), places.allSatisfy(\.isValid) else { return nil }
    let scale = Ellipsoid.LocalScale(latitude: places[0].latitude)
    /// Metres on the ground from the middle; the shorter way round the Earth.
    func ground(_ place: Coordinate) -> SIMD2<Double> {
      let east = (place.longitude - places[0].longitude).remainder(dividingBy: 360)
      return SIMD2(east * 1e7 * scale.eastInMetres, (place.latitude - places[0].latitude) * 1e7 * scale.northInMetres)
    }
    // Singular values s ≥ t of the matrix with columns a and b: s² + t² is the sum of squares, s t the determinant.
    let (a, b) = (ground(places[1]), ground(places[2]))
    let squares = (a * a + b * b).sum()
    let determinant = abs(a.x * b.y - a.y * b.x)
    let sum = (squares + 2 * determinant).squareRoot()
    let difference = max(0, squares - 2 * determinant).squareRoot()
    let smaller = (sum - difference) / 2
    guard length < smaller * Self.most else { return nil }
    return max(Self.least, length / smaller * 1.02)
  }
}
