/// Bends straight lines into what streets look like: the plane is shifted by two smooth noises, one as long as a
/// district and one as long as a few blocks. The shifts are small against their lengths, so nothing folds over.
struct BentPlane {
  let seed: UInt64

  /// Wavelength and height in metres.
  private static let waves = [(length: 1_600.0, height: 150.0), (length: 380.0, height: 20.0)]

  /// The farthest that a point is shifted along an axis, in metres.
  static let reach = waves.reduce(0) { $0 + $1.height }

  /// Where a point of the straight plane lies on the bent one.
  func bent(_ point: Point) -> Point {
    var result = point
    for (index, wave) in BentPlane.waves.enumerated() {
      let place = point * (1 / wave.length)
      result.x += wave.height * noise(place, channel: UInt64(index * 2))
      result.y += wave.height * noise(place, channel: UInt64(index * 2 + 1))
    }
    return result
  }

  /// Value noise in -1...1: random heights at whole coordinates, joined by a quintic without kinks.
  func noise(_ place: Point, channel: UInt64) -> Double {
    let column = place.x.rounded(.down)
    let row = place.y.rounded(.down)
    func height(_ x: Double, _ y: Double) -> Double {
      let key = UInt64(bitPattern: Int64(x)) &* 0x9E37_79B9 ^ UInt64(bitPattern: Int64(y)) << 32 ^ channel << 59
      return Double(SeededRandom.hash(key ^ seed) >> 11) * 0x1p-52 - 1
    }
    func eased(_ share: Double) -> Double { share * share * share * (share * (share * 6 - 15) + 10) }
    let across = eased(place.x - column)
    let south = height(column, row) + across * (height(column + 1, row) - height(column, row))
    let north = height(column, row + 1) + across * (height(column + 1, row + 1) - height(column, row + 1))
    return south + eased(place.y - row) * (north - south)
  }
}
