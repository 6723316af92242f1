/// How many dwellings a building holds, by its tags and floor area.
///
/// All constants are here. Those marked *assumption* have no source beyond judgement: they weigh homes against each
/// other, and only a supplied list counts people.
public enum DwellingEstimate {
  /// Gross floor area a dwelling in square metres. *Assumption*, near the 41.8 m² a head and 2.62 heads a household
  /// of China's census of 2020 (109 m²).
  public static let floorAreaPerDwellingInSquareMetres = 100.0
  /// Dwellings on a hectare of `landuse=residential` whose buildings are not mapped, or hardly. *Assumption*: suburban; a block
  /// after GB 50180 has 150 to 250.
  public static let dwellingsPerHectare = 40.0
  /// Land whose mapped homes hold fewer dwellings a hectare counts as land whose buildings are not mapped: a tenth of
  /// ``dwellingsPerHectare``. *Assumption*: a single house or shed on a block is a sign of unfinished mapping, not of
  /// a block with one house, and even a village of large plots has about 5.
  public static let fewestMappedDwellingsPerHectare = 4.0
  /// Metres around a mapped home that get no estimated point: there the map knows better.
  public static let mappedHomeReachInMetres = 50.0
  /// The smallest `building=yes` that is taken for a home, in square metres: below it is a shed. *Assumption*.
  public static let smallestInferredHomeInSquareMetres = 30.0
  /// Metres between estimated points along a street.
  public static let streetSpacingInMetres = 50.0
  /// More levels, or more flats, than these are slips: the tallest homes have about 100 levels.
  public static let mostLevels = 150.0, mostFlats = 5_000.0

  /// Values of `building` that are homes (OSM wiki, "Key:building", section Accommodation, without hotels, barracks
  /// and holiday huts), each with its levels where the map does not say (*assumption*); `nil` for one dwelling.
  public static let levelsByKind: [String: Double?] = [
    "apartments": 4, "residential": 3, "dormitory": 4, "terrace": 2,
    "house": nil, "detached": nil, "semidetached_house": nil, "semi": nil, "bungalow": nil, "farm": nil,
    "static_caravan": nil, "houseboat": nil, "ger": nil, "stilt_house": nil, "trullo": nil, "tree_house": nil,
  ]
  /// Levels of `building=yes` on residential land. *Assumption*.
  public static let inferredLevels = 2.0

  /// Dwellings in a building.
  ///
  /// `building:flats` if it is a sound number; else 1 for houses of one household; else floor area times levels
  /// (`building:levels`, or those of the kind) by ``floorAreaPerDwellingInSquareMetres``, at least 1, not rounded.
  public static func dwellings(
    building: String, footprintInSquareMetres footprint: Double, levels: String?, flats: String?
  ) -> Double {
    if let flats = flats.flatMap(SuppliedNumber.parse), flats >= 1, flats <= mostFlats { return flats }
    let known = levelsByKind[building]
    // Known to hold one household: the inner optional is nil.
    if let known, known == nil { return 1 }
    let mapped = levels.flatMap(SuppliedNumber.parse).flatMap { $0 > 0 && $0 <= mostLevels ? $0 : nil }
    let floors = mapped ?? (known ?? inferredLevels) ?? inferredLevels
    let floorArea = footprint.isFinite ? footprint * floors : 0
    return max(1, floorArea / floorAreaPerDwellingInSquareMetres)
  }
}
