import Columns
import Geography
import Testing

@testable import Coverage

/// The main cluster of streets.
@Suite struct StreetClusterTests {
  private func city(_ longitude: Double, _ latitude: Double, count: Int) -> [Coordinate] {
    (0..<count).compactMap { Coordinate(longitude: longitude + Double($0) * 0.001, latitude: latitude) }
  }

  @Test func straysAreLeftOut() {
    let main = city(15, 50, count: 20)
    let strays = city(0, 0, count: 3) + city(-175, -89, count: 9)
    #expect(cluster(strays + main) == main)
    #expect(cluster(main) == main)
    #expect(cluster([]).isEmpty)
  }

  private func cluster(_ places: [Coordinate]) -> [Coordinate] { Array(StreetCluster(of: Column(places)).members) }

  /// Neighbouring cells hang together, across 180° too; a cell of nothing parts them.
  @Test func neighboursHangTogether() {
    let joined = city(9.99, 49.99, count: 20) + city(11.5, 50.5, count: 5)
    #expect(cluster(joined).count == 25)
    let parted = city(9.99, 49.99, count: 20) + city(12.5, 50, count: 5)
    #expect(cluster(parted).count == 20)
    let across = city(179.9, 10, count: 5) + city(-179.9, 10, count: 5) + city(0, 0, count: 9)
    #expect(cluster(across).count == 10)
  }

  /// The order of the places does not matter: of equal clusters the westernmost is taken.
  @Test func tiesAreSettled() {
    let west = city(-70, -30, count: 4), east = city(70, 30, count: 4)
    #expect(cluster(west + east) == west)
    #expect(cluster(east + west) == west)
  }

  @Test func cornersOfTheEarth() {
    let corners = [(-180.0, -90.0), (-180, 90), (180, -90), (180, 90)].compactMap {
      Coordinate(longitude: $0.0, latitude: $0.1)
    }
    #expect(cluster(corners).count == 2)
  }
}
