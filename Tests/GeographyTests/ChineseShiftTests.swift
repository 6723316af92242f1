import Geography
import TestSupport
import Testing

/// GCJ-02 and BD-09 (domain §9.2).
@Suite struct ChineseShiftTests {
  typealias Vector = (wgs84: GeographicPoint, gcj02: GeographicPoint, bd09: GeographicPoint)

  private static func vector(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ e: Double, _ f: Double) -> Vector {
    (
      GeographicPoint(longitude: a, latitude: b), GeographicPoint(longitude: c, latitude: d),
      GeographicPoint(longitude: e, latitude: f)
    )
  }

  /// The domain document's table, and four places more, by a program of its own in Python, to nine decimals.
  static let vectors: [Vector] = [
    vector(120.163, 30.274, 120.167671317, 30.271656843, 120.174263179, 30.277373747),
    vector(120.14, 30.245, 120.144733407, 30.242693574, 120.151211430, 30.248792398),
    vector(120.3, 30.42, 120.304502646, 30.417614246, 120.311093790, 30.423263927),
    vector(119.04, 29.61, 119.045167043, 29.607585514, 119.051562197, 29.613924870),
    vector(116.3913, 39.9075, 116.397541182, 39.908901276, 116.403913944, 39.915244664),
    vector(87.6168, 43.8256, 87.619649949, 43.826805393, 87.626099771, 43.832949795),
    vector(113.2644, 23.1291, 113.269729592, 23.126423340, 113.276150752, 23.132711257),
    vector(126.535, 45.8038, 126.541040350, 45.805781525, 126.547659214, 45.811395823),
    vector(91.1322, 29.6604, 91.133743325, 29.657679590, 91.140342762, 29.663425674),
  ]

  private static func isSame(_ a: GeographicPoint, _ b: GeographicPoint, within degrees: Double) -> Bool {
    abs(a.longitude - b.longitude) <= degrees && abs(a.latitude - b.latitude) <= degrees
  }

  @Test(arguments: vectors.indices)
  func vectorsToATenthOfAMillimetre(number: Int) throws {
    let vector = Self.vectors[number]
    #expect(Self.isSame(ChineseShift.gcj02.shifted(vector.wgs84), vector.gcj02, within: 1e-9))
    #expect(Self.isSame(ChineseShift.bd09.shifted(vector.wgs84), vector.bd09, within: 1e-9))
    #expect(Self.isSame(try #require(ChineseShift.gcj02.restored(vector.gcj02)), vector.wgs84, within: 2e-9))
    #expect(Self.isSame(try #require(ChineseShift.bd09.restored(vector.bd09)), vector.wgs84, within: 2e-9))
  }

  /// A micrometre is 9e-12 degree.
  @Test func thereAndBackToAMicrometre() {
    var generator = SeededGenerator(seed: 92)
    var tried = 0
    while tried < 20_000 {
      let place = GeographicPoint(
        longitude: generator.number(in: 74...134), latitude: generator.number(in: 19...53))
      for shift in ChineseShift.allCases {
        let shown = shift.shifted(place)
        // The last kilometre before the border may come back on its other side.
        guard shown != place, let back = shift.restored(shown) else { continue }
        tried += 1
        guard !Self.isSame(back, place, within: 9e-12) else { continue }
        Issue.record("\(shift) \(place) comes back at \(back)")
      }
    }
  }

  static let inside: [(String, Double, Double)] = [
    ("Beijing", 116.39, 39.9), ("Hangzhou", 120.16, 30.27), ("Shenzhen", 114.057, 22.543), ("Zhuhai", 113.553, 22.224),
    ("Xiamen", 118.09, 24.48), ("Haikou", 110.35, 20.03), ("Sanya", 109.51, 18.25), ("Zhoushan", 122.2, 30.0),
    ("Dandong", 124.37, 40.13), ("Ruili", 97.85, 24.0), ("Heihe", 127.5, 50.24), ("Lhasa", 91.13, 29.65),
    ("Kashgar", 75.99, 39.47), ("Mohe", 122.53, 52.97), ("Fuyuan", 134.3, 48.36), ("Suifenhe", 131.15, 44.4),
    ("Erenhot", 111.97, 43.65), ("Pudong", 121.8, 31.14), ("Chun'an", 119.04, 29.61), ("Pingtan", 119.79, 25.5),
    ("Dongtou", 121.1, 27.8), ("Dongtou town", 121.157, 27.836), ("Nanji", 121.08, 27.46), ("Dachen", 121.89, 28.45),
    ("Shengsi", 122.45, 30.73), ("Shengshan", 122.82, 30.72), ("Yangshan", 122.07, 30.62), ("Dongji", 122.69, 30.19),
    ("Nan'ao", 117.0, 23.4), ("Nan'ao town", 117.02, 23.42), ("Nanpeng", 117.3, 23.26), ("Weizhou", 109.1, 21.0),
    ("Weizhou town", 109.12, 21.05), ("Changhai", 122.59, 39.27), ("Haiyang", 123.15, 39.06),
    ("Changdao", 120.74, 37.92),
    ("Beihuangcheng", 120.91, 38.39), ("Ji'an", 126.2, 41.1), ("Ji'an town", 126.194, 41.125),
    ("Changbai", 128.2, 41.4),
    ("Changbai town", 128.203, 41.42), ("Linjiang", 126.92, 41.81), ("Hekou", 103.96, 22.53),
    ("Hekou town", 103.949, 22.507),
    ("Dongxing", 107.97, 21.545), ("Wanwei", 108.15, 21.53), ("Fangchenggang", 108.35, 21.69),
    ("Zhuhai Gongbei", 113.55, 22.226),
    ("Hengqin", 113.52, 22.13), ("Shenzhen Luohu", 114.12, 22.535), ("Shekou", 113.91, 22.485),
    ("Yantian", 114.24, 22.565),
  ]

  static let outside: [(String, Double, Double)] = [
    ("Hong Kong", 114.17, 22.3), ("Sha Tin", 114.19, 22.38), ("Yuen Long", 114.03, 22.445), ("Lantau", 113.95, 22.27),
    ("Macao", 113.56, 22.2), ("Taipa", 113.56, 22.156), ("Taipei", 121.56, 25.03), ("Kaohsiung", 120.3, 22.63),
    ("Kinmen", 118.32, 24.43), ("Matsu", 119.95, 26.16), ("Penghu", 119.57, 23.57), ("Hanoi", 105.85, 21.03),
    ("Sinuiju", 124.4, 40.08), ("Seoul", 126.98, 37.57), ("Vladivostok", 131.9, 43.12), ("Khabarovsk", 135.07, 48.48),
    ("Blagoveshchensk", 127.53, 50.28), ("Ulaanbaatar", 106.9, 47.9), ("Zamyn-Uud", 111.9, 43.72),
    ("Almaty", 76.9, 43.25), ("Kathmandu", 85.32, 27.7), ("Thimphu", 89.64, 27.47), ("Naha", 127.68, 26.21),
    ("Lao Cai", 103.97, 22.48), ("Delhi", 77.2, 28.6), ("Móng Cái", 107.97, 21.53), ("Trà Cổ", 108.03, 21.48),
    ("Manpo", 126.29, 41.15), ("Hyesan station", 128.18, 41.375), ("Dongyin", 120.49, 26.37),
    ("Sheung Shui", 114.128, 22.502),
    ("Coloane", 113.56, 22.12), ("Taichung", 120.68, 24.15), ("Bạch Long Vĩ", 107.73, 20.13),
    ("Monaco", 7.42, 43.74), ("Las Palmas", -15.43, 28.12),
    ("the pole", 0, 90), ("the date line", 180, 0),
  ]

  @Test(arguments: inside.indices)
  func isShifted(number: Int) {
    let place = GeographicPoint(longitude: Self.inside[number].1, latitude: Self.inside[number].2)
    for shift in ChineseShift.allCases { #expect(shift.shifted(place) != place, "\(Self.inside[number].0)") }
  }

  @Test(arguments: outside.indices)
  func isNotShifted(number: Int) {
    let place = GeographicPoint(longitude: Self.outside[number].1, latitude: Self.outside[number].2)
    for shift in ChineseShift.allCases {
      #expect(shift.shifted(place) == place, "\(Self.outside[number].0)")
      #expect(shift.restored(place) == nil, "\(Self.outside[number].0)")
    }
  }

  @Test func nonsenseIsNoPlace() {
    for number in [Double.nan, .infinity, -.infinity, 1e300, -1e300] {
      let place = GeographicPoint(longitude: number, latitude: number)
      for shift in ChineseShift.allCases { #expect(shift.restored(place) == nil) }
    }
  }
}
